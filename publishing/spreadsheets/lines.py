"""What every kind of file becomes: lines of text cells, as somebody sees them in her program."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.typed_text import without_unseen

#: A cell longer than this is no answer to any question.
LONGEST_CELL = 2_000
#: Up to here a spreadsheet's number holds every digit; Excel itself cuts after fifteen.
_EXACT, _FIFTEEN_DIGITS = 2**53, 10**15
#: Text that some programs write so that another does not take digits for a number: ="0812", '0812
_FORCED_TEXT = re.compile(r"=\"([\d+ .-]*)\"|'([=+\-@\d].*)", re.DOTALL)


class Refused(Exception):
    """A file that is not read, or only to a point. The message is a sentence for whoever sent it;
    `code` names the reason for machines."""

    def __init__(self, message: Any, code: str) -> None:
        super().__init__(str(message))
        self.code = code


class Trouble(TextChoices):
    """Why the text of a cell cannot be trusted."""

    FORMULA = "formula", _("This cell holds a formula. Paste its result as a value.")
    MERGED = "merged", _("This cell is merged with others. Undo the merging and fill in each row.")
    FAULT = "fault", _("The spreadsheet itself shows a fault in this cell.")
    LONG = "long", _("This text is far too long for one cell.")


@dataclass(slots=True)
class Line:
    """One row of a sheet: its number as the program shows it, its cells as text from column A on,
    and the troubles by column (from 0)."""

    number: int
    cells: list[str]
    troubles: dict[int, str] = field(default_factory=dict)

    def is_blank(self) -> bool:
        return not any(self.cells)


def as_text(value: Any) -> str:
    """A cell's value as text. Dates become 1988-05-12. A number so long that the program has lost
    digits of it becomes 3.51E+15: what was there cannot be known."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    return ""


def _number(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")) or int(value) != value:
        return repr(value)
    whole = int(value)
    cut = abs(whole) >= _FIFTEEN_DIGITS and (whole % 10 == 0 or abs(whole) >= _EXACT)
    return f"{whole:.5E}" if cut else str(whole)


def tidy(text: str) -> str:
    """Without blanks around, control characters, and the marks that only force text."""
    text = without_unseen(text)
    text = "".join(char if char.isprintable() or char == "\n" else " " for char in text).strip()
    if forced := _FORCED_TEXT.fullmatch(text):
        return (forced[1] if forced[1] is not None else forced[2]).strip()
    return text
