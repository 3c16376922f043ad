"""Merges at the same moment: real threads, real commits, and a control without the lock."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from ltsa.actions import Visitor, book
from ltsa.invariants import broken
from ltsa.models import Booking
from ltsa.person_key import key_of
from ltsa.refusals import Busy, Refused
from migrants.actions.people import change_person
from migrants.actions.protected import keep_protected
from migrants.actions.versions import ChangedMeanwhile
from migrants.models import Case, Health, Journey, Merge, Person
from tests import factories as make
from tests.ltsa.factories import PoolFactory, ServiceFactory, make_day
from tests.races import at_once
from workspace.actions import merge as merging
from workspace.actions.merge import Gone, Stale, merge_people
from workspace.actions.questions import Question, questions

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

CLEAN = (Gone, Stale, Busy, ChangedMeanwhile, ValidationError)


@pytest.fixture
def coordinator() -> User:
    return make.UserFactory(coordinator=True)


@pytest.fixture
def people(coordinator: User) -> list[Person]:
    """Three records of one woman, each with a journey and a case of her own."""
    village = coordinator.village
    found = [make.PersonFactory(village=village, name="Sulastri", without_nik=True) for _ in "abc"]
    for number, person in enumerate(found):
        make.JourneyFactory(
            person=person,
            departed_on=f"201{number * 3}-01-01",
            returned_on=f"201{number * 3 + 1}-01-01",
        )
        make.CaseFactory(person=person)
    return [Person.unscoped.get(pk=person.pk) for person in found]


def merge(one: Person, other: Person, by: User) -> Callable[[], object]:
    """A merge as the form sends it: answers and versions as they were when it was opened."""
    first, second = sorted([one, other], key=lambda person: person.pk)
    answers = {question.name: "first" for question in questions(first, second)}
    seen = (first.version, second.version)
    return lambda: merge_people(first=first, second=second, answers=answers, seen=seen, by=by)


def nothing_is_lost() -> bool:
    people = set(Person.unscoped.values_list("pk", flat=True))
    return (
        Journey.unscoped.filter(person__in=people).count() == 3
        and Case.unscoped.filter(person__in=people).count() == 3
        and Person.unscoped.count() == 3 - Merge.unscoped.standing().count()
    )


def test_overlapping_pairs_at_once(people: list[Person], coordinator: User) -> None:
    one, two, three = people

    results = at_once(merge(one, two, coordinator), merge(two, three, coordinator))

    assert nothing_is_lost()
    assert sum(isinstance(result, Merge) for result in results) >= 1
    assert all(isinstance(result, (Merge, *CLEAN)) for result in results)


def test_one_pair_merged_by_four_at_once(people: list[Person], coordinator: User) -> None:
    one, two, _three = people

    results = at_once(*(merge(one, two, coordinator) for _number in range(4)))

    assert nothing_is_lost()
    assert sum(isinstance(result, Merge) for result in results) == 1
    assert all(isinstance(result, (Merge, *CLEAN)) for result in results)


@pytest.mark.parametrize("changed", [0, 1])
def test_merge_against_a_change(people: list[Person], coordinator: User, changed: int) -> None:
    one, two, _three = people
    person = people[changed]

    def change() -> object:
        return change_person(
            person=person, changes={"skills": "Menjahit"}, version=person.version, by=coordinator
        )

    results = at_once(merge(one, two, coordinator), change)

    assert nothing_is_lost()
    assert all(isinstance(result, (Merge, Person, *CLEAN)) for result in results)
    if isinstance(results[1], Person):  # what was saved first is not overwritten by the merge
        assert Person.unscoped.filter(skills="Menjahit").exists()


@pytest.mark.parametrize("record", [0, 1])
def test_merge_against_a_change_of_health(
    people: list[Person], coordinator: User, record: int
) -> None:
    """Whoever is first: what was typed is in the record that stands, or its writer was told."""
    one, two, _three = people
    for person in (one, two):
        Health.unscoped.create(person=person, illness="Asma")
    row = Health.unscoped.get(person=people[record])

    def change() -> object:
        changes = {"illness": "Asma dan maag"}
        return keep_protected(row=row, changes=changes, version=row.version, by=coordinator)

    results = at_once(merge(one, two, coordinator), change)

    assert all(
        isinstance(result, (Merge, Health, Person.DoesNotExist, *CLEAN)) for result in results
    )
    if isinstance(results[1], Health):
        assert any("maag" in health.illness for health in Health.unscoped.all())


def test_merge_against_booking_for_either(people: list[Person], coordinator: User) -> None:
    one, two, _three = people
    pool = PoolFactory()
    make_day(pool, slots=4)
    service = ServiceFactory(pool=pool)

    def booking(person: Person, number: int) -> Callable[[], object]:
        slot = pool.slots.order_by("starts_at")[number]
        who = Visitor(key_of(person), person.name, service, person=person)
        return lambda: book(
            office=pool.office,
            starts_at=slot.starts_at,
            visitors=[who],
            contact_name=person.name,
            contact_phone="+6281234567890",
            submit_key=uuid.uuid4(),
        )

    results = at_once(merge(one, two, coordinator), booking(one, 0), booking(two, 2))

    assert nothing_is_lost()
    assert broken() == []
    fine = (Merge, Booking, Refused, IntegrityError, *CLEAN)
    assert all(isinstance(result, fine) for result in results), results


def test_merge_against_a_new_case(people: list[Person], coordinator: User) -> None:
    one, two, _three = people

    at_once(merge(one, two, coordinator), lambda: make.CaseFactory(person=two))

    alive = Person.unscoped.values("pk")
    assert Case.unscoped.filter(person__in=alive).count() == Case.unscoped.count() >= 3


def test_undoing_twice_at_once(people: list[Person], coordinator: User) -> None:
    done = merge(people[0], people[1], coordinator)()
    assert isinstance(done, Merge)

    results = at_once(
        *(lambda: merging.undo_merge(merge=done, by=coordinator) for _number in range(3))
    )

    assert results == [None, None, None]
    assert nothing_is_lost()


def test_without_the_lock_overlapping_merges_break(
    people: list[Person], coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: both have read before one writes, and the second goes on when the first has
    committed, with no second try. It works on a record that is gone, and something other than a
    clean refusal comes out."""
    one, two, three = people
    has_read, is_done = threading.Event(), threading.Event()

    def unlocked(keys: list[int]) -> list[Person]:
        return list(Person.unscoped.filter(pk__in=keys).select_related("village").order_by("pk"))

    def asked(kept: Person, gone: Person) -> list[Question]:
        if gone == three:
            has_read.set()
            assert is_done.wait(timeout=20)
        else:
            assert has_read.wait(timeout=20)
        return questions(kept, gone)

    def first() -> object:
        try:
            return merge(one, two, coordinator)()
        finally:
            is_done.set()

    second = merge(two, three, coordinator)
    monkeypatch.setattr(merging, "lock_people", unlocked)
    monkeypatch.setattr(merging, "questions", asked)
    monkeypatch.setattr(merging, "retried", lambda work: work())

    results = at_once(first, second)

    clean = all(isinstance(result, (Merge, *CLEAN)) for result in results)
    assert not (clean and nothing_is_lost())
