"""Races on real threads with real commits, and the controls that must fail."""

import datetime as dt
import threading
import uuid
from collections import Counter
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from ltsa import locks
from ltsa.actions import (
    arrive,
    book,
    cancel,
    close_day,
    expire,
    make_slots,
    move,
    offer_new_times,
)
from ltsa.invariants import broken
from ltsa.locks import retried
from ltsa.models import (
    Allocation,
    Booking,
    Holiday,
    Party,
    Pool,
    Service,
    Slot,
    State,
    VisitEvent,
)
from ltsa.refusals import AlreadyBooked, JustTaken, NotPossible, Refused
from notices.models import Message
from tests.ltsa.factories import (
    OfficeRulesFactory,
    OpeningHoursFactory,
    PoolFactory,
    SlotFactory,
    at,
    make_booking,
    make_day,
    visitor,
)
from tests.races import at_once, kinds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    """Six slots of one place; what is given back is on sale at once."""
    OfficeRulesFactory(daily_per_phone=100, release_times=[])
    return make_day(service.steps.get().pool, slots=6)


# --- the last place ------------------------------------------------------------------------------


def test_two_at_the_last_place(slots: list[Slot], service: Service) -> None:
    results = at_once(
        lambda: make_booking(slots[2], service, 1), lambda: make_booking(slots[2], service, 2)
    )

    assert kinds(results) == {"Booking": 1, "JustTaken": 1}
    refusal = next(result for result in results if isinstance(result, JustTaken))
    assert len(refusal.alternatives) == 3
    assert all(opening.starts_at != slots[2].starts_at for opening in refusal.alternatives)
    assert Booking.unscoped.count() == Message.unscoped.count() == 1
    assert broken() == []


def sixty_after_twenty(slot: Slot, service: Service) -> Counter[str]:
    """60 clients, two on each of 30 connections, after one slot."""

    def two(number: int) -> list[str]:
        answers = []
        for person in (number, number + 30):
            try:
                make_booking(slot, service, person)
                answers.append("sold")
            except Refused as refusal:
                answers.append(type(refusal).__name__)
        return answers

    answers = at_once(*(lambda number=number: two(number) for number in range(30)))
    return Counter(answer for pair in answers for answer in pair)  # type: ignore[attr-defined]


@pytest.fixture
def twenty_places(service: Service) -> Slot:
    return SlotFactory(cap_online=20)


def test_sixty_after_twenty_places(twenty_places: Slot, service: Service) -> None:
    assert sixty_after_twenty(twenty_places, service) == {"sold": 20, "JustTaken": 40}
    assert Allocation.unscoped.count() == 20
    assert broken() == []


@pytest.mark.usefixtures("without_check")
def test_locks_alone_sell_no_place_twice(twenty_places: Slot, service: Service) -> None:
    assert sixty_after_twenty(twenty_places, service)["sold"] == 20


@pytest.mark.usefixtures("without_locks")
def test_check_alone_sells_no_place_twice(twenty_places: Slot, service: Service) -> None:
    assert sixty_after_twenty(twenty_places, service) == {"sold": 20, "JustTaken": 40}
    assert broken() == []


@pytest.mark.usefixtures("without_locks", "without_check")
def test_control_without_locks_and_check_oversells(twenty_places: Slot, service: Service) -> None:
    """If this ever sells 20, the races above prove nothing."""
    assert sixty_after_twenty(twenty_places, service)["sold"] > 20
    assert any("within capacity" in line for line in broken())


# --- one person, one submit ----------------------------------------------------------------------


def test_same_person_books_twice_at_once(slots: list[Slot], service: Service) -> None:
    results = at_once(
        lambda: make_booking(slots[0], service, 1), lambda: make_booking(slots[3], service, 1)
    )
    assert kinds(results) == {"Booking": 1, "AlreadyBooked": 1}
    refusal = next(result for result in results if isinstance(result, AlreadyBooked))
    assert refusal.booking in results
    assert broken() == []


def test_two_families_with_people_in_common_do_not_block_each_other(
    slots: list[Slot], service: Service
) -> None:
    results = at_once(
        lambda: make_booking(slots[0], service, 1, 2, phone="+6281200000001"),
        lambda: make_booking(slots[3], service, 2, 1, phone="+6281200000002"),
    )
    assert kinds(results) == {"Booking": 1, "AlreadyBooked": 1}


def test_same_submit_at_once_is_one_booking_with_one_answer(
    slots: list[Slot], service: Service
) -> None:
    key = uuid.uuid4()
    results = at_once(*[lambda: make_booking(slots[0], service, 1, submit_key=key)] * 6)
    assert kinds(results) == {"Booking": 6}
    assert len({result.code for result in results}) == 1  # type: ignore[attr-defined]
    assert Booking.unscoped.count() == Message.unscoped.count() == 1
    assert broken() == []


# --- giving back and taking at once --------------------------------------------------------------


def test_cancelled_place_goes_to_one_of_those_who_want_it(
    slots: list[Slot], service: Service
) -> None:
    for _round in range(5):
        booked = make_booking(slots[0], service, 1)
        results = at_once(
            partial(cancel, booking=booked),
            lambda: make_booking(slots[0], service, 2),
            lambda: make_booking(slots[0], service, 3),
        )
        winners = [result for result in results[1:] if isinstance(result, Booking)]
        assert len(winners) <= 1
        assert broken() == []
        for winner in winners:
            cancel(booking=winner)


def test_cancelled_twice_at_once_gives_back_once(slots: list[Slot], service: Service) -> None:
    booked = make_booking(slots[0], service, 1)
    results = at_once(*[lambda: cancel(booking=booked)] * 4)
    assert kinds(results) == {"Booking": 4}
    assert VisitEvent.unscoped.filter(kind="cancelled").count() == 1
    assert broken() == []


def test_two_move_to_the_last_place(slots: list[Slot], service: Service) -> None:
    one, two = make_booking(slots[0], service, 1), make_booking(slots[1], service, 2)
    results = at_once(
        lambda: move(booking=one, starts_at=slots[4].starts_at),
        lambda: move(booking=two, starts_at=slots[4].starts_at),
    )
    assert kinds(results) == {"Booking": 1, "JustTaken": 1}
    assert Allocation.unscoped.count() == 2
    assert broken() == []


def test_two_want_to_change_places_and_nobody_loses_hers(
    slots: list[Slot], service: Service
) -> None:
    one, two = make_booking(slots[0], service, 1), make_booking(slots[1], service, 2)
    at_once(
        lambda: move(booking=one, starts_at=slots[1].starts_at),
        lambda: move(booking=two, starts_at=slots[0].starts_at),
    )
    assert Booking.unscoped.filter(state=State.BOOKED).count() == 2
    assert Allocation.unscoped.count() == 2
    assert broken() == []


def test_moved_and_cancelled_at_once(slots: list[Slot], service: Service) -> None:
    for number in range(5):
        booked = make_booking(slots[0], service, number)
        results = at_once(
            partial(move, booking=booked, starts_at=slots[3].starts_at),
            partial(cancel, booking=booked),
        )
        assert kinds(results) in ({"Booking": 2}, {"Booking": 1, "ChangedMeanwhile": 1})
        assert Booking.unscoped.active().count() == 0
        assert broken() == []


def test_expired_hold_is_freed_once_by_workers_and_bookers(
    slots: list[Slot], service: Service
) -> None:
    held = make_booking(slots[0], service, 1, hold_for=dt.timedelta(hours=1))
    Booking.unscoped.update(hold_until=timezone.now())
    results = at_once(
        lambda: expire(booking=held),
        lambda: expire(booking=held),
        lambda: make_booking(slots[0], service, 2),
        lambda: make_booking(slots[0], service, 3),
    )
    assert [type(result).__name__ for result in results[2:]].count("Booking") <= 1
    assert VisitEvent.unscoped.filter(kind="expired").count() == 1
    assert broken() == []


def test_person_of_an_expired_hold_is_not_told_that_she_is_booked(
    slots: list[Slot], service: Service
) -> None:
    """One books over the hold's place, she books elsewhere: whoever frees it, both succeed."""
    for number in range(5):
        make_booking(slots[0], service, 1, hold_for=dt.timedelta(hours=1))
        Booking.unscoped.filter(state=State.HELD).update(hold_until=timezone.now())
        results = at_once(
            partial(make_booking, slots[0], service, 100 + number),
            lambda: make_booking(slots[3], service, 1),
        )
        assert kinds(results) == {"Booking": 2}
        assert broken() == []
        for booking in results:
            cancel(booking=booking)  # type: ignore[arg-type]


def test_place_that_is_freed_while_it_is_looked_for_is_not_taken(
    slots: list[Slot], service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody frees the expired hold after the slots were read and before the holds are."""
    hold = make_booking(slots[0], service, 1, hold_for=dt.timedelta(hours=1))
    Booking.unscoped.filter(pk=hold.pk).update(hold_until=timezone.now())
    look = Allocation.in_expired_holds

    def freed_meanwhile(found: list[Slot], **more: dt.datetime) -> object:
        assert expire(booking=hold)
        return look(found, **more)

    monkeypatch.setattr(Allocation, "in_expired_holds", freed_meanwhile)
    assert make_booking(slots[0], service, 2).state == State.BOOKED
    assert broken() == []


# --- closing -------------------------------------------------------------------------------------


def test_day_is_closed_while_thirty_people_book_it(service: Service) -> None:
    pool = service.steps.get().pool
    slots = make_day(pool, slots=4, places=10)
    make_day(pool, slots=4, places=10, days=9)
    day = timezone.localdate(slots[0].starts_at)

    results = at_once(
        *(
            lambda number=number: make_booking(slots[number % 4], service, number)
            for number in range(30)
        ),
        lambda: close_day(office=pool.office, day=day, reason="Upacara"),
    )
    offer_new_times(office=pool.office)

    booked = [result for result in results if isinstance(result, Booking)]
    assert set(kinds(results)) <= {"Booking", "JustTaken", "Closure"}
    assert not Slot.objects.on(day).open().exists()
    assert Booking.unscoped.filter(state=State.DISPLACED).count() == len(booked)
    assert Booking.unscoped.filter(state=State.HELD).count() == len(booked)
    assert broken() == []


def test_day_is_closed_while_its_slots_are_made() -> None:
    pool: Pool = PoolFactory()
    day = timezone.localdate() + dt.timedelta(days=5)
    for weekday in range(7):
        OpeningHoursFactory(pool=pool, weekday=weekday)

    results = at_once(
        *[lambda: make_slots(pool=pool, first_day=day, last_day=day + dt.timedelta(days=20))] * 4,
        lambda: close_day(office=pool.office, day=day, reason="Upacara"),
    )

    assert not [result for result in results if isinstance(result, Exception)]
    assert not Slot.objects.on(day).open().exists()
    assert Slot.objects.open().count() == 20 * 12


def test_offers_made_by_two_workers_are_one(service: Service) -> None:
    pool = service.steps.get().pool
    slots = make_day(pool)
    booked = make_booking(slots[0], service, 1)
    day = timezone.localdate(slots[0].starts_at)
    close_day(office=pool.office, day=day, reason="Upacara")
    make_day(pool, days=9)
    booked.refresh_from_db()
    booked.call_task.delete()  # a time has come free since

    at_once(*[lambda: offer_new_times(office=pool.office)] * 4)

    assert Booking.unscoped.filter(replaces=booked).count() == 1


# --- the desk ------------------------------------------------------------------------------------


def test_arrived_and_cancelled_at_once(slots: list[Slot], service: Service) -> None:
    booked = make_booking(slots[0], service, 1)
    results = at_once(lambda: arrive(booking=booked), lambda: cancel(booking=booked))
    booked.refresh_from_db()
    assert booked.state == State.CANCELLED
    assert kinds(results) in ({"Booking": 2}, {"Booking": 1, "NotPossible": 1})
    assert broken() == []


# --- running again -------------------------------------------------------------------------------


def test_deadlock_runs_again_and_both_succeed() -> None:
    names = [Holiday.objects.create(office=PoolFactory().office, day=day, name="") for day in DAYS]
    met = threading.Barrier(2)
    tries: Counter[int] = Counter()

    def rename(first: Holiday, second: Holiday, me: int) -> int:
        def work() -> int:
            tries[me] += 1
            Holiday.objects.filter(pk=first.pk).update(name=str(me))
            if sum(tries.values()) <= 2:
                met.wait(timeout=10)
            Holiday.objects.filter(pk=second.pk).update(name=str(me))
            return me

        return retried(work)

    results = at_once(lambda: rename(names[0], names[1], 1), lambda: rename(names[1], names[0], 2))

    assert results == [1, 2]
    assert sum(tries.values()) == 3


DAYS = (dt.date(2026, 1, 1), dt.date(2026, 1, 2))


def test_stuck_lock_becomes_a_request_to_try_again(
    slots: list[Slot], service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "LOCK_TIMEOUT_MS", 50)
    holding, done = threading.Event(), threading.Event()

    def hold_the_slot() -> None:
        with transaction.atomic():
            Slot.objects.select_for_update().get(pk=slots[0].pk)
            holding.set()
            done.wait(timeout=30)

    def try_to_book() -> object:
        holding.wait(timeout=30)
        try:
            return make_booking(slots[0], service, 1)
        finally:
            done.set()

    _nothing, result = at_once(hold_the_slot, try_to_book)

    assert type(result).__name__ == "Busy"
    assert not Booking.unscoped.exists()
    assert make_booking(slots[0], service, 1).state == State.BOOKED


def test_booking_moved_in_another_tab_is_not_moved_again(
    slots: list[Slot], service: Service
) -> None:
    booked = make_booking(slots[0], service, 1)
    in_other_tab = Booking.unscoped.get()
    move(booking=booked, starts_at=slots[1].starts_at)
    with pytest.raises(NotPossible):
        move(booking=in_other_tab, starts_at=slots[2].starts_at)


def test_what_was_refused_leaves_nothing_behind(slots: list[Slot], service: Service) -> None:
    make_booking(slots[0], service, 1)
    with pytest.raises(AlreadyBooked):
        book(
            office=slots[0].pool.office,
            starts_at=at(8, 30),
            visitors=[visitor(service, 2), visitor(service, 1)],
            contact_name="Warga 2",
            contact_phone="+6281200000002",
            submit_key=uuid.uuid4(),
        )
    assert Booking.unscoped.count() == Party.unscoped.count() == Message.unscoped.count() == 1
    assert broken() == []
