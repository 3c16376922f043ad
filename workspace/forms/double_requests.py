"""Asking the office about somebody who may be registered elsewhere too, and its answer."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy

from accounts.phone import parse_phone
from accounts.saving import ActionForm, RowForm
from migrants.actions.doubles import ask_office
from migrants.forms.identity import NUMBER
from migrants.forms.layout import plain_helper
from migrants.models import DoubleRequest
from migrants.nik import clean_nik


class DoubleRequestForm(RowForm):
    """What the village knows. Nothing of it is looked up: every request gets the same answer."""

    nik = forms.CharField(
        label=gettext_lazy("NIK, if you know it"),
        required=False,
        widget=forms.TextInput(NUMBER),
    )
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = DoubleRequest
        fields: ClassVar[list[str]] = ["name", "born_year", "phone", "why"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"why": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["submit_key"] = uuid4()
        if person := self.instance.person:
            self.initial.update(
                {
                    "name": person.name,
                    "born_year": person.born_on.year if person.born_on else None,
                    "phone": person.local_phone,
                }
            )

    def clean_nik(self) -> str:
        return clean_nik(self.cleaned_data["nik"]) if self.cleaned_data["nik"] else ""

    def clean_phone(self) -> str:
        return parse_phone(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else ""

    def fill_instance(self) -> None:
        request = self.instance
        request.village = self.user.village
        request.nik = self.cleaned_data.get("nik") or ""
        if request.person and not request.nik:
            request.nik = request.person.nik or ""
        request.submit_key = self.cleaned_data.get("submit_key")
        request.derive_keys()

    def ask(self) -> DoubleRequest | None:
        return self.attempt(lambda: ask_office(request=self.instance, by=self.user))

    def already_saved(self) -> DoubleRequest | None:
        """The request that this very form made before: the answer to a double tap."""
        try:
            key = UUID(self["submit_key"].data)
        except (TypeError, ValueError):
            return None
        return DoubleRequest.visible_to(self.user).filter(submit_key=key).first()

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "name", "born_year", "nik", "phone", "why")


class AnswerForm(ActionForm):
    """What the village is told. Not who or where somebody is."""

    answer = forms.CharField(
        label=gettext_lazy("Answer to the village"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Do not name other villages or the people there."),
    )

    @property
    def helper(self) -> FormHelper:
        return plain_helper("answer")
