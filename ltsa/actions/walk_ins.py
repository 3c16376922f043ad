"""People without an appointment. They are bookings too, or the statistics lie."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.constraints import broken_constraint
from accounts.encryption import keyed_hash
from accounts.models import User
from ltsa.actions.booking import Visitor, book, other_booking
from ltsa.actions.desk import arrive
from ltsa.actions.seats import lock
from ltsa.availability import openings
from ltsa.locks import retried
from ltsa.models import Booking, Claim, Party, Service, State
from ltsa.refusals import AlreadyBooked, JustTaken, ListedTwice, NotPossible
from villages.models import Office, Village


def walk_in(
    *,
    office: Office,
    visitors: Sequence[Visitor],
    contact_name: str,
    contact_phone: str,
    submit_key: uuid.UUID,
    by: User | None,
    village: Village | None = None,
    priority: int = Booking.Priority.NORMAL,
) -> Booking:
    """Somebody without an appointment stands at the desk, or (`by` None) at the device in the hall:
    today's first free place, arrived.

    Raises JustTaken, with later days as alternatives, when today is full.
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
                booked_by_role=Booking.BookedBy.OFFICER if by else Booking.BookedBy.SELF,
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


def unnamed(service: Service, submit_key: uuid.UUID, number: int) -> Visitor:
    """Somebody who took a number at the device, which asks for no names. The desk asks for the name
    when she is called (`name_visitor`)."""
    return Visitor(
        person_key=keyed_hash(f"unnamed:{submit_key}:{number}"),
        name=_("Name not asked yet"),
        service=service,
        relation=Party.Relation.SELF if number == 1 else Party.Relation.RELATIVE,
    )


def name_visitor(*, party: Party, name: str, person_key: str, by: User) -> Party:
    """Say who it is: somebody who took a number without a name, or whose name was mistyped.

    The claim goes over to the new key, so that she has one active booking per service. Raises
    AlreadyBooked when she has another one, ListedTwice when she is in this visit already,
    NotPossible once the visit is over.
    """

    def work() -> Party:
        row = lock(party.booking)
        mine = Party.unscoped.get(pk=party.pk)
        if (mine.name, mine.person_key) == (name, person_key):
            return mine
        if not row.is_active:
            raise NotPossible
        if mine.person_key != person_key:
            Claim.unscoped.filter(
                booking=row, person_key=mine.person_key, service=mine.service_id
            ).delete()
            Claim.unscoped.bulk_create(
                [Claim(booking=row, person_key=person_key, service_id=mine.service_id)]
            )
        mine.name, mine.person_key = name, person_key
        mine.save(update_fields=["name", "person_key"])
        row.version += 1
        row.save(update_fields=["version"])
        return mine

    try:
        return retried(work)
    except IntegrityError as error:
        if broken_constraint(error) == "ltsa_party_unique":
            raise ListedTwice from error
        if broken_constraint(error) != "ltsa_claim_pkey":
            raise
        other = other_booking([(person_key, party.service_id)])
        if other and other.pk == party.booking_id:
            raise ListedTwice from error
        raise AlreadyBooked(other) from error
