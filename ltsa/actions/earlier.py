"""Somebody has an appointment and would like an earlier one: she waits, keeps what she has, and a
yes to the time that is kept for her moves the appointment there, all or nothing."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from ltsa.actions.booking import Company, retried_or_just_taken
from ltsa.actions.moving import write_move
from ltsa.actions.seats import end_claims, lock, record_expiry, seats_of, take_seats
from ltsa.actions.waiting import offer_after_commit, visitors_of_booking, wait_for_place
from ltsa.locks import pass_day_gates
from ltsa.models import Booking, Slot, State, Taken, WaitingEntry
from ltsa.refusals import NotPossible


def wait_for_earlier(
    *,
    booking: Booking,
    first_day: dt.date,
    last_day: dt.date,
    weekdays: Sequence[int] = (),
    hours: str = WaitingEntry.Hours.ANY,
    priority: int = Booking.Priority.NORMAL,
    by: User | None = None,
) -> WaitingEntry:
    """Put the people of an appointment on the waiting list for an earlier time. Asking twice is
    one entry. Raises NotPossible when the appointment is not to come any more."""
    wishes = WaitingEntry.unscoped.filter(booking=booking)
    standing: WaitingEntry | None = wishes.on_the_list().first()
    if standing is not None:
        return standing
    if booking.state != State.BOOKED or booking.starts_at <= timezone.now():
        raise NotPossible
    return wait_for_place(
        office=booking.office,
        visitors=visitors_of_booking(booking),
        contact_name=booking.contact_name,
        contact_phone=booking.contact_phone,
        company=Company.of(booking),
        submit_key=uuid.uuid5(booking.uuid, f"earlier {wishes.count()}"),
        first_day=first_day,
        last_day=min(last_day, timezone.localdate(booking.starts_at)),
        weekdays=weekdays,
        hours=hours,
        channel=booking.channel,
        booked_by_role=booking.booked_by_role,
        village=booking.village,
        by=by or booking.booked_by,
        priority=max(priority, booking.priority),
        booking=booking,
    )


def accept_earlier(*, kept: Booking, by: User | None = None) -> Booking:
    """Move the appointment to the time that is kept for it: in one transaction it gives its own
    places back and takes those, so that she has neither none nor two. Twice is once.

    Raises NotPossible when the time is no longer kept, or the appointment is over, cancelled or
    earlier by itself.
    """
    booking = kept.earlier_for
    if booking is None:
        raise NotPossible

    def work() -> Booking:
        pass_day_gates(booking.office, [booking.day, kept.day])
        row = lock(booking)  # the older one has the smaller id
        hold = lock(kept)
        if row.state == State.BOOKED and row.starts_at == hold.starts_at:
            return row
        is_kept = hold.state == State.HELD and hold.hold_until and hold.hold_until > timezone.now()
        if not is_kept or row.state != State.BOOKED or row.starts_at < hold.starts_at:
            raise NotPossible
        wanted = set(seats_of(hold))
        end_claims([hold])
        take_seats(row, wanted, freed_from=[hold], give_up=True, taken_as=Taken.FIRST)
        WaitingEntry.unscoped.filter(offer=hold).update(state=WaitingEntry.State.ACCEPTED)
        record_expiry(hold)
        slots = list(Slot.objects.filter(pk__in=wanted).order_by("starts_at"))
        write_move(row, slots, by=by, counts=False)
        return row

    moved = retried_or_just_taken(work)
    offer_after_commit(booking.office)
    return moved
