"""Taking back a mark that was made at the desk by mistake, on the same day."""

from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from ltsa.actions.booking import other_booking, retried_or_just_taken, slots_for
from ltsa.actions.desk import at_a_counter
from ltsa.actions.outcomes import forget
from ltsa.actions.seats import lock, lock_expired, log, record_expiry, take_seats
from ltsa.actions.turns import Spot, spots, stand
from ltsa.availability import Right, needs_of
from ltsa.locks import pass_day_gates
from ltsa.models import Booking, Claim, State, Taken, VisitEvent
from ltsa.refusals import AlreadyBooked, JustTaken, NotPossible, PlaceGiven

_Kind = VisitEvent.Kind
#: Marks that can be taken back; "arrived" has `set_back`, what the family did is not the desk's.
UNDOABLE = (
    _Kind.CALLED,
    _Kind.SERVING,
    _Kind.PARKED,
    _Kind.RESUMED,
    _Kind.PASSED,
    _Kind.DONE,
    _Kind.INCOMPLETE,
    _Kind.NO_SHOW,
)


def undo(*, booking: Booking, marked: str, by: User) -> Booking:
    """Take back `marked`, today's last mark: the state before it, with its places and claims, and
    its place in the queue.

    Pressed twice it works once. Raises NotPossible when there is nothing to take back, PlaceGiven,
    CounterBusy or AlreadyBooked when what the visit gave back is somebody else's by now.
    """

    def work() -> Booking:
        pass_day_gates(booking.office, [booking.day])
        row = lock(booking)
        events = list(row.events.order_by("at", "pk"))
        way = spots(events)
        if not way or way[-1].kind != marked:
            return row  # taken back already, or gone on
        _refuse_old(row, way, events)
        before = way[-2]
        was_active = row.is_active
        row.state, row.reason = before.state, ""
        row.version += 1
        if not was_active:
            _take_back_places(row)
            _forget_results(row, by=by)
        row.save(update_fields=["state", "reason", "version", "ends_at"])
        if before.state != State.BOOKED:
            stand(row, before)
        log(row, _Kind.UNDONE, by=by, note=marked)
        return row

    try:
        return retried_or_just_taken(lambda: at_a_counter(work))
    except JustTaken as refusal:
        raise PlaceGiven from refusal
    except IntegrityError as error:
        other = other_booking(_claims(booking))
        if other is None:
            raise
        raise AlreadyBooked(other) from error


def _refuse_old(row: Booking, way: list[Spot], events: list[VisitEvent]) -> None:
    """Raises NotPossible unless the last mark was made today at the desk."""
    today = timezone.localdate()
    if (
        way[-1].kind not in UNDOABLE
        or len(way) < 2
        or not row.day == timezone.localdate(events[-1].at) == today
    ):
        raise NotPossible


def _forget_results(row: Booking, *, by: User) -> None:
    """The results that were written when the visit ended; those from before stay."""
    ended = row.events.filter(kind__in=[_Kind.DONE, _Kind.INCOMPLETE]).order_by("-at").first()
    if ended:
        forget(list(row.parties.filter(outcome_at=ended.at)), by=by)


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
