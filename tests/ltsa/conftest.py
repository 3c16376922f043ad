"""What most tests of appointments begin with, and the database without its safeguards for the
controls of races."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Role, User
from ltsa.actions import seats, take_counter
from ltsa.models import Duty, Pool, Service, Slot
from tests.factories import UserFactory
from tests.ltsa.factories import PoolFactory, ServiceFactory


@pytest.fixture
def pool() -> Pool:
    made: Pool = PoolFactory()
    return made


@pytest.fixture
def service(pool: Pool) -> Service:
    made: Service = ServiceFactory(pool=pool)
    return made


@pytest.fixture
def officer(pool: Pool) -> User:
    made: User = UserFactory(role=Role.LTSA_OFFICER, office=pool.office)
    return made


@pytest.fixture
def browser(officer: User, signed_in: Callable[[User], Client]) -> Client:
    """The officer's browser."""
    return signed_in(officer)


@pytest.fixture
def duty(officer: User, pool: Pool) -> Duty:
    return take_counter(user=officer, counter="2", pools=[pool])


@pytest.fixture
def without_check(transactional_db: None) -> Iterator[None]:
    """The capacity rules of the database are gone for one test."""
    rules = [rule for rule in Slot._meta.constraints if rule.name.endswith("_within_capacity")]
    assert len(rules) == 2
    with connection.schema_editor() as editor:
        for rule in rules:
            editor.remove_constraint(Slot, rule)
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE ltsa_slot, ltsa_booking CASCADE")
    with connection.schema_editor() as editor:
        for rule in rules:
            editor.add_constraint(Slot, rule)


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slots are read without a lock, and everybody pauses after looking."""
    pause = threading.Event()

    def look(ids: set[int]) -> dict[int, Slot]:
        slots = Slot.objects.in_bulk(ids)
        pause.wait(0.05)
        return slots

    monkeypatch.setattr(seats, "lock_slots", look)
