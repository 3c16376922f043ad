"""Countries abroad, chosen from a list or typed by name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from migrants.imports import words
from migrants.models.journeys import HOME_COUNTRY

#: Id of the one list of names that all fields of a page share.
LIST_ID = "countries"


def abroad() -> list[tuple[str, str]]:
    """Codes and names of all countries but our own, those to which most go first."""
    return [(code, str(name)) for code, name in countries if code != HOME_COUNTRY]


def only_abroad(field: forms.Field) -> None:
    """Our own country is no choice of this select."""
    field.choices = [  # type: ignore[attr-defined]
        choice
        for choice in field.choices  # type: ignore[attr-defined]
        if choice[0] != HOME_COUNTRY
    ]


class CountryNameField(forms.CharField):
    """A country by its name, as people write it; the value is its code. Beside it stands one list
    for the whole page ("migrants/parts/countries.html"): 250 names once, not once a person."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"list": LIST_ID, "autocomplete": "off"})
        super().__init__(widget=widget, max_length=60, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(countries.name(value)) if value in countries.countries else value

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        code = words.country(text) if text else ""
        if text and not code:
            raise ValidationError(_("This country is not known. Write its usual name."))
        if code == HOME_COUNTRY:
            raise ValidationError(_("A journey leads abroad: choose another country."))
        return code
