"""Closing a day: everybody booked is displaced first, told, and offered another time."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts.models import User
from ltsa import messages
from ltsa.actions.booking import Visitor, book
from ltsa.actions.seats import log
from ltsa.availability import Opening, openings
from ltsa.locks import lock_slots, retried, shut_day_gate
from ltsa.models import (
    Allocation,
    Booking,
    CallTask,
    Claim,
    OfficeRules,
    OpeningException,
    Pool,
    Slot,
    State,
    VisitEvent,
)
from ltsa.refusals import AlreadyBooked, JustTaken, NotBookable, TooManyBookings
from villages.models import Office

#: An offer is looked for around the hour of the old time first.
HOUR_BAND = dt.timedelta(hours=2)


@dataclass(frozen=True)
class Closure:
    """Who is affected when an office closes for a day."""

    day: dt.date
    bookings: list[Booking] = field(default_factory=list)

    @property
    def without_phone(self) -> list[Booking]:
        return [booking for booking in self.bookings if not booking.contact_phone]


def _affected(office: Office, day: dt.date) -> Any:
    zone = timezone.get_current_timezone()
    start = dt.datetime.combine(day, dt.time.min, zone)
    return Booking.unscoped.active().filter(
        office=office, starts_at__gte=start, starts_at__lt=start + dt.timedelta(days=1)
    )


def preview_closure(*, office: Office, day: dt.date) -> Closure:
    """Who would have to be told, before anything is done."""
    return Closure(day, list(_affected(office, day).in_order()))


def close_day(*, office: Office, day: dt.date, reason: str, by: User | None = None) -> Closure:
    """Close the office for a day: displace everybody, close the slots, tell everybody, put those
    without a phone on the call list; then offer each another time."""

    def work() -> Closure:
        shut_day_gate(office, day)
        bookings = list(
            _affected(office, day)
            .select_related("office")
            .order_by("pk")
            .select_for_update(of=("self",), no_key=True)
        )
        _displace(bookings, reason=reason, by=by)
        slots = Slot.objects.on(day).filter(pool__office=office)
        lock_slots(set(slots.values_list("pk", flat=True)))
        Allocation.unscoped.filter(booking__in=bookings).delete()
        slots.update(status=Slot.Status.CLOSED)
        for pool in Pool.objects.filter(office=office):
            OpeningException.objects.filter(pool=pool, day=day).delete()
            OpeningException.objects.create(pool=pool, day=day, reason=reason)
        return Closure(day, bookings)

    closure = retried(work)
    offer_new_times(office=office)
    return closure


def _displace(bookings: list[Booking], *, reason: str, by: User | None) -> None:
    Claim.unscoped.filter(booking__in=bookings).delete()
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
    visitors = [
        Visitor(
            person_key=party.person_key,
            name=party.name,
            service=party.service,
            relation=party.relation_to_booker,
            has_authority=party.has_authority,
            readiness=party.readiness,
            person=party.person,
        )
        for party in booking.parties.select_related("service", "person")
    ]
    hours = dt.timedelta(hours=OfficeRules.of(booking.office).offer_hours)
    try:
        for opening in _suitable(booking, visitors):
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


def _suitable(booking: Booking, visitors: list[Visitor]) -> list[Opening]:
    """Later times, those of the same weekday and hour first, then the nearest."""
    rules = OfficeRules.of(booking.office)
    today = timezone.localdate()
    found = openings(
        office=booking.office,
        services=[visitor.service for visitor in visitors],
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

    return sorted((opening for opening in found if opening.day != booking.day), key=distance)[:10]


def _put_on_call_list(booking: Booking, why: str) -> None:
    CallTask.unscoped.update_or_create(
        booking=booking,
        defaults={
            "why": why,
            "done_at": timezone.now() if why == CallTask.Why.HAS_OTHER else None,
        },
    )


def reach(*, task: CallTask, by: User) -> bool:
    """Somebody on the call list has been told by other means. False when she was already."""
    return bool(
        CallTask.unscoped.open().filter(pk=task.pk).update(done_at=timezone.now(), done_by=by)
    )
