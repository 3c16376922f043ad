"""Appointments of two records that become one."""

import uuid

import pytest

from accounts.models import User
from ltsa.actions import Visitor, book
from ltsa.invariants import broken
from ltsa.models import Booking, Claim, Party, Pool, Service
from ltsa.person_key import key_of
from ltsa.refusals import Refused
from migrants.models import Person
from tests import factories as make
from tests.ltsa.factories import PoolFactory, ServiceFactory, make_day
from tests.workspace.test_merge import merge
from workspace.actions.appointments import held_twice
from workspace.actions.merge import Touched, undo_merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> User:
    return make.UserFactory(coordinator=True)


@pytest.fixture
def pool() -> Pool:
    made: Pool = PoolFactory()
    make_day(made, slots=6)
    return made


@pytest.fixture
def service(pool: Pool) -> Service:
    return ServiceFactory(pool=pool)


@pytest.fixture
def people(coordinator: User) -> tuple[Person, Person]:
    """The second record knows her NIK: after the merge her key is another one."""
    village = coordinator.village
    first = make.PersonFactory(village=village, name="Sulastri", without_nik=True)
    return first, make.PersonFactory(village=village, name="Sulastri")


def visit(person: Person, pool: Pool, service: Service, number: int) -> Booking:
    slot = pool.slots.order_by("starts_at")[number]
    return book(
        office=pool.office,
        starts_at=slot.starts_at,
        visitors=[Visitor(key_of(person), person.name, service, person=person)],
        contact_name=person.name,
        contact_phone="+6281234567890",
        submit_key=uuid.uuid4(),
    )


def claimed() -> set[tuple[str, int]]:
    return set(Claim.unscoped.values_list("person_key", "booking"))


def test_appointment_is_held_by_the_key_she_has_then(
    people: tuple[Person, Person], pool: Pool, service: Service, coordinator: User
) -> None:
    booking = visit(people[0], pool, service, 0)
    former = key_of(people[0])

    done = merge(*people, coordinator)

    kept = Person.unscoped.get()
    assert key_of(kept) != former
    assert Party.unscoped.get().person_key == key_of(kept)
    assert claimed() == {(key_of(kept), booking.pk)}
    with pytest.raises(Refused):  # she has one for this service
        visit(kept, pool, service, 2)
    assert broken() == []

    undo_merge(merge=done, by=coordinator)

    assert Party.unscoped.get().person_key == former
    assert claimed() == {(former, booking.pk)}
    assert broken() == []


@pytest.mark.parametrize("earlier", [0, 1])
def test_both_stay_when_each_record_has_one_for_the_service(
    people: tuple[Person, Person], pool: Pool, service: Service, coordinator: User, earlier: int
) -> None:
    """Nobody's visit is called off by merging. No third one can be made."""
    order = (people[earlier], people[1 - earlier])
    first, second = (visit(one, pool, service, 2 * n) for n, one in enumerate(order))
    before = claimed()
    assert [party.booking_id for party in held_twice(*people)] == [first.pk, second.pk]

    done = merge(*people, coordinator)

    kept = Person.unscoped.get()
    assert Booking.unscoped.active().count() == 2
    assert set(Party.unscoped.values_list("person", flat=True)) == {kept.pk}
    assert broken() == []
    with pytest.raises(Refused):
        visit(kept, pool, service, 4)

    undo_merge(merge=done, by=coordinator)
    assert claimed() == before
    assert broken() == []


def test_another_service_is_no_rival(
    people: tuple[Person, Person], pool: Pool, service: Service, coordinator: User
) -> None:
    visit(people[0], pool, service, 0)
    visit(people[1], pool, ServiceFactory(pool=pool), 2)
    assert held_twice(*people) == []
    merge(*people, coordinator)
    assert {key for key, _booking in claimed()} == {key_of(Person.unscoped.get())}
    assert broken() == []


def test_undo_is_refused_when_the_former_key_holds_another_one_by_now(
    people: tuple[Person, Person], pool: Pool, service: Service, coordinator: User
) -> None:
    visit(people[0], pool, service, 0)
    former = key_of(people[0])
    done = merge(*people, coordinator)
    slot = pool.slots.order_by("starts_at")[2]
    book(
        office=pool.office,
        starts_at=slot.starts_at,
        visitors=[Visitor(former, "Sulastri", service)],
        contact_name="Sulastri",
        contact_phone="+6281234567891",
        submit_key=uuid.uuid4(),
    )
    with pytest.raises(Touched):
        undo_merge(merge=done, by=coordinator)
    assert Person.unscoped.count() == 1
    assert broken() == []


def test_visit_that_is_over_keeps_what_it_was_booked_with(
    people: tuple[Person, Person], pool: Pool, service: Service, coordinator: User
) -> None:
    from ltsa.actions import cancel

    booking = visit(people[0], pool, service, 0)
    cancel(booking=booking, by=coordinator, reason="")
    former = key_of(people[0])
    merge(*people, coordinator)
    assert Party.unscoped.get().person_key == former
