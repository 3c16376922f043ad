"""The list of people: search, filters, and what must never show on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from migrants.models import Person
from tests import factories as make
from villages.models import Village

LIST = "/kerja/warga/"
HTMX = {"HX-Request": "true"}
NIK = "3510991205889077"


def names(answer: Any) -> list[str]:
    return [person.name for person in answer.context["page"]]


@pytest.fixture(autouse=True)
def people(village: Village, neighbour: Village) -> None:
    make.PersonFactory(
        village=village, name="Sumiati", nickname="Mik", hamlet="Krajan", abroad=True
    )
    make.PersonFactory(
        village=village,
        name="Siti Rahayu",
        hamlet="Sidomulyo",
        returned=True,
        phone="+6281200000000",
    )
    make.PersonFactory(village=village, name="Bambang Hermawan", nik=NIK, sex="M")
    make.PersonFactory(village=village, name="Dewi", without_nik=True)
    make.PersonFactory(
        village=neighbour,
        name="Sumiati Markatetangga",
        hamlet="Markadusun",
        journey__country="BN",
        abroad=True,
    )


def test_form_sends_the_search_text_and_the_status_once(browser: Client) -> None:
    page = browser.get(LIST).content.decode()  # twice, the empty one would win without JavaScript
    assert (page.count('name="q"'), page.count('name="status"')) == (1, 1)


def test_list_is_sorted_by_name(browser: Client) -> None:
    assert names(browser.get(LIST)) == ["Bambang Hermawan", "Dewi", "Siti Rahayu", "Sumiati"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=soemiati", ["Sumiati"]),
        ("q=mik", ["Sumiati"]),
        ("q=bambng+hermwan", ["Bambang Hermawan"]),
        ("q=zzzz", []),
        ("status=abroad", ["Sumiati"]),
        ("status=returned", ["Siti Rahayu"]),
        ("status=nonsense", ["Bambang Hermawan", "Dewi", "Siti Rahayu", "Sumiati"]),
        ("country=HK", ["Siti Rahayu", "Sumiati"]),
        ("country=HK&status=abroad", ["Sumiati"]),
        ("country=BN", ["Bambang Hermawan", "Dewi", "Siti Rahayu", "Sumiati"]),
        ("hamlet=Krajan", ["Sumiati"]),
        ("lacking=nik", ["Dewi"]),
        ("lacking=phone", ["Sumiati"]),
        ("page=99", ["Bambang Hermawan", "Dewi", "Siti Rahayu", "Sumiati"]),
        ("page=x", ["Bambang Hermawan", "Dewi", "Siti Rahayu", "Sumiati"]),
    ],
)
def test_search_and_filters(browser: Client, query: str, found: list[str]) -> None:
    answer = browser.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    assert names(answer) == found


@pytest.mark.parametrize("query", ["", "?q=sumiati", "?q=markatetangga", "?hamlet=Markadusun"])
def test_nothing_of_a_neighbour_shows(browser: Client, query: str) -> None:
    page = browser.get(f"{LIST}{query}").content.decode()
    typed = query.partition("=")[2]
    for marker in ("Markatetangga", "Markadusun", "Brunei"):
        assert marker.lower() == typed.lower() or marker not in page


def test_counts_are_of_the_own_village(browser: Client) -> None:
    options = browser.get(LIST).context["listing"].status_options()
    assert {value: number for value, _, number in options} == {
        "": 4,
        "stayed": 2,
        "abroad": 1,
        "returned": 1,
    }


def test_name_search_leads_to_an_address(browser: Client) -> None:
    answer = browser.post(LIST, {"q": "Siti Rahayu", "status": "returned"})
    assert answer["Location"] == f"{LIST}?q=Siti+Rahayu&status=returned"


@pytest.mark.parametrize("typed", [NIK, "3510 9912 0588 9077"])
def test_nik_search_shows_the_person_and_leads_nowhere(browser: Client, typed: str) -> None:
    answer = browser.post(LIST, {"q": typed})
    assert answer.status_code == 200
    assert names(answer) == ["Bambang Hermawan"]
    assert "no-store" in answer["Cache-Control"]


def test_nik_while_typing_is_never_pushed_into_the_address(browser: Client) -> None:
    for typed in (NIK, NIK[:6], NIK[:12]):
        answer = browser.post(LIST, {"q": typed}, headers=HTMX)
        assert answer.status_code == 200
        assert "HX-Push-Url" not in answer


def test_name_while_typing_swaps_the_rows_only(browser: Client) -> None:
    answer = browser.post(LIST, {"q": "soemiati"}, headers=HTMX)
    page = answer.content.decode()
    assert answer["HX-Push-Url"] == f"{LIST}?q=soemiati"
    assert "<html" not in page
    assert 'id="listing"' in page
    assert "Sumiati" in page


def test_nik_in_an_address_is_thrown_away(browser: Client) -> None:
    answer = browser.get(f"{LIST}?q={NIK}")
    assert answer["Location"] == LIST


def test_incomplete_nik_is_explained(browser: Client) -> None:
    answer = browser.post(LIST, {"q": NIK[:15]})
    assert names(answer) == []
    assert "15" in answer.context["note"]


def test_nik_of_a_neighbour_finds_nobody(browser: Client, neighbour: Village) -> None:
    stranger = make.PersonFactory(village=neighbour, nik="3510991205889078")
    answer = browser.post(LIST, {"q": stranger.nik})
    assert names(answer) == []


def test_no_number_stands_in_full_on_the_list(browser: Client) -> None:
    page = browser.get(LIST).content.decode()
    assert NIK not in page
    assert "••••9077" in page


def test_home_leave_shows_and_still_counts_as_abroad(browser: Client) -> None:
    journey = Person.unscoped.get(name="Sumiati").journeys.get()
    journey.journey_events.create(kind="home_leave", happened_on=date.today())
    answer = browser.get(f"{LIST}?status=abroad")
    assert names(answer) == ["Sumiati"]
    assert "Cuti di rumah" in answer.content.decode()


def test_officer_filters_by_village(desk: Client, neighbour: Village) -> None:
    answer = desk.get(f"{LIST}?village={neighbour.pk}")
    assert names(answer) == ["Sumiati Markatetangga"]


def test_long_list_has_pages(browser: Client, village: Village) -> None:
    make.PersonFactory.create_batch(30, village=village)
    first, second = browser.get(LIST), browser.get(f"{LIST}?page=2")
    assert len(names(first)) == 25
    assert len(names(second)) == 9
    assert not set(names(first)) & set(names(second))


def test_queries_do_not_grow(
    browser: Client, village: Village, queries_do_not_grow: Callable[..., None]
) -> None:
    make.PersonFactory.create_batch(5, village=village, abroad=True)
    queries_do_not_grow(
        lambda: browser.get(LIST),
        lambda: make.PersonFactory.create_batch(10, village=village, returned=True),
    )


def test_empty_village_gets_a_next_step(signed_in: Callable[[User], Client]) -> None:
    newcomer = signed_in(make.UserFactory(coordinator=True))
    assert "/kerja/warga/tambah/" in newcomer.get(LIST).content.decode()
