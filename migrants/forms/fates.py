"""Forms about what became of somebody, apart from her journeys."""

from typing import Any, ClassVar
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.saving import ActionForm, RowForm
from migrants.forms.layout import plain_helper
from migrants.forms.rough_date import DayField, RoughDate, RoughDateField
from migrants.models import DeathReport
from publishing.fields import PhotoField


class FateForm(ActionForm):
    """Contact lost or found, or settled abroad. A death is reported on a page of its own."""

    marks_required = True  # the day is needed or not, depending on the answer
    FATES = [
        ("lost_contact", gettext_lazy("No contact any more")),
        ("found", gettext_lazy("Contact again")),
        ("settled", gettext_lazy("Settled abroad for good")),
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


class DeathForm(RowForm):
    """What is known of a death, for somebody else to confirm. The page saves it."""

    columns = {"died": ("died_on", "died_precision")}
    marks_required = True
    died = RoughDateField(label=gettext_lazy("When did she die?"))
    photo = PhotoField(
        label=gettext_lazy("Photo of the letter"),
        required=False,
        help_text=gettext_lazy(
            "Only who may read this report sees it. Where it was taken is removed."
        ),
    )

    class Meta:
        model = DeathReport
        fields: ClassVar[list[str]] = ["place", "evidence", "evidence_text"]
        widgets: ClassVar[dict[str, Any]] = {
            "evidence": forms.RadioSelect,
            "evidence_text": forms.Textarea({"rows": 3}),
        }
        labels: ClassVar[dict[str, Any]] = {
            "place": gettext_lazy("Where? (village or country)"),
            "evidence_text": gettext_lazy("What did you see, or who told you?"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "evidence_text": gettext_lazy(
                "Example: death letter no. 474.3/12 of the village, seen at her sister's house."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = DeathReport.Evidence.choices  # type: ignore[attr-defined]

    def clean_died(self) -> RoughDate:
        died: RoughDate = self.cleaned_data["died"]
        born = self.instance.person.born_on
        if born and died.last < born:
            raise forms.ValidationError(_("The date of death cannot be before the birth date."))
        return died.no_earlier(born)

    def fill_instance(self) -> None:
        if died := self.cleaned_data.get("died"):
            self.instance.died_on, self.instance.died_precision = died.day, died.precision

    @property
    def helper(self) -> FormHelper:
        return plain_helper("died", "place", "evidence", "evidence_text", "photo")


class EvidenceForm(forms.Form):
    """One more picture of the evidence."""

    photo = PhotoField(
        label=gettext_lazy("Photo of the letter"),
        help_text=gettext_lazy(
            "Only who may read this report sees it. Where it was taken is removed."
        ),
    )
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "photo")


class RefuseDeathForm(forms.Form):
    """Why a report of a death is not right, or a confirmed one is taken back."""

    why = forms.CharField(label=gettext_lazy("Why is the report not right?"), max_length=200)

    @property
    def helper(self) -> FormHelper:
        return plain_helper("why")
