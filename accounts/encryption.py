"""Identity numbers at rest: encrypted with rotating keys, found again by a keyed hash."""

import hashlib
import hmac
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ImproperlyConfigured(
            "FIELD_KEYS must hold Fernet keys (32 bytes, url-safe base64)."
        ) from error


def encrypt(text: str) -> str:
    """Encrypt with the newest key."""
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Decrypt with whichever of the keys fits."""
    return _cipher(tuple(settings.FIELD_KEYS)).decrypt(token.encode()).decode()


def rotate(token: str) -> str:
    """The same text under the newest key."""
    return _cipher(tuple(settings.FIELD_KEYS)).rotate(token.encode()).decode()


def is_newest(token: str) -> bool:
    """Whether the newest key was used. False too for what is no token at all."""
    try:
        _cipher(tuple(settings.FIELD_KEYS[:1])).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def keyed_hash(text: str) -> str:
    """HMAC-SHA256 as 64 hex digits: equal texts are found, but nobody without the key can try all
    16-digit numbers."""
    return hmac.new(settings.LOOKUP_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def masked(text: str, *, shown: int = 4) -> str:
    """ "3510995205880001" → "••••••••••••0001"."""
    return "•" * max(len(text) - shown, 0) + text[-shown:] if text else ""


class EncryptedField(models.TextField):
    """Text that is readable in Python and ciphertext in the database. It cannot be searched; keep
    a `keyed_hash` beside it when it must be found."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if value:
            return encrypt(value)
        return None if self.null else value

    def from_db_value(self, value: str | None, *args: object) -> str | None:
        if not value:
            return value
        try:
            return decrypt(value)
        except InvalidToken as error:
            raise ImproperlyConfigured(
                "A field was encrypted with a key that is not in FIELD_KEYS."
            ) from error

    def get_lookup(self, lookup_name: str) -> Any:
        # Equal texts have different ciphertexts: a comparison would silently find nothing.
        # "df" (is distinct from) is what history triggers ask of the stored ciphertext.
        if lookup_name not in ("isnull", "df"):
            raise TypeError(f"{self.name} is encrypted: look it up by its hash.")
        return super().get_lookup(lookup_name)
