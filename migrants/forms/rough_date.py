"""Dates as people remember them: to the day, or only the year ("left in 2009")."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: As the date picker sends it, and as people type it where there is none.
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
EARLIEST_YEAR = 1900


@dataclass(frozen=True)
class RoughDate:
    """A day and how exact it is (values of Person.Precision). "2009" is 1 January 2009, "year"."""

    day: date
    precision: str = "day"


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


class RoughDateWidget(forms.MultiWidget):
    template_name = "migrants/parts/rough_date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        year = forms.NumberInput({"inputmode": "numeric", "min": EARLIEST_YEAR})
        super().__init__({"day": DateInput(), "year": year}, attrs)

    def decompress(self, value: RoughDate | None) -> list[Any]:
        if value is None:
            return [None, None]
        return [None, value.day.year] if value.precision in ("year", "about") else [value.day, None]

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
            ),
            forms.IntegerField(
                validators=[MinValueValidator(EARLIEST_YEAR, _("Give a year such as 2019."))],
                error_messages={"invalid": _("Give a year such as 2019.")},
            ),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)
        for field in fields:  # what is missing is the whole date, never one of its two ways
            field.required = False

    def compress(self, data_list: list[Any]) -> RoughDate | None:
        day, year = data_list or [None, None]
        today = timezone.localdate()
        if day and year and day.year != year:
            raise ValidationError(_("The date and the year differ. Give only one of them."))
        if day is None and year is None:
            return None
        if (day and day > today) or (year and year > today.year):
            raise ValidationError(_("This day has not come yet."))
        return RoughDate(day) if day else RoughDate(date(year, 1, 1), "year")
