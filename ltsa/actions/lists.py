"""Appointments for a coordinator's list of people: reserved together, or none of them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ltsa.actions.booking import Visitor, accept, book
from ltsa.actions.moving import cancel
from ltsa.adjacent import nearest_rows, rows_for
from ltsa.locks import retried
from ltsa.models import Booking, Party, Service, State
from ltsa.person_key import key_of
from ltsa.refusals import AlreadyBooked, AlreadyOnList, JustTaken, ListTaken, NotPossible
from migrants.models import Person
from villages.models import Office

#: While the coordinator looks through her list.
HELD_FOR = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Guest:
    """One of the list: she gets an appointment of her own."""

    person: Person
    phone: str


def hold_list(
    *,
    office: Office,
    services: Sequence[Service],
    guests: Sequence[Guest],
    starts_at: dt.datetime,
    list_key: uuid.UUID,
    by: User,
) -> list[Booking]:
    """Keep adjacent times for all of them, an appointment each, or for nobody. The same `list_key`
    again is the same list.

    Raises ListTaken (with the nearest alternatives), AlreadyOnList, TooManyBookings, NotBookable,
    Busy.
    """

    def work() -> list[Booking]:
        before = list(Booking.unscoped.filter(list_key=list_key).in_order())
        if before:
            return before
        day = timezone.localdate(starts_at)
        rows = rows_for(
            office=office, services=services, people=len(guests), first_day=day, last_day=day
        )
        row = next((row for row in rows if row.starts_at == starts_at), None)
        if row is None:
            raise JustTaken
        return [
            _hold(office, services, guest, opening.starts_at, list_key, number, by)
            for number, (guest, opening) in enumerate(zip(guests, row.openings, strict=True))
        ]

    try:
        return retried(work)
    except JustTaken as refusal:
        raise ListTaken(
            nearest_rows(office=office, services=services, people=len(guests), wanted=starts_at)
        ) from refusal


def _hold(
    office: Office,
    services: Sequence[Service],
    guest: Guest,
    starts_at: dt.datetime,
    list_key: uuid.UUID,
    number: int,
    by: User,
) -> Booking:
    person = guest.person
    try:
        return book(
            office=office,
            starts_at=starts_at,
            visitors=[
                Visitor(
                    person_key=key_of(person),
                    name=person.name,
                    service=service,
                    relation=Party.Relation.VILLAGER,
                    person=person,
                )
                for service in services
            ],
            contact_name=person.name,
            contact_phone=guest.phone,
            submit_key=uuid.uuid5(list_key, str(number)),
            channel=Booking.Channel.COORDINATOR,
            booked_by_role=Booking.BookedBy.COORDINATOR,
            village=person.village,
            by=by,
            hold_for=HELD_FOR,
            list_key=list_key,
        )
    except AlreadyBooked as refusal:
        raise AlreadyOnList(person.name) from refusal


@transaction.atomic
def accept_list(*, bookings: Sequence[Booking], by: User) -> list[Booking]:
    """Confirm all that were kept, or none. Again gives the same answer. Raises NotPossible when one
    of them has run out."""
    ordered = sorted(bookings, key=lambda booking: booking.pk)
    if any(booking.state not in (State.HELD, State.BOOKED) for booking in ordered):
        raise NotPossible
    return [accept(booking=booking, by=by) for booking in ordered]


@transaction.atomic
def give_back_list(*, bookings: Sequence[Booking], by: User) -> None:
    """Give all kept times of the list back."""
    for booking in sorted(bookings, key=lambda booking: booking.pk):
        if booking.state == State.HELD:
            cancel(booking=booking, by=by)
