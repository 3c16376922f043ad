"""NIK, the number of an Indonesian resident: PPKKCC DDMMYY NNNN.

Province, regency and district of *first registration*, birth date (women: day + 40), serial. It
never changes: neither with a move nor with a corrected birth date (PP 40/2019 art. 30), so only
"16 digits" and "serial is not 0000" are errors. Everything else that looks odd is a warning.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Sex = Literal["F", "M"]
#: First two digits: provinces that give or gave NIKs (Kemendagri codes).
_PROVINCES = frozenset(
    str(number)
    for first, last in [(11, 19), (21, 21), (31, 36), (51, 54), (61, 65), (71, 76), (81, 82)]
    for number in range(first, last + 1)
) | {str(number) for number in range(91, 98)}


@dataclass(frozen=True)
class NikContent:
    """What the digits say. `day`, `month` as written (women's 40 taken off), `year` two digits."""

    district_code: str
    sex: Sex
    day: int
    month: int
    year: int

    def dates(self) -> list[date]:
        """The possible birth dates: one in this century, one in the last; none if impossible."""
        found = []
        for century in (1900, 2000):
            try:
                found.append(date(century + self.year, self.month, self.day))
            except ValueError:
                continue
        return found


def clean_nik(text: str) -> str:
    """Sixteen digits without spaces, dots and dashes; ValidationError otherwise."""
    digits = re.sub(r"[\s.\-]", "", text)
    if re.search(r"[eE]\+", digits):
        raise ValidationError(
            _("The spreadsheet has rounded this NIK. Format the column as text and type it again."),
            code="rounded",
        )
    if not re.fullmatch(r"[0-9]{16}", digits):
        raise ValidationError(
            _("A NIK has 16 digits; this has %(count)d.")
            % {"count": len(re.sub(r"[^0-9]", "", digits))},
            code="length",
        )
    if digits.endswith("0000"):
        raise ValidationError(_("The last four digits of a NIK are never 0000."), code="serial")
    return digits


def read_nik(nik: str) -> NikContent:
    """Split a clean NIK into what its digits mean."""
    day = int(nik[6:8])
    return NikContent(
        district_code=f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}",
        sex="F" if day > 40 else "M",
        day=day - 40 if day > 40 else day,
        month=int(nik[8:10]),
        year=int(nik[10:12]),
    )


def nik_warnings(
    nik: str, *, born_on: date | None = None, precision: str = "day", sex: str = ""
) -> list[str]:
    """What looks odd about a clean NIK. None of it is proof of an error: people with such numbers
    exist and must be entered, with a reason. `precision` of the birth date as in Person."""
    content = read_nik(nik)
    dates = content.dates()
    warnings = []
    if nik[:2] not in _PROVINCES:
        warnings.append(_("No province has the number the NIK begins with."))
    if not dates:
        warnings.append(_("The NIK holds a date that does not exist."))
    elif all(day > date.today() for day in dates):
        warnings.append(_("The NIK holds a birth date in the future."))
    elif born_on and not any(_agree(born_on, day, precision) for day in dates):
        warnings.append(_("The birth date in the NIK differs from the birth date given."))
    if sex and sex != content.sex:
        warnings.append(
            _("The NIK belongs to a woman.")
            if content.sex == "F"
            else _("The NIK belongs to a man.")
        )
    return warnings


def _agree(one: date, other: date, precision: str) -> bool:
    """Whether two dates are the same as far as `one` is known."""
    if precision == "about":
        return abs(one.year - other.year) <= 2
    parts = {"year": 1, "month": 2}.get(precision, 3)
    return one.timetuple()[:parts] == other.timetuple()[:parts]
