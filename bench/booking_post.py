# ruff: noqa: E402  (Django is set up before its models are imported)
"""A booking against one raw SQL statement that writes the same rows.

    python bench/booking_post.py [--bookings N] [--clients N]

Prints medians and ratios; compare ratios inside one run only. It makes its own database and removes
it again. The raw statement inserts the same six rows (booking, claim, person, seat, event, message;
the slot is counted by the same trigger) without looking, locking or refusing anything: it is the
floor, not a rival. The POST is the last step of the family's way through the whole of Django
(sessions, CSRF, rate limit, form), without a network.
"""

import argparse
import datetime as dt
import os
import statistics
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["TEST_DATABASE"] = f"bench_booking_{os.getpid()}"

import django

django.setup()

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench._raw import ALL_ROWS
from ltsa.actions import Visitor, book
from ltsa.invariants import broken
from ltsa.models import OfficeRules, Pool, Service, ServiceStep, Slot
from ltsa.models.bookings import new_code
from tests.factories import OfficeFactory
from villages.models import Office


def open_office(places: int) -> tuple[Office, Service, list[Slot]]:
    """An office with many slots of which each has room for `places`."""
    office = OfficeFactory()
    OfficeRules.objects.create(office=office, daily_per_phone=32000)
    pool = Pool.objects.create(office=office, name="Loket")
    service = Service.objects.create(code="B", name="Bench", booking=Service.BookingWay.HERE)
    ServiceStep.objects.create(service=service, pool=pool, first_minutes=30, next_person_minutes=0)
    morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    slots = Slot.objects.bulk_create(
        Slot(
            pool=pool,
            starts_at=morning + dt.timedelta(days=day + 1, minutes=30 * number),
            minutes=30,
            cap_online=places,
            cap_total=places,
        )
        for day in range(20)
        for number in range(12)
    )
    return office, service, slots


#: What is prepared untimed gives back what is timed.
Way = Callable[[], Callable[[], None]]


class Booker:
    """Books one new person after another, in one of three ways."""

    def __init__(self, office: Office, service: Service, slots: list[Slot]) -> None:
        self.office, self.service, self.slots = office, service, slots
        self.numbers = iter(range(1, 1_000_000))
        self.lock = threading.Lock()

    def next_person(self) -> tuple[int, Slot]:
        with self.lock:
            number = next(self.numbers)
        return number, self.slots[number % len(self.slots)]

    def raw(self) -> Callable[[], None]:
        number, slot = self.next_person()
        values: dict[str, Any] = {
            "key": uuid.uuid4(),
            "office": self.office.pk,
            "code": new_code(),
            "phone": f"+6281{number:09d}",
            "slot": slot.pk,
            "person": f"{number:064x}",
            "service": self.service.pk,
        }

        def run() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(ALL_ROWS, values)

        return run

    def action(self) -> Callable[[], None]:
        number, slot = self.next_person()

        def run() -> None:
            book(
                office=self.office,
                starts_at=slot.starts_at,
                visitors=[Visitor(person_key=f"{number:064x}", name="Bench", service=self.service)],
                contact_name="Bench",
                contact_phone=f"+6281{number:09d}",
                submit_key=uuid.uuid4(),
            )

        return run

    def post(self) -> Callable[[], None]:
        number, slot = self.next_person()
        address = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
        browser = Client(SERVER_NAME="localhost", REMOTE_ADDR=address)
        people = browser.post(
            reverse("booking_people", args=[self.service.slug]),
            {
                "people": "1",
                "booked_by_role": "self",
                "contact_name": "Bench",
                "contact_phone": f"0812{number:08d}",
                "village": "",
                "name_1": f"Warga {number}",
                "nik_1": f"351099520588{number:04d}",
                "relation_1": "self",
            },
        )
        assert people.status_code == 302, people.content.decode()
        chosen = {"starts_at": f"{timezone.localtime(slot.starts_at):%Y-%m-%dT%H:%M}"}

        def run() -> None:
            ticket = browser.post(people["Location"], chosen)
            assert ticket.status_code == 302, ticket.content.decode()

        return run


def medians(ways: dict[str, Way], times: int) -> dict[str, float]:
    """Median seconds of each way; they take turns, so that noise hits all alike."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(times):
        for name, way in ways.items():
            run = way()
            began = time.perf_counter()
            run()
            took[name].append(time.perf_counter() - began)
    return {name: statistics.median(values) for name, values in took.items()}


def throughput(way: Way, clients: int, times: int) -> float:
    """Bookings a second by `clients` at once, each on its own connection."""
    shares = [[way() for _call in range(times // clients)] for _client in range(clients)]

    def run(share: list[Callable[[], None]]) -> None:
        for call in share:
            call()
        connection.close()

    threads = [threading.Thread(target=run, args=(share,)) for share in shares]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(map(len, shares)) / (time.perf_counter() - began)


def report(lines: dict[str, float], unit: str, floor: str) -> Iterator[str]:
    for name, value in lines.items():
        yield f"{name:<34}{value:10.2f} {unit}{value / lines[floor]:8.2f} x the raw statement"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bookings", type=int, default=100)
    parser.add_argument("--clients", type=int, default=4)
    options = parser.parse_args()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        booker = Booker(*open_office(places=30_000))
        ways: dict[str, Way] = {
            "one raw statement": booker.raw,
            "book()": booker.action,
            "POST of the last step": booker.post,
        }
        medians(ways, 20)  # warm up
        took = medians(ways, options.bookings)
        milliseconds = {name: value * 1000 for name, value in took.items()}
        print(f"median of {options.bookings}, one client")
        print(*report(milliseconds, "ms", "one raw statement"), sep="\n")
        rates = {
            name: throughput(call, options.clients, options.bookings) for name, call in ways.items()
        }
        print(f"{options.clients} clients at once")
        print(*report(rates, "/s", "one raw statement"), sep="\n")
        wrong = broken()
        print(f"{len(wrong)} rules broken afterwards")
    finally:
        connection.creation.destroy_test_db("postgres", verbosity=0)
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
