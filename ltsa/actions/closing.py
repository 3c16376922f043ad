"""Closing an office, a desk, some hours: everybody booked then is displaced first, told, and
offered another time."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ltsa import messages
from ltsa.actions.booking import Company, accept, book
from ltsa.actions.moving import cancel
from ltsa.actions.seats import log
from ltsa.actions.timetable import apply_hours
from ltsa.actions.waiting import offer_after_commit, visitors_of_booking
from ltsa.availability import Opening, openings
from ltsa.locks import lock_slots, retried, shut_day_gate
from ltsa.models import (
    Allocation,
    Booking,
    CallTask,
    Claim,
    ClosedTime,
    OfficeRules,
    Pool,
    Slot,
    State,
    VisitEvent,
    WaitingEntry,
)
from ltsa.refusals import AlreadyBooked, JustTaken, NotBookable, NotPossible, TooManyBookings
from villages.models import Office

#: An offer is looked for around the hour of the old time first.
HOUR_BAND = dt.timedelta(hours=2)


@dataclass(frozen=True)
class Closure:
    """Who is affected when an office, or part of it, closes on a day."""

    day: dt.date
    bookings: list[Booking] = field(default_factory=list)

    @property
    def without_phone(self) -> list[Booking]:
        return [booking for booking in self.bookings if not booking.contact_phone]


def _slots_in(closed: ClosedTime) -> list[Slot]:
    """The slots that lie, even in part, in the closed time."""
    slots = Slot.objects.on(closed.day).filter(pool__office=closed.office_id)
    return [slot for slot in slots.order_by("pk") if closed.covers(slot)]


def _affected(slots: Iterable[Slot]) -> Any:
    """Bookings with a place in one of these slots."""
    seats = Allocation.unscoped.filter(slot__in=[slot.pk for slot in slots])
    return Booking.unscoped.active().filter(pk__in=seats.values("booking"))


def preview_closure(
    *,
    office: Office,
    day: dt.date,
    pool: Pool | None = None,
    start: dt.time | None = None,
    end: dt.time | None = None,
) -> Closure:
    """Who would have to be told, before anything is done."""
    closed = ClosedTime(office=office, day=day, pool=pool, start=start, end=end)
    return Closure(day, list(_affected(_slots_in(closed)).in_order()))


def close_day(*, office: Office, day: dt.date, reason: str, by: User | None = None) -> Closure:
    """Close the whole office for a day; see `close`."""
    return close(office=office, days=[day], reason=reason, by=by)[0]


def close(
    *,
    office: Office,
    days: Sequence[dt.date],
    reason: str,
    pool: Pool | None = None,
    start: dt.time | None = None,
    end: dt.time | None = None,
    by: User | None = None,
    submit_key: uuid.UUID | None = None,
) -> list[Closure]:
    """Close the office, or one desk, on these days or for some hours of them: displace everybody,
    close the slots, tell everybody, put those without a phone on the call list. Then, when all days
    are closed, offer each another time.

    Each day is one transaction behind its exclusive gate. With the same `submit_key` again nothing
    happens twice.
    """
    closures = [
        _close(
            ClosedTime(
                office=office,
                pool=pool,
                day=day,
                start=start,
                end=end,
                reason=reason or "-",
                closed_by=by,
                submit_key=submit_key,
            )
        )
        for day in sorted(set(days))
    ]
    offer_new_times(office=office)
    return closures


def _close(closed: ClosedTime) -> Closure:
    def work() -> Closure:
        shut_day_gate(closed.office, closed.day)
        same = ClosedTime.objects.filter(submit_key=closed.submit_key, day=closed.day)
        if closed.submit_key and same.exists():
            return Closure(closed.day)
        slots = _slots_in(closed)
        bookings = list(
            _affected(slots)
            .select_related("office")
            .order_by("pk")
            .select_for_update(of=("self",), no_key=True)
        )
        offers, displaced = _offers_and_others(bookings)
        Claim.unscoped.filter(booking__in=bookings).delete()
        _withdraw(offers)
        _displace(displaced, reason=closed.reason, by=closed.closed_by)
        theirs = Allocation.unscoped.filter(booking__in=bookings)
        lock_slots({slot.pk for slot in slots} | set(theirs.values_list("slot", flat=True)))
        theirs.delete()
        Slot.objects.filter(pk__in=[slot.pk for slot in slots]).update(
            status=Slot.Status.CLOSED, kept_total=0, kept_online=0
        )
        closed.pk = None
        closed.displaced = len(displaced)
        closed.save()
        return Closure(closed.day, displaced)

    return retried(work)


def _offers_and_others(bookings: list[Booking]) -> tuple[list[WaitingEntry], list[Booking]]:
    """Times that are only offered to somebody on the waiting list; and all other bookings."""
    held = [booking for booking in bookings if booking.state == State.HELD]
    entries = list(
        WaitingEntry.unscoped.filter(
            offer__in=held, state=WaitingEntry.State.OFFERED
        ).select_related("office")
    )
    offered = {entry.offer_id for entry in entries}
    locked = {booking.pk: booking for booking in bookings}
    for entry in entries:
        entry.offer = locked[entry.offer_id or 0]
    return entries, [booking for booking in bookings if booking.pk not in offered]


def _withdraw(entries: list[WaitingEntry]) -> None:
    """Who was only offered this time waits on, where she stood."""
    for entry in entries:
        offer: Any = entry.offer
        offer.state, offer.hold_until = State.EXPIRED, None
        offer.version += 1
        offer.save(update_fields=["state", "hold_until", "version"])
        log(offer, VisitEvent.Kind.EXPIRED)
        messages.call_off(offer)
        entry.state, entry.offer = WaitingEntry.State.WAITING, None
        entry.refused = [*entry.refused, offer.starts_at]
        entry.save(update_fields=["state", "offer", "refused"])
        messages.tell_waiting(entry, messages.offer_withdrawn(entry), about=offer.code)


def _displace(bookings: list[Booking], *, reason: str, by: User | None) -> None:
    for booking in bookings:
        booking.state = State.DISPLACED
        booking.reason = reason
        booking.hold_until = None
        booking.version += 1
        booking.save(update_fields=["state", "reason", "hold_until", "version"])
        log(booking, VisitEvent.Kind.DISPLACED, by=by, note=reason)
        messages.tell(booking, messages.displaced(booking))
    CallTask.unscoped.bulk_create(
        CallTask(booking=booking, why=CallTask.Why.NO_PHONE)
        for booking in bookings
        if not booking.contact_phone
    )


def reopen(*, closed: ClosedTime, by: User) -> bool:
    """Open again what was closed, in so far as no other closure and no other hours forbid it; False
    when somebody did it already. Who was displaced keeps the new time, or takes one of these."""

    def work() -> bool:
        shut_day_gate(closed.office, closed.day)
        rows = ClosedTime.objects.standing().filter(pk=closed.pk)
        return bool(rows.update(reopened_at=timezone.now(), reopened_by=by))

    if not retried(work):
        return False
    pools = Pool.objects.filter(office=closed.office_id, is_active=True).select_related("office")
    for pool in pools.filter(pk=closed.pool_id) if closed.pool_id else pools:
        apply_hours(pool=pool, first_day=max(closed.day, timezone.localdate()))
    offer_after_commit(closed.office)
    return True


def offer_new_times(*, office: Office) -> int:
    """Offer a held time to everybody displaced who has none yet; how many were offered.

    Safe to run twice or at once: each offer has a submit key derived from its booking. Whoever
    cannot be offered one stands on the call list.
    """
    waiting = Booking.unscoped.filter(
        office=office,
        state=State.DISPLACED,
        replaced_by=None,
        starts_at__gt=timezone.now() - dt.timedelta(days=7),
    ).exclude(call_task__why__in=[CallTask.Why.NO_TIME, CallTask.Why.HAS_OTHER])
    return sum(_offer(booking) for booking in waiting.select_related("office").in_order())


def _offer(booking: Booking) -> bool:
    visitors = visitors_of_booking(booking)
    hours = dt.timedelta(hours=OfficeRules.of(booking.office).offer_hours)
    try:
        for opening in _suitable(booking):
            try:
                book(
                    office=booking.office,
                    starts_at=opening.starts_at,
                    visitors=visitors,
                    contact_name=booking.contact_name,
                    contact_phone=booking.contact_phone,
                    submit_key=uuid.uuid5(booking.uuid, "offer"),
                    channel=booking.channel,
                    booked_by_role=booking.booked_by_role,
                    village=booking.village,
                    by=booking.booked_by,
                    priority=booking.priority,
                    company=Company.of(booking),
                    hold_for=hours,
                    replaces=booking,
                )
                return True
            except JustTaken:
                continue
    except AlreadyBooked:
        _put_on_call_list(booking, CallTask.Why.HAS_OTHER)
        return False
    except (NotBookable, TooManyBookings):
        pass
    _put_on_call_list(booking, CallTask.Why.NO_TIME)
    return False


def _suitable(booking: Booking) -> list[Opening]:
    """Later times, those of the same weekday and hour first, then the nearest."""
    rules = OfficeRules.of(booking.office)
    today = timezone.localdate()
    found = openings(
        office=booking.office,
        services=[party.service for party in booking.parties.select_related("service")],
        first_day=today,
        last_day=today + dt.timedelta(days=rules.days_ahead),
        online=booking.is_online,
    )
    old = timezone.localtime(booking.starts_at)

    def distance(opening: Opening) -> tuple[bool, int, dt.timedelta]:
        new = timezone.localtime(opening.starts_at)
        shift = abs(
            dt.datetime.combine(old.date(), new.time())
            - dt.datetime.combine(old.date(), old.time())
        )
        usual = new.weekday() == old.weekday() and shift <= HOUR_BAND
        return (not usual, abs((new.date() - old.date()).days), shift)

    # Not the hour itself: it was closed. Another hour of the day may be just right.
    times = (opening for opening in found if opening.starts_at != booking.starts_at)
    return sorted(times, key=distance)[:10]


def _put_on_call_list(booking: Booking, why: str) -> None:
    CallTask.unscoped.update_or_create(
        booking=booking,
        defaults={
            "why": why,
            "done_at": timezone.now() if why == CallTask.Why.HAS_OTHER else None,
        },
    )


def reach(*, task: CallTask, by: User, outcome: str = "") -> bool:
    """Somebody on the call list has been told by other means, and says what she wants: the new time
    that is kept for her (`accepted`), another one, or none. False when she was told already.

    Raises NotPossible when the new time is no longer kept: she is not crossed off then.
    """
    offer = Booking.unscoped.filter(replaces=task.booking_id).select_related("office").first()
    held = offer is not None and offer.state == State.HELD
    with transaction.atomic():
        if outcome == CallTask.Outcome.ACCEPTED:
            if offer is None:
                raise NotPossible
            accept(booking=offer, by=by)
        elif outcome and held and offer is not None:
            cancel(booking=offer, by=by)
        rows = CallTask.unscoped.filter(pk=task.pk, done_by=None)
        return bool(rows.update(done_at=timezone.now(), done_by=by, outcome=outcome))


def no_answer(*, task: CallTask) -> None:
    """Nobody answered the phone: she stays on the list, behind those who were not tried yet."""
    rows = CallTask.unscoped.open().filter(pk=task.pk)
    rows.update(tries=task.tries + 1, tried_at=timezone.now())
