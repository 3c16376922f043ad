from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from migrants.actions.consents import give_consent
from migrants.forms.layout import plain_helper
from migrants.forms.rough_date import DayField
from migrants.forms.row import RowForm
from migrants.models import Consent


class ConsentForm(RowForm):
    """One person's agreement to one use of her data, as she gave it."""

    rule_fields = {
        "migrants_consent_one_per_purpose": "purpose",
        "migrants_consent_spoken_needs_witness": "witness",
        "migrants_consent_until_after_given": "valid_until",
    }
    #: A consent that ran out gives way to the new one.
    left_to_action = frozenset({"migrants_consent_one_per_purpose"})

    class Meta:
        model = Consent
        fields: ClassVar[list[str]] = [
            "purpose",
            "how",
            "witness",
            "given_by",
            "given_on",
            "valid_until",
        ]
        field_classes = {"given_on": DayField, "valid_until": DayField}
        widgets: ClassVar[dict[str, Any]] = {
            "purpose": forms.RadioSelect,
            "how": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = Consent.Purpose.choices  # type: ignore[attr-defined]
        self.fields["how"].choices = Consent.How.choices  # type: ignore[attr-defined]
        self.initial["given_on"] = timezone.localdate()

    def give(self) -> Consent | None:
        return self.attempt(lambda: give_consent(consent=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("purpose", "how", "witness", "given_by", "given_on", "valid_until")
