"""Forms about journeys: where somebody is now, and what happens on the way."""

from datetime import date
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset
from django import forms
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from migrants.actions.journeys import PrivateFacts, change_journey, save_journey
from migrants.forms.country import only_abroad
from migrants.forms.layout import BOX, NOT_CHOSEN, name_blank, plain_helper
from migrants.forms.money import Wage, WageField
from migrants.forms.rough_date import DayField, RoughDate, RoughDateField
from migrants.forms.versioned import VersionedForm
from migrants.models import Journey, JourneyPrivate, Person
from migrants.money import currency_of

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.fields["country"], forms.ChoiceField):
            only_abroad(self.fields["country"])

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
        if returned.no_earlier(departed.day).day < departed.day:
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
            returned = data["returned"].no_earlier(data["departed"].day)
            journey.returned_on, journey.returned_precision = returned.day, returned.precision
        return journey


class JourneyForm(VersionedForm):
    """One journey, all of it: planned, begun or ended."""

    columns = {
        "departed": ("departed_on", "departed_precision"),
        "returned": ("returned_on", "returned_precision"),
        "wage": ("private_wage",),
        "return_condition": ("private_condition",),
    }
    beside = frozenset({"private_wage", "private_condition"})
    fills_in_unseen = True

    marks_required = True
    departed = RoughDateField(
        label=gettext_lazy("Left on"),
        required=False,
        help_text=gettext_lazy("Leave it empty while it is only a plan."),
    )
    returned = RoughDateField(label=gettext_lazy("Came back on"), required=False)
    wage = WageField(label=gettext_lazy("Wage a month"), required=False)
    private_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    drop_wage = forms.BooleanField(label=gettext_lazy("Delete the stored wage"), required=False)
    return_condition = forms.ChoiceField(
        label=gettext_lazy("How did she come home?"),
        required=False,
        choices=[*NOT_CHOSEN, *JourneyPrivate.Condition.choices],
    )

    class Meta:
        model = Journey
        fields: ClassVar[list[str]] = [
            "country",
            "city",
            "sector",
            "occupation",
            "employer_kind",
            "employer",
            "scheme",
            "agency",
            "agency_license",
            "recruiter",
            "agency_abroad",
            "documentation",
            "registered_on",
            "in_process_since",
            "ready_on",
            "planned_on",
            "contract_number",
            "contract_starts_on",
            "contract_ends_on",
            "return_kind",
            "return_reason",
            "note",
        ]
        field_classes: ClassVar[dict[str, Any]] = dict.fromkeys(
            [
                "registered_on",
                "in_process_since",
                "ready_on",
                "planned_on",
                "contract_starts_on",
                "contract_ends_on",
            ],
            DayField,
        )
        widgets: ClassVar[dict[str, forms.Widget]] = {"note": forms.Textarea({"rows": 3})}
        help_texts: ClassVar[dict[str, Any]] = {
            "documentation": gettext_lazy(
                "She is helped in any case. Only you and those who handle cases can read this."
            ),
            "recruiter": gettext_lazy("The field officer (petugas lapangan) or the middleman."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        journey = self.instance
        if "country" in self.fields:
            only_abroad(self.fields["country"])
        for name in ("departed", "returned"):
            if day := getattr(journey, f"{name}_on"):
                self.initial[name] = RoughDate(day, getattr(journey, f"{name}_precision"))
        for name in ("sector", "scheme", "return_kind", "employer_kind", "cancelled_why"):
            if name in self.fields:
                name_blank(self.fields[name])
        self._show_private()
        self.initial["private_version"] = self.kept.version if self.kept else None

    def _show_private(self) -> None:
        """What is stored apart is not shown in the form: a wage only as "is stored"."""
        kept = self.kept
        if kept and kept.wage and "wage" in self.fields:
            self.fields["wage"].help_text = _("A wage is stored. Leave it empty to keep it.")
        else:
            self.fields.pop("drop_wage", None)
        if kept and kept.return_condition and "return_condition" in self.fields:
            self.fields["return_condition"].help_text = _(
                "An answer is stored. Leave it empty to keep it."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        departed = data.get("departed")
        if departed and data.get("contract_ends_on") and data["contract_ends_on"] < departed.day:
            self.add_error("contract_ends_on", _("The contract cannot end before the departure."))
        wage = data.get("wage")
        if wage and not wage.currency:
            currency = currency_of(str(data.get("country") or self.instance.country or ""))
            if currency:
                data["wage"] = wage.in_currency(currency)
            else:
                self.add_error("wage", _("Choose in which money."))
        return data

    def fill_instance(self) -> None:
        journey, data = self.instance, self.cleaned_data
        if wage := data.get("wage"):
            journey.private_wage = wage
        elif data.get("drop_wage"):
            journey.private_wage = None
        if condition := data.get("return_condition"):
            journey.private_condition = condition
        if "departed" in data:
            departed = data["departed"]
            if departed:
                departed = departed.no_earlier(self._last_return(departed.day.year))
            journey.departed_on = departed.day if departed else None
            journey.departed_precision = departed.precision if departed else "day"
        if "returned" in data:
            returned = data["returned"]
            if returned:
                returned = returned.no_earlier(journey.departed_on)
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

    def private_facts(self) -> PrivateFacts:
        journey, before = self.instance, self.before
        wage, condition = journey.private_wage, journey.private_condition
        says_wage = bool(wage) and wage != before["private_wage"]
        return PrivateFacts(
            wage=wage.amount if says_wage else None,
            currency=wage.currency if says_wage else "",
            return_condition=condition if condition != before["private_condition"] else None,
            drop_wage=wage is None and before["private_wage"] is not None,
        )

    def values_before(self) -> dict[str, Any]:
        journey = self.instance
        rows = JourneyPrivate.editable_by(self.user)
        self.kept = rows.filter(journey=journey.pk).first() if journey.pk else None
        journey.private_wage, journey.private_condition = private_values(self.kept)
        columns = [column for names in self.columns.values() for column in names]
        return super().values_before() | {name: getattr(journey, name) for name in columns}

    def opened_with(self, base: Any, column: str) -> Any:
        if column not in self.beside:
            return super().opened_with(base, column)
        seen = self.cleaned_data.get("private_version")
        then = self.kept.at_version(seen) if self.kept and seen else None
        wage, condition = private_values(then)
        return wage if column == "private_wage" else condition

    def save_journey(self) -> Journey | None:
        """Save a new journey."""
        return self.attempt(
            lambda: save_journey(journey=self.instance, by=self.user, private=self.private_facts())
        )

    def change(self, *, version: int) -> Journey | None:
        """Save changes made on `version`. ChangedMeanwhile when the row has moved on."""
        return self.attempt(
            lambda: change_journey(
                journey=self.instance,
                changes=self.changes(),
                version=version,
                private=self.private_facts(),
                by=self.user,
            )
        )

    @property
    def helper(self) -> FormHelper:
        drop = ["drop_wage"] if "drop_wage" in self.fields else []
        return plain_helper(
            "version",
            "private_version",
            Fieldset(
                _("Where and what"),
                "country",
                "city",
                "sector",
                "occupation",
                "employer_kind",
                "employer",
                css_class=BOX,
            ),
            Fieldset(
                _("Plan"),
                "registered_on",
                "in_process_since",
                "ready_on",
                "planned_on",
                css_class=BOX,
            ),
            Fieldset(
                _("Away and back"),
                "departed",
                "returned",
                "return_kind",
                "return_reason",
                "return_condition",
                css_class=BOX,
            ),
            Fieldset(
                _("Contract"),
                "contract_number",
                "contract_starts_on",
                "contract_ends_on",
                "wage",
                *drop,
                css_class=BOX,
            ),
            Fieldset(
                _("How"),
                "scheme",
                "agency",
                "agency_license",
                "recruiter",
                "agency_abroad",
                "documentation",
                "note",
                css_class=BOX,
            ),
        )


def private_values(row: Any) -> tuple[Wage | None, str]:
    """What JourneyPrivate, or a row of its history, says: the wage, and how she came home."""
    if row is None:
        return None, ""
    wage = Wage(int(row.wage), row.currency) if row.wage else None
    return wage, row.return_condition


def _keep_only(form: JourneyForm, *names: str) -> None:
    for name in set(form.fields) - {"version", "private_version", *names}:
        del form.fields[name]


class PlanForm(JourneyForm):
    """How far the plan has come."""

    class Meta(JourneyForm.Meta):
        fields: ClassVar[list[str]] = [
            "registered_on",
            "in_process_since",
            "ready_on",
            "planned_on",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _keep_only(self, *self.Meta.fields)

    @property
    def helper(self) -> FormHelper:
        return plain_helper("version", *self.Meta.fields)


class DepartForm(JourneyForm):
    """She has left."""

    class Meta(JourneyForm.Meta):
        fields: ClassVar[list[str]] = ["contract_ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _keep_only(self, "departed", "contract_ends_on")
        self.fields["departed"].required = True
        self.fields["departed"].help_text = ""

    @property
    def helper(self) -> FormHelper:
        return plain_helper("version", "departed", "contract_ends_on")


class ReturnForm(JourneyForm):
    """She has come home for good: not on leave."""

    class Meta(JourneyForm.Meta):
        fields: ClassVar[list[str]] = ["return_kind", "return_reason", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _keep_only(self, "returned", "return_condition", *self.Meta.fields)
        self.fields["returned"].required = True
        self.fields["return_kind"].required = True

    @property
    def helper(self) -> FormHelper:
        return plain_helper(
            "version",
            "private_version",
            "returned",
            "return_kind",
            "return_reason",
            "return_condition",
            "note",
        )


class CancelForm(JourneyForm):
    """The plan came to nothing before she left."""

    class Meta(JourneyForm.Meta):
        fields: ClassVar[list[str]] = ["cancelled_on", "cancelled_why", "note"]
        field_classes: ClassVar[dict[str, Any]] = {"cancelled_on": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _keep_only(self, *self.Meta.fields)
        self.fields["cancelled_on"].required = True
        self.initial["cancelled_on"] = timezone.localdate()

    @property
    def helper(self) -> FormHelper:
        return plain_helper("version", "cancelled_on", "cancelled_why", "note")
