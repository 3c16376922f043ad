"""Forms of the desk: where an officer sits, who walks in, which papers are missing."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.encryption import keyed_hash
from accounts.phone import PhoneFormField
from ltsa.actions import Result, Visitor
from ltsa.forms import MOST_PEOPLE, VillageField
from ltsa.models import Booking, Duty, Party, Pool, Service
from ltsa.person_key import person_key
from migrants.nik import clean_nik
from villages.days import plausible
from villages.models import Office, Village


class CounterForm(forms.Form):
    """Which counter, and for which desks. Chosen once."""

    counter = forms.CharField(
        label=_("Your counter"),
        max_length=20,
        help_text=_("As it stands above the counter, for example 2. People are called to it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-short"}),
    )
    pools = forms.ModelMultipleChoiceField(
        label=_("Which people do you serve here?"),
        queryset=Pool.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one desk.")},
    )

    def __init__(self, *args: Any, office: Office, duty: Duty | None, **kwargs: Any) -> None:
        pools = Pool.objects.filter(office=office, is_active=True)
        chosen = list(duty.pools.all()) if duty else pools
        kwargs["initial"] = {
            "counter": duty.counter if duty else "",
            "pools": [pool.pk for pool in chosen],
        }
        super().__init__(*args, **kwargs)
        self.fields["pools"].queryset = pools  # type: ignore[attr-defined]

    def clean_counter(self) -> str:
        return " ".join(self.cleaned_data["counter"].split())


class IdentityFields:
    """Telling a person apart at the desk: her NIK, or her birth date with the name, or neither."""

    @staticmethod
    def nik() -> forms.CharField:
        return forms.CharField(
            label=_("NIK"),
            required=False,
            max_length=24,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off", "data-private": ""}
            ),
            help_text=_("16 digits, if the card is at hand."),
        )

    @staticmethod
    def born_on() -> forms.DateField:
        return forms.DateField(
            label=_("Birth date"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[plausible],
        )


def checked_nik(form: forms.Form, field: str) -> None:
    """Put the clean NIK into the form's data, or its fault beside the field."""
    text = form.cleaned_data.get(field)
    if text:
        try:
            form.cleaned_data[field] = clean_nik(text)
        except ValidationError as error:
            form.add_error(field, error)


def checked_birth(form: forms.Form, field: str) -> None:
    born_on: dt.date | None = form.cleaned_data.get(field)
    if born_on and born_on > timezone.localdate():
        form.add_error(field, _("This birth date cannot be right."))


def key_or_fallback(nik: str, name: str, born_on: dt.date | None, fallback: str) -> str:
    """The person's key; without NIK and birth date one that fits nobody else."""
    if nik or born_on:
        try:
            return person_key(nik=nik, name=name, born_on=born_on)
        except ValueError:  # a name of signs only
            pass
    return keyed_hash(fallback)


class WalkInForm(forms.Form):
    """One or several people without an appointment, each for a service. Only name and service are
    asked of everybody: a queue must not wait for papers."""

    submit_key = forms.UUIDField(widget=forms.HiddenInput)
    priority = forms.TypedChoiceField(
        label=_("Somebody elderly, pregnant, disabled or with a baby?"),
        choices=[(0, _("No")), (1, _("Yes, goes first"))],
        coerce=int,
        initial=0,
        widget=forms.RadioSelect,
    )
    contact_phone = PhoneFormField(
        label=_("Phone or WhatsApp number"),
        required=False,
        help_text=_("So that the family can be told when a paper is ready."),
    )
    village = VillageField(label=_("Village on the identity card"), required=False)

    def __init__(self, *args: Any, office: Office, people: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = max(1, min(people, MOST_PEOPLE))
        self.fields["submit_key"].initial = uuid.uuid4()
        services = Service.objects.bookable(office)
        for number in range(1, self.people + 1):
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Name as on the identity card"),
                max_length=100,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.fields[f"service_{number}"] = forms.ModelChoiceField(
                label=_("Service"), queryset=services, empty_label=_("Choose a service")
            )
            self.fields[f"nik_{number}"] = IdentityFields.nik()
            self.fields[f"born_on_{number}"] = IdentityFields.born_on()
        self.order_fields([name for name in self.fields if name not in self.base_fields])

    def persons(self) -> list[dict[str, Any]]:
        """For the template: per person her number and bound fields."""
        return [
            {
                "number": number,
                "fields": [self[f"{part}_{number}"] for part in ("name", "service")],
                "identity": [self[f"{part}_{number}"] for part in ("nik", "born_on")],
                "has_identity": any(
                    self[f"{part}_{number}"].value() or self[f"{part}_{number}"].errors
                    for part in ("nik", "born_on")
                ),
            }
            for number in range(1, self.people + 1)
        ]

    def about_all(self) -> list[forms.BoundField]:
        return [self[name] for name in ("priority", "contact_phone", "village")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, self.people + 1):
            checked_nik(self, f"nik_{number}")
            checked_birth(self, f"born_on_{number}")
        return data

    def visitors(self) -> list[Visitor]:
        """The people, as the booking engine wants them. Only after a successful `is_valid()`."""
        data = self.cleaned_data
        return [
            Visitor(
                person_key=key_or_fallback(
                    data[f"nik_{n}"],
                    data[f"name_{n}"],
                    data[f"born_on_{n}"],
                    f"walk-in:{data['submit_key']}:{n}",
                ),
                name=data[f"name_{n}"],
                service=data[f"service_{n}"],
                relation=Party.Relation.SELF if n == 1 else Party.Relation.RELATIVE,
            )
            for n in range(1, self.people + 1)
        ]

    def booking(self) -> dict[str, Any]:
        """What the visit is booked with, but for the hour and who enters it."""
        data = self.cleaned_data
        return {
            "visitors": self.visitors(),
            "contact_name": data["name_1"],
            "contact_phone": data["contact_phone"],
            "submit_key": data["submit_key"],
            "village": Village.objects.filter(pk=data["village"] or 0).first(),
            "priority": data["priority"] or Booking.Priority.NORMAL,
        }


class NameForm(forms.Form):
    """Who is it: somebody who took a number at the device, or whose name was mistyped."""

    name = forms.CharField(
        label=_("Name as on the identity card"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    nik = IdentityFields.nik()
    born_on = IdentityFields.born_on()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        checked_nik(self, "nik")
        checked_birth(self, "born_on")
        return data

    def key(self, party: Party) -> str:
        """The key of this person: as it was when nothing tells her apart better."""
        data = self.cleaned_data
        if not data["nik"] and not data["born_on"]:
            return party.person_key
        return key_or_fallback(data["nik"], data["name"], data["born_on"], f"party:{party.pk}")


class MissingForm(forms.Form):
    """Which of the papers each person did not have: rows of the office's list, and own words. With
    several people each is either done or sent away for papers."""

    def __init__(self, *args: Any, parties: list[Party], day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        self.lists = {party.pk: list(party.service.requirements_on(day)) for party in parties}
        for party in parties:
            self._add(party)

    def _add(self, party: Party) -> None:
        named = list(party.missing_papers.all())
        if len(self.parties) > 1:
            self.fields[f"outcome_{party.pk}"] = forms.ChoiceField(
                label=_("How did it end?"),
                choices=[
                    (Party.Outcome.DONE.value, capfirst(Party.Outcome.DONE.label)),
                    (Party.Outcome.INCOMPLETE.value, capfirst(Party.Outcome.INCOMPLETE.label)),
                    ("", _("Not finished yet")),
                ],
                initial="",
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields[f"papers_{party.pk}"] = forms.MultipleChoiceField(
            label=_("What is missing?"),
            choices=[(str(paper.pk), paper.text) for paper in self.lists[party.pk]],
            initial=[str(paper.requirement_id) for paper in named if paper.requirement_id],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[f"words_{party.pk}"] = forms.CharField(
            label=_("Something else, in your own words"),
            initial=", ".join(paper.text for paper in named if not paper.requirement_id),
            max_length=200,
            required=False,
            help_text=_("For example: the letter has no stamp."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def people(self) -> list[dict[str, Any]]:
        """For the template: each person with her bound fields."""
        parts = ("outcome", "papers", "words")
        return [
            {
                "party": party,
                "fields": [
                    self[f"{part}_{party.pk}"]
                    for part in parts
                    if f"{part}_{party.pk}" in self.fields
                    and (part != "papers" or self.lists[party.pk])
                ],
            }
            for party in self.parties
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for party in self.parties:
            if self._outcome(party) == Party.Outcome.INCOMPLETE and not self._names(party):
                first = "papers" if self.lists[party.pk] else "words"
                self.add_error(
                    f"{first}_{party.pk}",
                    _("Tick what is missing or write it down: the family must know what to bring."),
                )
            elif self._outcome(party) != Party.Outcome.INCOMPLETE and self._names(party):
                self.add_error(
                    f"outcome_{party.pk}", _("Papers are ticked: is this visit finished?")
                )
        if not self.errors and not self.results():
            raise ValidationError(_("Say of at least one person how it ended."))
        return data

    def _outcome(self, party: Party) -> str:
        if len(self.parties) == 1:
            return Party.Outcome.INCOMPLETE
        return str(self.cleaned_data.get(f"outcome_{party.pk}") or "")

    def _names(self, party: Party) -> bool:
        data = self.cleaned_data
        return bool(data.get(f"papers_{party.pk}") or data.get(f"words_{party.pk}"))

    def results(self) -> dict[int, Result]:
        """By the key of the party, for `ltsa.actions.conclude`."""
        results = {}
        for party in self.parties:
            outcome = self._outcome(party)
            if outcome:
                ticked = set(self.cleaned_data[f"papers_{party.pk}"])
                papers = [paper for paper in self.lists[party.pk] if str(paper.pk) in ticked]
                words = self.cleaned_data[f"words_{party.pk}"]
                results[party.pk] = Result(outcome, papers, words)
        return results


class AlternativeForm(forms.Form):
    """One of the later hours that were offered because today is full."""

    starts_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M"])
