"""`check_invariants` sees every rule broken, once the trigger that holds it is lifted."""

import datetime as dt
from collections.abc import Iterator

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from ltsa.actions import cancel, close_day
from ltsa.invariants import INVARIANTS, broken
from ltsa.models import Allocation, Booking, CallTask, Claim, Party, Slot, VisitEvent
from notices.models import Message
from tests.ltsa.factories import (
    PoolFactory,
    ServiceFactory,
    SlotFactory,
    make_booking,
    make_day,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking() -> Booking:
    slots = make_day(PoolFactory())
    return make_booking(slots[0], ServiceFactory(), 1, 2)


@pytest.fixture(autouse=True)
def undone(db: None) -> Iterator[None]:
    """What was written past the rules is rolled back before the rules look at it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def names() -> set[str]:
    return {line.partition(":")[0] for line in broken()}


def number(name: str) -> str:
    """The full name of the one invariant that contains these words."""
    (found,) = [invariant.name for invariant in INVARIANTS if name in invariant.name]
    return found


def test_nothing_is_broken(booking: Booking, capsys: pytest.CaptureFixture[str]) -> None:
    assert broken() == []
    call_command("check_invariants")
    assert "0 broken" in capsys.readouterr().out


def test_wrong_count_of_seats_is_seen(booking: Booking) -> None:
    with pgtrigger.ignore():
        Slot.objects.filter(used_total=0).update(used_total=1)
    assert names() == {number("seats taken")}


def test_seats_over_capacity_are_seen(booking: Booking) -> None:
    seat = Allocation.unscoped.order_by("slot__starts_at")[0]
    with pgtrigger.ignore():
        Allocation.unscoped.filter(pk=seat.pk).update(seats=2)
    assert names() == {number("seats taken")}


def test_second_active_booking_of_a_person_is_seen(booking: Booking) -> None:
    other = make_booking(Slot.objects.get(starts_at=booking.ends_at), ServiceFactory(), 3)
    first = booking.parties.all()[0]
    with pgtrigger.ignore():
        Party.unscoped.filter(booking=other).update(
            person_key=first.person_key, service=first.service
        )
    assert number("one active booking") in names()


def test_active_booking_without_seats_is_seen(booking: Booking) -> None:
    with pgtrigger.ignore():
        Allocation.unscoped.all().delete()
        Slot.objects.update(used_total=0, used_online=0)
    assert number("active bookings have") in names()


def test_missing_claim_is_seen(booking: Booking) -> None:
    with pgtrigger.ignore():
        Claim.unscoped.filter(person_key=booking.parties.all()[0].person_key).delete()
    assert names() == {number("active bookings have")}


def test_ended_booking_with_claims_is_seen(booking: Booking) -> None:
    cancel(booking=booking)
    party = booking.parties.all()[0]
    with pgtrigger.ignore():
        Claim.unscoped.bulk_create(
            [Claim(booking=booking, person_key=party.person_key, service=party.service)]
        )
    assert names() == {number("active bookings have")}


def test_booking_at_another_time_than_its_seats_is_seen(booking: Booking) -> None:
    Booking.unscoped.update(starts_at=booking.starts_at - dt.timedelta(hours=1))
    assert names() == {number("contiguous")}


def test_gap_between_slots_is_seen(booking: Booking) -> None:
    last = Allocation.unscoped.order_by("-slot__starts_at")[0]
    Slot.objects.filter(pk=last.slot_id).update(
        starts_at=last.slot.starts_at + dt.timedelta(hours=9)
    )
    Booking.unscoped.update(ends_at=booking.ends_at + dt.timedelta(hours=9))
    assert names() == {number("contiguous")}


def test_overlapping_slots_are_seen(booking: Booking) -> None:
    SlotFactory(pool=PoolFactory(), starts_at=booking.starts_at + dt.timedelta(minutes=10))
    assert names() == {number("overlap")}


def test_closed_slot_with_people_is_seen(booking: Booking) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ltsa_slot DROP CONSTRAINT ltsa_slot_closed_carries_nobody")
    Slot.objects.update(status=Slot.Status.CLOSED)
    assert names() == {number("closed slot")}


def test_displaced_booking_without_offer_is_seen(booking: Booking) -> None:
    close_day(office=booking.office, day=timezone.localdate(booking.starts_at), reason="")
    assert broken() == []
    CallTask.unscoped.all().delete()
    assert names() == {number("displaced")}


def test_missing_confirmation_is_seen(booking: Booking) -> None:
    Message.unscoped.all().delete()
    assert names() == {number("confirmation")}


def test_missing_event_is_seen(booking: Booking) -> None:
    with pgtrigger.ignore():
        VisitEvent.unscoped.all().delete()
    assert names() == {number("event")}


def test_command_prints_what_is_broken_and_fails(
    booking: Booking, capsys: pytest.CaptureFixture[str]
) -> None:
    Message.unscoped.all().delete()
    with pytest.raises(SystemExit) as stop:
        call_command("check_invariants")
    assert stop.value.code == 1
    assert f"booking {booking.pk}" in capsys.readouterr().out
