"""What must hold is held by the database: each rule is broken once by going around the actions."""

import datetime as dt

import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from ltsa.actions import cancel
from ltsa.models import (
    Allocation,
    Booking,
    Claim,
    OpeningException,
    OpeningHours,
    Pool,
    Service,
    Slot,
    State,
    VisitEvent,
)
from ltsa.models.bookings import TRANSITIONS
from tests.ltsa.factories import (
    OfficeRulesFactory,
    OpeningHoursFactory,
    PoolFactory,
    ServiceFactory,
    SlotFactory,
    make_booking,
    make_day,
    on_sale_at_once,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking() -> Booking:
    """Booked, in a slot with two places of which one is for online booking."""
    return make_booking(SlotFactory(cap_online=1, cap_total=2), ServiceFactory(), 1)


@pytest.fixture
def slot(booking: Booking) -> Slot:
    return Slot.objects.get()


class refused:
    """The block must fail with this constraint, at the latest when it commits."""

    def __init__(self, constraint: str) -> None:
        self.constraint = constraint

    def __enter__(self) -> None:
        self.raises = pytest.raises(DatabaseError)
        self.error = self.raises.__enter__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *exception: object) -> bool:
        try:
            if exception[0] is None:
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except DatabaseError as error:
            exception = (type(error), error, error.__traceback__)
        self.atomic.__exit__(*exception)  # type: ignore[arg-type]
        done = self.raises.__exit__(*exception)  # type: ignore[arg-type]
        diag = self.error.value.__cause__.diag  # type: ignore[union-attr]
        assert self.constraint in (diag.constraint_name or diag.message_primary)
        return bool(done)


def seat(booking: Booking, slot: Slot, *, online: bool = False, seats: int = 1) -> None:
    Allocation.unscoped.create(booking=booking, slot=slot, online=online, seats=seats)


def test_online_seats_never_exceed_their_share(slot: Slot, booking: Booking) -> None:
    on_sale_at_once(slot.pool.office)
    Allocation.unscoped.all().delete()
    seat(booking, slot, online=True)
    other = SlotFactory(pool=slot.pool, starts_at=slot.ends_at, cap_online=1, cap_total=5)
    with refused("ltsa_slot_online_within_capacity"):
        seat(booking, other, online=True, seats=2)


def test_seats_never_exceed_capacity(slot: Slot, booking: Booking) -> None:
    other = SlotFactory(pool=slot.pool, starts_at=slot.ends_at, cap_total=5)
    with refused("ltsa_slot_total_within_capacity"):
        seat(booking, other, seats=6)


def test_capacity_cannot_fall_below_what_is_taken(slot: Slot) -> None:
    with refused("ltsa_slot_online_within_capacity"):
        Slot.objects.update(cap_online=0)
    make_booking(slot, ServiceFactory(), 2, channel=Booking.Channel.DESK)
    with refused("ltsa_slot_total_within_capacity"):
        Slot.objects.update(cap_total=1)


def test_online_share_is_a_part_of_the_capacity() -> None:
    with refused("ltsa_slot_online_share"):
        SlotFactory(cap_online=3, cap_total=2)


def test_slot_is_not_closed_over_peoples_heads(slot: Slot) -> None:
    with refused("ltsa_slot_closed_carries_nobody"):
        Slot.objects.update(status=Slot.Status.CLOSED)


def test_nobody_is_seated_in_a_closed_slot(slot: Slot, booking: Booking) -> None:
    closed = SlotFactory(pool=slot.pool, starts_at=slot.ends_at, status=Slot.Status.CLOSED)
    with refused("ltsa_slot_closed_carries_nobody"):
        seat(booking, closed)


def test_desk_has_one_slot_at_a_time(slot: Slot) -> None:
    with refused("ltsa_slot_unique"):
        SlotFactory(pool=slot.pool, starts_at=slot.starts_at)


def test_slot_takes_time() -> None:
    with refused("ltsa_slot_takes_time"):
        SlotFactory(minutes=0)


@pytest.mark.parametrize("change", [{"used_total": 2}, {"used_total": 0, "used_online": 0}])
def test_taken_places_are_counted_from_allocations_only(slot: Slot, change: dict[str, int]) -> None:
    with refused("ltsa_slot_used_by_allocations_only"):
        Slot.objects.update(**change)


def test_slot_is_born_empty() -> None:
    with refused("ltsa_slot_used_by_allocations_only"):
        SlotFactory(used_total=1)


def test_saving_a_slot_that_others_book_cannot_lose_their_seats(slot: Slot) -> None:
    make_booking(slot, ServiceFactory(), 2, channel=Booking.Channel.DESK)
    with refused("ltsa_slot_used_by_allocations_only"):
        slot.save()  # read before the second booking


def test_allocation_needs_a_seat(slot: Slot, booking: Booking) -> None:
    with refused("ltsa_allocation_has_seats"):
        seat(booking, SlotFactory(pool=slot.pool, starts_at=slot.ends_at), seats=0)


def test_allocation_is_made_or_removed_never_changed(booking: Booking) -> None:
    with refused("Cannot update"):
        Allocation.unscoped.update(seats=2)


def test_booking_has_each_slot_once(slot: Slot, booking: Booking) -> None:
    with refused("ltsa_allocation_unique"):
        seat(booking, slot)


def test_one_active_booking_per_person_and_service(booking: Booking) -> None:
    claim = Claim.unscoped.get()
    with refused("ltsa_claim_pkey"):
        Claim.unscoped.bulk_create(
            [Claim(person_key=claim.person_key, service=claim.service, booking=booking)]
        )


def test_claim_is_made_or_removed_never_changed(booking: Booking) -> None:
    with refused("Cannot update"):
        Claim.unscoped.update(person_key="x")


def test_active_booking_keeps_its_seats(booking: Booking) -> None:
    with refused("ltsa_booking_active_has_seats_and_claims"):
        Allocation.unscoped.all().delete()


def test_active_booking_keeps_its_claims(booking: Booking) -> None:
    with refused("ltsa_booking_active_has_seats_and_claims"):
        Claim.unscoped.all().delete()


def test_ended_booking_gives_everything_back(booking: Booking) -> None:
    with refused("ltsa_booking_active_has_seats_and_claims"):
        Booking.unscoped.update(state=State.CANCELLED)


def test_ended_booking_takes_nothing_any_more(slot: Slot, booking: Booking) -> None:
    cancel(booking=booking)
    with refused("ltsa_booking_active_has_seats_and_claims"):
        seat(booking, slot)
    with refused("ltsa_booking_active_has_seats_and_claims"):
        Claim.unscoped.create(person_key="x", service=Service.objects.get(), booking=booking)


def test_booking_is_not_born_without_seats(booking: Booking) -> None:
    with refused("ltsa_booking_active_has_seats_and_claims"):
        copy = Booking.unscoped.get()
        copy.pk = None
        copy._state.adding = True
        copy.uuid = copy.submit_key = "11111111-1111-4111-8111-111111111111"
        copy.code = "AAAAAA"
        copy.save()


@pytest.mark.parametrize("old", list(State))
def test_state_goes_only_the_ways_there_are(booking: Booking, old: State) -> None:
    def put(state: str) -> None:
        hold_until = timezone.now() if state == State.HELD else None
        Booking.unscoped.update(state=state, hold_until=hold_until)

    rules = ("ltsa.Booking:state_transitions", "ltsa.Booking:active_has_seats")
    with pgtrigger.ignore(*rules):
        put(old)
    for new in set(State) - {old, *TRANSITIONS.get(old, ())}:
        with refused("Invalid transition"):
            put(new)
    with pgtrigger.ignore(*rules):
        put(State.BOOKED)


def test_state_exists(booking: Booking) -> None:
    with refused("Invalid transition"):
        Booking.unscoped.update(state="elsewhere")


def test_hold_has_an_end_and_a_booking_has_none(booking: Booking) -> None:
    with refused("ltsa_booking_held_until"):
        Booking.unscoped.update(hold_until=timezone.now())


def test_visit_ends_after_it_starts(booking: Booking) -> None:
    with refused("ltsa_booking_ends_after_start"):
        Booking.unscoped.update(ends_at=booking.starts_at)


@pytest.mark.parametrize("field", ["code", "submit_key", "uuid"])
def test_code_and_submit_key_belong_to_one_booking(booking: Booking, field: str) -> None:
    slot = SlotFactory(pool=Pool.objects.get(), starts_at=booking.ends_at)
    second = make_booking(slot, ServiceFactory(), 2)
    with refused(f"ltsa_booking_{field}"):
        Booking.unscoped.filter(pk=second.pk).update(**{field: getattr(booking, field)})


def test_what_happened_is_neither_changed_nor_forgotten(booking: Booking) -> None:
    with refused("Cannot update"):
        VisitEvent.unscoped.update(kind="done")
    with refused("Cannot update or delete"):
        VisitEvent.unscoped.all().delete()


def test_person_is_listed_once_per_service(booking: Booking) -> None:
    party = booking.parties.get()
    party.pk = None
    with refused("ltsa_party_unique"):
        party.save(force_insert=True)


def test_hours_make_sense() -> None:
    with refused("ltsa_openinghours_end_after_start"):
        OpeningHoursFactory(end=dt.time(7))
    with refused("ltsa_openinghours_online_within_counters"):
        OpeningHoursFactory(online_counters=3)
    with refused("ltsa_openinghours_valid_to_after_valid_from"):
        OpeningHours.objects.create(
            pool=PoolFactory(),
            weekday=0,
            start=dt.time(8),
            end=dt.time(9),
            valid_from=dt.date(2026, 2, 1),
            valid_to=dt.date(2026, 1, 1),
        )


def test_exception_closes_the_day_or_gives_hours() -> None:
    pool = PoolFactory()
    day = dt.date(2026, 12, 1)
    with refused("ltsa_openingexception_closed_or_hours"):
        OpeningException.objects.create(pool=pool, day=day, start=dt.time(8))


@pytest.mark.parametrize(
    ("rule", "other"), [("unique", "no_overlap"), ("no_overlap", "unique")], ids=lambda rule: rule
)
def test_same_hours_twice_break_two_rules_and_each_holds_alone(rule: str, other: str) -> None:
    """With both in place PostgreSQL names the one whose index it happens to ask first."""
    pool, day = PoolFactory(), dt.date(2026, 12, 1)
    OpeningException.objects.create(pool=pool, day=day)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be pending
        cursor.execute(
            f"ALTER TABLE ltsa_openingexception DROP CONSTRAINT ltsa_openingexception_{other}"
        )
    with refused(f"ltsa_openingexception_{rule}"):
        OpeningException.objects.create(pool=pool, day=day)


def test_link_is_given_where_the_page_shall_show_one() -> None:
    with refused("ltsa_service_link_given"):
        ServiceFactory(booking=Service.BookingWay.LINK)


def test_every_message_of_a_rule_is_written_for_people() -> None:
    for model in (Slot, Booking, Allocation, OpeningHours, OpeningException, Service, Pool):
        for constraint in model._meta.constraints:
            default = constraint.default_violation_error_message
            assert constraint.violation_error_message != default, constraint.name


def test_sold_out_day_has_no_free_seat_left() -> None:
    slots = make_day(PoolFactory(), slots=2)
    service = ServiceFactory()
    make_booking(slots[0], service, 1, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        seat(Booking.unscoped.get(), slots[0], online=True)


@pytest.mark.parametrize("days", [0, 367])
def test_an_office_takes_bookings_up_to_a_year_ahead(days: int) -> None:
    with refused("ltsa_officerules_days_ahead_within_a_year"):
        OfficeRulesFactory(days_ahead=days)


def test_an_offered_time_is_kept_for_an_hour_at_least() -> None:
    with refused("ltsa_officerules_offer_lasts"):
        OfficeRulesFactory(offer_hours=0)


@pytest.mark.parametrize("first", [None, dt.time(8)])
def test_hours_on_a_date_do_not_overlap_and_are_not_closed_too(first: dt.time | None) -> None:
    pool, day = PoolFactory(), dt.date(2027, 3, 1)
    end = dt.time(10) if first else None
    OpeningException.objects.create(pool=pool, day=day, start=first, end=end)
    with refused("ltsa_openingexception_no_overlap"):
        OpeningException.objects.create(pool=pool, day=day, start=dt.time(9), end=dt.time(11))
    OpeningException.objects.create(
        pool=PoolFactory(name="Loket lain"), day=day, start=dt.time(9), end=dt.time(11)
    )
