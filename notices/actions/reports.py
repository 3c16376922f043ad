"""What the provider tells later: arrived, read, did not arrive."""

from django.db import transaction
from django.utils import timezone

from notices.actions.outbox import log
from notices.actions.sending import mark_as_sent
from notices.models import Channel, Message, MessageEvent, Recipient

Delivery, Kind, State = Message.Delivery, MessageEvent.Kind, Message.State

_ORDER = {"": 0, Delivery.ACCEPTED: 1, Delivery.FAILED: 2, Delivery.DELIVERED: 3, Delivery.READ: 4}
_EVENTS = {Delivery.DELIVERED: Kind.DELIVERED, Delivery.READ: Kind.READ}


@transaction.atomic
def reported(
    *, provider_id: str, key: str, delivery: str, note: str = "", cannot_be_reached: bool = False
) -> bool:
    """Take a report in. `key` is what we sent along and got back: it finds a message whose reply
    was lost. Reports come twice and in any order; False when this one says nothing new."""
    row = _message(provider_id, key)
    if row is None:
        return False
    if row.state in (State.SENDING, State.WAITING) and row.tries and not row.provider_id:
        row.channel = Channel.WHATSAPP
        mark_as_sent(row, provider_id)  # its reply never reached us
    if row.provider_id != provider_id or _ORDER[delivery] <= _ORDER[row.delivery]:
        return False
    row.delivery = delivery
    if delivery != Delivery.FAILED:
        if row.state == State.WAITING and delivery in _EVENTS:  # it was said not to have arrived
            row.state, row.sent_at, row.channel = State.SENT, timezone.now(), Channel.WHATSAPP
        row.save(update_fields=["delivery", "state", "sent_at", "channel"])
        if delivery in _EVENTS:
            log(row, _EVENTS[Delivery(delivery)])
        return True
    log(row, Kind.UNDELIVERED, note=note[:200])
    row.state, row.sent_at, row.channel, row.retry_at = State.WAITING, None, Channel.HAND, None
    row.save()
    log(row, Kind.BY_HAND)
    if cannot_be_reached:
        Recipient.objects.update_or_create(
            phone=row.phone, defaults={"no_whatsapp_since": timezone.now()}
        )
    return True


def _message(provider_id: str, key: str) -> Message | None:
    rows = Message.unscoped.select_for_update(no_key=True)
    found: Message | None = rows.filter(provider_id=provider_id).first() if provider_id else None
    return found or (rows.filter(key=key).first() if key else None)
