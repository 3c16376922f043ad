"""Picking people of one's own register inside another form."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from migrants.models import Person

#: More would not be read on a phone; a longer name finds fewer.
SHOWN = 8
_KEY = re.compile(r"[0-9]{1,18}")


class PickPersonForm(forms.Form):
    """Search by name or NIK, then tick. Without scripts the search button sends the whole form and
    everything typed comes back; with HTMX only the list of people found is swapped."""

    person_search = forms.CharField(
        label=_("Search your register"),
        help_text=_("Type a part of the name, or the NIK."),
        required=False,
        max_length=100,
    )
    people: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=None,  # see pick_from
        label=_("Owner"),
        error_messages={
            "required": _("Search for the owner and tick her name."),
            "invalid_choice": _("This person is not in your register."),
            "invalid_pk_value": _("This person is not in your register."),
        },
    )

    def pick_from(self, people: QuerySet[Person]) -> None:
        """Narrow the choice to these people. Called by the form that mixes this in."""
        self.fields["people"].queryset = people  # type: ignore[attr-defined]

    def choices(self) -> list[tuple[Person, bool]]:
        """People to show with their tick: those already picked, then those found."""
        everybody = self.fields["people"].queryset  # type: ignore[attr-defined]
        keys = [int(key) for key in self["people"].value() or [] if _KEY.fullmatch(str(key))]
        picked = list(everybody.filter(pk__in=keys))
        text = (self["person_search"].value() or "").strip()
        found = everybody.search(text).exclude(pk__in=keys)[:SHOWN] if text else []
        return [(person, True) for person in picked] + [(person, False) for person in found]

    @property
    def has_searched(self) -> bool:
        return bool(self["person_search"].value())


def typed(data: Any) -> dict[str, Any]:
    """What was typed, as initial values of the same form, so that it comes back unjudged."""
    return {key: data.getlist(key) if key == "people" else data[key] for key in data}
