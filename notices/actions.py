"""Writing, sending and calling off messages."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notices.models import Message
from villages.models import Office, Regency


def queue(
    *,
    key: str,
    phone: str,
    text: str,
    office: Office | None = None,
    regency: Regency | None = None,
    due_at: datetime | None = None,
) -> None:
    """Put a message into the outbox, inside the caller's transaction.

    `key` names what is told, e.g. "booking-42-confirmed": queued twice, it is told once. Who sends
    it: the officers of `office`, or the case officers of `regency`.
    """
    message = Message(
        key=key,
        office=office,
        regency=regency,
        phone=phone,
        text=text,
        due_at=due_at or timezone.now(),
    )
    Message.unscoped.bulk_create([message], ignore_conflicts=True)


def call_off(*, key_prefix: str) -> int:
    """Cancel messages that are not sent yet and no longer true; how many there were."""
    return (
        Message.unscoped.waiting()
        .filter(key__startswith=key_prefix)
        .update(state=Message.State.CANCELLED)
    )


def take_up_again(*, key: str) -> bool:
    """Put a message that was called off, and never sent, back into the outbox."""
    called_off = Message.unscoped.filter(key=key, state=Message.State.CANCELLED)
    return bool(called_off.update(state=Message.State.WAITING))


@transaction.atomic
def mark_sent(*, message: Message, by: User) -> bool:
    """Somebody pressed "send" in WhatsApp. False when it was sent or called off meanwhile."""
    return bool(
        Message.unscoped.waiting()
        .filter(pk=message.pk)
        .update(state=Message.State.SENT, sent_at=timezone.now(), sent_by=by)
    )
