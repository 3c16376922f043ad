"""The list of people: filters that stand in the address. Names may; a NIK never does."""

import re
from functools import cached_property
from operator import itemgetter
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from accounts.models import User
from migrants.forms.country import abroad
from migrants.forms.layout import plain_helper
from migrants.models import Journey, Person, Wish
from migrants.models.people import PersonQuerySet

LACKING = [("", gettext_lazy("everybody")), *Person.Lacking.choices]
WISHES = [
    ("", gettext_lazy("everybody")),
    *Wish.Answer.choices,
    ("unasked", gettext_lazy("never asked")),
]


def looks_like_number(text: str) -> bool:
    """Whether a search text is (part of) an identity number rather than a name."""
    return len(re.sub(r"\D", "", text)) >= 6


class PersonFilter(forms.Form):
    """Narrows what the user may see; no choice tells her anything of another territory."""

    q = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    status = forms.ChoiceField(required=False, choices=Person.Status, widget=forms.HiddenInput)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    village = forms.ChoiceField(label=gettext_lazy("Village"), required=False)
    hamlet = forms.ChoiceField(label=gettext_lazy("Hamlet (dusun)"), required=False)
    lacking = forms.ChoiceField(
        label=gettext_lazy("What is missing"), required=False, choices=LACKING
    )

    wish = forms.ChoiceField(
        label=gettext_lazy("Wishes to leave again"), required=False, choices=WISHES
    )

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.people: PersonQuerySet = Person.visible_to(user)
        villages = list(user.villages().values_list("pk", "name").order_by("name")[:300])
        self._offer("village", _("all villages"), [(str(pk), name) for pk, name in villages])
        if len(villages) < 2:
            del self.fields["village"]
            self._offer("hamlet", _("all hamlets"), [(name, name) for name in self._hamlets()])
        else:
            del self.fields["hamlet"]
        self._offer("country", _("all countries"), self._countries(only_met=len(villages) < 2))

    def _hamlets(self) -> QuerySet[Any]:
        named = self.people.exclude(hamlet="").order_by("hamlet")
        return named.values_list("hamlet", flat=True).distinct()[:100]

    def _countries(self, *, only_met: bool) -> list[tuple[str, str]]:
        """Where people of one village are or were; all countries for an area, which has people
        nearly everywhere: to find that out would mean to read all its journeys for each look."""
        if not only_met:
            return abroad()
        journeys = Journey.visible_to(self.user).order_by()
        met = set(journeys.values_list("country", flat=True).distinct())
        names = dict(countries)
        return sorted(((code, str(names.get(code, code))) for code in met), key=itemgetter(1))

    def _offer(self, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """Valid choices only: an unknown value in the address filters nothing."""
        self.is_valid()  # cleans once
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def status_chosen(self) -> str:
        return self.chosen().get("status", "")

    @property
    def narrows(self) -> bool:
        """Whether anything but the status chips narrows the list."""
        return bool(self.chosen().keys() - {"status", "q"})

    def rows(self, *, but_status: bool = False) -> PersonQuerySet:
        chosen = self.chosen()
        rows = self.people
        if country := chosen.get("country"):
            rows = rows.been_to(country)
        if village := chosen.get("village"):
            rows = rows.filter(village=int(village))
        if hamlet := chosen.get("hamlet"):
            rows = rows.filter(hamlet=hamlet)
        if lacking := chosen.get("lacking"):
            rows = rows.lacking(lacking)
        if wish := chosen.get("wish"):
            rows = rows.with_wish(wish)
        if (status := chosen.get("status")) and not but_status:
            rows = rows.with_status(status)
        return rows

    @cached_property
    def _counted(self) -> dict[str, int]:
        """People by status, whichever is chosen. Counting `*` reads no rows, only their index."""
        rows = self.rows(but_status=True).order_by().values_list("status")
        return dict(rows.annotate(number=Count("*")))

    def count(self) -> int:
        """How many `rows()` there are."""
        if status := self.status_chosen:
            return self._counted.get(status, 0)
        return sum(self._counted.values())

    def status_options(self) -> list[tuple[str, str, int]]:
        """Chips: (status, label, how many), all first, empty ones left out."""
        counted = self._counted
        chips = [
            (value, str(label), counted.get(value, 0)) for value, label in Person.Status.choices
        ]
        everybody = ("", _("all"), sum(counted.values()))
        chosen = self.status_chosen
        return [everybody, *(chip for chip in chips if chip[2] or chip[0] == chosen)]

    @property
    def helper(self) -> FormHelper:
        """The folded choices; the page itself has the search text and the status, once each."""
        shown = [
            name
            for name in ("village", "hamlet", "country", "wish", "lacking")
            if name in self.fields
        ]
        return plain_helper(*shown)
