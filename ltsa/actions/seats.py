"""Locking bookings, and taking and giving back their claims and seats, in the order of locks.

For the other actions only: each runs inside a transaction that has passed the day gate.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from ltsa import messages
from ltsa.availability import Right
from ltsa.locks import Passing, lock_slots
from ltsa.models import (
    Allocation,
    Booking,
    CallTask,
    Claim,
    OfficeRules,
    Pool,
    Seats,
    Slot,
    State,
    Taken,
    VisitEvent,
    WaitingEntry,
)
from ltsa.refusals import JustTaken


def any_claim(claims: Iterable[tuple[str, int]], prefix: str = "") -> Q:
    condition = Q()
    for key, service in claims:
        condition |= Q(**{f"{prefix}person_key": key, f"{prefix}service": service})
    return condition


def lock_expired(slot_ids: set[int], claims: Sequence[tuple[str, int]]) -> list[Booking]:
    """Lock expired holds on these slots and of these people, by id, leaving out those that
    somebody else is already freeing."""
    if not Booking.unscoped.expired().exists():  # as a rule the worker was here
        return []
    on_slots = Allocation.unscoped.filter(slot__in=slot_ids).values("booking")
    of_people = Claim.unscoped.filter(any_claim(claims)) if claims else Claim.unscoped.none()
    return list(
        Booking.unscoped.expired()
        .filter(Q(pk__in=on_slots) | Q(pk__in=of_people.values("booking")))
        .order_by("pk")
        .select_for_update(skip_locked=True, no_key=True)
    )


def end_claims(bookings: Sequence[Booking]) -> None:
    if bookings:
        Claim.unscoped.filter(booking__in=bookings).delete()


def take_seats(
    booking: Booking,
    slot_ids: set[int],
    *,
    freed_from: Sequence[Booking],
    give_up: bool = False,
    taken_as: str = Taken.PUBLIC,
) -> None:
    """Lock all slots concerned at once, give back the seats of `freed_from` (and, with `give_up`,
    the booking's own, which it may take again), then take one seat in each of `slot_ids` by the
    right of `taken_as`. Raises JustTaken."""
    losing = [*freed_from, booking] if give_up else list(freed_from)
    old = Allocation.unscoped.filter(booking__in=losing) if losing else Allocation.unscoped.none()
    old_ids = set(old.values_list("slot", flat=True)) if losing else set()
    own = seats_of(booking) if give_up else {}
    slots = lock_slots(slot_ids | old_ids)
    if losing:
        old.delete()
        if old_ids & slot_ids:
            slots = lock_slots(slot_ids)  # counted anew by the trigger
    rights = {slot_id: Taken.AGAIN if slot_id in own else taken_as for slot_id in slot_ids}
    full = [slots[slot_id] for slot_id in slot_ids if _is_full(slots[slot_id], booking, rights)]
    if full:
        # An expired hold that was not ours to free is being freed by somebody else right now.
        right = Right(booking.is_online, goes_first=taken_as != Taken.PUBLIC)
        held = right.in_expired_holds(full, OfficeRules.of(booking.office))
        raise Passing if held else JustTaken
    Allocation.unscoped.bulk_create(
        Allocation(
            booking=booking,
            slot_id=slot_id,
            seats=1,
            online=booking.is_online,
            taken_as=rights[slot_id],
        )
        for slot_id in sorted(slot_ids)
    )


def _is_full(slot: Slot, booking: Booking, rights: Mapping[int, str]) -> bool:
    if rights[slot.pk] == Taken.AGAIN:
        return slot.free_again(online=booking.is_online) < 1
    first = rights[slot.pk] == Taken.FIRST
    return slot.free(online=booking.is_online, goes_first=first) < 1


def end(booking: Booking, state: str, *, reason: str = "") -> None:
    """Give back claims and seats of a locked booking and set its last state."""
    Claim.unscoped.filter(booking=booking).delete()
    lock_slots(set(Allocation.unscoped.filter(booking=booking).values_list("slot", flat=True)))
    Allocation.unscoped.filter(booking=booking).delete()
    booking.state = state
    booking.reason = reason
    booking.hold_until = None
    booking.version += 1
    booking.save(update_fields=["state", "reason", "hold_until", "version"])


def record_expiry(hold: Booking) -> None:
    """The last words on a hold whose claims and seats have just been taken away."""
    Booking.unscoped.filter(pk=hold.pk).update(
        state=State.EXPIRED, hold_until=None, version=hold.version + 1
    )
    log(hold, VisitEvent.Kind.EXPIRED)
    messages.call_off(hold)
    offer_expired(hold)


def offer_accepted(booking: Booking) -> None:
    """She has what she waited for, or a new time after a closure: nobody need call her."""
    WaitingEntry.unscoped.filter(offer=booking).update(state=WaitingEntry.State.ACCEPTED)
    CallTask.unscoped.open().filter(booking=booking.replaces_id).update(
        done_at=timezone.now(), outcome=CallTask.Outcome.ACCEPTED
    )


def offer_expired(hold: Booking) -> None:
    """Nobody answered. On the waiting list she waits on for another time, once; after a closure
    somebody must call her."""
    entries = WaitingEntry.unscoped.filter(offer=hold, state=WaitingEntry.State.OFFERED)
    for entry in entries:
        give_up_offer(entry, hold, answered=False)
    if hold.replaces_id:
        CallTask.unscoped.get_or_create(
            booking_id=hold.replaces_id, defaults={"why": CallTask.Why.NO_ANSWER}
        )


def offer_declined(hold: Booking) -> None:
    """She said no to this time: on the waiting list she waits on for another one; after a closure
    she makes an appointment herself."""
    entries = WaitingEntry.unscoped.filter(offer=hold, state=WaitingEntry.State.OFFERED)
    for entry in entries:
        give_up_offer(entry, hold, answered=True)
    if hold.replaces_id:
        CallTask.unscoped.open().filter(booking=hold.replaces_id).update(
            done_at=timezone.now(), outcome=CallTask.Outcome.OTHER
        )


#: Offers that may stay without an answer before the entry ends: the next one wants the place.
MOST_UNANSWERED = 2


def give_up_offer(entry: WaitingEntry, offer: Booking, *, answered: bool) -> None:
    """Back on the list, at her old place in it, but not for the same time again."""
    entry.refused = [*entry.refused, offer.starts_at][-50:]
    entry.unanswered += not answered
    entry.offer = None
    entry.state = WaitingEntry.State.WAITING
    if entry.unanswered >= MOST_UNANSWERED:
        entry.state = WaitingEntry.State.ENDED
    entry.save(update_fields=["refused", "unanswered", "offer", "state"])
    if not answered:
        messages.tell_waiting(entry, messages.unanswered(entry))


def log(
    booking: Booking,
    kind: str,
    *,
    by: User | None = None,
    counter: str = "",
    note: str = "",
    pool: Pool | None = None,
    at: dt.datetime | None = None,
) -> None:
    """Write down what happened, in the same transaction; `at` unless it is now."""
    event = VisitEvent(
        booking=booking,
        kind=kind,
        actor=by,
        counter=counter,
        note=note,
        pool=pool,
        at=at or timezone.now(),
    )
    VisitEvent.unscoped.bulk_create([event])


def lock(booking: Booking) -> Booking:
    """The booking's row, locked and as it is now, with its office."""
    return (
        Booking.unscoped.select_related("office")
        .select_for_update(of=("self",), no_key=True)
        .get(pk=booking.pk)
    )


def seats_of(booking: Booking) -> Seats:
    """The seats it has now, by slot: in all, of the online share."""
    return Allocation.unscoped.filter(booking=booking).seats()
