"""What officers do with the messages on their list."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notices.actions.outbox import log
from notices.models import Channel, Message, MessageEvent

Kind = MessageEvent.Kind


def _waiting(message: Message) -> Message | None:
    return Message.unscoped.waiting().select_for_update(no_key=True).filter(pk=message.pk).first()


@transaction.atomic
def mark_sent(*, message: Message, by: User) -> bool:
    """Somebody pressed "send" in WhatsApp. False when it was sent or called off meanwhile."""
    row = _waiting(message)
    if row is None:
        return False
    row.state, row.sent_at, row.sent_by = Message.State.SENT, timezone.now(), by
    row.channel = Channel.HAND
    row.save(update_fields=["state", "sent_at", "sent_by", "channel"])
    log(row, Kind.SENT, by=by)
    return True


@transaction.atomic
def wrong_number(*, message: Message, by: User) -> bool:
    """The phone belongs to somebody else, or to nobody. False as with `mark_sent`."""
    row = _waiting(message)
    if row is None:
        return False
    row.state = Message.State.FAILED
    row.save(update_fields=["state"])
    log(row, Kind.WRONG_NUMBER, by=by)
    return True


@transaction.atomic
def send_again(*, message: Message, by: User) -> bool:
    """Back on the list: it was marked as sent by mistake, or did not arrive. False when it is on
    its way, called off or too late."""
    row = Message.unscoped.select_for_update(no_key=True).get(pk=message.pk)
    if not row.may_be_sent_again:
        return False
    row.state, row.sent_at, row.sent_by = Message.State.WAITING, None, None
    row.channel, row.retry_at, row.claimed_until, row.claimed_by = Channel.HAND, None, None, None
    row.delivery, row.provider_id, row.is_doubtful = "", "", False
    row.save()
    log(row, Kind.AGAIN, by=by)
    return True
