"""For which days and hours a family waits."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.scoping import AnyUser
from ltsa.models import Booking, WaitingEntry
from ltsa.models.timetable import Weekday
from villages.days import plausible


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[plausible],
        **more,
    )


class WaitingForm(forms.Form):
    first_day = _day(_("From which day"))
    last_day = _day(_("Until which day"))
    weekdays = forms.MultipleChoiceField(
        label=_("On which weekdays?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick nothing if every day fits."),
    )
    hours = forms.ChoiceField(
        label=_("At what time?"), widget=forms.RadioSelect, initial=WaitingEntry.Hours.ANY
    )
    priority = forms.BooleanField(
        label=_("Elderly, pregnant, disabled or with a baby: goes first"), required=False
    )

    def __init__(
        self,
        *args: Any,
        days_ahead: int,
        user: AnyUser,
        before: dt.date | None = None,
        **kwargs: Any,
    ) -> None:
        """`before`: day of the appointment that is to become earlier."""
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        self.before = before
        self.furthest = before or self.today + dt.timedelta(days=days_ahead)
        tomorrow = self.today + dt.timedelta(days=1)
        self.fields["first_day"].initial = min(tomorrow, self.furthest)
        two_weeks = self.today + dt.timedelta(days=14)
        self.fields["last_day"].initial = before or min(two_weeks, self.furthest)
        weekdays = [(str(one.value), one.label) for one in Weekday]
        hours = [(one.value, capfirst(one.label)) for one in WaitingEntry.Hours]
        self.fields["weekdays"].choices = weekdays  # type: ignore[attr-defined]
        self.fields["hours"].choices = hours  # type: ignore[attr-defined]
        if not isinstance(user, User) or user.role != Role.LTSA_OFFICER:
            del self.fields["priority"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if last and last < self.today:
            self.add_error("last_day", _("This day is over."))
        elif first and last and last < first:
            self.add_error("last_day", _("The latest day cannot be before the earliest day."))
        elif last and last > self.furthest:
            text = _("Appointments are made until %(day)s at most.")
            if self.before:
                text = _("Your appointment is on %(day)s: an earlier time lies before it.")
            self.add_error("last_day", text % {"day": self.furthest.strftime("%d/%m/%Y")})
        return data

    def wishes(self) -> dict[str, Any]:
        """As `wait_for_place` wants them."""
        data = self.cleaned_data
        urgent = data.get("priority")
        return {
            "first_day": max(data["first_day"], self.today),
            "last_day": data["last_day"],
            "weekdays": [int(day) for day in data["weekdays"]],
            "hours": data["hours"],
            "priority": Booking.Priority.PRIORITY if urgent else Booking.Priority.NORMAL,
        }
