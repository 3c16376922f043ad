"""The web server, or a command, is killed in the middle of appointments (SIGKILL, real processes):
no accepted booking is lost, none is doubled, and everything can be done again."""

import datetime as dt
import http.client
import threading
import urllib.parse

import psutil
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from ltsa.invariants import broken
from ltsa.models import Booking, Service, Slot, State
from notices.models import Message
from tests import killed
from tests.ltsa.factories import make_booking, make_day
from tests.ltsa.family import Family
from tests.server import running

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    """Three half hours of one place."""
    return make_day(service.steps.get().pool, slots=3)


def kill_server(port: int) -> None:
    server = next(
        child
        for child in psutil.Process().children()
        if f"--bind=127.0.0.1:{port}" in child.cmdline()
    )
    killed.kill(server.pid)


def test_server_killed_between_commit_and_reply(service: Service, slots: list[Slot]) -> None:
    """The booking is written, the session not yet: the page never comes. She sends it again."""
    database = str(connection.settings_dict["NAME"])
    chosen = {"starts_at": f"{timezone.localtime(slots[1].starts_at):%Y-%m-%dT%H:%M}"}
    lost: list[Exception] = []
    with running(database=database) as port:
        family = Family(f"http://127.0.0.1:{port}", 1)
        times = family.walk_to_times(service)

        def press() -> None:
            try:
                family.post(times, chosen)
            except (OSError, http.client.HTTPException) as error:
                lost.append(error)

        with killed.held_at("SELECT 1 FROM django_session FOR UPDATE"):
            pressing = threading.Thread(target=press)
            pressing.start()
            killed.wait_for_it()
            accepted = Booking.unscoped.get()
            kill_server(port)
            pressing.join()
    assert lost, "the reply came all the same"

    with running(database=database) as port:
        family.server = f"http://127.0.0.1:{port}"
        again = urllib.parse.urlsplit(times)._replace(netloc=f"127.0.0.1:{port}").geturl()
        status, address, _page = family.post(again, chosen)
    assert (status, accepted.code in address) == (200, True)
    assert Booking.unscoped.get() == accepted
    assert Message.unscoped.count() == 1
    assert broken() == []


def test_server_killed_before_commit(service: Service, slots: list[Slot]) -> None:
    """The place is about to be taken: nothing is booked, and the next submit books it."""
    database = str(connection.settings_dict["NAME"])
    chosen = {"starts_at": f"{timezone.localtime(slots[1].starts_at):%Y-%m-%dT%H:%M}"}
    with running(database=database) as port:
        family = Family(f"http://127.0.0.1:{port}", 1)
        times = family.walk_to_times(service)

        def press() -> None:
            with pytest.raises((OSError, http.client.HTTPException)):
                family.post(times, chosen)

        with killed.held_at("SELECT 1 FROM ltsa_slot FOR UPDATE"):
            pressing = threading.Thread(target=press)
            pressing.start()
            killed.wait_for_it()
            kill_server(port)
            pressing.join()
        assert not Booking.unscoped.exists()
        assert not Message.unscoped.exists()
    assert broken() == []
    assert make_booking(slots[1], service, 1).state == State.BOOKED


def test_purging_killed_at_the_second_hold_is_done_again(
    service: Service, slots: list[Slot]
) -> None:
    for number, slot in enumerate(slots):
        make_booking(slot, service, number, hold_for=dt.timedelta(hours=1))
    Booking.unscoped.update(hold_until=timezone.now())

    killed.kill_at(
        "SELECT 1 FROM ltsa_slot WHERE id = %s FOR UPDATE",
        "purge_expired",
        parameters=[slots[1].pk],
    )

    states = Booking.unscoped.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.EXPIRED, State.HELD, State.HELD]
    assert broken() == []
    call_command("purge_expired")
    assert set(Booking.unscoped.values_list("state", flat=True)) == {State.EXPIRED}
    assert broken() == []
