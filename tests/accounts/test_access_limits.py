"""Tries are counted by the visitor's own address, with proxies in front and without."""

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db
WRONG = {"digits": "0000"}


def status_of_try(number: int, forwarded: str) -> int:
    """Answer to one guess, each at another code, so that only the limit by address counts."""
    code = "ABCDEFGHJK"[number % 10] + "ABCDEFGHJK"[number // 10] + "AAAA"
    headers = {"X-Forwarded-For": forwarded}
    return Client().post("/ltsa/cek/", {"code": code, **WRONG}, headers=headers).status_code


def test_without_a_proxy_an_invented_address_changes_nothing() -> None:
    answers = [status_of_try(number, f"198.51.100.{number}") for number in range(61)]
    assert set(answers[:60]) == {422}
    assert answers[60] == 429


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_visitors_are_counted_apart() -> None:
    for number in range(61):
        last = status_of_try(number, f"203.0.113.{number}, 198.51.100.7")
    assert last == 429
    assert status_of_try(62, "198.51.100.8") == 422
