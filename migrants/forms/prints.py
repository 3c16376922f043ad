"""What is chosen before a letter is printed. The choices stand in the address: keys and words, no
identity number."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from migrants.models import HouseholdMembership, Person


class PermissionForm(forms.Form):
    """Who of the family permits the journey."""

    pemberi = forms.ChoiceField(label=gettext_lazy("Who permits it?"), required=False)

    def __init__(self, data: QueryDict, *, person: Person, user: User) -> None:
        super().__init__(data)
        homes = HouseholdMembership.visible_to(user).current()
        homes = homes.filter(person__in=Person.visible_to(user))
        home = homes.filter(person=person).first()
        members = homes.filter(household=home.household_id) if home else homes.none()
        self.members = [
            one
            for one in members.exclude(person=person).select_related("person")
            if one.person.age is None or one.person.age >= 18
        ]
        self.fields["pemberi"].choices = [  # type: ignore[attr-defined]
            ("", _("leave it open, write by hand")),
            *(
                (str(one.person_id), f"{one.person.name} ({one.get_relationship_display()})")
                for one in self.members
            ),
        ]

    def _member(self) -> HouseholdMembership | None:
        chosen = self.cleaned_data.get("pemberi") if self.is_valid() else ""
        return next((one for one in self.members if str(one.person_id) == chosen), None)

    def chosen(self) -> Person | None:
        member = self._member()
        return member.person if member else None

    def relation(self) -> str:
        """What the one who permits is in the family; "" when it is written by hand."""
        member = self._member()
        return member.get_relationship_display() if member else ""


class CoverLetterForm(forms.Form):
    """What the letter is for."""

    PURPOSES = [
        ("rekom", gettext_lazy("Recommendation for a passport at the LTSA")),
        ("paspor", gettext_lazy("Passport at the immigration office")),
        ("skck", gettext_lazy("Police record (SKCK)")),
        ("dukcapil", gettext_lazy("Population papers (Dukcapil)")),
        ("aduan", gettext_lazy("Complaint or help for a worker abroad")),
        ("usaha", gettext_lazy("Business after coming home")),
    ]

    untuk = forms.ChoiceField(label=gettext_lazy("What for?"), choices=PURPOSES, required=False)

    def purpose(self) -> Any:
        """The chosen purpose in words; the first one when none fits."""
        chosen = self.cleaned_data.get("untuk") if self.is_valid() else ""
        return dict(self.PURPOSES).get(str(chosen) or "rekom")
