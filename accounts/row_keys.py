"""Keys of rows as they arrive from outside: in an address, in a form, in a file."""

import re

#: The database's keys have at most nineteen digits, and no register is so large.
_KEY = re.compile(r"[0-9]{1,18}")


def row_key(text: object) -> int | None:
    """ "12" → 12; None for whatever is no key of a row: words, other scripts' digits, thousands of
    digits (which Python refuses to count)."""
    return int(text) if isinstance(text, str) and _KEY.fullmatch(text) else None
