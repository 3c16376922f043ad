"""The desk at its busiest: calling, arriving, walking in at the same moment, on real threads with
real commits, and the controls that must go wrong.

Everybody looks before anybody writes (`looked`): that is where two can take the same.
"""

import datetime as dt
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from ltsa.actions import arrive, book, call_next, desk, finish, serve, turns, walk_in
from ltsa.invariants import broken
from ltsa.models import Booking, NumberSeries, Pool, Service, Slot, Turn, VisitEvent
from ltsa.models.bookings import BookingQuerySet
from tests.ltsa.factories import (
    PoolFactory,
    ServiceFactory,
    SlotFactory,
    at,
    make_running,
    make_visit,
    needs_day,
    visitor,
)
from tests.races import at_once, kinds
from villages.models import Office

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

OFFICERS, PEOPLE = 8, 16


# --- calling -------------------------------------------------------------------------------------


@pytest.fixture
def queue(service: Service) -> list[Booking]:
    """Twelve who wait for one desk, in the order of their due times; the sixth goes first."""
    needs_day(after=60)
    now = timezone.now()
    due = []
    for number in range(12):
        urgent = Booking.Priority.PRIORITY if number == 5 else Booking.Priority.NORMAL
        here = arrive(booking=make_visit(service, number, priority=urgent))
        Turn.unscoped.filter(booking=here).update(due_at=now + dt.timedelta(minutes=number))
        due.append(here)
    return [due[5], *due[:5], *due[6:]]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> None:
    """All officers have chosen whom to call before the first one calls."""
    all_looked = threading.Barrier(OFFICERS)

    def turn_of(row: Booking) -> Turn:
        all_looked.wait(timeout=30)
        return turns.turn_of(row)

    monkeypatch.setattr(desk, "turn_of", turn_of)


def press_call_next(pool: Pool, officer: User) -> list[object]:
    return at_once(
        *(
            lambda n=n: call_next(pools=[pool], counter=str(n), by=officer)
            for n in range(1, OFFICERS + 1)
        )
    )


@pytest.mark.usefixtures("looked")
def test_eight_call_at_once_the_eight_who_are_next(
    pool: Pool, officer: User, queue: list[Booking]
) -> None:
    called = press_call_next(pool, officer)

    assert kinds(called) == {"Booking": OFFICERS}
    assert {row.pk for row in called} == {row.pk for row in queue[:OFFICERS]}  # type: ignore[attr-defined]
    assert VisitEvent.unscoped.filter(kind="called").count() == OFFICERS
    assert Turn.unscoped.exclude(counter="").count() == OFFICERS
    assert broken() == []


@pytest.mark.usefixtures("looked")
def test_control_without_the_lock_one_party_is_called_to_several_counters(
    pool: Pool, officer: User, queue: list[Booking], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If everybody gets a party of her own here, the race above proves nothing."""
    monkeypatch.setattr(BookingQuerySet, "select_for_update", lambda rows, **_how: rows)
    called = [row.pk for row in press_call_next(pool, officer) if isinstance(row, Booking)]
    assert len(called) > len(set(called))


def test_queue_is_called_to_its_end_without_a_double(
    pool: Pool, officer: User, queue: list[Booking]
) -> None:
    """Each officer calls and serves until nobody waits."""
    seen: list[int] = []

    def work(counter: int) -> None:
        while row := call_next(pools=[pool], counter=str(counter), by=officer):
            seen.append(row.pk)
            serve(booking=row, counter=str(counter), by=officer)
            finish(booking=row, by=officer)

    at_once(*(lambda n=n: work(n) for n in range(1, OFFICERS + 1)))
    assert sorted(seen) == sorted(row.pk for row in queue)
    assert broken() == []


def test_one_counter_pressed_eight_times_calls_one_party(
    pool: Pool, officer: User, queue: list[Booking]
) -> None:
    called = at_once(*[lambda: call_next(pools=[pool], counter="1", by=officer)] * OFFICERS)
    assert {row.pk for row in called} == {queue[0].pk}  # type: ignore[attr-defined]
    assert VisitEvent.unscoped.filter(kind="called").count() == 1
    assert broken() == []


# --- waiting numbers -----------------------------------------------------------------------------


def arrive_at_once(service: Service) -> list[object]:
    coming = [make_visit(service, number) for number in range(PEOPLE)]
    return at_once(*(lambda row=row: arrive(booking=row) for row in coming))


def numbers() -> list[int]:
    return sorted(Turn.unscoped.values_list("number", flat=True))


def test_sixteen_arrive_at_once_and_get_sixteen_numbers_without_a_gap(service: Service) -> None:
    needs_day(after=60)
    assert kinds(arrive_at_once(service)) == {"Booking": PEOPLE}
    assert numbers() == list(range(1, PEOPLE + 1))
    assert broken() == []


def test_number_of_an_arrival_that_failed_is_given_to_the_next(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_day(after=60)
    fails, comes = make_visit(service, 1), make_visit(service, 2)
    with monkeypatch.context() as patch:

        def stop(*args: Any, **more: Any) -> None:
            raise KeyboardInterrupt

        patch.setattr(desk, "log", stop)
        with pytest.raises(KeyboardInterrupt):
            arrive(booking=fails)
    assert arrive(booking=comes).turn.number == 1


@pytest.fixture
def look_then_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers as many programs give them: read the last one, write one more."""
    pause = threading.Event()

    def next_number(*, office: Office, day: dt.date, letter: str) -> int:
        last = NumberSeries.objects.filter(office=office, day=day, letter=letter).first()
        number = last.last + 1 if last else 1
        pause.wait(0.05)
        NumberSeries.objects.update_or_create(
            office=office, day=day, letter=letter, defaults={"last": number}
        )
        return number

    monkeypatch.setattr(turns, "next_number", next_number)


@pytest.mark.usefixtures("look_then_take")
def test_numbers_that_are_looked_up_are_refused_by_the_database(service: Service) -> None:
    needs_day(after=60)
    results = kinds(arrive_at_once(service))
    assert results["IntegrityError"] > 0
    assert len(numbers()) == len(set(numbers())) == results["Booking"]


@pytest.fixture
def numbers_may_repeat(transactional_db: None) -> Any:
    (rule,) = [c for c in Turn._meta.constraints if c.name == "ltsa_turn_number_once_a_day"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Turn, rule)
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE ltsa_booking CASCADE")
    with connection.schema_editor() as editor:
        editor.add_constraint(Turn, rule)


@pytest.mark.usefixtures("look_then_take", "numbers_may_repeat")
def test_control_numbers_that_are_looked_up_are_given_twice(service: Service) -> None:
    """If all numbers differ here, the race above proves nothing."""
    needs_day(after=60)
    arrive_at_once(service)
    assert max(Counter(numbers()).values()) > 1


# --- walking in ----------------------------------------------------------------------------------


def walk_in_at_once(service: Service, people: int) -> list[object]:
    def come(number: int) -> Booking:
        return walk_in(
            office=service.steps.get().pool.office,
            visitors=[visitor(service, number)],
            contact_name=f"Warga {number}",
            contact_phone="",
            submit_key=uuid.uuid4(),
            by=None,
        )

    return at_once(*(lambda n=n: come(n) for n in range(people)))


def test_sixteen_walk_in_at_once_and_get_sixteen_numbers(pool: Pool, service: Service) -> None:
    needs_day(after=60)
    make_running(pool, places=PEOPLE)
    assert kinds(walk_in_at_once(service, PEOPLE)) == {"Booking": PEOPLE}
    assert numbers() == list(range(1, PEOPLE + 1))
    assert broken() == []


def test_who_walks_in_when_the_rest_is_full_is_told(pool: Pool, service: Service) -> None:
    needs_day(after=60)
    make_running(pool, places=5)
    assert kinds(walk_in_at_once(service, PEOPLE)) == {"Booking": 5, "JustTaken": PEOPLE - 5}
    assert numbers() == [1, 2, 3, 4, 5]
    assert broken() == []


# --- several desks in one visit ------------------------------------------------------------------


class TestLastPlacesOfTwoDesks:
    """One place at each desk. Three families want both desks, four want one of them."""

    @pytest.fixture
    def both(self, pool: Pool) -> list[Service]:
        other = PoolFactory(office=pool.office, name="Loket B")
        SlotFactory(pool=pool, starts_at=at(8))
        SlotFactory(pool=other, starts_at=at(8, 30))
        return [ServiceFactory(pool=pool, order=1), ServiceFactory(pool=other, order=2)]

    def rush(self, both: Sequence[Service]) -> list[object]:
        wanted: list[tuple[Sequence[Service], dt.datetime]] = [
            *[(both, at(8))] * 3,
            *[(both[:1], at(8)), (both[1:], at(8, 30))] * 2,
        ]

        def want(number: int) -> Callable[[], Booking]:
            services, hour = wanted[number]
            return lambda: book(
                office=services[0].steps.get().pool.office,
                starts_at=hour,
                visitors=[visitor(service, number) for service in services],
                contact_name=f"Warga {number}",
                contact_phone=f"+62812000000{number:02d}",
                submit_key=uuid.uuid4(),
            )

        return at_once(*(want(number) for number in range(len(wanted))))

    def test_each_place_is_sold_once_and_nobody_gets_half(self, both: list[Service]) -> None:
        results = self.rush(both)
        assert set(kinds(results)) == {"Booking", "JustTaken"}
        sold = [result for result in results if isinstance(result, Booking)]
        assert sum(booking.parties.count() for booking in sold) == 2
        assert list(Slot.objects.values_list("used_total", flat=True)) == [1, 1]
        assert broken() == []

    @pytest.mark.usefixtures("without_check")
    def test_locks_alone_sell_each_place_once(self, both: list[Service]) -> None:
        self.rush(both)
        assert list(Slot.objects.values_list("used_total", flat=True)) == [1, 1]

    @pytest.mark.usefixtures("without_locks")
    def test_check_alone_sells_each_place_once(self, both: list[Service]) -> None:
        self.rush(both)
        assert max(Slot.objects.values_list("used_total", flat=True)) == 1
        assert broken() == []

    @pytest.mark.usefixtures("without_locks", "without_check")
    def test_control_without_locks_and_check_sells_them_again(self, both: list[Service]) -> None:
        """If no place is sold twice here, the races above prove nothing."""
        self.rush(both)
        assert max(Slot.objects.values_list("used_total", flat=True)) > 1
        assert any("within capacity" in line for line in broken())
