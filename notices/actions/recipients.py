"""What somebody wants for her phone: no messages, messages again, which language, an e-mail."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notices.actions.outbox import log
from notices.models import Channel, Message, MessageEvent, Recipient


@transaction.atomic
def opt_out(*, phone: str, how: str, by: User | None = None) -> None:
    """No more messages to this phone. `how`: link, reply or desk. What must still be told (the
    office closes) stays on the list of officers, who call; all else that waits is not sent."""
    recipient, _made = Recipient.objects.select_for_update().get_or_create(phone=phone)
    if recipient.opted_out_at is None:
        recipient.opted_out_at, recipient.opted_out_by = timezone.now(), how
        recipient.save(update_fields=["opted_out_at", "opted_out_by", "updated_at"])
    waiting = Message.unscoped.waiting().filter(phone=phone).order_by("pk")
    for message in waiting.select_for_update(no_key=True):
        if not message.is_essential:
            message.state = Message.State.DECLINED
            log(message, MessageEvent.Kind.DECLINED, by=by)
        message.channel = Channel.HAND
        message.save(update_fields=["state", "channel"])


@transaction.atomic
def opt_in(*, phone: str) -> None:
    """Messages again. What was not sent meanwhile stays unsent: it may be over."""
    Recipient.objects.filter(phone=phone).update(
        opted_out_at=None, opted_out_by="", updated_at=timezone.now()
    )


@transaction.atomic
def save_wishes(*, phone: str, email: str, language: str) -> None:
    """Where and in which language somebody wants her messages."""
    Recipient.objects.update_or_create(phone=phone, defaults={"email": email, "language": language})
