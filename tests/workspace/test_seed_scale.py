"""A crowd for measuring: what the forms would have written, only more of it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.history import history_of
from accounts.models import Role
from migrants.models import Household, HouseholdMembership, Person
from migrants.nik import nik_warnings
from tests import factories as make

pytestmark = pytest.mark.django_db


def seed_scale(persons: int, *, villages: int | None = None) -> str:
    printed = StringIO()
    call_command("seed_scale", persons=persons, villages=villages, stdout=printed)
    return printed.getvalue()


def test_crowd_lives_in_families_in_the_villages_asked_for() -> None:
    assert "60 people in 4 villages" in seed_scale(60, villages=4)
    people = Person.unscoped.all()
    assert people.count() == HouseholdMembership.unscoped.count() == 60
    assert Household.unscoped.count() == 20
    assert people.values("village").distinct().count() == 4
    assert people.with_status(Person.Status.RETURNED).exists()
    assert people.with_status(Person.Status.ABROAD).exists()


def test_crowd_is_found_by_nik_and_by_name_like_anybody() -> None:
    seed_scale(30)
    for person in Person.unscoped.all():
        assert person.nik
        assert person.nik.startswith("351099")
        assert not nik_warnings(person.nik, born_on=person.born_on, sex=person.sex)
        assert person in Person.unscoped.search(person.nik)
        assert person in Person.unscoped.search(person.name)


def test_a_second_crowd_joins_the_first() -> None:
    seed_scale(30)
    seed_scale(40)
    assert Person.unscoped.count() == 70


def test_person_of_a_crowd_has_a_history() -> None:
    seed_scale(6)
    person = Person.unscoped.latest("pk")
    coordinator = make.UserFactory(role=Role.COORDINATOR, village=person.village)
    labels = history_of(person, coordinator).values_list("pgh_label", flat=True)
    assert "insert" in labels


def test_it_refuses_beside_somebody_who_may_exist() -> None:
    make.PersonFactory(nik="3510045205880001")
    with pytest.raises(CommandError, match="NIK"):
        seed_scale(3)
