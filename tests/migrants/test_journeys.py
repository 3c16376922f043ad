"""What happens on a journey, entered by the coordinator."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Role, User
from migrants.models import Journey, JourneyEvent, Person
from tests import factories as make
from villages.models import Village


@pytest.fixture
def person(village: Village) -> Person:
    made: Person = make.PersonFactory(village=village)
    return made


def status(person: Person) -> str:
    person.refresh_from_db()
    return person.status


def journey_of(person: Person, **facts: Any) -> Journey:
    made: Journey = make.JourneyFactory(person=person, **facts)
    return made


def test_plan_departure_leave_and_return(browser: Client, person: Person) -> None:
    address = f"/kerja/warga/{person.pk}/perjalanan/"
    plan = {"country": "TW", "sector": "factory", "documentation": "procedural"}
    assert browser.post(address, plan).status_code == 302
    assert status(person) == "prospective"
    journey = Journey.unscoped.get()

    step = f"/kerja/perjalanan/{journey.pk}/"
    browser.post(f"{step}berangkat/", {"departed_day": "2022-03-01"})
    assert status(person) == "abroad"

    leave = {"kind": "home_leave", "happened_day": "2024-04-01", "until": "2024-04-20"}
    browser.post(f"{step}kejadian/", leave)
    assert status(person) == "abroad"

    browser.post(f"{step}pulang/", {"returned_day": "2025-03-01", "return_kind": "contract_ended"})
    assert status(person) == "returned"
    page = browser.get(person.get_absolute_url()).content.decode()
    for word in ("Taiwan", "Cuti pulang", "1 Maret 2025", "Kontrak habis"):
        assert word in page


def test_plan_may_be_given_up(browser: Client, person: Person) -> None:
    journey = journey_of(person, departed_on=None)
    browser.post(f"/kerja/perjalanan/{journey.pk}/batal/", {"cancelled_on": "2026-01-01"})
    assert status(person) == "stayed"


def test_who_has_left_cannot_give_up(browser: Client, person: Person) -> None:
    journey = journey_of(person)
    answer = browser.post(f"/kerja/perjalanan/{journey.pk}/batal/", {"cancelled_on": "2026-01-01"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"cancelled_on"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"departed_day": "2020-01-01"}, "departed"),  # she was away already
        ({"departed_year": "2010", "returned_year": "2009"}, "returned"),
        ({"returned_year": "2009"}, "departed"),
        ({"departed_day": "2999-01-01"}, "departed"),
        ({"departed_year": "2010", "contract_ends_on": "2009-01-01"}, "contract_ends_on"),
        ({"departed_year": "2010", "returned_year": "2012", "country": ""}, "country"),
    ],
)
def test_impossible_journey_is_told_beside_the_field(
    browser: Client, person: Person, typed: dict[str, str], wrong: str
) -> None:
    journey_of(person, departed_on=date(2018, 3, 1), returned_on=date(2021, 3, 1))
    form = {"country": "TW", "sector": "factory", "documentation": "unknown"} | typed
    answer = browser.post(f"/kerja/warga/{person.pk}/perjalanan/", form)
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert Journey.unscoped.count() == 1


def test_second_plan_is_refused(browser: Client, person: Person) -> None:
    journey_of(person, departed_on=None)
    form = {"country": "TW", "sector": "factory", "documentation": "unknown"}
    answer = browser.post(f"/kerja/warga/{person.pk}/perjalanan/", form)
    assert answer.status_code == 422
    assert "rencana" in answer.content.decode()


def test_left_again_in_the_year_of_the_return(browser: Client, person: Person) -> None:
    """Both known by the year only: the new journey begins when the old one ended."""
    journey_of(person, departed_on=date(2010, 1, 1), returned_on=date(2013, 5, 1))
    form = {
        "country": "TW",
        "sector": "factory",
        "documentation": "unknown",
        "departed_year": "2013",
    }
    assert browser.post(f"/kerja/warga/{person.pk}/perjalanan/", form).status_code == 302
    again = Journey.unscoped.get(country="TW")
    assert (again.departed_on, again.departed_precision) == (date(2013, 5, 1), "year")
    assert status(person) == "abroad"


def test_form_shows_a_year_as_a_year(browser: Client, person: Person) -> None:
    journey = journey_of(person, departed_on=date(2010, 1, 1), departed_precision="year")
    page = browser.get(f"/kerja/perjalanan/{journey.pk}/").content.decode()
    assert 'name="departed_year" value="2010"' in page
    assert "2010-01-01" not in page


def test_contract_that_was_extended_ends_later(browser: Client, person: Person) -> None:
    journey = journey_of(person, contract_ends_on=date(2020, 3, 1))
    form = {"kind": "extension", "happened_day": "2020-02-01", "until": "2022-03-01"}
    browser.post(f"/kerja/perjalanan/{journey.pk}/kejadian/", form)
    journey.refresh_from_db()
    assert journey.contract_ends_on == date(2022, 3, 1)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"happened_day": "2010-01-01"}, "happened"),  # before she left
        ({"until": "2019-01-01"}, "until"),
        ({"kind": ""}, "kind"),
        ({"happened_day": ""}, "happened"),
    ],
)
def test_impossible_event_is_refused(
    browser: Client, person: Person, typed: dict[str, str], wrong: str
) -> None:
    journey = journey_of(person)
    form = {"kind": "home_leave", "happened_day": "2020-01-01"} | typed
    answer = browser.post(f"/kerja/perjalanan/{journey.pk}/kejadian/", form)
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors


def test_same_event_twice_is_recorded_once(browser: Client, person: Person) -> None:
    journey = journey_of(person)
    form = {"kind": "problem", "happened_day": "2020-01-01"}
    address = f"/kerja/perjalanan/{journey.pk}/kejadian/"
    assert [browser.post(address, form).status_code for _ in range(2)] == [302, 422]
    assert JourneyEvent.unscoped.count() == 1


class TestFate:
    @pytest.fixture
    def address(self, person: Person) -> str:
        journey_of(person)
        return f"/kerja/warga/{person.pk}/kabar/"

    @pytest.mark.parametrize("fate", ["lost_contact", "settled"])
    def test_is_the_status(self, browser: Client, person: Person, address: str, fate: str) -> None:
        assert browser.post(address, {"fate": fate, "on": "2024-01-01"}).status_code == 302
        assert status(person) == fate

    def test_found_again(self, browser: Client, person: Person, address: str) -> None:
        browser.post(address, {"fate": "lost_contact", "on": "2024-01-01"})
        browser.post(address, {"fate": "found"})
        assert status(person) == "abroad"

    def test_news_find_her_again(self, browser: Client, person: Person, address: str) -> None:
        browser.post(address, {"fate": "lost_contact", "on": "2024-01-01"})
        event = f"/kerja/perjalanan/{person.journeys.get().pk}/kejadian/"
        browser.post(event, {"kind": "news", "happened_day": "2023-12-31"})  # older than the loss
        assert status(person) == "lost_contact"
        browser.post(event, {"kind": "news", "happened_day": "2024-06-01"})
        assert status(person) == "abroad"

    def test_coming_home_finds_her_again(
        self, browser: Client, person: Person, address: str
    ) -> None:
        browser.post(address, {"fate": "lost_contact", "on": "2024-01-01"})
        journey = person.journeys.get()
        form = {"returned_day": "2024-06-01", "return_kind": "problem"}
        browser.post(f"/kerja/perjalanan/{journey.pk}/pulang/", form)
        assert status(person) == "returned"

    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            ({"fate": "lost_contact"}, "on"),
            (
                {
                    "fate": "settled",
                    "on": (date.today() + timedelta(days=3)).isoformat(),
                },
                "on",
            ),
            ({"on": "2024-01-01"}, "fate"),
        ],
    )
    def test_needs_a_day_that_has_come(
        self, browser: Client, person: Person, address: str, typed: dict[str, str], wrong: str
    ) -> None:
        answer = browser.post(address, typed)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {wrong}
        assert status(person) == "abroad"


def test_two_people_change_one_journey(
    signed_in: Callable[[User], Client], village: Village
) -> None:
    """Who saves second is asked where both changed the same field; what one changed alone stays."""
    journey = make.JourneyFactory(person=make.PersonFactory(village=village), agency="PT Satu")
    one, other = (signed_in(make.UserFactory(role=Role.COORDINATOR, village=village)) for _ in "ab")
    address = f"/kerja/perjalanan/{journey.pk}/"
    sent = {
        "version": journey.version,
        "country": "HK",
        "sector": "domestic",
        "documentation": "unknown",
        "departed_day": "2018-03-01",
    }
    assert one.post(address, sent | {"agency": "PT Dua", "city": "Sha Tin"}).status_code == 302

    answer = other.post(address, sent | {"agency": "PT Tiga", "occupation": "Perawat"})

    assert answer.status_code == 409
    asked = {clash.field: clash.proposal for clash in answer.context["clashes"]}
    assert asked == {"agency": "", "city": "stored"}
    journey.refresh_from_db()
    assert (journey.agency, journey.city, journey.occupation) == ("PT Dua", "Sha Tin", "")
    kept = {"keep_agency": "mine", "keep_city": "stored", "seen": journey.version}
    assert other.post(address, sent | {"agency": "PT Tiga", "occupation": "Perawat"} | kept)
    journey.refresh_from_db()
    assert (journey.agency, journey.city, journey.occupation) == ("PT Tiga", "Sha Tin", "Perawat")
