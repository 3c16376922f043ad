# ruff: noqa: E402  (Django is set up before its models are imported)
"""The list of people at 50,000 people in 217 villages, against an empty view.

    python bench/person_list.py [--persons N] [--times N]

Prints the median time on the server of each look at the list, for a coordinator (one village) and
for a case officer (the whole regency), and its ratio to a view that answers with nothing behind the
same middleware. Compare ratios inside one run only. It makes its own database and removes it again.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["TEST_DATABASE"] = f"bench_people_{os.getpid()}"

import django

django.setup()

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from accounts.models import Role
from config.urls import urlpatterns as product_urls
from migrants.models import Person
from tests.factories import UserFactory
from villages.areas import load_areas
from villages.models import Regency, Village
from workspace.demo.scale import make_crowd

Look = Callable[[], Any]  # the test client's answer
REGENCY = "35.10"


def empty(request: HttpRequest) -> HttpResponse:
    """What every signed-in page pays: session, user, middleware."""
    return HttpResponse(str(request.user.pk))


urlpatterns = [path("kosong/", empty), *product_urls]
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"


def looks_of(client: Client, person: Person) -> dict[str, Look]:
    """Ways of looking at the list; `person` is somebody on it."""
    people = reverse("person_list")
    typo = person.name[:2] + person.name[3:]  # a letter is missing
    return {
        "empty view": lambda: client.get("/kosong/"),
        "list": lambda: client.get(people),
        "next page": lambda: client.get(people, {"page": 2}),
        "status: abroad": lambda: client.get(people, {"status": Person.Status.ABROAD}),
        "NIK is missing": lambda: client.get(people, {"lacking": "nik"}),
        "name": lambda: client.get(people, {"q": person.name}),
        "name with a typo": lambda: client.get(people, {"q": typo}),
        "NIK": lambda: client.post(people, {"q": person.nik}),
    }


def check(looks: dict[str, Look], person: Person) -> None:
    """Each look answers, and the searches find the person."""
    for name, look in looks.items():
        answer = look()
        assert answer.status_code == 200, f"{name}: {answer.status_code}"
        if name in ("NIK", "name"):
            assert person.name in answer.content.decode(), name


def medians(looks: dict[str, Look], times: int) -> dict[str, float]:
    """Median milliseconds of each look; they take turns, so that noise hits all alike."""
    took: dict[str, list[float]] = {name: [] for name in looks}
    for _round in range(times):
        for name, look in looks.items():
            began = time.perf_counter()
            look()
            took[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(values) for name, values in took.items()}


def report(title: str, person: Person, client: Client, times: int) -> None:
    looks = looks_of(client, person)
    check(looks, person)
    took = medians(looks, times)
    print(f"\n{title} (median of {times})")
    for name, milliseconds in took.items():
        ratio = milliseconds / took["empty view"]
        print(f"{name:<24}{milliseconds:10.1f} ms{ratio:8.1f} x the empty view")


def signed_in(**territory: object) -> Client:
    client = Client()
    client.force_login(UserFactory(**territory))
    return client


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        load_areas(regencies=[REGENCY])
        villages = list(Village.objects.current().order_by("code"))
        began = time.perf_counter()
        make_crowd(persons=options.persons, villages=villages)
        seconds = time.perf_counter() - began
        print(f"{options.persons} people in {len(villages)} villages, made in {seconds:.1f} s")
        person = Person.unscoped.filter(village=villages[100], sex="F").earliest("pk")
        with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
            coordinator = signed_in(role=Role.COORDINATOR, village=person.village)
            report(f"Coordinator of {person.village}", person, coordinator, options.times)
            regency = Regency.objects.current().get(code=REGENCY)
            officer = signed_in(role=Role.CASE_OFFICER, regency=regency)
            report("Case officer of the regency", person, officer, options.times)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


if __name__ == "__main__":
    main()
