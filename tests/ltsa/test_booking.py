import datetime as dt
import uuid

import pytest
from django.utils import timezone

from ltsa.actions import accept, book, cancel, expire, move
from ltsa.models import Allocation, Booking, Claim, Party, State, VisitEvent
from ltsa.refusals import (
    AlreadyBooked,
    JustTaken,
    ListedTwice,
    NotBookable,
    NotPossible,
    TooManyBookings,
)
from notices.models import Message
from tests.ltsa.factories import (
    OfficeRulesFactory,
    PoolFactory,
    ServiceFactory,
    ServiceStepFactory,
    SlotFactory,
    at,
    make_booking,
    make_day,
    on_sale_at_once,
    visitor,
)

pytestmark = pytest.mark.django_db


def test_booking_takes_a_seat_a_claim_and_queues_its_confirmation() -> None:
    slot, service = SlotFactory(), ServiceFactory()

    booking = make_booking(slot, service, 1)

    slot.refresh_from_db()
    assert (slot.used_online, slot.used_total) == (1, 1)
    assert booking.state == State.BOOKED
    assert Claim.unscoped.get().booking == booking
    assert Party.unscoped.get().name == "Warga 1"
    assert VisitEvent.unscoped.get().kind == VisitEvent.Kind.BOOKED
    message = Message.unscoped.get()
    assert message.phone == "+6281200000001"
    assert booking.code in message.text
    assert "Warga" not in message.text


def test_family_takes_as_many_slots_as_it_needs() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()

    booking = make_booking(slots[1], service, 1, 2, 3)  # 30 + 15 + 15 minutes

    assert list(Allocation.unscoped.order_by("slot__starts_at").values_list("slot", flat=True)) == [
        slots[1].pk,
        slots[2].pk,
    ]
    assert booking.ends_at == slots[2].ends_at


def test_family_is_not_split_around_a_gap() -> None:
    pool, service = PoolFactory(), ServiceFactory()
    SlotFactory(pool=pool, starts_at=at(11))
    SlotFactory(pool=pool, starts_at=at(13))  # lunch lies between

    with pytest.raises(JustTaken):
        make_booking(SlotFactory(pool=pool, starts_at=at(11, 30)), service, 1, 2)
    assert not Allocation.unscoped.exists()


def test_several_desks_are_allocated_together() -> None:
    service = ServiceFactory()
    first = make_day(service.steps.get().pool)
    second_pool = PoolFactory(name="Loket Imigrasi")
    ServiceStepFactory(service=service, pool=second_pool, order=2)
    second = make_day(second_pool)

    booking = make_booking(first[0], service, 1)

    taken = set(booking.allocations.values_list("slot", flat=True))
    assert taken == {first[0].pk, second[1].pk}


def test_several_desks_or_none_at_all() -> None:
    service = ServiceFactory()
    first = make_day(service.steps.get().pool, slots=1)
    ServiceStepFactory(service=service, pool=PoolFactory(name="Loket Imigrasi"), order=2)

    with pytest.raises(JustTaken):
        make_booking(first[0], service, 1)
    assert not Booking.unscoped.exists()


def test_full_slot_offers_the_three_nearest_times() -> None:
    slots, service = make_day(PoolFactory(), slots=6), ServiceFactory()
    make_booking(slots[2], service, 1)

    with pytest.raises(JustTaken) as refusal:
        make_booking(slots[2], service, 2)

    times = [opening.starts_at for opening in refusal.value.alternatives]
    assert times == [slots[1].starts_at, slots[3].starts_at, slots[4].starts_at] or times == [
        slots[0].starts_at,
        slots[1].starts_at,
        slots[3].starts_at,
    ]


def test_places_kept_for_people_who_walk_in_are_not_sold_online() -> None:
    slot, service = SlotFactory(cap_online=1, cap_total=2), ServiceFactory()
    make_booking(slot, service, 1)

    with pytest.raises(JustTaken):
        make_booking(slot, service, 2)
    at_desk = make_booking(slot, service, 2, channel=Booking.Channel.DESK)

    assert at_desk.state == State.BOOKED


def test_time_that_is_too_near_is_not_sold_online() -> None:
    service = ServiceFactory()
    OfficeRulesFactory(lead_minutes=60)
    soon = SlotFactory(starts_at=timezone.now() + dt.timedelta(minutes=30))

    with pytest.raises(JustTaken):
        make_booking(soon, service, 1)


def test_same_person_cannot_book_one_service_twice() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    first = make_booking(slots[0], service, 1)

    with pytest.raises(AlreadyBooked) as refusal:
        make_booking(slots[1], service, 1)

    assert refusal.value.booking == first
    assert Booking.unscoped.count() == 1


def test_same_person_may_book_another_service() -> None:
    slots = make_day(PoolFactory())
    make_booking(slots[0], ServiceFactory(), 1)
    make_booking(slots[1], ServiceFactory(), 1)
    assert Booking.unscoped.count() == 2


def test_same_submit_is_one_booking_with_one_answer() -> None:
    slots, service, key = make_day(PoolFactory()), ServiceFactory(), uuid.uuid4()

    first = make_booking(slots[0], service, 1, submit_key=key)
    again = make_booking(slots[0], service, 1, submit_key=key)
    after_going_back = make_booking(slots[2], service, 1, submit_key=key)

    assert first == again == after_going_back
    assert after_going_back.starts_at == slots[0].starts_at
    assert Booking.unscoped.count() == Message.unscoped.count() == 1


def test_service_without_a_desk_here_is_not_bookable() -> None:
    slot = SlotFactory()
    with pytest.raises(NotBookable):
        make_booking(slot, ServiceFactory(booking="none"), 1)


def test_one_phone_has_a_daily_ceiling() -> None:
    OfficeRulesFactory(daily_per_phone=2)
    slots, service = make_day(PoolFactory()), ServiceFactory()
    make_booking(slots[0], service, 1, phone="+6281200000009")
    make_booking(slots[1], service, 2, phone="+6281200000009")

    with pytest.raises(TooManyBookings):
        make_booking(slots[2], service, 3, phone="+6281200000009")
    make_booking(slots[2], service, 3, phone="+6281200000008")


def test_cancelling_gives_everything_back_and_can_be_pressed_twice() -> None:
    slot, service = SlotFactory(), ServiceFactory()
    on_sale_at_once(slot.pool.office)
    booking = make_booking(slot, service, 1)

    cancelled = cancel(booking=booking)
    assert cancel(booking=booking).state == State.CANCELLED

    slot.refresh_from_db()
    assert (slot.used_online, slot.used_total) == (0, 0)
    assert not Claim.unscoped.exists()
    assert VisitEvent.unscoped.filter(kind="cancelled").count() == 1
    assert cancelled.version == 2
    waiting = Message.unscoped.waiting().get()  # the confirmation is called off
    assert booking.code in waiting.text
    assert make_booking(slot, service, 1).state == State.BOOKED


def test_moving_changes_the_time_and_calls_off_the_old_message() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    booking = make_booking(slots[0], service, 1)

    moved = move(booking=booking, starts_at=slots[3].starts_at)

    assert moved.starts_at == slots[3].starts_at
    assert moved.version == 2
    assert list(moved.allocations.values_list("slot", flat=True)) == [slots[3].pk]
    slots[0].refresh_from_db()
    assert slots[0].used_total == 0
    assert Message.unscoped.waiting().count() == 1


def test_moving_to_an_overlapping_time_uses_the_own_seats() -> None:
    slots, service = make_day(PoolFactory(), slots=3), ServiceFactory()
    booking = make_booking(slots[0], service, 1, 2)

    move(booking=booking, starts_at=slots[1].starts_at)

    assert set(booking.allocations.values_list("slot", flat=True)) == {slots[1].pk, slots[2].pk}


def test_failed_move_keeps_the_old_time() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    booking = make_booking(slots[0], service, 1)
    make_booking(slots[1], service, 2)

    with pytest.raises(JustTaken) as refusal:
        move(booking=booking, starts_at=slots[1].starts_at)

    assert refusal.value.alternatives
    booking.refresh_from_db()
    assert booking.starts_at == slots[0].starts_at
    assert booking.allocations.get().slot == slots[0]


def test_ended_visit_cannot_be_moved_or_cancelled() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    booking = make_booking(slots[0], service, 1, hold_for=dt.timedelta(hours=1))
    Booking.unscoped.update(hold_until=timezone.now())
    expire(booking=booking)

    with pytest.raises(NotPossible):
        cancel(booking=booking)
    with pytest.raises(NotPossible):
        move(booking=booking, starts_at=slots[1].starts_at)


def test_kept_time_is_booked_when_accepted() -> None:
    slot, service = SlotFactory(), ServiceFactory()
    held = make_booking(slot, service, 1, hold_for=dt.timedelta(hours=48))
    assert held.state == State.HELD

    assert accept(booking=held).state == State.BOOKED
    assert accept(booking=held).state == State.BOOKED

    assert not expire(booking=held)


def test_expired_hold_blocks_nobody_although_no_worker_runs() -> None:
    slot, service = SlotFactory(), ServiceFactory()
    on_sale_at_once(slot.pool.office)
    held = make_booking(slot, service, 1, hold_for=dt.timedelta(hours=48))
    Booking.unscoped.update(hold_until=timezone.now())

    somebody_else = make_booking(slot, service, 2)

    held.refresh_from_db()
    assert held.state == State.EXPIRED
    assert somebody_else.state == State.BOOKED


def test_same_person_books_again_after_her_hold_expired() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    on_sale_at_once(slots[0].pool.office)
    make_booking(slots[0], service, 1, hold_for=dt.timedelta(hours=48))
    Booking.unscoped.update(hold_until=timezone.now())

    again = make_booking(slots[0], service, 1)

    assert again.state == State.BOOKED
    with pytest.raises(NotPossible):
        accept(booking=Booking.unscoped.get(state=State.EXPIRED))


def test_code_with_four_digits_opens_the_booking_and_nothing_less_does() -> None:
    booking = make_booking(SlotFactory(), ServiceFactory(), 1234)

    typed = booking.code.lower()
    assert Booking.by_code(f" {typed[:3]}-{typed[3:]}", "1234").get() == booking
    for digits in ("1235", "", "234", "%234", "____"):
        assert not Booking.by_code(booking.code, digits).exists()
    assert not Booking.by_code("", "1234").exists()


def test_booking_without_people_is_refused() -> None:
    slot = SlotFactory()
    with pytest.raises(NotBookable):
        book(
            office=slot.pool.office,
            starts_at=slot.starts_at,
            visitors=[],
            contact_name="Warga",
            contact_phone="+6281200000001",
            submit_key=uuid.uuid4(),
        )


def test_person_twice_in_one_booking_for_two_services() -> None:
    slots = make_day(PoolFactory())
    one, two = ServiceFactory(), ServiceFactory()
    booking = book(
        office=slots[0].pool.office,
        starts_at=slots[0].starts_at,
        visitors=[visitor(one, 1), visitor(two, 1)],
        contact_name="Warga 1",
        contact_phone="+6281200000001",
        submit_key=uuid.uuid4(),
    )
    assert booking.claims.count() == booking.allocations.count() == 2


def test_person_listed_twice_for_one_service_is_refused() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    with pytest.raises(ListedTwice):
        make_booking(slots[0], service, 1, 1)


def test_code_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    drawn = iter("AAAAAA" + "AAAAAA" + "CCCCCC")
    monkeypatch.setattr("secrets.choice", lambda alphabet: next(drawn))

    codes = [make_booking(slots[number], service, number).code for number in range(2)]

    assert codes == ["AAAAAA", "CCCCCC"]
