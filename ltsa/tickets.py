"""The QR code on a ticket: checkable at the door without a network.

Text: ``KM1.<code>.<local start as YYYYMMDDHHMM>.<office>.<signature>``, signed with Ed25519. A desk
device needs only the public key; a shared secret on every phone would be a secret no more. The key
is derived from SECRET_KEY, so tickets lose their signature (not their validity) when that changes.
"""

import base64
from functools import cache

import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from ltsa.models import Booking


@cache
def _key(secret: str) -> Ed25519PrivateKey:
    seed = HKDF(SHA256(), length=32, salt=None, info=b"ltsa ticket").derive(secret.encode())
    return Ed25519PrivateKey.from_private_bytes(seed)


def signed_text(booking: Booking) -> str:
    """What the QR code of this booking says. A moved booking gets another text."""
    start = timezone.localtime(booking.starts_at)
    text = f"KM1.{booking.code}.{start:%Y%m%d%H%M}.{booking.office.code}"
    signature = _key(settings.SECRET_KEY).sign(text.encode())
    return f"{text}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def read(text: str) -> str | None:
    """The booking code of a genuine QR text; None for anything else."""
    body, _, signature = text.strip().rpartition(".")
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        _key(settings.SECRET_KEY).public_key().verify(raw, body.encode())
    except (InvalidSignature, ValueError):
        return None
    return body.split(".")[1]


def qr_svg(booking: Booking) -> SafeString:
    """The QR code as inline SVG, without style attributes (the page's CSP forbids them)."""
    code = segno.make(signed_text(booking), error="m", micro=False)
    return mark_safe(  # noqa: S308  (drawn by segno from our own text)
        code.svg_inline(border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    )
