"""What stands in a ticket's QR code: signed, and checkable without a network.

``KM1:<code>:<office>:<YYYYMMDDHHMM>:<version>:<signature>``

The signature is Ed25519 (RFC 8032) over everything before the last colon, in base32 without
padding, so that the whole is in the alphabet of a small alphanumeric QR code. The time is local
(Asia/Jakarta). No name, no number of a person. The private key is derived from SECRET_KEY (HKDF);
a desk needs only `public_keys()` to tell a real ticket from an invented one. Whether the booking
was cancelled or moved since is known online only: `version` tells.
"""

import base64
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.safestring import SafeString, mark_safe

from ltsa.models import Booking

PREFIX = "KM1"
#: (row x column) mod 2 + (row x column) mod 3 = 0: it breaks up large even areas.
_MASK = 5


@dataclass(frozen=True)
class Ticket:
    """A ticket whose signature is right."""

    code: str
    office: str
    starts_at: dt.datetime
    version: int


@lru_cache(maxsize=8)
def _private_key(secret: str | bytes) -> Ed25519PrivateKey:
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ltsa ticket 1").derive(
        force_bytes(secret)
    )
    return Ed25519PrivateKey.from_private_bytes(seed)


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def public_keys() -> list[str]:
    """What a desk that works offline keeps, newest first: 32 bytes each, in hexadecimal. Tickets
    signed with a key that was replaced still count."""
    return [
        _private_key(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def write_ticket(booking: Booking) -> str:
    """The text of the QR code."""
    local = timezone.localtime(booking.starts_at)
    text = ":".join(
        (
            PREFIX,
            booking.code,
            booking.office.code.upper(),
            f"{local:%Y%m%d%H%M}",
            str(booking.version),
        )
    )
    return f"{text}:{_base32(_private_key(settings.SECRET_KEY).sign(text.encode()))}"


def read_ticket(payload: str) -> Ticket | None:
    """The ticket, or None when it was not written by this product. Keys that were replaced
    (SECRET_KEY_FALLBACKS) still count."""
    text, _colon, signature = payload.strip().rpartition(":")
    try:
        signed = base64.b32decode(signature + "=" * (-len(signature) % 8))
        prefix, code, office, moment, version = text.split(":")
        naive = dt.datetime.strptime(moment, "%Y%m%d%H%M")
        ticket = Ticket(
            code,
            office.lower(),
            timezone.make_aware(naive, timezone.get_default_timezone()),
            int(version),
        )
    except ValueError:
        return None
    if prefix != PREFIX:
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            _private_key(secret).public_key().verify(signed, text.encode())
        except InvalidSignature:
            continue
        return ticket
    return None


def qr_svg(booking: Booking) -> SafeString:
    """The ticket's QR code as inline SVG, without style attributes (CSP forbids them)."""
    return _svg(write_ticket(booking))


def link_svg(address: str) -> SafeString:
    """A QR code that opens a page, e.g. one's place in the queue."""
    return _svg(address)


def _svg(text: str) -> SafeString:
    # Any mask can be read; to try all eight for the prettiest takes as long as the whole page.
    code = segno.make(text, error="m", micro=False, mask=_MASK)
    drawing = code.svg_inline(
        border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(drawing)  # noqa: S308  (drawn by segno from our own text)
