from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Role, User
from migrants.models import Person
from tests import factories as make
from villages.models import Village


@pytest.fixture
def coordinator(db: None) -> User:
    return make.UserFactory(coordinator=True, full_name="Bu Koordinator")


@pytest.fixture
def village(coordinator: User) -> Village:
    assert coordinator.village
    return coordinator.village


@pytest.fixture
def neighbour(db: None) -> Village:
    """Another village of the same district."""
    return make.VillageFactory(name="Tetangga")


@pytest.fixture
def officer(village: Village) -> User:
    regency = village.district.regency
    return make.UserFactory(role=Role.CASE_OFFICER, regency=regency, full_name="Pak Petugas")


@pytest.fixture
def browser(signed_in: Callable[[User], Client], coordinator: User) -> Client:
    """The coordinator's browser."""
    return signed_in(coordinator)


@pytest.fixture
def desk(signed_in: Callable[[User], Client], officer: User) -> Client:
    """The case officer's browser."""
    return signed_in(officer)


@pytest.fixture
def typed() -> dict[str, Any]:
    """What a coordinator types for somebody who never worked abroad; every test changes a bit."""
    return {
        "name": "Sumiati",
        "sex": "F",
        "born_day": "1988-05-12",
        "nik": "3510995205889001",
        "where": "stayed",
    }


@pytest.fixture
def only_person() -> Callable[[], Person]:
    def get() -> Person:
        found: Person = Person.unscoped.get()
        return found

    return get
