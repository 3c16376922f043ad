from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from migrants.actions.documents import change_document, keep_document
from migrants.forms.layout import name_blank, plain_helper
from migrants.forms.rough_date import DayField
from migrants.forms.versioned import VersionedForm
from migrants.models import Document


class DocumentForm(VersionedForm):
    """One paper with its number and how long it is valid."""

    #: A new paper takes the place of the one in use.
    left_to_action = frozenset({"migrants_document_one_in_use"})
    masked_fields = frozenset({"number"})

    number = forms.CharField(
        label=gettext_lazy("Number of the paper"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "data-private": ""}),
    )

    class Meta:
        model = Document
        fields: ClassVar[list[str]] = ["kind", "number", "office", "issued_on", "expires_on"]
        field_classes = {"issued_on": DayField, "expires_on": DayField}
        labels = {"office": gettext_lazy("Issued by (office)")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["number"] = ""  # shown masked, never filled in; empty means "as it is"
        if self.instance.pk:
            del self.fields["kind"]
            del self.before["kind"]
            if self.instance.number:
                self.fields["number"].help_text = format_lazy(
                    gettext_lazy("Now {number}. Leave it empty to keep it."),
                    number=self.instance.masked_number,
                )
        else:
            name_blank(self.fields["kind"])

    def clean_number(self) -> str:
        typed = "".join(self.cleaned_data["number"].split()).upper()
        return typed or str(self.before["number"])

    def fill_instance(self) -> None:
        self.derive_keys()

    def derive_keys(self) -> None:
        self.instance.derive_keys()

    def keep(self) -> Document | None:
        return self.attempt(lambda: keep_document(document=self.instance, by=self.user))

    def change(self, *, version: int) -> Document | None:
        return self.attempt(
            lambda: change_document(
                document=self.instance, changes=self.changes(), version=version, by=self.user
            )
        )

    @property
    def helper(self) -> FormHelper:
        kind = [] if self.instance.pk else ["kind"]
        return plain_helper("version", *kind, "number", "issued_on", "expires_on", "office")
