"""Taking back a mark that was made at the desk by mistake, on the same day."""

from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from ltsa.actions.booking import other_booking, retried_or_just_taken, slots_for
from ltsa.actions.seats import lock, lock_expired, log, record_expiry, take_seats
from ltsa.availability import Right, needs_of
from ltsa.locks import pass_day_gates
from ltsa.models import Booking, Claim, State, Taken, VisitEvent
from ltsa.refusals import AlreadyBooked, JustTaken, NotPossible, PlaceGiven

#: Marks that can be taken back; "arrived" has `set_back`, what the family did is not the desk's.
UNDOABLE = (State.CALLED, State.SERVING, State.DONE, State.INCOMPLETE, State.NO_SHOW)
_Kind = VisitEvent.Kind
#: Events after which a booking is in a state of another name.
_LEADS_TO = {
    _Kind.MOVED: State.BOOKED,
    _Kind.REDUCED: State.BOOKED,
    _Kind.RETURNED: State.BOOKED,
}


def undo(*, booking: Booking, marked: str, by: User) -> Booking:
    """Take back `marked`, today's last mark: the state before it, with its places and claims.

    Pressed twice it works once. Raises NotPossible when there is nothing to take back, PlaceGiven
    or AlreadyBooked when what the visit gave back is somebody else's by now.
    """

    def work() -> Booking:
        pass_day_gates(booking.office, [booking.day])
        row = lock(booking)
        if row.state != marked:
            return row  # taken back already, or gone on
        before = _state_before(row)
        was_active = row.is_active
        row.state, row.reason = before, ""
        row.version += 1
        if not was_active:
            _take_back_places(row)
        row.save(update_fields=["state", "reason", "version", "ends_at"])
        row.parties.filter(outcome=marked, missing="").update(outcome="")
        log(row, _Kind.UNDONE, by=by, note=marked)
        return row

    try:
        return retried_or_just_taken(work)
    except JustTaken as refusal:
        raise PlaceGiven from refusal
    except IntegrityError as error:
        other = other_booking(_claims(booking))
        if other is None:
            raise
        raise AlreadyBooked(other) from error


def _state_before(row: Booking) -> str:
    """The state before the last mark. Raises NotPossible unless it was made today at the desk."""
    states: list[str] = []
    last = None
    for last in row.events.order_by("at", "pk"):
        if last.kind == _Kind.UNDONE:
            states.pop()
        else:
            states.append(_LEADS_TO.get(_Kind(last.kind), last.kind))
    today = timezone.localdate()
    if (
        row.state not in UNDOABLE
        or len(states) < 2
        or states[-1] != row.state
        or last is None
        or not row.day == timezone.localdate(last.at) == today
    ):
        raise NotPossible
    return states[-2]


def _claims(booking: Booking) -> list[tuple[str, int]]:
    return sorted(set(booking.parties.values_list("person_key", "service")))


def _take_back_places(row: Booking) -> None:
    """In the order of locks: claims, then slots."""
    services = [party.service for party in row.parties.select_related("service")]
    needs = needs_of(office=row.office, services=services)
    right = Right(row.is_online, again=True)
    slots = slots_for(row.office, needs, row.starts_at, right)
    wanted, claims = {slot.pk for slot in slots}, _claims(row)
    expired = [hold for hold in lock_expired(wanted, claims) if hold.pk != row.pk]
    Claim.unscoped.filter(booking__in=expired).delete()
    Claim.unscoped.bulk_create(
        Claim(person_key=key, service_id=service, booking=row) for key, service in claims
    )
    row.ends_at = slots[-1].ends_at
    take_seats(row, wanted, freed_from=expired, taken_as=Taken.AGAIN)
    for hold in expired:
        record_expiry(hold)
