"""Forms about journeys: where somebody is now, and what happens on the way."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from migrants.forms.rough_date import DATE_FORMATS, DateInput, RoughDate, RoughDateField
from migrants.models import Journey, Person

WHERE = [
    (Person.Status.STAYED, gettext_lazy("In the village, never worked abroad")),
    (Person.Status.PROSPECTIVE, gettext_lazy("In the village, wants to go abroad")),
    (Person.Status.ABROAD, gettext_lazy("Abroad")),
    (Person.Status.RETURNED, gettext_lazy("Came back from abroad")),
]
LEFT = (Person.Status.ABROAD, Person.Status.RETURNED)


def date_field(**kwargs: Any) -> forms.DateField:
    """A date to the day, with the phone's picker; typed dates in the Indonesian order."""
    return forms.DateField(input_formats=DATE_FORMATS, widget=DateInput, **kwargs)


class JourneyNowForm(forms.Form):
    """ "Where is she now?" and the journey that follows from the answer."""

    where = forms.ChoiceField(
        label=gettext_lazy("Where is she now?"), choices=WHERE, widget=forms.RadioSelect
    )
    country = Journey._meta.get_field("country").formfield(
        required=False, label=gettext_lazy("country")
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("kind of work"),
        required=False,
        choices=[("", gettext_lazy("choose")), *Journey.Sector.choices],
    )
    planned_on = date_field(label=gettext_lazy("plans to leave on"), required=False)
    departed = RoughDateField(label=gettext_lazy("left on"), required=False)
    returned = RoughDateField(label=gettext_lazy("came back on"), required=False)

    JOURNEY_FIELDS = ("country", "sector", "planned_on", "departed", "returned")

    def drop_journey(self) -> None:
        """For somebody who is already registered: her journeys have forms of their own."""
        for name in self.JOURNEY_FIELDS:
            del self.fields[name]

    def journey_layout(self) -> list[Any]:
        return [
            "where",
            Div(
                "country",
                "sector",
                Field("planned_on", wrapper_class="if-prospective"),
                Field("departed", wrapper_class="if-left"),
                Field("returned", wrapper_class="if-returned"),
                css_class="if-journey",
            ),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        where = data.get("where")
        if where and where != Person.Status.STAYED:
            self._require("country", _("Say which country."))
            self._require("sector", _("Say what kind of work."))
        if where in LEFT:
            self._require("departed", _("Say when she left. The year is enough."))
        if where == Person.Status.RETURNED:
            self._require("returned", _("Say when she came back. The year is enough."))
            if data.get("departed") and data.get("returned"):
                self._check_order(data["departed"], data["returned"])
        return data

    def _require(self, name: str, words: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)

    def _check_order(self, departed: RoughDate, returned: RoughDate) -> None:
        if no_earlier(returned, than=departed.day).day < departed.day:
            self.add_error("returned", _("The return cannot be before the departure."))

    def journey_now(self) -> Journey | None:
        """The journey that the answer tells of, without its person; None for who never left."""
        data = self.cleaned_data
        where = data.get("where")
        if not where or where == Person.Status.STAYED:
            return None
        journey = Journey(country=data["country"], sector=data["sector"])
        if where == Person.Status.PROSPECTIVE:
            journey.planned_on = data.get("planned_on")
        if where in LEFT:
            journey.departed_on, journey.departed_precision = data["departed"]
        if where == Person.Status.RETURNED:
            returned = no_earlier(data["returned"], than=data["departed"].day)
            journey.returned_on, journey.returned_precision = returned
        return journey


def no_earlier(rough: RoughDate, *, than: date | None) -> RoughDate:
    """ "2013" after "5 March 2013" is 5 March 2013: a year alone cannot come before a day in it."""
    if than and rough.precision == "year" and rough.day.year == than.year:
        return RoughDate(max(rough.day, than), "year")
    return rough
