"""Two families, two browsers, one last place: real requests to a real server, real commits."""

import re
import threading
from typing import Any

import pytest
from django.utils import timezone

from ltsa.actions import booking as booking_actions
from ltsa.actions import seats
from ltsa.models import Allocation, Booking, Service, Slot
from tests.ltsa.factories import make_day
from tests.ltsa.family import Family

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    """Five half hours of one place."""
    return make_day(service.steps.get().pool, slots=5)


@pytest.fixture
def pause_after_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have seen the free place before either takes it."""
    both = threading.Barrier(2)
    look = booking_actions.slots_for

    def slots_for(*args: Any, **kwargs: Any) -> Any:
        found = look(*args, **kwargs)
        both.wait(timeout=20)
        return found

    monkeypatch.setattr(booking_actions, "slots_for", slots_for)


@pytest.fixture
def both_look_first(without_check: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No CHECK on capacity and no lock on slots: both have read them before either takes one."""
    both = threading.Barrier(2)

    def unlocked(ids: set[int]) -> dict[int, Slot]:
        found = Slot.objects.in_bulk(ids)
        both.wait(timeout=20)
        return found

    monkeypatch.setattr(seats, "lock_slots", unlocked)


def race(server: str, service: Service, slot: Slot) -> list[tuple[int, str, str]]:
    """Two families choose the same hour at the same moment; what each of them sees."""
    families = [Family(server, number) for number in (1, 2)]
    times = [family.walk_to_times(service) for family in families]
    chosen = {"starts_at": f"{timezone.localtime(slot.starts_at):%Y-%m-%dT%H:%M}"}
    seen: dict[int, tuple[int, str, str]] = {}

    def press(number: int) -> None:
        seen[number] = families[number].post(times[number], chosen)

    threads = [threading.Thread(target=press, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [seen[0], seen[1]]


@pytest.mark.usefixtures("pause_after_check")
def test_one_gets_the_last_place_and_the_other_three_alternatives(
    live_server: Any, service: Service, slots: list[Slot]
) -> None:
    seen = sorted(race(live_server.url, service, slots[2]))
    (won, ticket, _page), (lost, _url, offers) = seen
    assert (won, lost) == (200, 409)
    booking = Booking.unscoped.get()
    assert booking.code in ticket
    hours = [f"{timezone.localtime(slots[n].starts_at):%Y-%m-%dT%H:%M}" for n in (0, 1, 3, 4)]
    alternatives = re.findall(r'<button class="slot"[^>]*value="([^"]+)"', offers)
    assert len(alternatives) == 3
    assert set(alternatives) <= set(hours)


@pytest.mark.usefixtures("both_look_first")
def test_control_without_locks_and_check_sells_the_place_twice(
    live_server: Any, service: Service, slots: list[Slot]
) -> None:
    """If only one of them gets a ticket here, the race above proves nothing."""
    seen = race(live_server.url, service, slots[2])
    assert [status for status, _url, _page in seen] == [200, 200]
    assert Allocation.unscoped.filter(slot=slots[2]).count() == 2


def test_lost_reply_is_asked_again_and_answered_with_the_same_code(
    live_server: Any, service: Service, slots: list[Slot]
) -> None:
    """The reply of the first request never reaches the phone; it sends the same form again."""
    family = Family(live_server.url, 1)
    times = family.walk_to_times(service)
    chosen = {"starts_at": f"{timezone.localtime(slots[0].starts_at):%Y-%m-%dT%H:%M}"}
    answers = [family.post(times, chosen) for _again in range(2)]
    assert len({url for _status, url, _page in answers}) == 1
    assert Booking.unscoped.count() == 1


def test_double_click_is_one_booking(live_server: Any, service: Service, slots: list[Slot]) -> None:
    family = Family(live_server.url, 1)
    times = family.walk_to_times(service)
    chosen = {"starts_at": f"{timezone.localtime(slots[0].starts_at):%Y-%m-%dT%H:%M}"}
    seen: list[tuple[int, str, str]] = []

    def press() -> None:
        seen.append(family.post(times, chosen))

    threads = [threading.Thread(target=press) for _twice in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _url, _page in seen} == {200}
    assert len({url for _status, url, _page in seen}) == 1
    assert Booking.unscoped.count() == 1
