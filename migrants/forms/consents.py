"""One person's agreement to one use of her data, as she gave it."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.saving import RowForm
from migrants.actions.consents import give_consent
from migrants.consent_texts import text_of
from migrants.forms.layout import Part, plain_helper
from migrants.forms.rough_date import DayField
from migrants.models import Consent


class ConsentForm(RowForm):
    """What is read out stands on the form; for a child a parent or guardian agrees."""

    #: A consent that ran out gives way to the new one.
    left_to_action = frozenset({"migrants_consent_one_per_purpose"})

    class Meta:
        model = Consent
        fields: ClassVar[list[str]] = [
            "purpose",
            "how",
            "witness",
            "guardian",
            "given_by",
            "given_on",
            "valid_until",
        ]
        field_classes = {"given_on": DayField, "valid_until": DayField}
        labels = {
            "given_by": gettext_lazy("Name of who agreed for her"),
            "guardian": gettext_lazy("Who agreed for her?"),
        }
        help_texts = {"given_by": ""}
        widgets: ClassVar[dict[str, Any]] = {
            "purpose": forms.RadioSelect,
            "how": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = Consent.Purpose.choices  # type: ignore[attr-defined]
        self.fields["how"].choices = Consent.How.choices  # type: ignore[attr-defined]
        self.initial["given_on"] = timezone.localdate()
        self.for_child = self.instance.person.is_minor(timezone.localdate())
        self.fields["guardian"].choices = [  # type: ignore[attr-defined]
            ("", _("choose") if self.for_child else _("(she agreed herself)")),
            *Consent.Guardian.choices,
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        given_on = data.get("given_on")
        if given_on and given_on > timezone.localdate():
            self.add_error("given_on", _("This day has not come yet."))
        elif given_on and self.instance.person.is_minor(given_on) and not data.get("guardian"):
            self.add_error(
                "guardian", Consent.trigger_rules["migrants_consent_minor_needs_guardian"][1]
            )
        return data

    def give(self) -> Consent | None:
        return self.attempt(lambda: give_consent(consent=self.instance, by=self.user))

    @property
    def texts(self) -> list[tuple[str, str, bool]]:
        """What is to be read out for each purpose: (purpose, words, whether it is asked now)."""
        asked = self["purpose"].value()
        return [
            (str(label), text_of(purpose), purpose == asked)
            for purpose, label in Consent.Purpose.choices
        ]

    @property
    def helper(self) -> FormHelper:
        return plain_helper(
            "purpose",
            Part("migrants/parts/consent_texts.html"),
            "guardian",
            "given_by",
            "how",
            "witness",
            "given_on",
            "valid_until",
        )
