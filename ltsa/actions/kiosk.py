"""Devices in the hall: enrolled by an officer with a code, known by a token, taken off the list."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from accounts.codes import clean_code, random_code
from accounts.models import User
from ltsa.models import Kiosk
from ltsa.refusals import NotPossible
from villages.models import Office

CODE_LENGTH = 8


def hashed(text: str) -> str:
    """What is kept of a code or token: both are long and random, so a plain hash is enough."""
    return hashlib.sha256(text.encode()).hexdigest()


def enrol_kiosk(*, office: Office, name: str, by: User) -> tuple[Kiosk, str]:
    """A device may be added: the row, and the code to type on it within a quarter of an hour."""
    code = random_code(CODE_LENGTH)
    kiosk = Kiosk.objects.create(
        office=office,
        name=name,
        pair_hash=hashed(code),
        pair_until=timezone.now() + Kiosk.PAIRING,
        enrolled_by=by,
    )
    return kiosk, code


@transaction.atomic
def pair_kiosk(*, office: Office, code: str) -> tuple[Kiosk, str]:
    """The code was typed on the device: the token that it carries from now on. A code opens one
    device, once. Raises NotPossible."""
    rows = Kiosk.objects.awaiting().select_for_update()
    kiosk = rows.filter(office=office, pair_hash=hashed(clean_code(code))).first()
    if kiosk is None:
        raise NotPossible
    token = secrets.token_urlsafe(32)
    kiosk.token_hash, kiosk.paired_at = hashed(token), timezone.now()
    kiosk.save(update_fields=["token_hash", "paired_at"])
    return kiosk, token


def kiosk_of(*, office: Office, token: str) -> Kiosk | None:
    """The device that carries this token, unless it was taken off the list."""
    return Kiosk.objects.active().filter(office=office, token_hash=hashed(token)).first()


def revoke_kiosk(*, kiosk: Kiosk, by: User) -> bool:
    """The device stops at once. False when it was off the list already."""
    rows = Kiosk.objects.filter(pk=kiosk.pk, revoked_at=None)
    return bool(rows.update(revoked_at=timezone.now(), revoked_by=by))
