import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from ltsa.actions import (
    arrive,
    call,
    call_next,
    cancel,
    end_day,
    finish,
    no_show,
    record_outcome,
    serve,
    set_back,
    walk_in,
)
from ltsa.actions.desk import NOT_MARKED
from ltsa.models import Booking, Claim, Party, Service, Slot, State, VisitEvent
from ltsa.refusals import JustTaken, NotPossible, TooEarly
from notices.models import Message
from tests.ltsa.factories import (
    SlotFactory,
    make_booking,
    make_day,
    needs_day,
    visitor,
)

pytestmark = pytest.mark.django_db


def just_now() -> dt.datetime:
    """Five minutes ago, but today."""
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return max(now - dt.timedelta(minutes=5), midnight)


@pytest.fixture
def slot() -> Slot:
    """The one that is running now, with four places."""
    return SlotFactory(starts_at=just_now(), cap_online=4)


def at_desk(slot: Slot, service: Service, number: int, **more: Any) -> Booking:
    return make_booking(slot, service, number, channel=Booking.Channel.DESK, **more)


def kinds(booking: Booking) -> list[str]:
    return list(VisitEvent.unscoped.filter(booking=booking).values_list("kind", flat=True))


def test_visit_from_arrival_to_the_end_leaves_its_times(
    officer: User, slot: Slot, service: Service
) -> None:
    booking = at_desk(slot, service, 1)

    arrive(booking=booking)
    call(booking=booking, counter="2", by=officer)
    serve(booking=booking, counter="2", by=officer)
    finish(booking=booking, by=officer)

    assert kinds(booking) == ["booked", "arrived", "called", "serving", "done"]
    booking.refresh_from_db()
    assert booking.state == State.DONE
    assert Party.unscoped.get().outcome == Party.Outcome.DONE
    slot.refresh_from_db()
    assert slot.used_total == 0
    assert not Claim.unscoped.exists()


def test_small_desk_marks_arrived_and_done(officer: User, slot: Slot, service: Service) -> None:
    booking = arrive(booking=at_desk(slot, service, 1))
    assert finish(booking=booking, by=officer).state == State.DONE


def test_button_pressed_twice_counts_once(officer: User, slot: Slot, service: Service) -> None:
    booking = at_desk(slot, service, 1)
    for _press in range(2):
        arrive(booking=booking)
    for _press in range(2):
        finish(booking=booking, by=officer)
    assert kinds(booking) == ["booked", "arrived", "done"]


def test_missing_papers_end_the_visit_and_are_told_apart_by_person(
    officer: User, slot: Slot, service: Service
) -> None:
    booking = arrive(booking=at_desk(slot, service, 1))
    record_outcome(party=booking.parties.get(), outcome="incomplete", missing="Buku nikah")

    finish(booking=booking, by=officer, papers_missing=True)

    party = Party.unscoped.get()
    assert (party.outcome, party.missing) == ("incomplete", "Buku nikah")


def test_who_did_not_come_frees_the_place(officer: User, slot: Slot, service: Service) -> None:
    booking = at_desk(slot, service, 1)
    no_show(booking=booking, by=officer)
    slot.refresh_from_db()
    assert slot.used_total == 0
    with pytest.raises(NotPossible):
        arrive(booking=booking)


def test_nobody_is_absent_before_the_hour(officer: User, service: Service) -> None:
    booking = make_booking(SlotFactory(), service, 1)
    with pytest.raises(TooEarly):
        no_show(booking=booking, by=officer)


def test_arrival_marked_by_mistake_is_set_back(officer: User, slot: Slot, service: Service) -> None:
    booking = arrive(booking=at_desk(slot, service, 1))
    assert set_back(booking=booking, by=officer).state == State.BOOKED


def test_cancelled_booking_cannot_arrive(slot: Slot, service: Service) -> None:
    booking = at_desk(slot, service, 1)
    cancel(booking=booking)
    with pytest.raises(NotPossible):
        arrive(booking=booking)


def test_next_is_by_priority_then_due_time(officer: User, service: Service) -> None:
    needs_day(before=25, after=35)
    pool = service.steps.get().pool
    now = timezone.now()
    early = SlotFactory(pool=pool, starts_at=now - dt.timedelta(minutes=25), cap_online=3)
    late = SlotFactory(pool=pool, starts_at=now + dt.timedelta(minutes=5), cap_online=3)
    second = arrive(booking=at_desk(early, service, 1))
    third = arrive(booking=at_desk(late, service, 2))
    first = arrive(booking=at_desk(late, service, 3, priority=Booking.Priority.PRIORITY))
    at_desk(early, service, 4)  # has not arrived

    called = [call_next(pools=[pool], counter=str(n), by=officer) for n in range(4)]

    assert called == [first, second, third, None]


def test_walk_in_is_a_booking_that_has_arrived(officer: User, slot: Slot, service: Service) -> None:
    key = uuid.uuid4()

    def come() -> Booking:
        return walk_in(
            office=slot.pool.office,
            visitors=[visitor(service, 1)],
            contact_name="Warga 1",
            contact_phone="",
            submit_key=key,
            by=officer,
        )

    booking = come()
    assert come() == booking
    assert (booking.state, booking.channel) == (State.ARRIVED, Booking.Channel.WALK_IN)
    slot.refresh_from_db()
    assert (slot.used_online, slot.used_total) == (0, 1)
    assert not Message.unscoped.exists()


def test_walk_in_on_a_full_day_gets_later_times(officer: User, service: Service) -> None:
    full = SlotFactory(starts_at=just_now())
    at_desk(full, service, 1)
    tomorrow = make_day(full.pool, days=1)

    with pytest.raises(JustTaken) as refusal:
        walk_in(
            office=full.pool.office,
            visitors=[visitor(service, 2)],
            contact_name="Warga 2",
            contact_phone="",
            submit_key=uuid.uuid4(),
            by=officer,
        )

    assert refusal.value.alternatives[0].starts_at == tomorrow[0].starts_at


def test_visits_left_open_end_the_next_day_and_say_so(slot: Slot, service: Service) -> None:
    absent, present = at_desk(slot, service, 1), arrive(booking=at_desk(slot, service, 2))
    coming = make_booking(SlotFactory(), service, 3)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    assert end_day(office=slot.pool.office, before=timezone.localdate()) == 0
    assert end_day(office=slot.pool.office, before=tomorrow) == 2

    for booking in (absent, present, coming):
        booking.refresh_from_db()
    assert (absent.state, present.state, coming.state) == (State.NO_SHOW, State.DONE, State.BOOKED)
    assert VisitEvent.unscoped.filter(note=NOT_MARKED).count() == 2
    assert make_booking(SlotFactory(starts_at=coming.ends_at), service, 1).is_active


def test_confirmation_that_nobody_sent_is_called_off_when_the_visit_ends(
    officer: User, slot: Slot, service: Service
) -> None:
    booking = arrive(booking=at_desk(slot, service, 1))
    assert Message.unscoped.waiting().exists()
    finish(booking=booking, by=officer)
    assert not Message.unscoped.waiting().exists()
