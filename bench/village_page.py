# ruff: noqa: E402  (Django is set up before its models are imported)
"""A full village page against an empty Django view, by the same server.

    python bench/village_page.py [--seconds N] [--people N]

Prints requests a second, medians and ratios; compare ratios inside one run only. It makes its own
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
from dataclasses import dataclass
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
    seconds: list[float]
    took: float
    bytes: int

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.took

    @property
    def median(self) -> float:
        return statistics.median(self.seconds) * 1000


def ask(port: int, address: str, *, clients: int, seconds: float) -> Result:
    """`clients` at once ask for one address, each on its own connection that stays open."""
    times: list[float] = []
    sizes: list[int] = []

    def client() -> None:
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < end:
            began = time.perf_counter()
            wire.request("GET", address, headers={"Accept-Encoding": "gzip"})
            answer = wire.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{address}: {answer.status}")
            times.append(time.perf_counter() - began)
            sizes.append(len(body))
        wire.close()

    began = time.perf_counter()
    end = began + seconds
    threads = [threading.Thread(target=client) for _number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Result(times, time.perf_counter() - began, max(sizes))


def measure(port: int, *, clients: int, seconds: float, rounds: int = 4) -> dict[str, Result]:
    """All pages take turns, so that noise hits all alike."""
    results: dict[str, Result] = {}
    for _round in range(rounds):
        for name, address in PAGES.items():
            part = ask(port, address, clients=clients, seconds=seconds / rounds)
            whole = results.setdefault(name, Result([], 0, 0))
            whole.seconds += part.seconds
            whole.took += part.took
            whole.bytes = part.bytes
    return results


def report(results: dict[str, Result]) -> None:
    floor = results[FLOOR]
    for name, result in results.items():
        print(
            f"{name:<14}{result.rate:9.0f} requests/s  {result.rate / floor.rate:5.2f} x empty view"
            f"   median {result.median:7.2f} ms  {result.median / floor.median:5.2f} x"
            f"   {result.bytes / 1024:6.1f} KB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6, help="for each page")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    database = connection.settings_dict["NAME"]
    try:
        fill(options.people)
        with tempfile.TemporaryDirectory() as folder:
            static = Path(folder)
            server.collect_static(static, database=database)
            with server.running(
                database=database,
                static=static,
                urls="bench._urls",
                workers=options.workers,
                threads=4,
            ) as port:
                measure(port, clients=1, seconds=1)  # warm up
                print(f"one client, {options.people} people, {options.workers} workers")
                report(measure(port, clients=1, seconds=options.seconds))
                print("8 clients at once")
                report(measure(port, clients=8, seconds=options.seconds))
    finally:
        connection.creation.destroy_test_db("postgres", verbosity=0)


if __name__ == "__main__":
    main()
