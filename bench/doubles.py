# ruff: noqa: E402  (Django is set up before its models are imported)
"""Doubles at 50,000 people in 217 villages: the nightly search, and the question while typing.

    python bench/doubles.py [--persons N] [--times N] [--planted N]

Some people are registered a second time with a letter missing and no NIK. Prints how many of them
the search finds, its time and the ratio to comparing everybody with everybody inside the villages
(measured in ten villages), and the median time of the question while typing, with its ratio to a
view that answers with nothing. Compare ratios inside one run only. It makes its own database and
removes it again.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["TEST_DATABASE"] = f"bench_doubles_{os.getpid()}"

import django

django.setup()

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from accounts.models import Role
from accounts.triggers import ignore_no_trigger
from config.urls import urlpatterns as product_urls
from migrants.actions.doubles import find_doubles
from migrants.models import DoublePair, Person
from tests.factories import UserFactory
from villages.areas import load_areas
from villages.models import Regency, Village
from workspace.demo.scale import make_crowd

REGENCY = "35.10"
SAMPLE = 10  # villages in which everybody is compared with everybody


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user.pk))


urlpatterns = [path("kosong/", empty), *product_urls]
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def plant(number: int) -> set[tuple[int, int]]:
    """Register some people again: a letter less, no NIK, every fifth in another village."""
    villages = list(Village.objects.current().order_by("code"))
    chosen = random.Random(351).sample(list(Person.unscoped.order_by("pk")), number)
    pairs = set()
    with transaction.atomic():
        ignore_no_trigger()
        for count, person in enumerate(chosen):
            village = villages[count % len(villages)] if count % 5 == 0 else person.village
            double = Person.unscoped.create(
                village=village,
                name=person.name[:3] + person.name[4:],
                sex=person.sex,
                born_on=person.born_on,
                phone=person.phone if count % 2 else "",
                no_nik_reason=Person.NoNik.NOT_AT_HAND,
            )
            pairs.add((person.pk, double.pk))
    return pairs


def everybody_with_everybody(villages: list[Village]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM migrants_person a JOIN migrants_person b"
            " ON a.village_id = b.village_id AND a.id < b.id"
            " WHERE a.village_id = ANY(%s) AND similarity(a.name_key, b.name_key) > 0.45",
            [[village.pk for village in villages]],
        )


def search(options: argparse.Namespace) -> None:
    regency = Regency.objects.current().get(code=REGENCY)
    villages = list(Village.objects.current().order_by("code"))
    planted = plant(options.planted)
    took = seconds(lambda: find_doubles(regency=regency))
    again = seconds(lambda: find_doubles(regency=regency))
    sample = seconds(lambda: everybody_with_everybody(villages[:SAMPLE]))
    naive = sample * len(villages) / SAMPLE
    found = set(DoublePair.unscoped.values_list("first", "second"))
    print(f"nightly search       {took:8.2f} s, the second time {again:.2f} s")
    print(f"everybody compared   {naive:8.2f} s (villages alone); ratio {took / naive:.2f}")
    print(f"found {len(planted & found)} of {len(planted)} planted; {len(found)} pairs in all")


def typing(options: argparse.Namespace) -> None:
    person = Person.unscoped.earliest("pk")
    client = Client()
    client.force_login(UserFactory(role=Role.COORDINATOR, village=person.village))
    typed = {"name": person.name, "born_day": str(person.born_on), "nik": person.nik}
    address = reverse("person_doubles")
    looks: dict[str, Callable[[], object]] = {
        "empty view": lambda: client.get("/kosong/"),
        "name": lambda: client.post(address, {"name": person.name[:9]}),
        "name, date, NIK": lambda: client.post(address, typed),
        "nobody like it": lambda: client.post(address, {"name": "Xyzzyq Qwrtz"}),
    }
    took: dict[str, list[float]] = {name: [] for name in looks}
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
        for _round in range(options.times):
            for name, look in looks.items():
                took[name].append(seconds(look) * 1000)
    medians = {name: statistics.median(values) for name, values in took.items()}
    print(f"\nWhile typing (median of {options.times})")
    for name, milliseconds in medians.items():
        ratio = milliseconds / medians["empty view"]
        print(f"{name:<20}{milliseconds:8.1f} ms{ratio:8.1f} x the empty view")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--planted", type=int, default=500)
    options = parser.parse_args()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        load_areas(regencies=[REGENCY])
        make_crowd(persons=options.persons, villages=list(Village.objects.current()))
        print(f"{options.persons} people in {Village.objects.current().count()} villages")
        search(options)
        typing(options)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


if __name__ == "__main__":
    main()
