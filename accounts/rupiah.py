"""Amounts of money as people write them here, kept as whole rupiah."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: "rb" ribu, "jt" juta: how people shorten thousands and millions.
_TIMES = {
    "": 1,
    "rb": 1_000,
    "ribu": 1_000,
    "k": 1_000,
    "jt": 1_000_000,
    "juta": 1_000_000,
    "miliar": 1_000_000_000,
}
_NUMBER = (
    r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3}){2,}|\d+)"
    r"(?:[.,](?P<part>\d{1,3}))?"
)
_AMOUNT = re.compile(rf"(?:rp\.?)?\s*{_NUMBER}\s*(?P<times>[a-z]*)(?:,-)?\.?")


def parse_rupiah(text: str) -> int:
    """ "15.000", "Rp 15.000,-", "15000", "15rb", "15 ribu", "1,5 jt", "1.5 juta" → whole rupiah.

    A dot or comma before three digits divides thousands; before fewer digits it is a decimal mark.
    Raises ValidationError with words the person can act on.
    """
    match = _AMOUNT.fullmatch(text.strip().lower().replace("\u00a0", " "))
    if not match or match["times"] not in _TIMES:
        raise ValidationError(
            _("This is not an amount of money. Example: 15.000 or 15 ribu."), code="rupiah"
        )
    whole = int(re.sub("[.,]", "", match["whole"]))
    times = _TIMES[match["times"]]
    part = match["part"] or ""
    if len(part) == 3 and times == 1:  # "15,000": thousands in English writing
        return whole * 1_000 + int(part)
    amount, rest = divmod(int(part or 0) * times, 10 ** len(part))
    if rest or (part.strip("0") and times == 1):
        raise ValidationError(_("Give the amount without cents. Example: 15.000."), code="rupiah")
    return whole * times + amount


def rupiah(amount: int) -> str:
    """15000 → "Rp15.000", -15000 → "-Rp15.000"."""
    return ("-" if amount < 0 else "") + "Rp" + f"{abs(amount):,}".replace(",", ".")


class RupiahField(forms.CharField):
    """An amount of money; its cleaned value is whole rupiah, or None."""

    def __init__(self, *, max_value: int = 2_000_000_000, **kwargs: Any) -> None:
        self.max_value = max_value
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "autocomplete": "off", "class": "input-medium"}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        amount = parse_rupiah(text)
        if amount > self.max_value:
            raise ValidationError(
                _("This is more than %(limit)s. Please check the zeros."),
                code="rupiah",
                params={"limit": rupiah(self.max_value)},
            )
        return amount
