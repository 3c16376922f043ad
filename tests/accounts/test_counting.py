"""Limits hold: many tries at once, for as long as it was said, and whatever else is tried."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import counting as counting_module
from accounts.counting import CountingCache
from config import settings as real_settings
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
INSERT = "INSERT INTO config_cache VALUES (%s, %s, %s)"
ONE = "gARLAS4="  # the number 1, as the cache keeps it


@pytest.fixture(autouse=True)
def counting(settings: Any) -> None:
    """The cache of the real settings; other tests count in memory."""
    settings.CACHES = real_settings.CACHES
    call_command("createcachetable")
    cache.clear()


def expiry(key: str) -> object:
    with connection.cursor() as cursor:
        name = cache.make_key(key)
        cursor.execute("SELECT expires FROM config_cache WHERE cache_key = %s", [name])
        return cursor.fetchone()[0]


def test_real_settings_count_in_the_database() -> None:
    backend = django_settings.CACHES["default"]["BACKEND"]
    assert backend == f"{CountingCache.__module__}.{CountingCache.__name__}"


@pytest.mark.race
def test_many_at_once_are_all_counted() -> None:
    cache.add("tries", 0, 3600)
    counts = at_once(*[lambda: cache.incr("tries")] * 12)
    assert sorted(map(str, counts)) == sorted(map(str, range(1, 13)))


def test_counting_on_does_not_change_when_a_count_ends() -> None:
    cache.add("tries", 1, 3600)
    ends = expiry("tries")
    assert cache.incr("tries") == 2
    assert expiry("tries") == ends
    with pytest.raises(ValueError, match="no count"):
        cache.incr("another")


def test_count_begins_once_until_it_has_ended() -> None:
    assert cache.add("tries", 3, 3600)
    assert not cache.add("tries", 1, 3600)
    assert cache.get("tries") == 3
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE config_cache SET expires = %s", [timezone.now() - timedelta(seconds=5)]
        )
    assert cache.add("tries", 1, 3600)
    assert cache.get("tries") == 1
    assert expiry("tries") > timezone.now() + timedelta(minutes=50)  # type: ignore[operator]


@pytest.mark.race
def test_one_of_many_begins_a_count() -> None:
    begun = at_once(*[lambda: cache.add("tries", 1, 3600)] * 8)
    assert sorted(map(str, begun)) == ["False"] * 7 + ["True"]


def test_tries_elsewhere_do_not_push_a_count_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting_module, "_LOOK_ROUND", 1)
    cache.add("tries", 5, 3600)
    ends = timezone.now() + timedelta(hours=1)
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, [(f":1:z{number}", ONE, ends) for number in range(400)])
    cache.add("another", 1, 3600)
    assert cache.get("tries") == 5


@pytest.mark.race
def test_digits_of_a_ticket_are_guessed_ten_times_only() -> None:
    """From several places at once, each saying that it is somebody else."""

    def guess(number: int) -> int:
        browser = Client(headers={"X-Forwarded-For": f"10.0.0.{number}"})
        return browser.post("/ltsa/janji/K7M4D6/", {"digits": f"{number:04d}"}).status_code

    answers = at_once(*[lambda number=number: guess(number) for number in range(14)])
    assert (answers.count(422), answers.count(429)) == (10, 4)


def test_purge_forgets_counts_and_sessions_that_have_ended() -> None:
    cache.set("tries", 1, 3600)
    now, hour = timezone.now(), timedelta(hours=1)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, (":1:old", ONE, now - hour))
    for key, ends in (("old", now - hour), ("new", now + hour)):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    call_command("purge_expired")
    assert [one.session_key for one in Session.objects.all()] == ["new"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM config_cache")
        assert cursor.fetchone() == (1,)
