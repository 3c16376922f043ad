"""What an LTSA officer closes, and opens at other hours."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ltsa.models import OpeningHours, Pool
from ltsa.models.timetable import Weekday
from villages.days import plausible
from villages.models import Office

#: So many days can be closed, or opened otherwise, at once.
MOST_DAYS = 45


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[plausible],
        **more,
    )


def _time(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        **more,
    )


class DaysForm(forms.Form):
    """A stretch of days, from today on."""

    first_day = _day(_("Day"))
    last_day = _day(_("Until and with"), required=False, help_text=_("Empty: this one day."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and first < timezone.localdate():
            self.add_error("first_day", _("This day is over."))
        if first and last and last < first:
            self.add_error("last_day", _("The last day cannot be before the first day."))
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("last_day", _("That is too long for one step."))
        return data

    def days(self) -> list[dt.date]:
        first = self.cleaned_data["first_day"]
        last = self.cleaned_data["last_day"] or first
        return [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]


class CloseForm(DaysForm):
    """`pool`: empty for the whole office. `submit_key`: pressed twice it closes once."""

    pool = forms.ModelChoiceField(
        label=_("What is closed?"),
        queryset=Pool.objects.none(),
        required=False,
        empty_label=_("The whole office"),
    )
    start = _time(_("From"), required=False, help_text=_("Empty: the whole day."))
    end = _time(_("Until"), required=False)
    reason = forms.CharField(
        label=_("Reason shown to the public"),
        max_length=160,
        help_text=_("For example: ceremony, no electricity. Everybody who had to come reads it."),
    )
    submit_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("pool", "first_day", "last_day", "start", "end", "reason")

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pools = Pool.objects.filter(office=office, is_active=True)
        self.fields["pool"].queryset = pools  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if bool(start) != bool(end) and not self.has_error("start") and not self.has_error("end"):
            text = _("Give both times (from before until), or neither of them for the whole day.")
            self.add_error("end" if start else "start", text)
        elif start and end and end <= start:
            self.add_error("end", _("The end cannot be before the beginning."))
        return data

    def closing(self) -> dict[str, Any]:
        """As `close` wants it."""
        data = self.cleaned_data
        return {
            "days": self.days(),
            "pool": data["pool"],
            "start": data["start"],
            "end": data["end"],
            "reason": data["reason"],
            "submit_key": data["submit_key"] or uuid.uuid4(),
        }


class HoursForm(DaysForm):
    """Other hours on some dates: Ramadan, an extra evening. Two rows for a day with a break."""

    pool = forms.ModelChoiceField(label=_("Desk"), queryset=Pool.objects.none(), empty_label=None)
    weekdays = forms.MultipleChoiceField(
        label=_("On which weekdays?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick nothing for every day on which the desk is open anyhow."),
    )
    start = _time(_("From"))
    end = _time(_("Until"))
    counters = forms.IntegerField(label=_("Counters"), min_value=1, max_value=50, initial=1)
    online_counters = forms.IntegerField(
        label=_("Of these for online booking"), min_value=0, max_value=50, initial=1
    )
    reason = forms.CharField(label=_("Reason shown to the public"), max_length=160)
    field_order = ("pool", "first_day", "last_day", "weekdays", "start", "end")

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pools = Pool.objects.filter(office=office, is_active=True)
        self.fields["pool"].queryset = pools  # type: ignore[attr-defined]
        weekdays = [(str(one.value), one.label) for one in Weekday]
        self.fields["weekdays"].choices = weekdays  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The desk must close after it opens."))
        counters, online = data.get("counters"), data.get("online_counters")
        if counters is not None and online is not None and online > counters:
            text = _("There cannot be more online counters than counters.")
            self.add_error("online_counters", text)
        if not self.errors and not self.chosen_days():
            self.add_error("weekdays", _("None of these days is such a weekday."))
        return data

    def chosen_days(self) -> list[dt.date]:
        """A single day is meant as it is, whatever weekday it is."""
        days = self.days()
        wanted = {int(day) for day in self.cleaned_data["weekdays"]}
        if len(days) == 1 and not wanted:
            return days
        wanted = wanted or set(
            OpeningHours.objects.filter(pool=self.cleaned_data["pool"]).values_list(
                "weekday", flat=True
            )
        )
        return [day for day in days if day.weekday() in wanted]


class CallForm(forms.Form):
    """What came of a call."""

    NO_ANSWER = "no_answer"
    outcome = forms.ChoiceField(
        choices=[(name, name) for name in ("accepted", "other", "given_up", "told", NO_ANSWER)]
    )
