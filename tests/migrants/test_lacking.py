"""What is missing about people, as the coordinator's start page and her list count it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from migrants.models import Person
from tests.factories import ConsentFactory, JourneyFactory, PersonFactory

pytestmark = pytest.mark.django_db
Lacking = Person.Lacking


def lacking(what: str) -> list[Person]:
    return list(Person.unscoped.lacking(what))


def test_without_nik_means_the_living() -> None:
    person = PersonFactory(without_nik=True)
    PersonFactory()
    PersonFactory(without_nik=True, died_on=timezone.localdate())
    assert lacking(Lacking.NIK) == [person]


def test_without_phone_means_workers_not_children_and_not_those_with_a_number_abroad() -> None:
    person = PersonFactory(returned=True)
    PersonFactory()
    PersonFactory(abroad=True, phone_abroad="+85240001234")
    assert lacking(Lacking.PHONE) == [person]


def test_contract_that_ends_soon_or_has_ended_while_still_abroad() -> None:
    today = timezone.localdate()
    soon, over, later = (
        JourneyFactory(contract_ends_on=today + timedelta(days=days)).person
        for days in (59, -10, 90)
    )
    JourneyFactory(contract_ends_on=today - timedelta(days=9), returned_on=today)
    assert set(lacking(Lacking.CONTRACT)) == {soon, over}
    assert later not in lacking(Lacking.CONTRACT)


def test_somebody_who_wants_to_go_without_a_day_also_after_an_earlier_journey() -> None:
    plan = {"departed_on": None, "planned_on": None}
    first = JourneyFactory(**plan).person
    again = PersonFactory(returned=True)
    JourneyFactory(person=again, **plan)
    JourneyFactory(departed_on=None, planned_on=timezone.localdate())
    assert set(lacking(Lacking.DEPARTURE)) == {first, again}


def test_consent_that_runs_out_but_not_one_that_was_withdrawn() -> None:
    today = timezone.localdate()
    ends = {"given_on": today - timedelta(days=300), "valid_until": today + timedelta(days=10)}
    person = ConsentFactory(**ends).person
    ConsentFactory(**ends, withdrawn_at=timezone.now())
    ConsentFactory(given_on=today, valid_until=None)
    assert lacking(Lacking.CONSENT) == [person]
