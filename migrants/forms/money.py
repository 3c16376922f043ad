"""A wage: an amount as people write it, and in which money."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from migrants.money import Currency, money_text, parse_money


@dataclass(frozen=True)
class Wage:
    """Whole units a month; `currency` is "" while nobody said in which money."""

    amount: int
    currency: str = ""

    def __str__(self) -> str:
        return money_text(self.amount, self.currency) if self.currency else str(self.amount)

    def in_currency(self, currency: str) -> "Wage":
        return replace(self, currency=currency)


class WageWidget(forms.MultiWidget):
    template_name = "migrants/parts/wage.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        amount = forms.TextInput({"autocomplete": "off", "maxlength": 30, "data-private": ""})
        choices = [("", _("of the country")), *Currency.choices]
        super().__init__({"amount": amount, "currency": forms.Select(choices=choices)}, attrs)

    def decompress(self, value: Wage | None) -> list[Any]:
        return [f"{value.amount:,}".replace(",", "."), value.currency] if value else [None, ""]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class WageField(forms.MultiValueField):
    """Cleans to a Wage or None. The money may be written with the amount ("NT$ 28.590")."""

    widget = WageWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            forms.CharField(max_length=30),
            forms.ChoiceField(choices=[("", ""), *Currency.choices]),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)
        for field in fields:
            field.required = False

    def compress(self, data_list: list[Any]) -> Wage | None:
        text, chosen = data_list or ["", ""]
        if not text:
            return None
        amount, named = parse_money(text)
        if named and chosen and named != chosen:
            raise ValidationError(_("The amount names another money than the one chosen."))
        return Wage(amount, named or chosen)
