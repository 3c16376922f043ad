"""Where people live who do not live at home: who may see it, and where they count."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Role, User
from migrants.models import HomeChange, Person, Residence
from tests import factories as make
from villages.models import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(village: Village) -> Person:
    made: Person = make.PersonFactory(
        village=village, name="Sumiati", phone="+6281234567890", note="Catatanrahasia"
    )
    return made


@pytest.fixture
def next_door(neighbour: Village, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(make.UserFactory(role=Role.COORDINATOR, village=neighbour))


def live(browser: Client, person: Person, **typed: Any) -> int:
    answer = browser.post(
        f"/kerja/warga/{person.pk}/tempat-tinggal/", {"since": "2026-01-05"} | typed
    )
    return answer.status_code


def test_village_where_she_lives_sees_name_phone_and_address_only(
    browser: Client, next_door: Client, person: Person, neighbour: Village
) -> None:
    live(browser, person, village=neighbour.pk, address="Dusun Krajan", is_shared="on")
    page = next_door.get("/kerja/pendatang/").content.decode()
    for text in ("Sumiati", "0812-3456-7890", "Dusun Krajan"):
        assert text in page
    assert "Catatanrahasia" not in page
    assert next_door.get(person.get_absolute_url()).status_code == 404
    assert "Sumiati" not in next_door.get("/kerja/warga/").content.decode()


@pytest.mark.parametrize(
    "changes", [{"is_shared": False}, {"until": date(2026, 2, 1)}, {"village": None}]
)
def test_nobody_else_sees_more_than_agreed(
    next_door: Client, person: Person, neighbour: Village, changes: dict[str, Any]
) -> None:
    row = {"village": neighbour, "elsewhere": ""} | changes
    if row["village"] is None:
        row["elsewhere"] = "Surabaya"
    make.ResidenceFactory(person=person, **row)
    assert "Sumiati" not in next_door.get("/kerja/pendatang/").content.decode()


def test_dead_are_not_shown_next_door(
    next_door: Client, person: Person, neighbour: Village
) -> None:
    dead = make.PersonFactory(village=person.village, name="Sumiati", died_on=date(2026, 3, 1))
    make.ResidenceFactory(person=dead, village=neighbour)
    assert "Sumiati" not in next_door.get("/kerja/pendatang/").content.decode()


def test_second_place_ends_the_first_and_home_ends_both(
    browser: Client, person: Person, neighbour: Village
) -> None:
    assert live(browser, person, village=neighbour.pk) == 302
    assert live(browser, person, elsewhere="Surabaya", since="2026-03-01") == 302
    first, second = Residence.unscoped.order_by("pk")
    assert (first.until, second.until) == (date(2026, 3, 1), None)
    browser.post(f"/kerja/tempat-tinggal/{second.pk}/selesai/")
    assert not Residence.unscoped.current().exists()


@pytest.mark.parametrize(
    "typed", [{}, {"elsewhere": "Surabaya", "village": "own"}, {"since": "2099-01-01"}]
)
def test_unclear_place_is_refused_and_nothing_typed_is_lost(
    browser: Client, person: Person, neighbour: Village, typed: dict[str, Any]
) -> None:
    typed = typed | ({"village": neighbour.pk} if typed.get("village") else {})
    assert live(browser, person, address="Jalan Melati", **typed) == 422
    assert not Residence.unscoped.exists()


def test_every_change_of_home_is_noted_whoever_makes_it(
    person: Person, village: Village, neighbour: Village
) -> None:
    Person.unscoped.filter(pk=person.pk).update(village=neighbour)
    change = HomeChange.unscoped.get()
    assert (change.from_village, change.to_village, change.why) == (village, neighbour, "moved")
    Person.unscoped.filter(pk=person.pk).update(hamlet="Krajan")
    assert HomeChange.unscoped.count() == 1


def test_newcomer_queries_do_not_grow(
    browser: Client,
    village: Village,
    neighbour: Village,
    queries_do_not_grow: Callable[..., None],
) -> None:
    def more() -> None:
        for _ in range(5):
            someone = make.PersonFactory(village=neighbour)
            make.ResidenceFactory(person=someone, village=village)

    more()
    queries_do_not_grow(lambda: browser.get("/kerja/pendatang/"), more)
