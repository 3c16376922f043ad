"""Merging asks about health and money too, without showing them unasked; nothing of it is lost."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User, ViewLog
from migrants.models import (
    DoublePair,
    Finance,
    Health,
    JourneyPrivate,
    Merge,
    Person,
    Remittance,
    Vulnerability,
)
from tests import factories as make
from tests.workspace.test_merge import everything, merge
from workspace.actions.merge import Stale, merge_people, undo_merge
from workspace.actions.private_questions import private_state
from workspace.actions.questions import questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> User:
    return make.UserFactory(coordinator=True)


@pytest.fixture
def browser(signed_in: Callable[[User], Client], coordinator: User) -> Client:
    return signed_in(coordinator)


@pytest.fixture
def people(coordinator: User) -> tuple[Person, Person]:
    """Two records of one woman who say different things about health and money."""
    village = coordinator.village
    first, second = (
        make.PersonFactory(village=village, name="Sulastri", without_nik=True) for _n in "ab"
    )
    Health.unscoped.create(person=first, disability="sight", illness="Asma")
    Health.unscoped.create(person=second, disability="hearing", illness="Maag", needs="Juru bahasa")
    Finance.unscoped.create(person=first, debt="5000000")
    Finance.unscoped.create(person=second, debt="7000000")
    return first, second


@pytest.fixture
def address(people: tuple[Person, Person]) -> str:
    first, second = people
    pair = DoublePair.unscoped.create(first=first, second=second, reasons=["name_same"])
    return f"/kerja/ganda/{pair.pk}/gabung/"


def sent(people: tuple[Person, Person], **answers: str) -> dict[str, object]:
    first, second = people
    asked = {one.name: one.proposal or "first" for one in questions(first, second)}
    seen = {"seen_first": first.version, "seen_second": second.version}
    return {**asked, **seen, "seen_private": private_state(first, second), **answers}


def test_they_are_asked_but_not_shown(browser: Client, address: str) -> None:
    page = browser.get(address).content.decode()
    assert 'name="health_disability"' in page
    assert 'name="finance_debt"' in page
    for secret in ("Asma", "Maag", "Rp5.000.000", "Penglihatan"):
        assert secret not in page
    assert not ViewLog.objects.exists()


def test_shown_on_request_and_the_look_is_kept(
    browser: Client, address: str, people: tuple[Person, Person]
) -> None:
    answer = browser.post(address, {"show": "1", "finance_debt": "second"})
    page = answer.content.decode()
    for shown in ("Asma", "Maag", "Rp5.000.000", "Rp7.000.000"):
        assert shown in page
    assert answer.context["form"]["finance_debt"].value() == "second"
    assert Person.unscoped.count() == 2
    for person in people:
        look = ViewLog.objects.of(person).get()
        assert look.fields == "health_disability, health_illness, finance_debt"
        assert "Asma" not in look.fields


def test_answers_decide_and_texts_stand_below_one_another(
    browser: Client, address: str, people: tuple[Person, Person]
) -> None:
    answer = browser.post(address, sent(people, health_disability="second", finance_debt="second"))
    assert answer.status_code == 302
    health = Health.unscoped.get()
    assert (health.disability, health.illness, health.needs) == (
        "hearing",
        "Asma\nMaag",
        "Juru bahasa",
    )
    assert Finance.unscoped.get().debt == "7000000"


@pytest.mark.parametrize(("side", "stands"), [("first", "Asma"), ("second", "Maag")])
def test_one_of_two_texts_may_stand(
    people: tuple[Person, Person], coordinator: User, side: str, stands: str
) -> None:
    merge(*people, coordinator, health_illness=side)
    assert Health.unscoped.get().illness == stands


def test_unanswered_is_refused(
    browser: Client, address: str, people: tuple[Person, Person]
) -> None:
    answer = browser.post(address, sent(people, finance_debt=""))
    assert answer.status_code == 422
    assert "Rp5.000.000" not in answer.content.decode()
    assert Finance.unscoped.count() == 2


def test_changed_after_the_look_is_looked_at_again(
    browser: Client, address: str, people: tuple[Person, Person], coordinator: User
) -> None:
    form = sent(people)
    Finance.unscoped.filter(person=people[1]).update(debt="9000000")
    assert browser.post(address, form).status_code == 409
    first, second = people
    answers = {one.name: "first" for one in questions(first, second)}
    with pytest.raises(Stale):
        merge_people(
            first=first,
            second=second,
            answers=answers,
            seen=(first.version, second.version),
            seen_private=str(form["seen_private"]),
            by=coordinator,
        )


@pytest.mark.parametrize("side", ["first", "second"])
def test_undoing_gives_them_back(
    people: tuple[Person, Person], coordinator: User, side: str
) -> None:
    before = everything()
    answers = {"health_disability": side, "health_illness": side, "finance_debt": side}
    done = merge(people[0], people[1], coordinator, **answers)
    assert everything() != before
    undo_merge(merge=done, by=coordinator)
    assert everything() == before


@pytest.mark.parametrize("side", ["first", "second"])
@pytest.mark.parametrize("wage", ["first", "second"])
def test_wage_of_one_journey_entered_twice_is_asked(
    people: tuple[Person, Person], coordinator: User, side: str, wage: str
) -> None:
    for number, person in enumerate(people):
        journey = make.JourneyFactory(person=person, country="HK")
        JourneyPrivate.unscoped.create(journey=journey, wage=str(5000 + number), currency="HKD")
    asked = {one.name: one for one in questions(*people)}
    names = [name for name in asked if name.startswith("private_wage")]
    clash = [name for name in asked if name.startswith("journeys")]
    assert asked[names[0]].is_private

    merge(people[0], people[1], coordinator, **{clash[0]: side, names[0]: wage})

    assert JourneyPrivate.unscoped.get().wage == {"first": "5000", "second": "5001"}[wage]


def test_note_of_what_makes_her_vulnerable_is_kept(
    people: tuple[Person, Person], coordinator: User
) -> None:
    for number, person in enumerate(people):
        make.VulnerabilityFactory(person=person, kind="debt", note=f"Bank {number}")
    merge(*people, coordinator)
    assert Vulnerability.unscoped.get().note == "Bank 0\nBank 1"


@pytest.mark.parametrize(("frequency", "rows"), [("monthly", 1), ("yearly", 2)])
def test_money_from_abroad_that_differs_is_kept_as_ended(
    people: tuple[Person, Person], coordinator: User, frequency: str, rows: int
) -> None:
    household = make.HouseholdFactory(village=coordinator.village)
    for person, often in zip(people, ("monthly", frequency), strict=True):
        make.RemittanceFactory(household=household, receiver=person, frequency=often)
    merge(*people, coordinator)
    found = Remittance.unscoped.order_by("pk")
    assert found.filter(until=None).get().frequency == "monthly"
    assert found.count() == rows


def test_nothing_of_it_stands_in_the_record_of_the_merge_unencrypted(
    people: tuple[Person, Person], coordinator: User
) -> None:
    from django.db import connection

    merge(*people, coordinator)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM migrants_merge AS t")
        assert "Maag" not in str(cursor.fetchall())
    assert "Maag" in Merge.unscoped.get().steps


def test_which_school_stands_is_asked_and_the_other_stays_in_the_merge(coordinator: User) -> None:
    village = coordinator.village
    first, second = (
        make.PersonFactory(village=village, name="Dewi", without_nik=True) for _n in "ab"
    )
    make.SchoolingFactory(child=first, stage="primary", grade=3)
    make.SchoolingFactory(child=second, stage="junior", grade=7)
    asked = {one.name: one for one in questions(first, second)}
    assert asked["schooling"].is_private
    assert not asked["schooling"].proposal
    before = everything()
    made = merge(first, second, coordinator, schooling="second")
    first.refresh_from_db()
    assert (first.schooling.stage, first.schooling.grade) == ("junior", 7)
    undo_merge(merge=made, by=coordinator)
    assert everything() == before


def test_same_school_is_not_asked(coordinator: User) -> None:
    first, second = (
        make.PersonFactory(village=coordinator.village, name="Dewi", without_nik=True)
        for _n in "ab"
    )
    for child in (first, second):
        make.SchoolingFactory(child=child)
    assert "schooling" not in {one.name for one in questions(first, second)}
