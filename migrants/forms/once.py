"""Forms that make one row: a double tap finds the row and makes no other."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from accounts.saving import RowForm


class OnceForm(RowForm):
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["submit_key"] = uuid4()

    def fill_instance(self) -> None:
        self.instance.submit_key = self.cleaned_data.get("submit_key")

    def already_saved(self) -> Any:
        """The row that this very form made before: the answer to a double tap."""
        key = self["submit_key"].data
        try:
            rows = type(self.instance).visible_to(self.user)
            return rows.filter(submit_key=UUID(key)).first()
        except (TypeError, ValueError, AttributeError):
            return None
