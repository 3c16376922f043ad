"""What the desk does with a visit, from arrival to the end. Each works once however often it is
pressed, and refuses what the state does not allow."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from django.utils import timezone

from accounts.models import User
from ltsa import messages
from ltsa.actions.booking import Visitor, book
from ltsa.actions.seats import end, lock, log
from ltsa.actions.waiting import offer_after_commit
from ltsa.availability import openings
from ltsa.locks import pass_day_gates, retried
from ltsa.models import Booking, Party, Pool, State, VisitEvent
from ltsa.refusals import JustTaken, NotPossible, TooEarly
from villages.models import Office, Village


def _step(
    booking: Booking,
    to: State,
    *,
    coming_from: Collection[State],
    by: User | None,
    counter: str = "",
    kind: str = "",
) -> Booking:
    """Change the state of an active booking that stays active."""

    def work() -> Booking:
        row = lock(booking)
        if row.state == to:
            return row
        if row.state not in coming_from:
            raise NotPossible
        row.state = to
        row.version += 1
        row.save(update_fields=["state", "version"])
        log(row, kind or to, by=by, counter=counter)
        return row

    return retried(work)


def arrive(*, booking: Booking, by: User | None = None) -> Booking:
    """The party is here (by the desk, or by itself at the kiosk)."""
    return _step(booking, State.ARRIVED, coming_from=[State.BOOKED], by=by)


def set_back(*, booking: Booking, by: User) -> Booking:
    """Undo "arrived" pressed by mistake."""
    return _step(
        booking, State.BOOKED, coming_from=[State.ARRIVED], by=by, kind=VisitEvent.Kind.RETURNED
    )


def call(*, booking: Booking, counter: str, by: User) -> Booking:
    """Call this party to a counter."""
    return _step(booking, State.CALLED, coming_from=[State.ARRIVED], by=by, counter=counter)


def call_next(*, pool: Pool, counter: str, by: User) -> Booking | None:
    """Call whoever waits for this pool and is next: by priority, then due time; None if nobody.

    Two counters pressing at once get two parties (the one place for SKIP LOCKED in a queue).
    """

    def work() -> Booking | None:
        row = (
            Booking.unscoped.filter(
                state=State.ARRIVED,
                office=pool.office_id,
                pk__in=Booking.unscoped.filter(allocations__slot__pool=pool).values("pk"),
            )
            .order_by("-priority", "starts_at", "pk")
            .select_for_update(skip_locked=True, no_key=True)
            .first()
        )
        if row is None:
            return None
        row.state = State.CALLED
        row.version += 1
        row.save(update_fields=["state", "version"])
        log(row, VisitEvent.Kind.CALLED, by=by, counter=counter)
        return row

    return retried(work)


def serve(*, booking: Booking, by: User, counter: str = "") -> Booking:
    """The service begins; a small desk does not call first."""
    return _step(
        booking,
        State.SERVING,
        coming_from=[State.ARRIVED, State.CALLED],
        by=by,
        counter=counter,
    )


def finish(
    *, booking: Booking, by: User | None, papers_missing: bool = False, note: str = ""
) -> Booking:
    """The visit is over: done, or ended because papers are missing."""
    to = State.INCOMPLETE if papers_missing else State.DONE
    return _end(
        booking, to, coming_from=[State.ARRIVED, State.CALLED, State.SERVING], by=by, note=note
    )


def no_show(*, booking: Booking, by: User) -> Booking:
    """They did not come (or did not answer the call). Not before the hour of the visit."""
    if booking.starts_at > timezone.now():
        raise TooEarly
    return _end(
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
            _end(booking, to, coming_from=[State(booking.state)], by=None, note=NOT_MARKED)
        except NotPossible:  # the desk was faster
            continue
        ended += 1
    return ended


def _end(
    booking: Booking,
    to: State,
    *,
    coming_from: Collection[State],
    by: User | None,
    note: str = "",
) -> Booking:
    def work() -> Booking:
        pass_day_gates(booking.office, [booking.day])
        row = lock(booking)
        if row.state == to:
            return row
        if row.state not in coming_from:
            raise NotPossible
        end(row, to, reason=note)
        if to in (State.DONE, State.INCOMPLETE):
            row.parties.filter(outcome="").update(outcome=to)
        log(row, to, by=by, note=note)
        messages.call_off(row)
        return row

    ended = retried(work)
    if to == State.NO_SHOW:  # places of whoever came are used up
        offer_after_commit(booking.office)
    return ended


def record_outcome(*, party: Party, outcome: str, missing: str = "") -> None:
    """How it ended for one person of the party, and which papers she still has to bring."""
    Party.unscoped.filter(pk=party.pk).update(outcome=outcome, missing=missing)


def walk_in(
    *,
    office: Office,
    visitors: Sequence[Visitor],
    contact_name: str,
    contact_phone: str,
    submit_key: uuid.UUID,
    by: User,
    village: Village | None = None,
    priority: int = Booking.Priority.NORMAL,
) -> Booking:
    """Somebody without an appointment stands at the desk: today's first free place, arrived.

    She is a booking too, or the statistics lie. Raises JustTaken, with later days as alternatives,
    when today is full.
    """
    today = timezone.localdate()
    services = [visitor.service for visitor in visitors]
    for opening in openings(
        office=office, services=services, first_day=today, last_day=today, online=False
    ):
        try:
            booking = book(
                office=office,
                starts_at=opening.starts_at,
                visitors=visitors,
                contact_name=contact_name,
                contact_phone=contact_phone,
                submit_key=submit_key,
                channel=Booking.Channel.WALK_IN,
                booked_by_role=Booking.BookedBy.OFFICER,
                village=village,
                by=by,
                priority=priority,
            )
        except JustTaken:
            continue
        return arrive(booking=booking, by=by) if booking.state == State.BOOKED else booking
    repeated = Booking.unscoped.filter(submit_key=submit_key).first()
    if repeated:
        return repeated
    later = openings(
        office=office,
        services=services,
        first_day=today,
        last_day=today + dt.timedelta(days=14),
        online=False,
    )
    raise JustTaken(later[:3])
