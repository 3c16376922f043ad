"""Asking whether somebody wishes to leave again, and why."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.saving import ActionForm
from migrants.actions.wishes import note_wish
from migrants.forms.layout import plain_helper
from migrants.forms.rough_date import DayField
from migrants.models import Person, Wish


class WishForm(ActionForm):
    """Her answer of one day."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Does she wish to leave again?"),
        choices=Wish.Answer.choices,
        widget=forms.RadioSelect,
    )
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Why?"),
        required=False,
        choices=Wish.Reason.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=gettext_lazy("In her own words"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    asked_on = DayField(label=gettext_lazy("Asked on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("asked_on", timezone.localdate())

    def clean_asked_on(self) -> Any:
        day = self.cleaned_data["asked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def save_wish(self, *, person: Person, user: User) -> Wish | None:
        data = self.cleaned_data
        return self.attempt(lambda: note_wish(person=person, by=user, **data))

    @property
    def helper(self) -> FormHelper:
        answer = Field("answer", wrapper_class="choices-row")
        return plain_helper(answer, "reasons", "words", "asked_on")
