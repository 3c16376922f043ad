"""Forms about the savings of a group's members."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.rupiah import RupiahField
from accounts.saving import ActionForm
from migrants.actions.groups import book_savings, correct_savings
from migrants.forms.layout import plain_helper
from migrants.forms.once import OnceForm
from migrants.forms.past_day import PastDayField
from migrants.models import SavingsEntry
from migrants.models.savings import MOST_AT_ONCE

_Kind = SavingsEntry.Kind
EXAMPLE = gettext_lazy("In rupiah, for example: 5 rb, 20.000 or 1,5 jt.")


class SavingsForm(OnceForm):
    """Money that a member brings or takes, outside a meeting."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happens?"),
        choices=[
            (_Kind.DEPOSIT, gettext_lazy("She saves")),
            (_Kind.WITHDRAWAL, gettext_lazy("She takes money out")),
        ],
        widget=forms.RadioSelect,
    )
    amount = RupiahField(label=gettext_lazy("Amount"), max_value=MOST_AT_ONCE, help_text=EXAMPLE)

    class Meta:
        model = SavingsEntry
        fields: ClassVar[list[str]] = ["kind", "booked_on", "note"]
        field_classes = {"booked_on": PastDayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["booked_on"] = timezone.localdate()

    def clean_amount(self) -> int:
        amount: int | None = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(_("Give an amount above zero."))
        return amount

    def fill_instance(self) -> None:
        super().fill_instance()
        amount = self.cleaned_data.get("amount") or 0
        takes = self.cleaned_data.get("kind") == _Kind.WITHDRAWAL
        self.instance.amount = -amount if takes else amount

    def book(self) -> SavingsEntry | None:
        return self.attempt(lambda: book_savings(entry=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        kind = Field("kind", wrapper_class="choices-row")
        return plain_helper("submit_key", kind, "amount", "booked_on", "note")


class CorrectForm(ActionForm):
    """What an entry should have said. It is taken back, not changed."""

    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    amount = RupiahField(
        label=gettext_lazy("What is the right amount?"),
        max_value=MOST_AT_ONCE,
        help_text=gettext_lazy("Write 0 if there was nothing at all."),
    )
    reason = forms.CharField(
        label=gettext_lazy("What went wrong?"),
        max_length=200,
        help_text=gettext_lazy("Everybody who reads the book sees it."),
    )

    def __init__(self, *args: Any, entry: SavingsEntry, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.user = entry, user
        self.initial["submit_key"] = uuid4()

    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"] or 0
        if amount == abs(self.entry.amount):
            raise ValidationError(_("This is what the book says already."))
        return amount

    def correct(self) -> bool:
        data = self.cleaned_data

        def act() -> bool:
            correct_savings(
                entry=self.entry,
                amount=data["amount"],
                reason=data["reason"],
                submit_key=data["submit_key"],
                by=self.user,
            )
            return True

        return self.attempt(act) is not None

    def already_saved(self) -> bool:
        """Whether this very form corrected the entry before: the answer to a double tap."""
        try:
            key = UUID(self["submit_key"].data)
        except (TypeError, ValueError):
            return False
        found: bool = SavingsEntry.visible_to(self.user).filter(submit_key=key).exists()
        return found

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "amount", "reason")
