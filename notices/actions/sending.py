"""The worker's part: try what is due, and write down before and after each try.

One message per key under any crash: a row is claimed (SKIP LOCKED), and marked as being sent in a
transaction of its own *before* anything goes over the wire. A worker that is killed leaves

- claimed rows that it had not begun: free again after `LEASE`,
- at most one row a process that is marked as being sent. Whether the provider took it, nobody here
  knows. It is never tried again by a machine. The provider may still tell (the key is sent along
  and comes back with its report); after `SILENCE` it goes to the officers' list, with a word that
  it perhaps arrived.

What remains: an officer who sends such a doubtful message without looking into the chat doubles it;
and a reply that says "refused" is believed.
"""

import random
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from notices.actions.outbox import log, wake_the_worker
from notices.channels import Outcome, Result, is_set_up, send
from notices.models import Channel, Message, MessageEvent, Recipient

Kind, State = MessageEvent.Kind, Message.State

#: Messages that one worker takes in hand at a time.
BATCH = 20
#: How long a worker holds what it took but did not begin.
LEASE = timedelta(minutes=3)
#: How long we wait for the provider to tell of a try whose reply is lost.
SILENCE = timedelta(minutes=15)
#: Minutes until the next try, one for each that went wrong for the moment; then by hand.
BACK_OFF = (1, 5, 20, 60, 180)


@dataclass
class Tally:
    """How many messages: sent, put off, given to officers, dropped as no longer wanted."""

    sent: int = 0
    put_off: int = 0
    by_hand: int = 0
    dropped: int = 0
    down: set[str] = field(default_factory=set)  #: ways that do not work at the moment

    def __str__(self) -> str:
        return (
            f"{self.sent} sent, {self.put_off} put off, {self.by_hand} left to be sent by hand, "
            f"{self.dropped} not sent because they are no longer wanted"
        )


def send_due() -> Tally:
    """Send everything that is due, until nothing is left. Safe at the same time as another."""
    tally, worker = Tally(), uuid.uuid4()
    _give_up_the_lost(tally)
    _drop_the_late(tally)
    while batch := _claim(worker, tally):
        for pk in batch:
            _deliver(pk, worker, tally)
    return tally


@transaction.atomic
def _claim(worker: uuid.UUID, tally: Tally) -> list[int]:
    """Ids of the next messages, in our hands for a while; those in other hands are left out."""
    rows = Message.unscoped.for_worker().exclude(channel__in=tally.down)
    batch = list(
        rows.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)[:BATCH]
    )
    Message.unscoped.filter(pk__in=batch).update(
        claimed_by=worker, claimed_until=timezone.now() + LEASE
    )
    return batch


def _deliver(pk: int, worker: uuid.UUID, tally: Tally) -> None:
    message = _begin(pk, worker, tally)
    if message is None:
        return
    result = send(message)
    if result.is_down:
        tally.down.add(message.channel)
    if result.outcome != Outcome.UNSURE:  # else it stays "being sent" until we hear of it
        _end(message, worker, result, tally)
    else:
        log(message, Kind.UNSURE, note=result.note[:200], run=worker)


@transaction.atomic
def _begin(pk: int, worker: uuid.UUID, tally: Tally) -> Message | None:
    """Mark it as being sent, if it is still ours, still wanted, and its way still works."""
    message: Message | None = (
        Message.unscoped.due()
        .select_for_update(no_key=True)
        .filter(pk=pk, claimed_by=worker)
        .first()
    )
    if message is None:  # called off, or another worker has it: we were too slow
        return None
    if message.channel in tally.down:
        message.claimed_by = message.claimed_until = None
        message.save(update_fields=["claimed_by", "claimed_until"])
        return None
    recipient = Recipient.of(message.phone)
    if recipient.opted_out_at and not message.is_essential:
        message.state = State.DECLINED
        message.save(update_fields=["state"])
        log(message, Kind.DECLINED, run=worker)
        tally.dropped += 1
        return None
    if recipient.opted_out_at or not is_set_up(message.channel):
        _leave_to_officers(message, tally, note="")
        return None
    message.state = State.SENDING
    message.tries += 1
    message.claimed_until = timezone.now() + SILENCE
    message.save(update_fields=["state", "tries", "claimed_until"])
    log(message, Kind.BEGUN, run=worker)
    return message


@transaction.atomic
def _end(message: Message, worker: uuid.UUID, result: Result, tally: Tally) -> None:
    """Write down how the try ended, unless a report of the provider was faster."""
    row = Message.unscoped.select_for_update(no_key=True).get(pk=message.pk)
    if row.state != State.SENDING or row.claimed_by != worker:
        return
    if result.outcome == Outcome.SENT:
        mark_as_sent(row, result.provider_id)
        tally.sent += 1
        return
    if row.is_called_off:
        row.state = State.CANCELLED
        row.save(update_fields=["state"])
        log(row, Kind.CALLED_OFF, run=worker)
        tally.dropped += 1
        return
    row.state = State.WAITING
    row.claimed_by = row.claimed_until = None
    if result.outcome == Outcome.REFUSED or row.tries > len(BACK_OFF):
        log(row, Kind.REFUSED, note=result.note[:200], run=worker)
        _leave_to_officers(row, tally, note="")
        return
    wait = timedelta(minutes=BACK_OFF[row.tries - 1]) * random.uniform(0.8, 1.2)  # noqa: S311
    row.retry_at = timezone.now() + max(wait, result.retry_after)
    row.save(update_fields=["state", "claimed_by", "claimed_until", "retry_at"])
    log(row, Kind.PASSING, note=result.note[:200], run=worker)
    wake_the_worker(row.retry_at)
    tally.put_off += 1


def mark_as_sent(row: Message, provider_id: str = "") -> None:
    """A locked row that the provider has taken."""
    row.state, row.sent_at = State.SENT, timezone.now()
    row.provider_id, row.delivery = provider_id, Message.Delivery.ACCEPTED
    row.is_doubtful, row.claimed_by, row.claimed_until = False, None, None
    row.save()
    log(row, Kind.SENT)


def _leave_to_officers(row: Message, tally: Tally, *, note: str, is_doubtful: bool = False) -> None:
    row.state, row.channel, row.is_doubtful = State.WAITING, Channel.HAND, is_doubtful
    row.claimed_by = row.claimed_until = row.retry_at = None
    row.save()
    log(row, Kind.BY_HAND, note=note)
    tally.by_hand += 1


@transaction.atomic
def _give_up_the_lost(tally: Tally) -> None:
    """Tries of which nothing was heard: not again by a machine, it may have arrived."""
    for row in Message.unscoped.lost().select_for_update(skip_locked=True, no_key=True):
        if row.is_called_off:
            row.state = State.CANCELLED
            row.save(update_fields=["state"])
            log(row, Kind.CALLED_OFF)
            tally.dropped += 1
        else:
            _leave_to_officers(row, tally, note="", is_doubtful=True)


@transaction.atomic
def _drop_the_late(tally: Tally) -> None:
    for row in Message.unscoped.late().select_for_update(skip_locked=True, no_key=True):
        row.state = State.CANCELLED
        row.save(update_fields=["state"])
        log(row, Kind.LATE)
        tally.dropped += 1
