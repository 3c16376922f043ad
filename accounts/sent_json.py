"""JSON as it arrives from outside: from a page's script, from another machine."""

import json
from typing import Any


def read_json(sent: str | bytes) -> Any:
    """What was sent. Raises ValueError for what is no JSON, and for brackets in brackets by the
    thousand, which are some only to break something."""
    try:
        return json.loads(sent)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def storable(text: str, *, most: int) -> str:
    """At most so many characters of a text out of JSON, without those that a database cannot keep:
    NUL and halves of characters, which JSON can spell and a form cannot send."""
    return text.replace("\0", "").encode(errors="ignore").decode()[:most]
