"""A coordinator's list of people who come to the office on the same day."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ltsa.forms import MOST_PEOPLE
from ltsa.models import Service
from migrants.models import Person

#: So many people of one village on one morning.
MOST_ON_LIST = 10


class ListForm(forms.Form):
    """Who, for what, and whether each gets an appointment of her own."""

    EACH, TOGETHER = "each", "together"

    people = forms.MultipleChoiceField(
        label=_("Who comes?"),
        error_messages={
            "required": _("Tick at least one person."),
            "invalid_choice": _("One of these people is not of your village. Look again."),
        },
    )
    services = forms.MultipleChoiceField(
        label=_("What do they need?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one service.")},
    )
    way = forms.ChoiceField(
        label=_("One appointment each, or one together?"),
        widget=forms.RadioSelect,
        choices=[
            (
                EACH,
                _("One each, one after the other: everybody has her own code and can change it"),
            ),
            (TOGETHER, _("One together, for a family: they go from desk to desk together")),
        ],
        initial=EACH,
    )

    def __init__(self, *args: Any, services: Sequence[Service], user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["services"].choices = [  # type: ignore[attr-defined]
            (service.slug, service.name) for service in services
        ]
        self.asked = self._asked()
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(person.pk), person.name) for person in self.asked
        ]

    def _asked(self) -> list[Person]:
        """The people who are ticked, as far as she may book for them."""
        values = self.data.getlist("people") if hasattr(self.data, "getlist") else []
        ids = [int(one) for one in values if one.isascii() and one.isdecimal() and len(one) < 10]
        people = Person.editable_by(self.user).select_related("village").filter(pk__in=ids)
        return list(people.order_by("name", "pk"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        most = MOST_PEOPLE if data.get("way") == self.TOGETHER else MOST_ON_LIST
        if len(data.get("people", ())) > most:
            self.add_error(
                "people",
                ValidationError(
                    _("At most %(count)d people at once."), params={"count": most}, code="many"
                ),
            )
        if any(person.status == Person.Status.DECEASED for person in self.asked):
            self.add_error("people", _("Somebody on the list is registered as deceased."))
        return data
