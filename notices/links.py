"""The address of a recipient's own page, which holds her phone number encrypted: who has the link
may say which messages that phone gets, and nobody reads the number from it."""

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.urls import reverse

from accounts.encryption import decrypt, encrypt

_PURPOSE = "messages:"


def wishes_path(phone: str) -> str:
    return reverse("message_wishes", args=[encrypt(_PURPOSE + phone)])


def wishes_url(phone: str) -> str:
    return settings.SITE_URL + wishes_path(phone)


def phone_of(token: str) -> str | None:
    """The phone that the link was made for; None when it was not made here."""
    try:
        text = decrypt(token)
    except InvalidToken:
        return None
    return text.removeprefix(_PURPOSE) if text.startswith(_PURPOSE) else None
