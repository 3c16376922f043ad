"""Dates as people remember them: to the day, the month, the year, or about a year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from villages.days import FIRST, plausible

#: As the date picker sends it, and as people type it where there is none.
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
#: How people say that they are not sure of the year.
_ABOUT = ("sekitar", "kira-kira", "kira kira", "kurang lebih", "about", "around", "±", "~", "+-")
_ROUGHLY = re.compile(
    r"(?P<about>" + "|".join(re.escape(word) for word in _ABOUT) + r")?\s*(?P<year>[0-9]{4})"
)
_MONTH_FIRST = re.compile(r"(?P<month>[0-9]{1,2}|[a-z]{3,12})\.?[\s/.-]+(?P<year>[0-9]{4})")
_WHOLE = re.compile(
    r"(?P<day>[0-9]{1,2})[\s/.-]+(?P<month>[0-9]{1,2}|[a-z]{3,12})\.?[\s/.-]+(?P<year>[0-9]{4})"
)
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[/-](?P<month>[0-9]{1,2})")


@dataclass(frozen=True)
class RoughDate:
    """A day and how exact it is (values of Person.Precision): "2009" is 1 January 2009, "year";
    "March 2009" is 1 March 2009, "month"."""

    day: date
    precision: str = "day"

    @property
    def last(self) -> date:
        """The last day that may be meant."""
        if self.precision == "day":
            return self.day
        if self.precision == "month":
            return self.day.replace(day=monthrange(self.day.year, self.day.month)[1])
        return date(self.day.year, 12, 31)

    def no_earlier(self, than: date | None) -> "RoughDate":
        """ "2013" after "5 March 2013" is 5 March 2013: what is known roughly cannot come before a
        day that lies in it."""
        if than and self.day < than <= self.last:
            return RoughDate(than, self.precision)
        return self

    def __str__(self) -> str:
        """In words: "5 March 2013", "March 2013", "2013", "about 2013"."""
        if self.precision == "about":
            return gettext("about %(year)s") % {"year": self.day.year}
        return date_format(self.day, {"month": "F Y", "year": "Y"}.get(self.precision, "j F Y"))

    @property
    def typed(self) -> str:
        """As it would be typed: "3/2013", "2013", "about 2013"."""
        if self.precision == "month":
            return f"{self.day.month}/{self.day.year}"
        return str(self)


def parse_roughly(text: str) -> RoughDate:
    """ "2019", "3/2019", "Maret 2019", "2019-03", "sekitar 2019", "5/3/1988" → RoughDate.

    ValueError when it is none of these. Months are understood in Indonesian and English, also
    shortened.
    """
    plain = " ".join(text.lower().split())
    if match := _WHOLE.fullmatch(plain):
        return RoughDate(date(int(match["year"]), _month(match["month"]), int(match["day"])))
    if match := _ROUGHLY.fullmatch(plain):
        return RoughDate(date(int(match["year"]), 1, 1), "about" if match["about"] else "year")
    if match := _MONTH_FIRST.fullmatch(plain) or _YEAR_FIRST.fullmatch(plain):
        return RoughDate(date(int(match["year"]), _month(match["month"]), 1), "month")
    raise ValueError(text)


def _month(text: str) -> int:
    """Number of a month given by number or name. ValueError when there is none."""
    if text.isdecimal():
        return int(text)
    for language in ("id", "en"):
        with translation.override(language):
            found = [
                number for number, name in MONTHS.items() if str(name).lower().startswith(text)
            ]
        if len(found) == 1:
            return found[0]
    raise ValueError(text)


class DateInput(forms.DateInput):
    """The phone's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A date to the day, with the phone's picker; typed dates in the Indonesian order."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DATE_FORMATS)
        super().__init__(**kwargs)
        self.validators = [plausible]


class RoughDateWidget(forms.MultiWidget):
    template_name = "migrants/parts/rough_date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        year = forms.TextInput({"autocomplete": "off", "maxlength": 30})
        super().__init__({"day": DateInput(), "year": year}, attrs)

    def decompress(self, value: RoughDate | None) -> list[Any]:
        if value is None:
            return [None, None]
        return [value.day, None] if value.precision == "day" else [None, value.typed]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class RoughDateField(forms.MultiValueField):
    """Cleans to a RoughDate or None. Days that have not come yet are refused."""

    widget = RoughDateWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            forms.DateField(
                input_formats=DATE_FORMATS,
                error_messages={"invalid": _("This is not a date. Example: 24/11/2019.")},
                validators=[plausible],
            ),
            forms.CharField(max_length=30),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)
        for field in fields:  # what is missing is the whole date, never one of its two ways
            field.required = False

    def compress(self, data_list: list[Any]) -> RoughDate | None:
        day, text = data_list or [None, None]
        rough = self._roughly(str(text)) if text else None
        if day and rough and not rough.day <= day <= rough.last:
            raise ValidationError(_("The two dates differ. Give only one of them."))
        found = RoughDate(day) if day else rough
        if found and found.day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return found

    def _roughly(self, text: str) -> RoughDate:
        try:
            rough = parse_roughly(text)
        except ValueError:
            rough = None
        if rough is None or rough.day < FIRST:
            raise ValidationError(
                _("Give a day such as 5/3/1988, a month such as 3/2019, a year, or “about 2019”.")
            )
        return rough
