"""Who comes to an appointment, for which services, and whom the office can reach."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.phone import PhoneFormField
from accounts.scoping import AnyUser
from ltsa.actions import Company, Visitor
from ltsa.forms import MOST_PEOPLE, VillageField
from ltsa.itinerary import trips_saved
from ltsa.known import Known
from ltsa.models import Booking, Party, Service
from ltsa.person_key import person_key
from migrants.nik import clean_nik
from villages.days import plausible
from villages.models import Office

_BOOKERS = [
    Booking.BookedBy.SELF,
    Booking.BookedBy.FAMILY,
    Booking.BookedBy.NEIGHBOUR,
]
_PERSON_FIELDS = ("name", "nik", "born_on", "services", "relation", "authority")
_CONTACT_FIELDS = ("contact_name", "contact_phone", "village")
_COMPANY_FIELDS = ("helper_name", "helper_phone", "second_name", "second_phone")


class PeopleForm(forms.Form):
    """Who comes, and whom the office can reach. One set of fields per person, numbered from 1, so
    that everything works without JavaScript and errors stand in one list."""

    #: Much may stay empty or depends on something else: what must be filled in is marked.
    marks_required = True
    #: Answers to "does she come herself?"
    HERSELF, LETTER = "herself", "letter"

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
    village = VillageField(
        label=_("Village on the identity card"),
        required=False,
        help_text=_("From far away? Then hours that suit a long way come first."),
    )
    helper_name = forms.CharField(
        label=_("Name of who comes along"), max_length=100, required=False
    )
    helper_phone = PhoneFormField(label=_("Phone of who comes along"), required=False)
    second_name = forms.CharField(
        label=_("Somebody else the office can call"), max_length=100, required=False
    )
    second_phone = PhoneFormField(label=_("Second phone number"), required=False)

    def __init__(
        self,
        *args: Any,
        services: Sequence[Service],
        office: Office,
        user: AnyUser,
        people: int = 1,
        known: Mapping[int, Known] | None = None,
        **kwargs: Any,
    ) -> None:
        """`known`: people of the register or of an earlier visit, by their number in this form;
        their name, NIK and birth date are not asked."""
        super().__init__(*args, **kwargs)
        self.services, self.office = list(services), office
        self.people = max(1, min(people, MOST_PEOPLE))
        self.known = known or {}
        #: A signed-in coordinator books for people of her own village, under her own name.
        self.coordinator = (
            user if isinstance(user, User) and user.role == Role.COORDINATOR else None
        )
        self._offer_choices()
        for number in range(1, self.people + 1):
            self._add_person(number)
        self._say_whose()
        last = (*_CONTACT_FIELDS, *_COMPANY_FIELDS)
        self.order_fields([name for name in self.fields if name not in last])

    def _offer_choices(self) -> None:
        if self.coordinator:
            del self.fields["booked_by_role"]
            village = self.coordinator.village
            self.fields["village"] = forms.ChoiceField(
                label=self.fields["village"].label,
                help_text=self.fields["village"].help_text,
                required=False,
                choices=[(str(village.pk), village.name)] if village else [],
            )
            self.fields["contact_name"].initial = self.coordinator.full_name
            self.fields["contact_name"].label = _("Name the office asks for")
        else:
            roles = [(one.value, capfirst(one.label)) for one in _BOOKERS]
            self.fields["booked_by_role"].choices = roles  # type: ignore[attr-defined]

    @property
    def _needs_authority(self) -> bool:
        return any(service.needs_authority for service in self.services)

    def _add_person(self, number: int) -> None:
        if number not in self.known:
            self._ask_identity(number)
        if len(self.services) > 1:
            self.fields[f"services_{number}"] = forms.MultipleChoiceField(
                label=_("What does she need?"),
                widget=forms.CheckboxSelectMultiple,
                choices=[(service.slug, service.name) for service in self.services],
                initial=[service.slug for service in self.services],
                error_messages={"required": _("Tick at least one service for this person.")},
            )
        self.fields[f"relation_{number}"] = forms.ChoiceField(
            label=_("Who is this to you?"),
            choices=self._relations(),
            initial=Party.Relation.SELF if number == 1 else Party.Relation.SPOUSE,
        )
        if self._needs_authority:
            self.fields[f"authority_{number}"] = forms.ChoiceField(
                label=_("Does she come to the desk herself?"),
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    (self.HERSELF, _("Yes, she comes herself")),
                    (self.LETTER, _("No, somebody comes for her with a letter of authority")),
                ],
                initial=self.HERSELF if self.coordinator else None,
                help_text=_(
                    "Only to be answered when you are not she, her husband or wife, child or "
                    "parent. By law only these are family; a brother, sister, grandparent or "
                    "neighbour who comes in her place needs a letter of authority (surat kuasa)."
                ),
            )

    def _say_whose(self) -> None:
        """What is wrong is listed on top of the page: of several people it says of whom."""
        for number in range(1, self.people + 1) if self.people > 1 else ():
            for part in _PERSON_FIELDS:
                if f"{part}_{number}" in self.fields:
                    whose = _("Person %(number)s") % {"number": number}
                    self.fields[f"{part}_{number}"].whose = whose  # type: ignore[attr-defined]

    def _ask_identity(self, number: int) -> None:
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

    def _relations(self) -> list[tuple[str, Any]]:
        if self.coordinator:
            return [(Party.Relation.VILLAGER.value, capfirst(Party.Relation.VILLAGER.label))]
        return [
            (one.value, capfirst(one.label))
            for one in Party.Relation
            if one != Party.Relation.VILLAGER
        ]

    # --- for the template ------------------------------------------------------------------------

    def booker_fields(self) -> list[forms.BoundField]:
        return [self["booked_by_role"]] if "booked_by_role" in self.fields else []

    def persons(self) -> list[dict[str, Any]]:
        """Per person her number, bound fields, and what is known of her."""
        return [
            {
                "number": number,
                "known": self.known.get(number),
                "fields": [
                    self[f"{name}_{number}"]
                    for name in _PERSON_FIELDS
                    if f"{name}_{number}" in self.fields
                ],
            }
            for number in range(1, self.people + 1)
        ]

    def contact_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _CONTACT_FIELDS]

    def company_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _COMPANY_FIELDS]

    @property
    def has_company(self) -> bool:
        """Whether the folded part has something in it, or something wrong."""
        return any(field.value() or field.errors for field in self.company_fields())

    # --- checking --------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, self.people + 1):
            self._clean_person(number, data)
        self._clean_booker(data)
        if data.get("second_phone") and data["second_phone"] == data.get("contact_phone"):
            self.add_error(
                "second_phone", _("This is the same number as above. Give another one, or none.")
            )
        self._refuse_twice()
        return data

    def _clean_person(self, number: int, data: dict[str, Any]) -> None:
        if number not in self.known:
            self._clean_identity(number, data)
        needed = [service for service in self._services_of(number) if service.needs_authority]
        if not needed or data.get(f"relation_{number}") in Party.FAMILY:
            data.pop(f"authority_{number}", None)
        elif not data.get(f"authority_{number}") and not self.has_error(f"authority_{number}"):
            self.add_error(
                f"authority_{number}",
                _("Say whether she comes herself, or somebody with a letter of authority."),
            )

    def _clean_identity(self, number: int, data: dict[str, Any]) -> None:
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

    def _clean_booker(self, data: dict[str, Any]) -> None:
        """Who fills this in and who comes must fit together, or the desk asks for the wrong one."""
        role = data.get("booked_by_role")
        relations = {data.get(f"relation_{number}") for number in range(1, self.people + 1)}
        if role in (Booking.BookedBy.FAMILY, Booking.BookedBy.NEIGHBOUR) and relations == {
            Party.Relation.SELF
        }:
            self.add_error(
                "relation_1", _("You fill this in for somebody else: who is this to you?")
            )
        if role == Booking.BookedBy.SELF and not relations & {Party.Relation.SELF, None}:
            self.add_error(
                "booked_by_role",
                _("Nobody below is you. Say that family, a neighbour or a friend fills this in."),
            )

    def _has_error(self, number: int) -> bool:
        return self.has_error(f"nik_{number}") or self.has_error(f"born_on_{number}")

    def _refuse_twice(self) -> None:
        if self.errors:
            return
        keys: set[str] = set()
        for number in range(1, self.people + 1):
            key = self._key_of(number)
            if key in keys:
                field = f"name_{number}" if number not in self.known else None
                self.add_error(field, _("This person is already listed above."))
            keys.add(key)

    # --- what was answered -----------------------------------------------------------------------

    @property
    def booker(self) -> str:
        """One of Booking.BookedBy."""
        return self.cleaned_data.get("booked_by_role") or Booking.BookedBy.COORDINATOR

    @property
    def company(self) -> Company:
        return Company(**{name: self.cleaned_data[name] for name in _COMPANY_FIELDS})

    def answers(self) -> dict[str, Any]:
        """The cleaned answers as JSON can hold them; given back as data they are valid again."""
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in self.cleaned_data.items()
        }

    def _services_of(self, number: int) -> list[Service]:
        chosen = self.cleaned_data.get(f"services_{number}")
        if chosen is None:
            return self.services
        return [service for service in self.services if service.slug in chosen]

    def _key_of(self, number: int) -> str:
        if number in self.known:
            return self.known[number].key
        data = self.cleaned_data
        return person_key(
            nik=data[f"nik_{number}"],
            name=data[f"name_{number}"],
            born_on=data[f"born_on_{number}"],
        )

    def wanted(self) -> list[Service]:
        """One service for each time that somebody needs it. Only after a successful
        `is_valid()`."""
        return [
            service for number in range(1, self.people + 1) for service in self._services_of(number)
        ]

    @property
    def trips_saved(self) -> int:
        return trips_saved(len(self._services_of(number)) for number in range(1, self.people + 1))

    def visitors(self, *, ready: Mapping[int, str] | None = None) -> list[Visitor]:
        """The people, as the booking engine wants them: one for each person and service. Only after
        a successful `is_valid()`. `ready`: what was said about the papers, by service."""
        data, ready = self.cleaned_data, ready or {}
        return [
            Visitor(
                person_key=self._key_of(number),
                name=self._name_of(number),
                service=service,
                relation=data[f"relation_{number}"],
                has_authority=service.needs_authority
                and data.get(f"authority_{number}") == self.LETTER,
                readiness=ready.get(service.pk, Party.Readiness.NOT_ASKED),
                person=self.known[number].person if number in self.known else None,
            )
            for number in range(1, self.people + 1)
            for service in self._services_of(number)
        ]

    def _name_of(self, number: int) -> str:
        known = self.known.get(number)
        return known.name if known else self.cleaned_data[f"name_{number}"]
