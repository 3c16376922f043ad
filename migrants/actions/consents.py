"""Consent given and withdrawn (UU 27/2022 art. 20-24)."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from migrants.consent_texts import CURRENT
from migrants.models import Consent


@transaction.atomic
def give_consent(*, consent: Consent, by: User) -> Consent:
    """Record a consent. One that ran out makes room: it is closed on this occasion."""
    run_out = Consent.unscoped.filter(
        person=consent.person,
        purpose=consent.purpose,
        withdrawn_at=None,
        valid_until__lt=timezone.localdate(),
    )
    run_out.update(withdrawn_at=timezone.now())
    consent.recorded_by = by
    consent.text_version = CURRENT
    consent.save(force_insert=True)
    consent.refresh_from_db(fields=["valid_until"])  # a guardian's ends with the 18th birthday
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: User) -> None:
    """Withdraw from this minute on. Withdrawing twice changes nothing."""
    Consent.editable_by(by).filter(pk=consent.pk, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
