"""Wages as people write them, in the money of the country where they are paid."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.rupiah import parse_rupiah


class Currency(models.TextChoices):
    """The money of the places where people from here work (ISO 4217)."""

    HKD = "HKD", _("Hong Kong dollar (HK$)")
    TWD = "TWD", _("Taiwan dollar (NT$)")
    SGD = "SGD", _("Singapore dollar (S$)")
    MYR = "MYR", _("Malaysian ringgit (RM)")
    SAR = "SAR", _("Saudi riyal (SAR)")
    KRW = "KRW", _("Korean won (₩)")
    JPY = "JPY", _("Japanese yen (¥)")
    BND = "BND", _("Brunei dollar (B$)")
    AED = "AED", _("Emirates dirham (AED)")
    QAR = "QAR", _("Qatari riyal (QAR)")
    KWD = "KWD", _("Kuwaiti dinar (KWD)")
    OMR = "OMR", _("Omani rial (OMR)")
    MOP = "MOP", _("Macau pataca (MOP$)")
    AUD = "AUD", _("Australian dollar (A$)")
    EUR = "EUR", _("Euro (€)")
    GBP = "GBP", _("Pound (£)")
    USD = "USD", _("US dollar (US$)")
    IDR = "IDR", _("Rupiah (Rp)")


#: Country (ISO code) → what wages are paid in there.
_OF_COUNTRY = {
    "HK": "HKD",
    "TW": "TWD",
    "SG": "SGD",
    "MY": "MYR",
    "SA": "SAR",
    "KR": "KRW",
    "JP": "JPY",
    "BN": "BND",
    "AE": "AED",
    "QA": "QAR",
    "KW": "KWD",
    "OM": "OMR",
    "MO": "MOP",
    "AU": "AUD",
    "DE": "EUR",
    "IT": "EUR",
    "NL": "EUR",
    "GB": "GBP",
    "US": "USD",
}
#: How people write each money, as it is shown first.
_MARKS: dict[str, tuple[str, ...]] = {
    "HKD": ("HK$", "HKD"),
    "TWD": ("NT$", "NTD", "NT", "TWD"),
    "SGD": ("S$", "SGD"),
    "MYR": ("RM", "MYR", "ringgit"),
    "SAR": ("SAR", "SR", "riyal"),
    "KRW": ("₩", "KRW", "won"),
    "JPY": ("¥", "JPY", "yen"),
    "BND": ("B$", "BND"),
    "AED": ("AED", "dirham"),
    "QAR": ("QAR",),
    "KWD": ("KWD", "dinar"),
    "OMR": ("OMR",),
    "MOP": ("MOP$", "MOP"),
    "AUD": ("A$", "AUD"),
    "EUR": ("€", "EUR", "euro"),
    "GBP": ("£", "GBP"),
    "USD": ("US$", "USD"),
    "IDR": ("Rp", "Rp.", "IDR", "rupiah"),
}
_MEANING = {mark.lower(): code for code, marks in _MARKS.items() for mark in marks}
#: Longest first: "NT$" before "NT". A mark of letters must not run on into other letters.
_MARK = "|".join(
    re.escape(mark) + (r"(?![a-z])" if mark[-1].isalpha() else "")
    for mark in sorted(_MEANING, key=len, reverse=True)
)
_MONEY = re.compile(rf"(?P<before>{_MARK})?\s*(?P<amount>.*?)\s*(?P<after>(?<![a-z])(?:{_MARK}))?")
#: No wage a month is larger, in any of these moneys; a slip of zeros is.
LARGEST_WAGE = 2_000_000_000


def currency_of(country: str) -> str:
    """What wages are paid in there (ISO codes); "" where it is not known."""
    return _OF_COUNTRY.get(country, "")


def parse_money(text: str) -> tuple[int, str]:
    """ "NT$ 28.590" → (28590, "TWD"), "1,5 jt" → (1500000, ""), "Rp500rb" → (500000, "IDR").

    Whole units, without cents; "" where no money is named. ValidationError with words to act on.
    """
    match = _MONEY.fullmatch(text.strip().lower().replace("\u00a0", " "))
    before, after = (match["before"], match["after"]) if match else (None, None)
    if not match or (before and after and _MEANING[before] != _MEANING[after]):
        raise ValidationError(_("Two kinds of money are named. Give one."), code="money")
    amount = parse_rupiah(match["amount"])
    if not 0 < amount <= LARGEST_WAGE:
        raise ValidationError(_("This cannot be a wage. Please check the zeros."), code="money")
    mark = before or after
    return amount, _MEANING[mark] if mark else ""


def money_text(amount: int, currency: str) -> str:
    """(28590, "TWD") → "NT$28.590"."""
    mark = _MARKS[currency][0]
    space = " " if mark.isalpha() and mark.isupper() and len(mark) == 3 else ""
    return f"{mark}{space}" + f"{amount:,}".replace(",", ".")
