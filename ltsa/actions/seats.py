"""Locking bookings, and taking and giving back their claims and seats, in the order of locks.

For the other actions only: each runs inside a transaction that has passed the day gate.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from accounts.models import User
from ltsa import messages
from ltsa.locks import Passing, lock_slots
from ltsa.models import Allocation, Booking, Claim, Seats, State, VisitEvent
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
    booking: Booking, slot_ids: set[int], *, freed_from: Sequence[Booking], give_up: bool = False
) -> None:
    """Lock all slots concerned at once, give back the seats of `freed_from` (and, with `give_up`,
    the booking's own), then take one seat in each of `slot_ids`. Raises JustTaken."""
    losing = [*freed_from, booking] if give_up else list(freed_from)
    old = Allocation.unscoped.filter(booking__in=losing) if losing else Allocation.unscoped.none()
    old_ids = set(old.values_list("slot", flat=True)) if losing else set()
    slots = lock_slots(slot_ids | old_ids)
    if losing:
        old.delete()
        if old_ids & slot_ids:
            slots = lock_slots(slot_ids)  # counted anew by the trigger
    online = booking.is_online
    full = [slots[slot_id] for slot_id in slot_ids if slots[slot_id].free(online=online) < 1]
    if full:
        # An expired hold that was not ours to free is being freed by somebody else right now.
        raise Passing if Allocation.in_expired_holds(full) else JustTaken
    Allocation.unscoped.bulk_create(
        Allocation(booking=booking, slot_id=slot_id, seats=1, online=online)
        for slot_id in sorted(slot_ids)
    )


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


def log(
    booking: Booking, kind: str, *, by: User | None = None, counter: str = "", note: str = ""
) -> None:
    """Write down what happened, in the same transaction."""
    VisitEvent.unscoped.bulk_create(
        [VisitEvent(booking=booking, kind=kind, actor=by, counter=counter, note=note)]
    )


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
