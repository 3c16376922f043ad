"""Forms about journeys: where somebody is now, and what happens on the way."""

from datetime import date
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from migrants.actions.journeys import note_event, save_journey
from migrants.forms.layout import BOX, NOT_CHOSEN, name_blank, plain_helper
from migrants.forms.rough_date import DayField, RoughDate, RoughDateField
from migrants.forms.row import RowForm
from migrants.models import Journey, JourneyEvent, Person

WHERE = [
    (Person.Status.STAYED, gettext_lazy("In the village, never worked abroad")),
    (Person.Status.PROSPECTIVE, gettext_lazy("In the village, wants to go abroad")),
    (Person.Status.ABROAD, gettext_lazy("Abroad")),
    (Person.Status.RETURNED, gettext_lazy("Came back from abroad")),
]
LEFT = (Person.Status.ABROAD, Person.Status.RETURNED)


class JourneyNowForm(forms.Form):
    """ "Where is she now?" and the journey that follows from the answer."""

    where = forms.ChoiceField(
        label=gettext_lazy("Where is she now?"), choices=WHERE, widget=forms.RadioSelect
    )
    country = Journey._meta.get_field("country").formfield(
        required=False, label=gettext_lazy("Country")
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Kind of work"),
        required=False,
        choices=[*NOT_CHOSEN, *Journey.Sector.choices],
    )
    planned_on = DayField(label=gettext_lazy("Plans to leave on"), required=False)
    departed = RoughDateField(label=gettext_lazy("Left on"), required=False)
    returned = RoughDateField(label=gettext_lazy("Came back on"), required=False)

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
            departed = data["departed"]
            journey.departed_on, journey.departed_precision = departed.day, departed.precision
        if where == Person.Status.RETURNED:
            returned = no_earlier(data["returned"], than=data["departed"].day)
            journey.returned_on, journey.returned_precision = returned.day, returned.precision
        return journey


def no_earlier(rough: RoughDate, *, than: date | None) -> RoughDate:
    """ "2013" after "5 March 2013" is 5 March 2013: a year alone cannot come before a day in it."""
    if than and rough.precision == "year" and rough.day.year == than.year:
        return RoughDate(max(rough.day, than), "year")
    return rough


class JourneyForm(RowForm):
    """One journey, all of it: planned, begun or ended."""

    rule_fields = {
        "migrants_journey_returned_needs_departure": "departed",
        "migrants_journey_returned_after_departed": "returned",
        "migrants_journey_one_at_a_time": "departed",
    }
    columns = {
        "departed": ("departed_on", "departed_precision"),
        "returned": ("returned_on", "returned_precision"),
    }

    marks_required = True
    departed = RoughDateField(
        label=gettext_lazy("Left on"),
        required=False,
        help_text=gettext_lazy("Leave it empty while it is only a plan."),
    )
    returned = RoughDateField(label=gettext_lazy("Came back on"), required=False)

    class Meta:
        model = Journey
        fields: ClassVar[list[str]] = [
            "country",
            "city",
            "sector",
            "occupation",
            "scheme",
            "agency",
            "documentation",
            "planned_on",
            "contract_ends_on",
            "return_kind",
            "note",
        ]
        field_classes = {"planned_on": DayField, "contract_ends_on": DayField}
        widgets: ClassVar[dict[str, forms.Widget]] = {"note": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        journey = self.instance
        for name in ("departed", "returned"):
            if day := getattr(journey, f"{name}_on"):
                self.initial[name] = RoughDate(day, getattr(journey, f"{name}_precision"))
        for name in ("sector", "scheme", "return_kind"):
            if name in self.fields:
                name_blank(self.fields[name])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        departed = data.get("departed")
        if departed and data.get("contract_ends_on") and data["contract_ends_on"] < departed.day:
            self.add_error("contract_ends_on", _("The contract cannot end before the departure."))
        return data

    def fill_instance(self) -> None:
        journey, data = self.instance, self.cleaned_data
        if "departed" in data:
            departed = data["departed"]
            if departed:
                departed = no_earlier(departed, than=self._last_return(departed.day.year))
            journey.departed_on = departed.day if departed else None
            journey.departed_precision = departed.precision if departed else "day"
        if "returned" in data:
            returned = data["returned"]
            if returned:
                returned = no_earlier(returned, than=journey.departed_on)
            journey.returned_on = returned.day if returned else None
            journey.returned_precision = returned.precision if returned else "day"

    def _last_return(self, year: int) -> date | None:
        """The last return in the same year from another journey of this person."""
        others = Journey.visible_to(self.user).filter(
            person=self.instance.person_id, returned_on__year=year
        )
        found: date | None = others.exclude(pk=self.instance.pk).aggregate(last=Max("returned_on"))[
            "last"
        ]
        return found

    def save_journey(self) -> Journey | None:
        return self.attempt(lambda: save_journey(journey=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper(
            Fieldset(_("Where and what"), "country", "city", "sector", "occupation", css_class=BOX),
            Fieldset(
                _("When"),
                "planned_on",
                "departed",
                "contract_ends_on",
                "returned",
                "return_kind",
                css_class=BOX,
            ),
            Fieldset(_("How"), "scheme", "agency", "documentation", "note", css_class=BOX),
        )


class DepartForm(JourneyForm):
    """She has left."""

    class Meta(JourneyForm.Meta):
        fields: ClassVar[list[str]] = ["contract_ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["returned"]
        self.fields["departed"].required = True
        self.fields["departed"].help_text = ""

    @property
    def helper(self) -> FormHelper:
        return plain_helper("departed", "contract_ends_on")


class ReturnForm(JourneyForm):
    """She has come home for good: not on leave."""

    class Meta(JourneyForm.Meta):
        fields: ClassVar[list[str]] = ["return_kind", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["departed"]
        self.fields["returned"].required = True
        self.fields["return_kind"].required = True

    @property
    def helper(self) -> FormHelper:
        return plain_helper("returned", "return_kind", "note")


class CancelForm(RowForm):
    """The plan was given up before she left."""

    rule_fields = {"migrants_journey_cancelled_before_departure": "cancelled_on"}

    class Meta:
        model = Journey
        fields: ClassVar[list[str]] = ["cancelled_on", "note"]
        field_classes = {"cancelled_on": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cancelled_on"].required = True
        self.initial["cancelled_on"] = timezone.localdate()

    def save_journey(self) -> Journey | None:
        return self.attempt(lambda: save_journey(journey=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("cancelled_on", "note")


class EventForm(RowForm):
    """Something that happened on the way and did not end the journey."""

    rule_fields = {
        "migrants_journeyevent_until_after_start": "until",
        "migrants_journeyevent_once": "happened_on",
    }

    class Meta:
        model = JourneyEvent
        fields: ClassVar[list[str]] = ["kind", "happened_on", "until", "note"]
        field_classes = {"happened_on": DayField, "until": DayField}
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}
        help_texts: ClassVar[dict[str, Any]] = {
            "until": gettext_lazy("For home leave: when she goes back. She still counts as abroad.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = JourneyEvent.Kind.choices  # type: ignore[attr-defined]

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if self.instance.journey.departed_on and day < self.instance.journey.departed_on:
            raise ValidationError(_("This is before she left."))
        return day

    def save_event(self) -> JourneyEvent | None:
        return self.attempt(lambda: note_event(event=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("kind", "happened_on", "until", "note")


class FateForm(forms.Form):
    """What became of somebody, apart from her journeys."""

    FATES = [
        ("lost_contact", gettext_lazy("No contact any more")),
        ("found", gettext_lazy("Contact again")),
        ("settled", gettext_lazy("Settled abroad for good")),
        ("deceased", gettext_lazy("Has died")),
    ]
    fate = forms.ChoiceField(
        label=gettext_lazy("What do you know?"), choices=FATES, widget=forms.RadioSelect
    )
    on = DayField(
        label=gettext_lazy("Since when, or on which day?"),
        required=False,
        help_text=gettext_lazy("Not needed for “Contact again”."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("fate") not in (None, "found") and "on" not in self.errors:
            if not data.get("on"):
                self.add_error("on", _("Give the day. If you do not know it, about when."))
            elif data["on"] > timezone.localdate():
                self.add_error("on", _("This day has not come yet."))
        return data

    @property
    def helper(self) -> FormHelper:
        return plain_helper("fate", "on")
