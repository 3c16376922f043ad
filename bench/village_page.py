# ruff: noqa: E402  (Django is set up before its models are imported)
"""A full village page against an empty Django view, by the same server.

    python bench/village_page.py [--seconds N] [--people N]

Prints medians, the server's own work, requests a second, and ratios; compare ratios inside one run
only. It makes its own
database (all of Banyuwangi, one village with groups, businesses, products with photos and a public
coordinator, `--people` people in the regency) and starts gunicorn on it, with static files as in
production; both go when it ends. The empty view passes the same middleware.
"""

import argparse
import http.client
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["TEST_DATABASE"] = f"bench_village_{os.getpid()}"

import django

django.setup()

from django.db import connection

from accounts.models import Role
from migrants.models import Person
from tests import factories as make
from tests import server
from villages.areas import load_areas
from villages.models import Village

CODE = "35.10.04.2007"
PAGES = {
    "empty view": "/bench/empty/",
    "village page": "/desa/3510042007/kedunggebang/",
    "first page": "/",
    "search": "/desa/?q=kedung+gebang",
}
FLOOR = "empty view"


def fill(people: int) -> None:
    """One lively village, and people all over the regency."""
    load_areas(regencies=["35.10"])
    village = Village.objects.get(code=CODE)
    make.PersonFactory.create_batch(40, village=village, abroad=True)
    make.PersonFactory.create_batch(70, village=village, returned=True)
    for _number in range(2):
        group = make.GroupFactory(village=village)
        make.GroupMembershipFactory.create_batch(10, group=group)
    for _number in range(8):
        business = make.BusinessFactory(village=village)
        photo = make.PhotoFactory(village=village)
        make.ProductFactory.create_batch(2, business=business, photo=photo)
    make.UserFactory(
        role=Role.COORDINATOR, village=village, phone="+6281234567890", is_public_contact=True
    )
    villages = list(Village.objects.current())
    Person.unscoped.bulk_create(
        [
            Person(
                village=villages[number % len(villages)],
                name=f"Warga {number}",
                name_key=f"warga {number}",
                sex=Person.Sex.FEMALE,
                no_nik_reason=Person.NoNik.NOT_AT_HAND,
            )
            for number in range(people)
        ],
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@dataclass
class Result:
    seconds: list[float] = field(default_factory=list)  # of each request
    took: float = 0
    processor: float = 0  # seconds of the server's own work
    bytes: int = 0

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.took

    @property
    def median(self) -> float:
        return statistics.median(self.seconds) * 1000

    @property
    def work(self) -> float:
        return self.processor / len(self.seconds) * 1000


def ask(port: int, address: str, result: Result, *, clients: int, seconds: float) -> None:
    """`clients` at once ask for one address, each on its own connection that stays open."""

    def client() -> None:
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < end:
            began = time.perf_counter()
            wire.request("GET", address, headers={"Accept-Encoding": "gzip"})
            answer = wire.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{address}: {answer.status}")
            result.seconds.append(time.perf_counter() - began)
            result.bytes = len(body)
        wire.close()

    began, work = time.perf_counter(), processor_time(port)
    end = began + seconds
    threads = [threading.Thread(target=client) for _number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.took += time.perf_counter() - began
    result.processor += processor_time(port) - work


def processor_time(port: int) -> float:
    _status, _headers, body = server.fetch(port, "/bench/cpu/")
    return float(body)


def measure(port: int, *, clients: int, seconds: float, rounds: int = 4) -> dict[str, Result]:
    """All pages take turns, so that noise hits all alike."""
    results = {name: Result() for name in PAGES}
    for _round in range(rounds):
        for name, address in PAGES.items():
            ask(port, address, results[name], clients=clients, seconds=seconds / rounds)
    return results


def report(results: dict[str, Result], unit: str, value: Callable[[Result], float]) -> None:
    floor = value(results[FLOOR])
    for name, result in results.items():
        print(f"{name:<14}{value(result):9.2f} {unit:<12}{value(result) / floor:7.2f} x empty view")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6, help="for each page")
    parser.add_argument("--people", type=int, default=20_000)
    options = parser.parse_args()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    database = connection.settings_dict["NAME"]
    try:
        fill(options.people)
        with tempfile.TemporaryDirectory() as folder:
            static = Path(folder)
            server.collect_static(static, database=database)
            serve = partial(server.running, database=database, static=static, urls="bench._urls")
            with serve(workers=1) as port:
                measure(port, clients=1, seconds=1)  # warm up
                alone = measure(port, clients=1, seconds=options.seconds)
            with serve(workers=2, threads=4) as port:
                measure(port, clients=4, seconds=1)
                together = measure(port, clients=8, seconds=options.seconds)
        print(f"{options.people} people; one client, median")
        report(alone, "ms", lambda result: result.median)
        print("the server's own work for a request (not the database's)")
        report(alone, "ms", lambda result: result.work)
        print("8 clients at once, 2 workers")
        report(together, "requests/s", lambda result: result.rate)
        print("on the wire, without photos and files that are kept")
        for name, result in alone.items():
            print(f"{name:<14}{result.bytes / 1024:9.2f} KB")
    finally:
        connection.creation.destroy_test_db("postgres", verbosity=0)


if __name__ == "__main__":
    main()
