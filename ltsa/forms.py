"""Forms of the family's way to an appointment."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.codes import clean_code
from villages.models import Village

#: People who can come together in one visit.
MOST_PEOPLE = 5


def _villages() -> QuerySet[Village]:
    return Village.objects.current().filter(district__regency__code=settings.REGENCY)


def village_choices() -> list[tuple[str, Any]]:
    """The regency's villages, grouped by district, for a native select (works on every phone)."""
    groups: dict[str, list[tuple[int, str]]] = {}
    rows = (
        _villages().order_by("district__name", "name").values_list("district__name", "pk", "name")
    )
    for district, pk, name in rows:
        groups.setdefault(district, []).append((pk, name))
    return [("", _("Another regency, or not known")), *groups.items()]


class VillageSelect(forms.Select):
    """A long list: Django would go through it once more, only to see whether a browser may be told
    that something has to be chosen."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class VillageField(forms.ChoiceField):
    """A village of the regency, or none. The list is asked for only where it is shown."""

    widget = VillageSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=village_choices, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return str(value).isdecimal() and _villages().filter(pk=value).exists()


class TimeForm(forms.Form):
    """The one time that was chosen; whether it is still free only the booking itself knows."""

    starts_at = forms.DateTimeField(
        error_messages={
            "required": _("Choose an hour."),
            "invalid": _("Choose one of the hours below."),
        },
        input_formats=["%Y-%m-%dT%H:%M"],
    )

    def clean_starts_at(self) -> dt.datetime:
        """No page offers an hour a year away; days at the ends of the calendar have no neighbours
        to look for a free hour in."""
        starts_at: dt.datetime = self.cleaned_data["starts_at"]
        if abs(starts_at - timezone.now()) > dt.timedelta(days=366):
            raise ValidationError(self.fields["starts_at"].error_messages["invalid"], "invalid")
        return starts_at


class DigitsForm(forms.Form):
    """The proof that opens a ticket: the last four digits of the phone number."""

    digits = forms.CharField(
        label=_("Last four digits of the phone number"),
        min_length=4,
        max_length=4,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]{4}"}
        ),
        error_messages={
            "min_length": _("Exactly four digits, please."),
            "max_length": _("Exactly four digits, please."),
        },
    )


class FindForm(DigitsForm):
    """Code and digits: find my appointment."""

    code = forms.CharField(
        label=_("Booking code"),
        max_length=12,
        help_text=_("Six letters and digits, as on the ticket."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    field_order = ("code", "digits")

    def clean_code(self) -> str:
        return clean_code(self.cleaned_data["code"])
