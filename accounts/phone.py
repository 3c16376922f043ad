"""Phone numbers as people write them here, kept in E.164 (+628…)."""

import re
from typing import Any
from urllib.parse import quote

import phonenumbers
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def parse_phone(text: str) -> str:
    """Any usual spelling → E.164: "0812-3456 7890", "812…", "62812…", "00852…", "+886 …".

    Raises ValidationError with words the person can act on.
    """
    compact = re.sub(r"[^\d+]", "", text)
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    elif compact.startswith("62"):
        compact = "+" + compact
    elif compact.startswith("8"):
        compact = "+62" + compact  # written without the leading 0, as spreadsheets do
    try:
        number = phonenumbers.parse(compact, settings.PHONE_REGION)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(
            _("This is not a phone number. Example: 0812 3456 7890."), code="phone"
        ) from error
    if not (phonenumbers.is_possible_number(number) and _has_mobile_length(number)):
        raise ValidationError(
            _("This phone number is too short or too long. Example: 0812 3456 7890."), code="phone"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _has_mobile_length(number: phonenumbers.PhoneNumber) -> bool:
    """Indonesian mobile numbers have 10 to 13 digits with the 0; the library takes up to 18.
    Other Indonesian numbers must be ones that can exist."""
    national = str(number.national_number)
    if number.country_code != 62:
        return True
    if number.italian_leading_zero:  # "+62 00 812…": a second spelling that reaches nobody
        return False
    if not national.startswith("8"):
        return phonenumbers.is_valid_number(number)
    return 9 <= len(national) <= 12


def local_phone(e164: str) -> str:
    """ "+6281234567890" → "0812-3456-7890"; foreign numbers keep their country code."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    home = phonenumbers.region_code_for_country_code(number.country_code or 0)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if home == settings.PHONE_REGION
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)


def whatsapp_url(e164: str, text: str = "") -> str:
    """A link that opens WhatsApp with a chat to this number and the text ready to send."""
    query = f"?text={quote(text)}" if text else ""
    return f"https://wa.me/{e164.lstrip('+')}{query}"


class PhoneFormField(forms.CharField):
    """A phone number in any usual spelling; cleaned to E.164, with the phone's number keypad."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TelInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return parse_phone(value) if value else value

    def prepare_value(self, value: Any) -> Any:
        return local_phone(value) if isinstance(value, str) and value.startswith("+") else value


class PhoneField(models.CharField):
    """A phone number, cleaned to E.164 on its way in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        return parse_phone(value) if value else value

    def formfield(self, **kwargs: Any) -> Any:
        # What people type may be longer than what is kept: "+62 (812) 3456-7890".
        return super().formfield(**{"form_class": PhoneFormField, **kwargs, "max_length": 40})
