"""Forms of the family's way to an appointment."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.codes import clean_code
from accounts.models import Role, User
from accounts.phone import PhoneFormField
from accounts.scoping import AnyUser
from ltsa.actions import Visitor
from ltsa.models import Booking, Party, Service
from ltsa.person_key import person_key
from migrants.nik import clean_nik
from villages.days import plausible
from villages.models import Village

#: People who can come together in one visit.
MOST_PEOPLE = 5
_BOOKERS = [
    Booking.BookedBy.SELF,
    Booking.BookedBy.FAMILY,
    Booking.BookedBy.NEIGHBOUR,
]


def village_choices() -> list[tuple[str, Any]]:
    """The regency's villages, grouped by district, for a native select (works on every phone)."""
    groups: dict[str, list[tuple[int, str]]] = {}
    rows = (
        Village.objects.current()
        .filter(district__regency__code=settings.REGENCY)
        .order_by("district__name", "name")
        .values_list("district__name", "pk", "name")
    )
    for district, pk, name in rows:
        groups.setdefault(district, []).append((pk, name))
    return [("", _("Another regency, or not known")), *groups.items()]


class PeopleForm(forms.Form):
    """Who comes, and whom the office can reach. One set of fields per person, numbered from 1, so
    that everything works without JavaScript and errors stand in one list."""

    booked_by_role = forms.ChoiceField(
        label=_("Who is filling this in?"), widget=forms.RadioSelect, initial=Booking.BookedBy.SELF
    )
    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("The office asks for this name if it has to call."),
    )
    contact_phone = PhoneFormField(
        label=_("Phone or WhatsApp number"),
        help_text=_(
            "Example: 0812 3456 7890. With its last four digits you find the ticket again."
        ),
    )
    village = forms.ChoiceField(label=_("Village on the identity card"), required=False)

    def __init__(
        self, *args: Any, service: Service, user: AnyUser, people: int = 1, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        self.people = max(1, min(people, MOST_PEOPLE))
        #: A signed-in coordinator books for people of her own village, under her own name.
        self.coordinator = (
            user if isinstance(user, User) and user.role == Role.COORDINATOR else None
        )
        self._offer_choices()
        for number in range(1, self.people + 1):
            self._add_person(number)
        contact = [name for name in self.base_fields if name in self.fields]
        self.order_fields([name for name in self.fields if name not in contact])

    def _offer_choices(self) -> None:
        if self.coordinator:
            del self.fields["booked_by_role"]
            village = self.coordinator.village
            choices = [(str(village.pk), village.name)] if village else []
            self.fields["contact_name"].initial = self.coordinator.full_name
        else:
            roles = [(one.value, capfirst(one.label)) for one in _BOOKERS]
            self.fields["booked_by_role"].choices = roles  # type: ignore[attr-defined]
            choices = village_choices()
        self.fields["village"].choices = choices  # type: ignore[attr-defined]

    def _add_person(self, number: int) -> None:
        self.fields[f"name_{number}"] = forms.CharField(
            label=_("Name as on the identity card"), max_length=100
        )
        self.fields[f"nik_{number}"] = forms.CharField(
            label=_("NIK"),
            required=False,
            max_length=24,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off", "data-private": ""}
            ),
            help_text=_("16 digits. No card at hand? Then give the birth date."),
        )
        self.fields[f"born_on_{number}"] = forms.DateField(
            label=_("Birth date"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[plausible],
        )
        self.fields[f"relation_{number}"] = forms.ChoiceField(
            label=_("Who is this to you?"),
            choices=self._relations(),
            initial=Party.Relation.SELF if number == 1 else Party.Relation.SPOUSE,
        )
        if self.service.needs_authority:
            self.fields[f"authority_{number}"] = forms.BooleanField(
                label=_("I bring a letter of authority (surat kuasa)"), required=False
            )

    def _relations(self) -> list[tuple[str, Any]]:
        if self.coordinator:
            return [(Party.Relation.VILLAGER.value, capfirst(Party.Relation.VILLAGER.label))]
        return [
            (one.value, capfirst(one.label))
            for one in Party.Relation
            if one != Party.Relation.VILLAGER
        ]

    def persons(self) -> list[dict[str, Any]]:
        """For the template: per person her number and bound fields."""
        return [
            {
                "number": number,
                "fields": [
                    self[name]
                    for name in (
                        f"name_{number}",
                        f"nik_{number}",
                        f"born_on_{number}",
                        f"relation_{number}",
                        f"authority_{number}",
                    )
                    if name in self.fields
                ],
            }
            for number in range(1, self.people + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, self.people + 1):
            self._clean_person(number, data)
        self._refuse_twice()
        return data

    def contact_fields(self) -> list[forms.BoundField]:
        """For the template: whom to call."""
        names = ("booked_by_role", "contact_name", "contact_phone", "village")
        return [self[name] for name in names if name in self.fields]

    def _clean_person(self, number: int, data: dict[str, Any]) -> None:
        if data.get(f"nik_{number}"):
            try:
                data[f"nik_{number}"] = clean_nik(data[f"nik_{number}"])
            except ValidationError as error:
                self.add_error(f"nik_{number}", error)
        born_on = data.get(f"born_on_{number}")
        if born_on and not dt.date(1900, 1, 1) <= born_on <= timezone.localdate():
            self.add_error(f"born_on_{number}", _("This birth date cannot be right."))
        if not data.get(f"nik_{number}") and not born_on and not self._has_error(number):
            self.add_error(f"nik_{number}", _("Give the NIK or the birth date."))
        if (
            self.service.needs_authority
            and data.get(f"relation_{number}") not in Party.FAMILY
            and not data.get(f"authority_{number}")
        ):
            self.add_error(
                f"authority_{number}",
                _(
                    "For this service only husband, wife, child or parent may come in her place. "
                    "Anybody else needs a letter of authority."
                ),
            )

    def _has_error(self, number: int) -> bool:
        return self.has_error(f"nik_{number}") or self.has_error(f"born_on_{number}")

    def _refuse_twice(self) -> None:
        if self.errors:
            return
        keys: set[str] = set()
        for number, visitor in enumerate(self.visitors(), start=1):
            if visitor.person_key in keys:
                self.add_error(f"name_{number}", _("This person is already listed above."))
            keys.add(visitor.person_key)

    @property
    def booker(self) -> str:
        """One of Booking.BookedBy."""
        return self.cleaned_data.get("booked_by_role") or Booking.BookedBy.COORDINATOR

    def answers(self) -> dict[str, Any]:
        """The cleaned answers as JSON can hold them; given back as data they are valid again."""
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in self.cleaned_data.items()
        }

    def visitors(self, *, is_ready: bool = False) -> list[Visitor]:
        """The people, as the booking engine wants them. Only after a successful `is_valid()`."""
        data = self.cleaned_data
        readiness = Party.Readiness.DECLARED if is_ready else Party.Readiness.NOT_ASKED
        return [
            Visitor(
                person_key=person_key(
                    nik=data[f"nik_{number}"],
                    name=data[f"name_{number}"],
                    born_on=data[f"born_on_{number}"],
                ),
                name=data[f"name_{number}"],
                service=self.service,
                relation=data[f"relation_{number}"],
                has_authority=data.get(f"authority_{number}", False),
                readiness=readiness,
            )
            for number in range(1, self.people + 1)
        ]


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
