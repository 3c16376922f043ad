"""Requests that no page of ours sends: none of them breaks a page."""

import re
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from tests.test_access import LINES, Line
from tests.world import World

#: Longer than any field takes, numbers beyond every column, bytes that are no text, false dates.
HOSTILE = (
    "x" * 50_000,
    "9" * 30,
    b"\xed\xa0\x80",  # half of a surrogate pair
    "-1",
    "0001-01-01",
    "%00",
    "2026-13-45",
    "٣",
    "1e999",
)
#: Names under which our pages look for something in an address.
ASKED = ("q", "page", "kode", "tab", "next", "hari", "layanan", "status", "village", "country")


def browser_for(line: Line, world: World, signed_in: Callable[[User], Client]) -> Client:
    browser = Client() if line.public else signed_in(world.users[line.roles[0]])
    browser.raise_request_exception = False
    return browser


def fields(answer: Any) -> set[str]:
    """Names of the fields of all forms on a page."""
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return set()
    names = re.findall(r'<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"', answer.text)
    return set(names) - {"csrfmiddlewaretoken"}


def filled(names: set[str]) -> Iterator[dict[str, Any]]:
    """The fields with something hostile in each, and a second time something else."""
    for shift in range(2):
        yield dict(zip(sorted(names), islice(cycle(HOSTILE), shift * 4, None), strict=False))


def test_nothing_sent_breaks_a_page(world: World, signed_in: Callable[[User], Client]) -> None:
    broken = []
    for line in LINES:
        browser, url = browser_for(line, world, signed_in), line.url(world.own)
        names = fields(browser.get(url))
        requests = [("get", data) for data in filled(names | {*ASKED})]
        requests += [("post", data) for data in filled(names)]
        for method, data in requests:
            with transaction.atomic():
                answer = getattr(browser, method)(url, data)
                transaction.set_rollback(True)  # each finds the world as it was
            if answer.status_code >= 500:
                broken.append(f"{method.upper()} {line.name} {data!r:.300}")
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_no_database_keeps_is_refused_everywhere(
    method: str, client: Client, db: None
) -> None:
    for name in ("village_search", "booking_find", "account_login"):
        answer = getattr(client, method)(reverse(name), {"q": "Keduwung\0"})
        assert answer.status_code == 400
        assert "error-page" in answer.text
    assert client.get("/desa/\0/").status_code == 404
    client.cookies["sessionid"] = "a" * 32 + "\0"
    assert client.get("/").status_code == 400


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_other_methods_do_not_count_as_a_look(
    method: str, world: World, signed_in: Callable[[User], Client]
) -> None:
    for browser, url in (
        (Client(), reverse("home")),
        (Client(), reverse("work")),
        (signed_in(world.users[Role.COORDINATOR]), reverse("person_list")),
        (signed_in(world.users[Role.ADMINISTRATOR]), "/admin/accounts/user/"),
    ):
        answer = getattr(browser, method)(url)
        assert answer.status_code == 405, url
        assert answer["Allow"] == "GET, HEAD, POST, OPTIONS"
        assert "error-page" in answer.text
        assert "Markasendiri" not in answer.text


def test_a_view_that_refuses_a_method_does_so_with_a_page(client: Client, db: None) -> None:
    answer = client.post("/healthz")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "error-page" in answer.text


def test_options_tells_the_methods_and_shows_nothing(client: Client, db: None) -> None:
    answer = client.options(reverse("home"))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert client.head(reverse("home")).status_code == 200
