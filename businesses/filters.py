"""Search and filters of the lists of businesses and products: everything comes from the address,
and what makes no sense there is left out."""

from typing import Any, TypeVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from businesses.models import Business, Stage
from villages.models import Village

Rows = TypeVar("Rows", bound=QuerySet)


class VillageChoiceField(forms.ModelChoiceField):
    """A village by its code without dots. Names that occur twice come with their district."""

    def to_python(self, value: Any) -> Village | None:
        if not value:
            return None
        villages: Any = self.queryset
        village: Village | None = villages.by_digits(str(value)).first()
        if village is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return village

    def prepare_value(self, value: Any) -> Any:
        return value.digits if isinstance(value, Village) else value

    def label_from_instance(self, village: Any) -> str:
        return village.full_name


class BusinessFilter(forms.Form):
    """q: part of the name · kind · stage · village · closed: show closed ones instead."""

    q = forms.CharField(required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Business.Kind.choices]
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("All stages")), ("none", _("In no programme")), *Stage.choices],
    )
    village = VillageChoiceField(
        queryset=None, label=_("Village"), required=False, empty_label=_("All villages")
    )
    closed = forms.BooleanField(label=_("Closed ones only"), required=False)

    def __init__(self, data: Any, *, villages: QuerySet[Village]) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields["village"].queryset = villages.select_related("district")  # type: ignore[attr-defined]
        for bound in self.selects:
            bound.field.widget.attrs["class"] = "form-select"
        self.fields["closed"].widget.attrs["class"] = "form-check-input"
        self.full_clean()

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def selects(self) -> list[forms.BoundField]:
        return [self["kind"], self["stage"], self["village"]]

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    def of_businesses(self, rows: Any) -> Any:
        if text := self.value("q"):
            rows = rows.search(text)
        if kind := self.value("kind"):
            rows = rows.filter(kind=kind)
        if village := self.value("village"):
            rows = rows.filter(village=village)
        if stage := self.value("stage"):
            rows = rows.in_stage(stage) if stage != "none" else rows.in_no_programme()
        return rows

    def of_products(self, rows: Any) -> Any:
        if text := self.value("q"):
            rows = rows.search(text)
        if kind := self.value("kind"):
            rows = rows.filter(business__kind=kind)
        if village := self.value("village"):
            rows = rows.filter(business__village=village)
        return rows
