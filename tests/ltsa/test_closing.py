import datetime as dt

import pytest
from django.utils import timezone

from ltsa.actions import accept, close_day, make_slots, offer_new_times, preview_closure
from ltsa.models import Allocation, Booking, CallTask, Claim, Slot, State
from ltsa.refusals import JustTaken
from notices.models import Message
from tests.factories import OfficeFactory
from tests.ltsa.factories import (
    OpeningHoursFactory,
    PoolFactory,
    ServiceFactory,
    at,
    make_booking,
    make_day,
)

pytestmark = pytest.mark.django_db

DAY = timezone.localdate() + dt.timedelta(days=2)


def test_preview_counts_who_is_affected_and_who_cannot_be_told() -> None:
    slots, service = make_day(PoolFactory(), places=2), ServiceFactory()
    make_booking(slots[0], service, 1)
    make_booking(slots[0], service, 2, contact_phone="", channel=Booking.Channel.DESK)
    make_booking(make_day(slots[0].pool, days=3)[0], service, 3)

    closure = preview_closure(office=slots[0].pool.office, day=DAY)

    assert len(closure.bookings) == 2
    assert len(closure.without_phone) == 1
    assert Booking.unscoped.active().count() == 3


def test_closing_displaces_tells_and_offers_the_same_hour_a_week_later() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    make_day(slots[0].pool, days=3)
    next_week = make_day(slots[0].pool, days=9)
    booking = make_booking(slots[1], service, 1)

    closure = close_day(office=slots[0].pool.office, day=DAY, reason="Upacara")

    booking.refresh_from_db()
    assert closure.bookings == [booking]
    assert (booking.state, booking.reason) == (State.DISPLACED, "Upacara")
    assert not Slot.objects.on(DAY).open().exists()
    offer = booking.replaced_by
    assert offer.state == State.HELD
    assert offer.starts_at == next_week[1].starts_at
    assert offer.hold_until is not None
    assert abs(offer.hold_until - timezone.now() - dt.timedelta(hours=48)) < dt.timedelta(minutes=1)
    told = list(Message.unscoped.waiting().values_list("text", flat=True))
    assert len(told) == 2
    assert Message.unscoped.filter(state="cancelled").count() == 1
    assert accept(booking=offer).state == State.BOOKED


def test_whoever_has_no_phone_stands_on_the_call_list() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    make_day(slots[0].pool, days=3)
    booking = make_booking(slots[0], service, 1, contact_phone="", channel=Booking.Channel.DESK)

    close_day(office=slots[0].pool.office, day=DAY, reason="Upacara")

    assert CallTask.unscoped.open().get().booking == booking
    assert Booking.unscoped.filter(replaces=booking, state=State.HELD).exists()


def test_whoever_cannot_be_offered_a_time_stands_on_the_call_list() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    booking = make_booking(slots[0], service, 1)

    close_day(office=slots[0].pool.office, day=DAY, reason="Upacara")

    task = CallTask.unscoped.open().get()
    assert (task.booking, task.why) == (booking, CallTask.Why.NO_TIME)
    assert not Allocation.unscoped.exists()
    assert not Claim.unscoped.exists()


def test_offering_again_offers_nothing_twice() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    make_day(slots[0].pool, days=9)
    make_booking(slots[0], service, 1)
    close_day(office=slots[0].pool.office, day=DAY, reason="Upacara")

    assert offer_new_times(office=slots[0].pool.office) == 0
    assert Booking.unscoped.count() == 2


def test_closed_day_stays_closed_when_slots_are_made_again() -> None:
    pool = PoolFactory()
    OpeningHoursFactory(pool=pool, weekday=DAY.weekday())
    close_day(office=pool.office, day=DAY, reason="Upacara")
    assert make_slots(pool=pool, first_day=DAY, last_day=DAY) == 0


def test_closed_day_takes_no_bookings_and_another_office_is_not_touched() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    other = make_day(PoolFactory(office=OfficeFactory(code="lain", name="LTSA Lain")))
    close_day(office=slots[0].pool.office, day=DAY, reason="Upacara")

    with pytest.raises(JustTaken):
        make_booking(slots[0], service, 1)
    other[0].refresh_from_db()
    assert other[0].status == Slot.Status.OPEN
    assert other[0].starts_at == at(8)
