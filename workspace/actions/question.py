"""One thing about which two records do not agree."""

from dataclasses import dataclass

FIRST, SECOND, BOTH = "first", "second", "both"


@dataclass(frozen=True)
class Question:
    """Two values, one of which will stand; of texts with `may_both` also both. `proposal` is ticked
    beforehand; "" for none. `is_private`: shown masked until somebody asks to see."""

    name: str
    label: str
    first: str
    second: str
    proposal: str = ""
    is_private: bool = False
    may_both: bool = False
