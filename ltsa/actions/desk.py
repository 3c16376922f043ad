"""What the desk does with a visit, from arrival to the end. Each works once however often it is
pressed, and refuses what the state does not allow.

`ltsa.actions.outcomes` ends visits, `ltsa.actions.walk_ins` receives people without appointment.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from django.db import IntegrityError
from django.utils import timezone

from accounts.constraints import broken_constraint
from accounts.models import User
from ltsa.actions.outcomes import end_visit
from ltsa.actions.seats import lock, log
from ltsa.actions.turns import issue, turn_of
from ltsa.locks import lock_counter, retried
from ltsa.models import Booking, Duty, Pool, State, Turn, VisitEvent
from ltsa.refusals import CounterBusy, NotPossible, TooEarly
from villages.models import Office

T = TypeVar("T")
_Kind = VisitEvent.Kind
#: Nobody means to call twice within so short a time: the second press is the same one.
_SAME_PRESS = dt.timedelta(seconds=4)


def at_a_counter(work: Callable[[], T]) -> T:
    """Run `work`, which may give a counter to a visit. Raises CounterBusy when it has one."""
    try:
        return retried(work)
    except IntegrityError as error:
        if broken_constraint(error) != "ltsa_turn_one_at_a_counter":
            raise
        raise CounterBusy from error


def _to(row: Booking, state: State) -> None:
    """The new state of a locked booking that stays active; a version more in any case."""
    row.version += 1
    changed = ["version"] if row.state == state else ["state", "version"]
    row.state = state
    row.save(update_fields=changed)


def arrive(*, booking: Booking, by: User | None = None, at: dt.datetime | None = None) -> Booking:
    """The party is here (by the desk, or by itself at the kiosk): it gets its waiting number.

    `at`: when it came, if the desk was without a network then; never later than now, never before
    the last thing that happened.
    """

    def work() -> Booking:
        row = lock(booking)
        if row.state == State.ARRIVED:
            turn_of(row)
            return row
        if row.state != State.BOOKED:
            raise NotPossible
        came = _possible(row, at)
        turn = issue(row, at=came)
        _to(row, State.ARRIVED)
        log(row, _Kind.ARRIVED, by=by, pool=turn.pool, at=came)
        return row

    return retried(work)


def _possible(row: Booking, at: dt.datetime | None) -> dt.datetime:
    now = timezone.now()
    if at is None or at > now:
        return now
    last = row.events.order_by("-at").values_list("at", flat=True).first()
    return max(at, last) if last else at


def set_back(*, booking: Booking, by: User) -> Booking:
    """Undo "arrived" pressed by mistake. The number stays hers, should she come after all."""

    def work() -> Booking:
        row = lock(booking)
        if row.state == State.BOOKED:
            return row
        if row.state != State.ARRIVED:
            raise NotPossible
        Turn.unscoped.filter(booking=row).update(parked_at=None)
        _to(row, State.BOOKED)
        log(row, _Kind.RETURNED, by=by)
        return row

    return retried(work)


def call(*, booking: Booking, counter: str, by: User) -> Booking:
    """Call this party to a counter, also one that was set aside."""

    def work() -> Booking:
        row = lock(booking)
        turn = turn_of(row)
        if row.state == State.CALLED and turn.counter == counter:
            return row
        if row.state != State.ARRIVED:
            raise NotPossible
        _call(row, turn, counter=counter, by=by)
        return row

    return at_a_counter(work)


def _call(row: Booking, turn: Turn, *, counter: str, by: User) -> None:
    _to(row, State.CALLED)
    now = timezone.now()
    turn.counter = turn.called_to = counter
    turn.called_at, turn.parked_at = now, None
    turn.calls += 1
    turn.save(update_fields=["counter", "called_to", "called_at", "parked_at", "calls"])
    log(row, _Kind.CALLED, by=by, counter=counter, pool=turn.pool, at=now)


def call_next(*, pools: Sequence[Pool], counter: str, by: User) -> Booking | None:
    """Call whoever waits for one of these desks and is next: by priority, then due time; None if
    nobody.

    Two counters pressing at once get two parties (the one place for SKIP LOCKED in a queue). A
    counter that has called somebody gets her again: the button was pressed twice. Raises
    CounterBusy while it serves somebody.
    """
    office = pools[0].office_id

    def work() -> Booking | None:
        lock_counter(office, counter)
        there = at_counter(office, counter)
        if there is not None:
            return _called(there)
        _give_numbers(office)
        waiting = Turn.unscoped.waiting().filter(office=office, pool__in=pools)
        row = (
            Booking.unscoped.filter(state=State.ARRIVED, pk__in=waiting.values("booking"))
            .order_by("-priority", "turn__due_at", "pk")
            .select_for_update(of=("self",), skip_locked=True, no_key=True)
            .first()
        )
        if row is not None:
            _call(row, turn_of(row), counter=counter, by=by)
        return row

    return at_a_counter(work)


def _called(there: Booking) -> Booking:
    if there.state != State.CALLED:
        raise CounterBusy
    return there


def at_counter(office: int, counter: str) -> Booking | None:
    """Who is called to this counter or served there today."""
    turns = Turn.unscoped.filter(office=office, day=timezone.localdate(), counter=counter)
    return Booking.unscoped.filter(turn__in=turns).first() if counter else None


def _give_numbers(office: int) -> None:
    """Visits that arrived while an older version of the software was running have no turn."""
    rows = Booking.unscoped.on(timezone.localdate()).filter(
        office=office, state=State.ARRIVED, turn=None
    )
    for row in (
        rows.select_related("office")
        .order_by("pk")
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
    ):
        issue(row, at=timezone.now())


def recall(*, booking: Booking, counter: str, by: User) -> Booking:
    """Call once more whom this counter has called."""

    def work() -> Booking:
        row = lock(booking)
        turn = turn_of(row)
        if row.state != State.CALLED or turn.counter != counter:
            raise NotPossible
        now = timezone.now()
        if turn.called_at and now - turn.called_at < _SAME_PRESS:
            return row
        turn.called_at, turn.calls = now, turn.calls + 1
        turn.save(update_fields=["called_at", "calls"])
        log(row, _Kind.RECALLED, by=by, counter=counter, pool=turn.pool, at=now)
        return row

    return retried(work)


def serve(*, booking: Booking, by: User, counter: str = "") -> Booking:
    """The service begins; a small desk does not call first. Who was called to another counter and
    comes to this one is served here."""

    def work() -> Booking:
        row = lock(booking)
        turn = turn_of(row)
        if row.state == State.SERVING and turn.counter == counter:
            return row
        if row.state not in (State.ARRIVED, State.CALLED):
            raise NotPossible
        _to(row, State.SERVING)
        turn.counter, turn.parked_at = counter, None
        turn.save(update_fields=["counter", "parked_at"])
        log(row, _Kind.SERVING, by=by, counter=counter, pool=turn.pool)
        return row

    return at_a_counter(work)


def park(*, booking: Booking, by: User) -> Booking:
    """Not here, or not ready: later. She keeps her number and her place by due time."""

    def work() -> Booking:
        row = lock(booking)
        turn = turn_of(row)
        if row.state == State.ARRIVED and turn.parked_at:
            return row
        if row.state not in (State.ARRIVED, State.CALLED, State.SERVING):
            raise NotPossible
        counter = turn.counter
        _to(row, State.ARRIVED)
        now = timezone.now()
        turn.counter, turn.parked_at = "", now
        turn.save(update_fields=["counter", "parked_at"])
        log(row, _Kind.PARKED, by=by, counter=counter, pool=turn.pool, at=now)
        return row

    return retried(work)


def resume(*, booking: Booking, by: User) -> Booking:
    """Take up again whom somebody had set aside."""

    def work() -> Booking:
        row = lock(booking)
        turn = turn_of(row)
        if row.state == State.ARRIVED and not turn.parked_at:
            return row
        if row.state != State.ARRIVED:
            raise NotPossible
        _to(row, State.ARRIVED)
        turn.parked_at = None
        turn.save(update_fields=["parked_at"])
        log(row, _Kind.RESUMED, by=by, pool=turn.pool)
        return row

    return retried(work)


def pass_on(*, booking: Booking, pool: Pool, by: User) -> Booking:
    """Send the party on to another desk of the office, where it waits: by the hour of its place
    there, or from now if it has none there."""

    def work() -> Booking:
        row = lock(booking)
        turn = turn_of(row)
        if pool.office_id != row.office_id:
            raise NotPossible
        if row.state == State.ARRIVED and turn.pool_id == pool.pk:
            return row
        if row.state not in (State.ARRIVED, State.CALLED, State.SERVING):
            raise NotPossible
        counter = turn.counter
        _to(row, State.ARRIVED)
        turn.pool, turn.counter, turn.parked_at = pool, "", None
        turn.due_at = _due_at(row, pool)
        turn.save(update_fields=["pool", "counter", "parked_at", "due_at"])
        log(row, _Kind.PASSED, by=by, counter=counter, pool=pool)
        return row

    return retried(work)


def _due_at(row: Booking, pool: Pool) -> dt.datetime:
    there = row.allocations.filter(slot__pool=pool).order_by("slot__starts_at")
    return there.values_list("slot__starts_at", flat=True).first() or timezone.now()


def no_show(*, booking: Booking, by: User) -> Booking:
    """They did not come (or did not answer the call). Not before the hour of the visit."""
    if booking.starts_at > timezone.now() and booking.state == State.BOOKED:
        raise TooEarly
    return end_visit(
        booking,
        State.NO_SHOW,
        coming_from=[State.BOOKED, State.ARRIVED, State.CALLED],
        by=by,
    )


#: Written down where nobody at the desk said how a visit ended.
NOT_MARKED = "not marked at the desk"


def end_day(*, office: Office, before: dt.date) -> int:
    """End visits of the days before, which the desk left open; how many there were.

    Whoever is still "booked" did not come, whoever had arrived was served, as far as anybody knows;
    the event says that it was not marked. Left open, they could never book this service again.
    """
    start = dt.datetime.combine(before, dt.time.min, timezone.get_current_timezone())
    left = Booking.unscoped.active().exclude(state=State.HELD)
    ended = 0
    for booking in left.filter(office=office, starts_at__lt=start).select_related("office"):
        to = State.NO_SHOW if booking.state == State.BOOKED else State.DONE
        try:
            end_visit(booking, to, coming_from=[State(booking.state)], by=None, note=NOT_MARKED)
        except NotPossible:  # the desk was faster
            continue
        ended += 1
    return ended


def take_counter(*, user: User, counter: str, pools: Collection[Pool]) -> Duty:
    """Sit down at a counter of one's own office, for these desks. Whoever sat there before has to
    choose again: two officers cannot call to one counter."""
    office = user.office
    if office is None or any(pool.office_id != office.pk for pool in pools):
        raise NotPossible

    def work() -> Duty:
        Duty.objects.filter(office=office, counter=counter).exclude(user=user).delete()
        duty, _is_new = Duty.objects.update_or_create(
            user=user, defaults={"office": office, "counter": counter, "since": timezone.now()}
        )
        duty.pools.set(pools)
        return duty

    return retried(work)
