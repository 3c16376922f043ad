from typing import Any, ClassVar
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy

from migrants.actions.cases import open_case
from migrants.forms.layout import name_blank, plain_helper
from migrants.forms.row import RowForm
from migrants.models import Case

#: Nothing of a case is kept in the draft of a shared phone.
PRIVATE_TEXT = {"rows": 5, "data-private": ""}


class CaseForm(RowForm):
    """What went wrong, as it was told."""

    summary = forms.CharField(
        label=gettext_lazy("What happened"),
        max_length=4000,
        widget=forms.Textarea(PRIVATE_TEXT),
        help_text=gettext_lazy("Only you and the case officers of the regency can read this."),
    )
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Case
        fields: ClassVar[list[str]] = ["category", "summary"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blank(self.fields["category"])
        self.initial["submit_key"] = uuid4()

    def fill_instance(self) -> None:
        self.instance.village = self.instance.person.village
        self.instance.submit_key = self.cleaned_data.get("submit_key")

    def open(self) -> Case | None:
        return self.attempt(lambda: open_case(case=self.instance, by=self.user))

    def already_saved(self) -> Case | None:
        """The case that this very form opened before: the answer to a double tap."""
        try:
            key = UUID(self["submit_key"].data)
        except (TypeError, ValueError):
            return None
        return Case.editable_by(self.user).filter(submit_key=key).first()

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "category", "summary")


class CaseTextForm(forms.Form):
    """One text about a case: a step, how it ended, why it is opened again."""

    text = forms.CharField(max_length=4000, widget=forms.Textarea(PRIVATE_TEXT))
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "text")
