# ruff: noqa: E402  (Django is set up before its models are imported)
"""A register of one regency in a database of its own, and looks at its pages by the clock."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["TEST_DATABASE"] = f"bench_register_{os.getpid()}"

import django

django.setup()

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config.urls import urlpatterns as product_urls
from tests.factories import UserFactory
from villages.areas import load_areas
from villages.models import Village
from workspace.demo.scale import make_crowd

Look = Callable[[], Any]  # the test client's answer
REGENCY = "35.10"
EMPTY = "/kosong/"


def empty(request: HttpRequest) -> HttpResponse:
    """What every signed-in page pays: session, user, middleware."""
    return HttpResponse(str(request.user.pk))


urlpatterns = [path(EMPTY[1:], empty), *product_urls]
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"


@contextmanager
def register(persons: int) -> Iterator[list[Village]]:
    """`persons` people, evenly in all villages of the regency; gives the villages."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        load_areas(regencies=[REGENCY])
        villages = list(Village.objects.current().order_by("code"))
        began = time.perf_counter()
        make_crowd(persons=persons, villages=villages)
        seconds = time.perf_counter() - began
        print(f"{persons} people in {len(villages)} villages, made in {seconds:.1f} s")
        with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
            yield villages
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def settle() -> None:
    """What autovacuum does within a minute of real use: without it no index is read alone."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def signed_in(**territory: object) -> Client:
    client = Client()
    client.force_login(UserFactory(**territory))
    return client


def medians(looks: dict[str, Look], times: int) -> dict[str, float]:
    """Median milliseconds of each look; they take turns, so that noise hits all alike."""
    took: dict[str, list[float]] = {name: [] for name in looks}
    for _round in range(times):
        for name, look in looks.items():
            began = time.perf_counter()
            look()
            took[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(values) for name, values in took.items()}


def report(title: str, client: Client, looks: dict[str, Look], times: int) -> None:
    """Prints each look's median and its ratio to an empty view of the same user."""
    looks = {"empty view": lambda: client.get(EMPTY), **looks}
    for name, look in looks.items():
        answer = look()
        if answer.status_code != 200:
            raise RuntimeError(f"{name}: {answer.status_code}")
    took = medians(looks, times)
    print(f"\n{title} (median of {times})")
    for name, milliseconds in took.items():
        ratio = milliseconds / took["empty view"]
        print(f"{name:<24}{milliseconds:10.1f} ms{ratio:8.1f} x the empty view")
