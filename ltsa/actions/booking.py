"""Booking, confirming, and freeing what was not confirmed in time."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from ltsa import messages
from ltsa.actions.bookers import refuse_stopped
from ltsa.actions.papers import carry_over
from ltsa.actions.seats import (
    any_claim,
    end,
    end_claims,
    lock,
    lock_expired,
    log,
    offer_accepted,
    offer_expired,
    record_expiry,
    take_seats,
)
from ltsa.availability import (
    Need,
    Right,
    itinerary,
    nearest,
    needs_of,
    soonest_start,
)
from ltsa.locks import ATTEMPTS, pass_day_gates, pause, retried
from ltsa.models import (
    Booking,
    Claim,
    OfficeRules,
    Party,
    Pool,
    Seats,
    Service,
    Slot,
    State,
    Taken,
    VisitEvent,
    WaitingEntry,
)
from ltsa.models.bookings import new_code
from ltsa.refusals import (
    AlreadyBooked,
    Busy,
    JustTaken,
    ListedTwice,
    NotPossible,
    Refused,
    TooManyBookings,
)
from migrants.models import Person
from villages.models import Office, Village

#: Constraints that fire when somebody else was faster.
_NO_PLACE_LEFT = {
    "ltsa_slot_online_within_capacity",
    "ltsa_slot_total_within_capacity",
    "ltsa_slot_closed_carries_nobody",
}


@dataclass(frozen=True)
class Visitor:
    """One person for one service. `person_key` comes from `ltsa.person_key`."""

    person_key: str
    name: str
    service: Service
    relation: str = Party.Relation.SELF
    has_authority: bool = False
    readiness: str = Party.Readiness.NOT_ASKED
    person: Person | None = None

    def columns(self) -> dict[str, Any]:
        """As a row of those who come, or of those who wait to."""
        return {
            "service": self.service,
            "person": self.person,
            "person_key": self.person_key,
            "name": self.name,
            "relation_to_booker": self.relation,
            "has_authority": self.has_authority,
            "readiness": self.readiness,
        }


@dataclass(frozen=True)
class Company:
    """Who comes along, and whom to call when the first number cannot be reached."""

    helper_name: str = ""
    helper_phone: str = ""
    second_name: str = ""
    second_phone: str = ""

    @classmethod
    def of(cls, row: Booking | WaitingEntry) -> "Company":
        """Whom an appointment, or somebody who waits, has named."""
        return cls(**{one.name: getattr(row, one.name) for one in fields(cls)})


ALONE = Company()


@dataclass
class _Plan:
    """What one attempt to book is about to write."""

    booking: Booking
    visitors: Sequence[Visitor]
    slots: tuple[Slot, ...]
    by: User | None
    goes_first: bool = False
    claims: list[tuple[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.claims = sorted({(who.person_key, who.service.pk) for who in self.visitors})


def book(
    *,
    office: Office,
    starts_at: dt.datetime,
    visitors: Sequence[Visitor],
    contact_name: str,
    contact_phone: str,
    submit_key: uuid.UUID,
    channel: str = Booking.Channel.ONLINE,
    booked_by_role: str = Booking.BookedBy.SELF,
    village: Village | None = None,
    by: User | None = None,
    priority: int = Booking.Priority.NORMAL,
    hold_for: dt.timedelta | None = None,
    replaces: Booking | None = None,
    goes_first: bool = False,
    company: Company = ALONE,
    list_key: uuid.UUID | None = None,
    device: str = "",
    earlier_for: Booking | None = None,
) -> Booking:
    """Book one visit at `starts_at` for all `visitors`, or nothing.

    The same `submit_key` again is the same booking, whatever else was sent with it. With `hold_for`
    the time is only kept, until somebody accepts it. With `goes_first` (the waiting list) it may be
    one that was given back and that the public cannot book yet. `earlier_for`: the appointment that
    a yes to this kept time moves (`ltsa.actions.earlier`).

    Raises JustTaken (with the nearest alternatives), AlreadyBooked, ListedTwice, TooManyBookings,
    BookerStopped, NotBookable, Busy.
    """
    online = channel in Booking.ONLINE_CHANNELS
    services = [visitor.service for visitor in visitors]
    booking = Booking(
        office=office,
        village=village,
        channel=channel,
        submit_key=submit_key,
        state=State.HELD if hold_for else State.BOOKED,
        hold_until=timezone.now() + hold_for if hold_for else None,
        booked_by_role=booked_by_role,
        booked_by=by,
        contact_name=contact_name,
        contact_phone=contact_phone,
        priority=priority,
        replaces=replaces,
        earlier_for=earlier_for,
        list_key=list_key,
        **asdict(company),
        device=device,
    )
    try:
        if len({(who.person_key, who.service.pk) for who in visitors}) < len(visitors):
            raise ListedTwice
        needs = needs_of(office=office, services=services)
        rules = OfficeRules.of(office)
        if not goes_first:
            if not replaces:
                refuse_stopped(
                    office=office, channel=channel, phone=contact_phone, helper=by, device=device
                )
            _refuse_too_many(booking, rules)
        if starts_at < soonest_start(rules, online=online):
            raise JustTaken
        return _book_past_expired_holds(booking, visitors, needs, starts_at, by, goes_first)
    except Refused as refusal:
        # A second submit may well find its own first one in the way.
        earlier = Booking.unscoped.filter(submit_key=submit_key).first()
        if earlier:
            return earlier
        if isinstance(refusal, JustTaken):
            refusal.alternatives = nearest(
                office=office, services=services, wanted=starts_at, online=online
            )
        raise


def _book_past_expired_holds(
    booking: Booking,
    visitors: Sequence[Visitor],
    needs: Sequence[Need],
    starts_at: dt.datetime,
    by: User | None,
    goes_first: bool,
) -> Booking:
    """Book; once more when the claim in the way belongs to an expired hold, or is gone by now:
    somebody else is just freeing it."""
    for attempt in range(1, ATTEMPTS + 1):
        right = Right(booking.is_online, goes_first)
        slots = slots_for(booking.office, needs, starts_at, right)
        booking.starts_at, booking.ends_at = slots[0].starts_at, slots[-1].ends_at
        plan = _Plan(booking, visitors, slots, by, goes_first)
        try:
            return retried_or_just_taken(lambda plan=plan: _write(plan))  # type: ignore[misc]
        except IntegrityError as error:
            if _constraint(error) != "ltsa_claim_pkey":
                raise
            other = other_booking(plan.claims)
            if other:
                raise AlreadyBooked(other) from error
            pause(attempt)
    raise Busy


def _constraint(error: IntegrityError) -> str:
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def other_booking(claims: Iterable[tuple[str, int]]) -> Booking | None:
    """The active booking, no expired hold, that has one of these claims."""
    return (
        Booking.unscoped.active()
        .exclude(state=State.HELD, hold_until__lte=timezone.now())
        .filter(any_claim(claims, "claims__"))
        .first()
    )


def _refuse_too_many(booking: Booking, rules: OfficeRules) -> None:
    """A daily ceiling per phone and per helper, against brokers. It is counted without a lock: a
    race may pass one more, which harms nobody."""
    if booking.channel not in Booking.ONLINE_CHANNELS or booking.replaces:
        return
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    made = Booking.unscoped.filter(created_at__gte=today)
    if booking.booked_by:
        too_many = made.filter(booked_by=booking.booked_by).count() >= rules.daily_per_helper
    else:
        phone = booking.contact_phone
        too_many = made.filter(contact_phone=phone).count() >= rules.daily_per_phone
    if too_many:
        raise TooManyBookings


def slots_for(
    office: Office, needs: Sequence[Need], starts_at: dt.datetime, right: Right
) -> tuple[Slot, ...]:
    """The slots of a visit at `starts_at`. Raises JustTaken when it does not fit."""
    slots = Slot.objects.exclude(status=Slot.Status.CLOSED).filter(
        pool__in=[need.pool_id for need in needs], starts_at__gte=starts_at
    )
    if len(needs) == 1:
        slots = slots.filter(starts_at__lt=starts_at + dt.timedelta(minutes=needs[0].minutes))
    else:
        slots = slots.on(timezone.localdate(starts_at))
    slots = slots.order_by("starts_at")
    there = list(slots)
    chosen = _fit(there, needs, starts_at, right, {})
    if chosen is None and there:
        # The slots again, after the holds: a hold that somebody frees in between is then counted
        # twice (the locks will tell) and not left out, which would call a free place taken.
        held = right.in_expired_holds(there, OfficeRules.of(office))
        chosen = _fit(slots.all(), needs, starts_at, right, held)
    if chosen is None:
        raise JustTaken
    return chosen


def _fit(
    slots: Iterable[Slot],
    needs: Sequence[Need],
    starts_at: dt.datetime,
    right: Right,
    in_expired_holds: Seats,
) -> tuple[Slot, ...] | None:
    """The visit in those of the slots that have a seat for this right."""
    day: dict[int, list[Slot]] = {}
    for slot in slots:
        if right.free_in(slot, in_expired_holds) > 0:
            day.setdefault(slot.pool_id, []).append(slot)
    first = next(iter(day.get(needs[0].pool_id, ())), None)
    if first is None or first.starts_at != starts_at:
        return None
    return itinerary(needs=needs, day=day, start=first)


def _write(plan: _Plan) -> Booking:
    """One attempt, inside a transaction, in the order of locks."""
    booking = plan.booking
    pass_day_gates(booking.office, [booking.day])
    wanted = {slot.pk for slot in plan.slots}
    expired = lock_expired(wanted, plan.claims)
    if not _insert(booking):
        return Booking.unscoped.get(submit_key=booking.submit_key)
    end_claims(expired)
    Claim.unscoped.bulk_create(
        Claim(person_key=key, service_id=service, booking=booking) for key, service in plan.claims
    )
    _write_down(plan)
    taken_as = Taken.FIRST if plan.goes_first else Taken.PUBLIC
    take_seats(booking, wanted, freed_from=expired, taken_as=taken_as)  # last: locked briefly
    for hold in expired:
        record_expiry(hold)
    return booking


def _write_down(plan: _Plan) -> None:
    """Who comes, that it happened, and the message: rows that nobody else waits for."""
    booking = plan.booking
    Party.unscoped.bulk_create(
        Party(booking=booking, **visitor.columns()) for visitor in plan.visitors
    )
    if booking.replaces:
        carry_over(old=booking.replaces, new=booking)
    held = booking.state == State.HELD
    log(booking, VisitEvent.Kind.HELD if held else VisitEvent.Kind.BOOKED, by=plan.by)
    text = messages.booked
    if held:
        text = messages.place_free if plan.goes_first else messages.offered
    if not (held and booking.list_key):  # she who keeps it stands before it, and nobody else asks
        messages.tell(booking, text(booking))


def _insert(booking: Booking) -> bool:
    """Insert the booking; False when its submit key is already there."""
    for _attempt in range(ATTEMPTS):
        booking.pk = None
        Booking.unscoped.bulk_create([booking], ignore_conflicts=True)
        same_key = Booking.unscoped.filter(submit_key=booking.submit_key)
        row = same_key.values_list("pk", "uuid").first()
        if row:
            booking.pk = row[0]
            booking._state.adding = False
            return bool(row[1] == booking.uuid)
        booking.code = new_code()  # it was taken: 1 in 191 million for each booking there is
    raise Busy


def retried_or_just_taken(work: Callable[[], Booking]) -> Booking:
    try:
        return retried(work)
    except IntegrityError as error:
        if _constraint(error) in _NO_PLACE_LEFT:
            raise JustTaken from error
        raise


def accept(*, booking: Booking, by: User | None = None) -> Booking:
    """Confirm a time that was kept. Accepting twice gives the same answer.

    Raises NotPossible when the hold has run out.
    """

    def work() -> Booking:
        row = lock(booking)
        if row.state == State.BOOKED:
            return row
        if row.state != State.HELD or not row.hold_until or row.hold_until <= timezone.now():
            raise NotPossible
        if row.earlier_for_id:  # a yes moves that appointment (`ltsa.actions.earlier`)
            raise NotPossible
        row.state, row.hold_until = State.BOOKED, None
        row.version += 1
        row.save(update_fields=["state", "hold_until", "version"])
        log(row, VisitEvent.Kind.BOOKED, by=by)
        offer_accepted(row)
        messages.tell(row, messages.booked(row))
        return row

    return retried(work)


def expire(*, booking: Booking) -> bool:
    """Free a hold whose time is over; False when it was accepted or freed meanwhile."""

    def work() -> bool:
        pass_day_gates(booking.office, [booking.day])
        row = (
            Booking.unscoped.expired()
            .filter(pk=booking.pk)
            .select_for_update(skip_locked=True, no_key=True)
            .first()
        )
        if row is None:
            return False
        end(row, State.EXPIRED)
        log(row, VisitEvent.Kind.EXPIRED)
        messages.call_off(row)
        offer_expired(row)
        return True

    return retried(work)


def free_holds(*, pool: Pool) -> int:
    """Free all holds at this desk whose time is over; how many. Each in its own transaction, so
    call it before the one that wants the places."""
    holds = Booking.unscoped.expired().filter(allocations__slot__pool=pool).distinct()
    return sum(expire(booking=hold) for hold in holds.select_related("office").order_by("pk"))
