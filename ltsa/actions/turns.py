"""Waiting numbers, and where a visit stands in the queue.

For the other actions only: each runs inside a transaction that holds the booking's row.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from ltsa.models import Booking, Pool, State, Turn, VisitEvent
from villages.models import Office

_Kind = VisitEvent.Kind

#: Who comes later than this after the hour of the visit waits from when she came.
LATE = dt.timedelta(minutes=15)


def next_number(*, office: Office, day: dt.date, letter: str) -> int:
    """The next waiting number, by one statement: two at once get two numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO ltsa_numberseries AS series (office_id, day, letter, last)
            VALUES (%s, %s, %s, 1)
            ON CONFLICT (office_id, day, letter) DO UPDATE SET last = series.last + 1
            RETURNING last
            """,
            [office.pk, day, letter],
        )
        number: int = cursor.fetchone()[0]
        return number


def desks_of(row: Booking) -> list[Pool]:
    """The desks of an active visit, in the order in which it passes them."""
    pools = Pool.objects.filter(slots__in=row.allocations.values("slot"))
    first: dict[int, dt.datetime] = {}
    for pool_id, starts_at in row.allocations.values_list("slot__pool", "slot__starts_at"):
        first[pool_id] = min(first.get(pool_id, starts_at), starts_at)
    return sorted(pools.distinct(), key=lambda pool: (first[pool.pk], pool.pk))


def issue(row: Booking, *, at: dt.datetime) -> Turn:
    """Put a visit that arrived at `at` into the queue of its first desk. Whoever had a number today
    already keeps it."""
    day = timezone.localdate()
    turn = Turn.unscoped.filter(booking=row).first()
    pool = desks_of(row)[0]
    due_at = row.starts_at if at <= row.starts_at + LATE else at
    if turn is None or turn.day != day:
        turn = turn or Turn(booking=row, office=row.office)
        turn.day, turn.letter = day, pool.letter or "A"
        turn.number = next_number(office=row.office, day=day, letter=turn.letter)
        turn.called_to, turn.called_at, turn.calls = "", None, 0
    turn.pool, turn.due_at, turn.parked_at = pool, due_at, None
    turn.save()
    return turn


def turn_of(row: Booking) -> Turn:
    """The visit's turn; one that has none (it arrived before there were numbers) gets it now."""
    turn = Turn.unscoped.select_related("pool").filter(booking=row).first()
    return turn or issue(row, at=timezone.now())


@dataclass(frozen=True)
class Spot:
    """Where a visit stood after an event."""

    kind: str
    state: str
    pool_id: int | None = None
    counter: str = ""
    parked_at: dt.datetime | None = None


def spots(events: Iterable[VisitEvent]) -> list[Spot]:
    """The visit's way through its day, event by event in order, without what was taken back."""
    way: list[Spot] = []
    for event in events:
        if event.kind in VisitEvent.NO_CHANGE:
            continue
        if event.kind == _Kind.UNDONE:
            way.pop()
            continue
        way.append(_after(event, way[-1] if way else Spot("", "")))
    return way


def _after(event: VisitEvent, before: Spot) -> Spot:
    state = VisitEvent.LEADS_TO.get(event.kind, event.kind)
    stands = state in (State.CALLED, State.SERVING)
    return Spot(
        kind=event.kind,
        state=state,
        pool_id=event.pool_id or before.pool_id,
        counter=(event.counter or before.counter) if stands else "",
        parked_at=event.at if event.kind == _Kind.PARKED else None,
    )


def stand(row: Booking, spot: Spot) -> None:
    """Put the visit's turn back to `spot`; the booking's state is set already."""
    turn = turn_of(row)
    turn.pool_id = spot.pool_id or turn.pool_id
    turn.parked_at = spot.parked_at
    turn.counter = spot.counter
    if spot.state not in (State.CALLED, State.SERVING):
        turn.called_to, turn.called_at = "", None
    turn.save(update_fields=["pool", "parked_at", "counter", "called_to", "called_at"])
