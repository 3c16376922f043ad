"""Forms for specific personal data. Nothing of it is kept in a draft on the phone."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.rupiah import RupiahField
from migrants.actions.protected import keep_protected, note_vulnerability
from migrants.forms.layout import NOT_CHOSEN, plain_helper
from migrants.forms.once import OnceForm
from migrants.forms.rough_date import DayField
from migrants.forms.versioned import VersionedForm
from migrants.models import Finance, Health, Vulnerability

PRIVATE = {"autocomplete": "off", "data-private": ""}


def _lines(rows: int = 2) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "maxlength": 500, **PRIVATE})


class ProtectedForm(VersionedForm):
    """What health and money share: one row a person, made or changed."""

    def change(self, *, version: int) -> Any:
        """ChangedMeanwhile when somebody else made or changed the row."""
        return self.attempt(
            lambda: keep_protected(
                row=self.instance, changes=self.changes(), version=version, by=self.user
            )
        )


class HealthForm(ProtectedForm):
    disability = forms.ChoiceField(
        label=gettext_lazy("Disability"),
        required=False,
        choices=[*NOT_CHOSEN, *Health.Disability.choices],
        widget=forms.Select({"data-private": ""}),
    )

    class Meta:
        model = Health
        fields: ClassVar[list[str]] = ["disability", "needs", "illness"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"needs": _lines(), "illness": _lines()}

    @property
    def helper(self) -> FormHelper:
        return plain_helper("version", "disability", "needs", "illness")


class FinanceForm(ProtectedForm):
    debt = RupiahField(
        label=gettext_lazy("Debt when she left"),
        required=False,
        help_text=gettext_lazy("In rupiah, for example: 15 juta."),
        widget=forms.TextInput(PRIVATE),
    )

    class Meta:
        model = Finance
        fields: ClassVar[list[str]] = ["wage_use", "assets", "debt", "debt_to"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "wage_use": _lines(),
            "assets": _lines(),
            "debt_to": forms.TextInput({"maxlength": 120, **PRIVATE}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.debt:
            self.initial["debt"] = int(self.instance.debt)

    def clean_debt(self) -> str:
        amount = self.cleaned_data["debt"]
        return "" if amount is None else str(amount)

    @property
    def helper(self) -> FormHelper:
        return plain_helper("version", "wage_use", "assets", "debt", "debt_to")


class VulnerabilityForm(OnceForm):
    class Meta:
        model = Vulnerability
        fields: ClassVar[list[str]] = ["kind", "since", "note"]
        field_classes = {"since": DayField}
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "kind": forms.RadioSelect({"data-private": ""}),
            "note": _lines(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Vulnerability.Kind.choices  # type: ignore[attr-defined]
        self.initial["since"] = timezone.localdate()

    def clean_since(self) -> Any:
        day = self.cleaned_data["since"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def keep(self) -> Vulnerability | None:
        return self.attempt(lambda: note_vulnerability(vulnerability=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "kind", "since", "note")
