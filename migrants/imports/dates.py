"""Dates as people write them into lists: "12/05/1988", "12 Mei 88", "Mei 1988", "± 1988"."""

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from migrants.forms.rough_date import RoughDate
from villages.days import FIRST, LAST

#: Beginnings of the months' names, in Indonesian and English, as short as people write them.
_MONTHS = {
    "jan": 1,
    "feb": 2,
    "peb": 2,
    "mar": 3,
    "apr": 4,
    "mei": 5,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "agu": 8,
    "ags": 8,
    "agt": 8,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "nop": 11,
    "des": 12,
    "dec": 12,
}
_BETWEEN = r"[\s/.,\-]+"
_ABOUT = re.compile(r"^(?:±|\+/-|\+-|~|sekitar|kira[ -]kira|kurang lebih|about|ca\.?)\s*")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_NUMBERS = re.compile(rf"(\d{{1,2}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{4}}|\d{{2}})")
_MONTH_NAMED = re.compile(rf"(?:(\d{{1,2}}){_BETWEEN})?([a-z]{{3,}})\.?{_BETWEEN}(\d{{4}}|\d{{2}})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_YEAR = re.compile(r"(?:(?:tahun|thn|th)\.?\s*)?(\d{4})")
_TIME = re.compile(r"\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?$")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})")


def parse_date(text: str, *, order: str = "dmy", past: bool = True) -> RoughDate:
    """What a cell says, and how exactly. `order` (dmy or mdy) settles "05/12/1988"; a year of two
    digits is the latest that has come. With `past` days that have not come yet are refused.

    Raises ValidationError.
    """
    said = _TIME.sub("", " ".join(text.lower().split()))
    about = _ABOUT.match(said)
    rough = _read(said[about.end() :] if about else said, order)
    if not FIRST <= rough.day <= LAST:
        raise ValidationError(_("The year %(year)d cannot be right.") % {"year": rough.day.year})
    if past and rough.day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))
    return RoughDate(date(rough.day.year, 1, 1), "about") if about else rough


def _read(said: str, order: str) -> RoughDate:
    if match := _YEAR_FIRST.fullmatch(said):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(said):
        first, second = int(match[1]), int(match[2])
        day, month = (second, first) if order == "mdy" else (first, second)
        return _day(_year(match[3]), month, day)
    if (match := _YEAR.fullmatch(said)) and int(match[1]):
        return RoughDate(date(int(match[1]), 1, 1), "year")
    if match := _MONTH_NAMED.fullmatch(said):
        month = _MONTHS.get(match[2][:3], 0)
        year = _year(match[3])
        return _day(year, month, int(match[1])) if match[1] else _month(year, month)
    if match := _MONTH_YEAR.fullmatch(said):
        return _month(int(match[2]), int(match[1]))
    raise _no_date()


def _day(year: int, month: int, day: int) -> RoughDate:
    try:
        return RoughDate(date(year, month, day))
    except ValueError as error:
        if 1 <= day <= 12 < month <= 31:
            words = _("There is no month %(month)d. Is the month written before the day?")
            raise ValidationError(words % {"month": month}, code="order") from error
        raise _no_date() from error


def _month(year: int, month: int) -> RoughDate:
    try:
        return RoughDate(date(year, month, 1), "month")
    except ValueError as error:
        raise _no_date() from error


def _no_date() -> ValidationError:
    return ValidationError(
        _("This is not a date. Examples: 24/11/2019, 24 November 2019, 2019."), code="date"
    )


def _year(digits: str) -> int:
    """ "88" → 1988, "05" → 2005: the latest year that has come."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + 2000 if year + 2000 <= timezone.localdate().year else year + 1900


def come_in_two_ways(texts: Iterable[str]) -> bool:
    """Whether the dates of one column leave open if day or month stands first: some can only be
    month first; or text such as 13/05/1988 stands between cells that the program took for dates
    (2-digit ones it may have read the wrong way round)."""
    month_first = day_first = real = False
    for text in texts:
        if match := _SLASHED.fullmatch(text):
            first, second = int(match[1]), int(match[2])
            month_first |= first <= 12 < second
            day_first |= second <= 12 < first
        else:
            real |= bool(_YEAR_FIRST.fullmatch(text))
    return month_first or (day_first and real)
