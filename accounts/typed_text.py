"""Text as people see it."""

import re

# Soft hyphen, zero-width characters, and the ones that turn the direction of writing. They come
# along when a text is copied, or make a name read like another's (Unicode Technical Report 36).
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def has_unseen(text: str) -> bool:
    """Does it carry a character that nobody sees?"""
    return _UNSEEN.search(text) is not None


def without_unseen(text: str) -> str:
    """The text with what shows of it."""
    return _UNSEEN.sub("", text)
