"""Another time, fewer people, or not at all. What is given back is offered to the waiting list."""

import datetime as dt
import math
from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from ltsa import messages
from ltsa.actions.booking import retried_or_just_taken, slots_for
from ltsa.actions.seats import (
    end,
    end_claims,
    lock,
    lock_expired,
    log,
    offer_declined,
    record_expiry,
    seats_of,
    take_seats,
)
from ltsa.actions.waiting import offer_after_commit
from ltsa.availability import Opening, Right, nearest, needs_of, openings, soonest_start
from ltsa.locks import lock_slots, pass_day_gates, retried
from ltsa.models import (
    Allocation,
    Booking,
    Claim,
    OfficeRules,
    Party,
    Service,
    Slot,
    State,
    Taken,
    VisitEvent,
    WaitingEntry,
)
from ltsa.refusals import (
    ChangedMeanwhile,
    JustTaken,
    LastPerson,
    MovedTooOften,
    NotPossible,
    TooLateToMove,
)

#: What the family says of its papers, and nobody has checked.
_BY_HERSELF = (Party.Readiness.NOT_ASKED, Party.Readiness.DECLARED)


def cancel(
    *, booking: Booking, by: User | None = None, reason: str = "", version: int | None = None
) -> Booking:
    """Cancel for the family (or for them at the desk) and give the places back.

    Cancelling twice gives the same answer. `version`: what whoever cancels has seen. Raises
    NotPossible once the visit has begun or ended, ChangedMeanwhile when it is another version.
    """

    def work() -> Booking:
        pass_day_gates(booking.office, [booking.day])
        row = lock(booking)
        if row.state == State.CANCELLED:
            return row
        _refuse_unseen(row, version)
        if row.state not in (State.HELD, State.BOOKED, State.ARRIVED, State.CALLED):
            raise NotPossible
        was_held = row.state == State.HELD
        end(row, State.CANCELLED, reason=reason)
        log(row, VisitEvent.Kind.CANCELLED, by=by, note=reason)
        if was_held:
            messages.call_off(row)
            offer_declined(row)
        else:
            messages.tell(row, messages.cancelled(row))
        return row

    cancelled = retried(work)
    for entry in WaitingEntry.unscoped.on_the_list().filter(booking=booking):
        leave_list(entry=entry, by=by)  # there is nothing any more that could become earlier
    offer_after_commit(booking.office)
    return cancelled


def _refuse_unseen(row: Booking, version: int | None) -> None:
    """Nobody changes what she has not seen: two tabs, or helper and family at once."""
    if version is not None and row.version != version:
        raise ChangedMeanwhile(row)


def times_to_move_to(*, booking: Booking, at_desk: bool = False) -> list[Opening]:
    """Times to which the booking can move, without its own; its own places count as free."""
    today = timezone.localdate()
    rules = OfficeRules.of(booking.office)
    found = openings(
        office=booking.office,
        services=_services(booking),
        first_day=today,
        last_day=today + dt.timedelta(days=rules.days_ahead),
        online=booking.is_online,
        starting_from=soonest_start(rules, online=not at_desk),
        own=seats_of(booking),
        goes_first=at_desk,
    )
    return [opening for opening in found if opening.starts_at != booking.starts_at]


def _services(booking: Booking) -> list[Service]:
    return [party.service for party in booking.parties.select_related("service")]


def refuse_move(booking: Booking, *, papers_missing: bool = False) -> None:
    """The office's limits on moving by oneself. Raises TooLateToMove, MovedTooOften; a move because
    papers are missing is bound to neither, as long as the visit has not begun."""
    rules = OfficeRules.of(booking.office)
    notice = dt.timedelta() if papers_missing else dt.timedelta(hours=rules.move_hours)
    if timezone.now() > booking.starts_at - notice:
        raise TooLateToMove
    if not papers_missing and booking.moves >= rules.most_moves:
        raise MovedTooOften


def move(
    *,
    booking: Booking,
    starts_at: dt.datetime,
    by: User | None = None,
    version: int | None = None,
    at_desk: bool = False,
    papers_missing: bool = False,
) -> Booking:
    """Give the booking another time, all or nothing: if it fails the old time stays.

    The desk is bound to no limit and may take places that were given back. Moving twice to the same
    time gives the same answer. Raises JustTaken (with the nearest alternatives), ChangedMeanwhile,
    TooLateToMove, MovedTooOften, NotPossible.
    """
    services = _services(booking)
    needs = needs_of(office=booking.office, services=services)
    soonest = soonest_start(
        OfficeRules.of(booking.office), online=booking.is_online and not at_desk
    )

    def work() -> Booking:
        pass_day_gates(booking.office, [booking.day, timezone.localdate(starts_at)])
        row = lock(booking)
        if row.state == State.BOOKED and row.starts_at == starts_at:
            return row
        _refuse_unseen(row, version)
        if row.state != State.BOOKED or row.starts_at != booking.starts_at:
            raise ChangedMeanwhile(row)
        if not at_desk:
            refuse_move(row, papers_missing=papers_missing)
        if starts_at < soonest:
            raise JustTaken
        right = Right(row.is_online, goes_first=at_desk, own=seats_of(row))
        slots = slots_for(row.office, needs, starts_at, right)
        wanted = {slot.pk for slot in slots}
        expired = [hold for hold in lock_expired(wanted, []) if hold.pk != row.pk]
        end_claims(expired)
        taken_as = Taken.FIRST if at_desk else Taken.PUBLIC
        take_seats(row, wanted, freed_from=expired, give_up=True, taken_as=taken_as)
        for hold in expired:
            record_expiry(hold)
        write_move(row, slots, by=by, counts=not (at_desk or papers_missing))
        if papers_missing:
            row.parties.filter(readiness__in=_BY_HERSELF).update(readiness=Party.Readiness.MISSING)
        return row

    try:
        moved = retried_or_just_taken(work)
    except JustTaken as refusal:
        refusal.alternatives = nearest(
            office=booking.office,
            services=services,
            wanted=starts_at,
            online=booking.is_online,
            own=seats_of(booking),
            goes_first=at_desk,
            but_not=booking.starts_at,
        )
        raise
    offer_after_commit(booking.office)
    return moved


def write_move(row: Booking, slots: Sequence[Slot], *, by: User | None, counts: bool) -> None:
    """The new time of a locked booking whose seats are moved, what happened, and the message."""
    before = messages.when(row.starts_at)
    row.starts_at, row.ends_at = slots[0].starts_at, slots[-1].ends_at
    row.version += 1
    row.moves += counts
    row.save(update_fields=["starts_at", "ends_at", "version", "moves"])
    log(row, VisitEvent.Kind.MOVED, by=by, note=before)
    messages.tell(row, messages.moved(row))


def give_back_one(
    *, booking: Booking, party: Party, by: User | None = None, version: int | None = None
) -> Booking:
    """One of several people does not come, for none of her services: her claims, and the time that
    she would have taken, are given back; the others keep their hours. `party`: any of hers.

    Twice is once. Raises LastPerson for the only one (cancel instead), ChangedMeanwhile,
    NotPossible.
    """

    def work() -> Booking:
        pass_day_gates(booking.office, [booking.day])
        row = lock(booking)
        parties = list(row.parties.select_related("service"))
        going = [one for one in parties if one.person_key == party.person_key]
        if not going:
            return row
        _refuse_unseen(row, version)
        if row.state != State.BOOKED:
            raise NotPossible
        staying = [one for one in parties if one.person_key != party.person_key]
        if not staying:
            raise LastPerson
        Claim.unscoped.filter(booking=row, person_key=party.person_key).delete()
        _give_back_time(row, staying)
        name = going[0].name
        for one in going:
            one.delete()
        row.version += 1
        row.save(update_fields=["starts_at", "ends_at", "version"])
        log(row, VisitEvent.Kind.REDUCED, by=by, note=name)
        messages.tell(row, messages.reduced(row))
        return row

    reduced = retried(work)
    offer_after_commit(booking.office)
    return reduced


def _give_back_time(row: Booking, staying: Sequence[Party]) -> None:
    """At each desk those who stay keep the first places, so many as they need."""
    minutes = {
        need.pool_id: need.minutes
        for need in needs_of(office=row.office, services=[one.service for one in staying])
    }
    seats = Allocation.unscoped.filter(booking=row)
    slots = lock_slots(set(seats.values_list("slot", flat=True)))
    kept: list[Slot] = []
    for pool_id in {slot.pool_id for slot in slots.values()}:
        there = sorted(
            (slot for slot in slots.values() if slot.pool_id == pool_id),
            key=lambda slot: slot.starts_at,
        )
        kept += there[: math.ceil(minutes.get(pool_id, 0) / there[0].minutes)]
    if not kept:
        raise NotPossible  # the steps of the service have changed since
    seats.exclude(slot__in=kept).delete()
    row.starts_at = min(slot.starts_at for slot in kept)
    row.ends_at = max(slot.ends_at for slot in kept)


def leave_list(*, entry: WaitingEntry, by: User | None = None) -> bool:
    """Take an entry off the list; what was offered is given back. False when it is off already.

    First the offer, then the entry: in the order of locks.
    """
    offer = entry.offer if entry.state == WaitingEntry.State.OFFERED else None
    if offer is not None:
        cancel(booking=offer, by=by)
    rows = WaitingEntry.unscoped.filter(pk=entry.pk, state=WaitingEntry.State.WAITING)
    left = bool(rows.update(state=WaitingEntry.State.WITHDRAWN))
    if left:
        messages.stop_waiting(entry)
    return left
