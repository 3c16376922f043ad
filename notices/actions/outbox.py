"""Writing and calling off messages, in the transaction of what they tell of."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from notices.channels import way_to
from notices.models import Channel, Message, MessageEvent, Recipient
from notices.numbers import without_personal_numbers
from villages.models import Office, Regency


def queue(
    *,
    key: str,
    phone: str,
    text: str,
    office: Office | None = None,
    regency: Regency | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    kind: str = "",
    facts: Mapping[str, str] | None = None,
    template: str = "",
    is_essential: bool = False,
    recipient: Recipient | None = None,
) -> None:
    """Put a message into the outbox, inside the caller's transaction.

    `key` names what is told, e.g. "booking-42-confirmed": queued twice, it is told once. Who sends
    it: the officers of `office`, or the case officers of `regency`, or the worker. After
    `expires_at` it is not sent any more. `template` ("name/language") and `facts` are for providers
    that take only texts they know. `is_essential`: told by hand even to a phone that wants none.
    """
    recipient = recipient or Recipient.of(phone)
    now = timezone.now()
    message = Message(
        key=key,
        office=office,
        regency=regency,
        phone=phone,
        email=recipient.email,
        text=without_personal_numbers(text),
        kind=kind,
        facts={name: without_personal_numbers(said) for name, said in (facts or {}).items()},
        template=template,
        is_essential=is_essential,
        due_at=due_at or now,
        expires_at=expires_at,
        channel=way_to(recipient, office=office, template=template),
    )
    if recipient.opted_out_at:
        message.channel = Channel.HAND
        if not is_essential:
            message.state = Message.State.DECLINED
    Message.unscoped.bulk_create([message], ignore_conflicts=True)
    if message.channel != Channel.HAND:
        wake_the_worker(max(now, message.due_at))


def is_known(*, key: str) -> bool:
    """Whether a message with this key was ever queued."""
    return bool(Message.unscoped.filter(key=key).exists())


def wake_the_worker(at: datetime) -> None:
    """Let it look into the outbox at this time; its job is a row of the same transaction."""
    from notices.tasks import send  # the task imports the actions

    send.using(run_after=at).enqueue()


def call_off(*, key_prefix: str) -> int:
    """Cancel messages that are not sent yet and no longer true; how many there were. What a worker
    is sending just now is not tried a second time."""
    messages = Message.unscoped.filter(key__startswith=key_prefix)
    messages.filter(state=Message.State.SENDING).update(is_called_off=True)
    return messages.waiting().update(state=Message.State.CANCELLED)


def take_up_again(*, key: str) -> bool:
    """Put a message that was called off, and never sent, back into the outbox."""
    called_off = Message.unscoped.filter(key=key, state=Message.State.CANCELLED)
    return bool(called_off.update(state=Message.State.WAITING, is_called_off=False))


def log(message: Message, kind: str, **more: object) -> None:
    """Write down what happened to a message, in the same transaction."""
    MessageEvent.unscoped.bulk_create(
        [MessageEvent(message=message, kind=kind, **{"channel": message.channel, **more})]
    )
