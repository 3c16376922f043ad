"""Forms of what is done in a case: referral, answer, deadline, photo."""

from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.saving import RowForm
from migrants.actions.case_work import record_answer, refer, set_deadline
from migrants.forms.cases import PRIVATE
from migrants.forms.layout import NOT_CHOSEN, name_blank, plain_helper
from migrants.models import CaseDeadline, CaseReferral
from publishing.fields import PhotoField
from villages.models import Office

OTHER = "other"


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReferralForm(RowForm):
    """To which office, and what it is asked. `abroad`: (key, name) of help offices in the country
    of the case; the caller knows them, this app does not."""

    columns = {"sent_on": ("sent_on", "answered_on")}
    to = forms.ChoiceField(label=gettext_lazy("To which office"))
    asked = forms.CharField(
        label=gettext_lazy("What is asked"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4, **PRIVATE}),
    )
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = CaseReferral
        fields: ClassVar[list[str]] = ["to_name", "asked", "sent_on", "reference", "due_on"]
        widgets: ClassVar[dict[str, Any]] = {"sent_on": day_input(), "due_on": day_input()}

    def __init__(
        self, *args: Any, regency: Any, abroad: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {
            f"office-{office.pk}": office
            for office in Office.objects.active().filter(regency=regency)
        }
        here = [(key, office.name) for key, office in self.offices.items()]
        self.abroad = dict(abroad)
        groups = [
            (gettext_lazy("Here"), here),
            (gettext_lazy("Help offices"), abroad),
        ]
        choices = [*NOT_CHOSEN, *((name, rows) for name, rows in groups if rows)]
        choices.append((OTHER, gettext_lazy("another office: write its name")))
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self.fields["to_name"].required = False
        self.fields["to_name"].label = gettext_lazy("Name of the other office")
        self.fields["reference"].help_text = gettext_lazy("The office's number for this, if any.")
        self.initial["sent_on"] = timezone.localdate()
        self.initial["submit_key"] = uuid4()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        to = data.get("to")
        if to == OTHER and not data.get("to_name"):
            self.add_error("to_name", gettext_lazy("Write the name of the office."))
        if to in self.offices:
            data["to_name"] = self.offices[to].name
        elif to in self.abroad:
            data["to_name"] = self.abroad[to]
        return data

    def clean_sent_on(self) -> date:
        return not_to_come(self.cleaned_data["sent_on"])

    def fill_instance(self) -> None:
        self.instance.office = self.offices.get(self.cleaned_data.get("to", ""))
        self.instance.asked = self.cleaned_data.get("asked", "")
        self.instance.submit_key = self.cleaned_data.get("submit_key")

    def refer(self) -> CaseReferral | None:
        return self.attempt(lambda: refer(referral=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper(
            "submit_key", "to", "to_name", "asked", "sent_on", "reference", "due_on"
        )


class AnswerForm(RowForm):
    """What the office answered."""

    answer = forms.CharField(
        label=gettext_lazy("What did the office answer?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4, **PRIVATE}),
    )
    answered_on = forms.DateField(label=gettext_lazy("Answered on"), widget=day_input())

    class Meta:
        model = CaseReferral
        fields: ClassVar[list[str]] = ["answer", "answered_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["answered_on"] = timezone.localdate()

    def clean_answered_on(self) -> date:
        return not_to_come(self.cleaned_data["answered_on"])

    def record(self) -> bool:
        data = self.cleaned_data
        self.attempt(
            lambda: record_answer(
                referral=self.instance,
                answer=data["answer"],
                answered_on=data["answered_on"],
                by=self.user,
            )
        )
        return not self.errors

    @property
    def helper(self) -> FormHelper:
        return plain_helper("answered_on", "answer")


class DeadlineForm(RowForm):
    """A day to keep. Where a law or an office gives one, it may be left empty."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=500,
        required=False,
        widget=forms.TextInput(PRIVATE),
    )
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = CaseDeadline
        fields: ClassVar[list[str]] = ["kind", "due_on", "note"]
        widgets: ClassVar[dict[str, Any]] = {"due_on": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blank(self.fields["kind"])
        self.fields["due_on"].required = False
        self.fields["due_on"].help_text = gettext_lazy(
            "May stay empty for a new passport (3 working days, immigration office) and for help "
            "after the return (within one year, Permen P2MI 33/2025 article 16)."
        )
        self.initial["submit_key"] = uuid4()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        if kind and not data.get("due_on") and "due_on" not in self.errors:
            today = timezone.localdate()
            data["due_on"] = CaseDeadline.usual_day(kind, self.instance.case, today)
            if not data["due_on"]:
                self.add_error("due_on", gettext_lazy("Say by which day."))
        return data

    def fill_instance(self) -> None:
        self.instance.due_on = self.cleaned_data.get("due_on")
        self.instance.note = self.cleaned_data.get("note") or None
        self.instance.submit_key = self.cleaned_data.get("submit_key")

    def set(self) -> CaseDeadline | None:
        return self.attempt(lambda: set_deadline(deadline=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "kind", "due_on", "note")


class CasePhotoForm(forms.Form):
    photo = PhotoField(
        help_text=gettext_lazy(
            "Pictures only. Of a letter or a contract take a photo. Where it was taken is removed."
        )
    )
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "photo")


def not_to_come(day: date) -> date:
    if day > timezone.localdate():
        raise ValidationError(gettext_lazy("This day is still to come."))
    return day
