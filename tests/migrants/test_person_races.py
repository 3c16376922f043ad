"""Two at the same moment, on real threads with real commits."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Role, User
from migrants.actions.moves import accept_move, offer_person, refuse_move
from migrants.actions.people import change_person
from migrants.models import HomeChange, MoveRequest, Person
from tests import factories as make
from tests.races import at_once, kinds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
NIK = "3510995205889001"


@pytest.fixture
def coordinator() -> User:
    made: User = make.UserFactory(coordinator=True)
    return made


@pytest.fixture
def person(coordinator: User) -> Person:
    made: Person = make.PersonFactory(village=coordinator.village, nik=NIK, name="Sumiati")
    return made


def posted(user: User, address: str, typed: dict[str, Any]) -> Callable[[], int]:
    def post() -> int:
        client = Client()
        client.force_login(user)
        return client.post(address, typed).status_code

    return post


def test_two_edits_of_one_person_never_overwrite(person: Person, coordinator: User) -> None:
    typed = {"version": 1, "name": "Sumiati", "sex": "F", "born_day": "1988-05-12"}
    address = f"/kerja/warga/{person.pk}/ubah/"
    results = at_once(
        posted(coordinator, address, typed | {"hamlet": "Krajan", "nik": "3510995205889002"}),
        posted(coordinator, address, typed | {"hamlet": "Sidomulyo", "nik": "3510995205889003"}),
    )
    assert sorted(str(result) for result in results) == ["302", "409"]
    person.refresh_from_db()
    assert person.version == 2
    pair = {"Krajan": "3510995205889002", "Sidomulyo": "3510995205889003"}
    assert pair[person.hamlet] == person.nik  # all of one, nothing of the other


def test_actions_refuse_the_second_of_two(person: Person, coordinator: User) -> None:
    results = at_once(
        *(
            lambda note=note: change_person(
                person=person, changes={"note": note}, version=1, by=coordinator
            )
            for note in ("satu", "dua")
        )
    )
    assert kinds(results) == {"Person": 1, "ChangedMeanwhile": 1}


def test_add_form_sent_twice_makes_one_person(coordinator: User) -> None:
    typed = {
        "submit_key": "7b0a3c58-8c1c-4c52-9a51-f2d1b1a50003",
        "name": "Sumiati",
        "sex": "F",
        "nik": NIK,
        "born_day": "1988-05-12",
        "where": "stayed",
        "passport_number": "X1234567",
    }
    send = posted(coordinator, "/kerja/warga/tambah/", typed)
    assert at_once(send, send) == [302, 302]
    assert Person.unscoped.count() == 1


def test_move_is_answered_once(person: Person, coordinator: User) -> None:
    receiving = make.UserFactory(role=Role.COORDINATOR, village=make.VillageFactory())
    request = make.MoveRequestFactory(
        person=person,
        side=MoveRequest.Side.SENDING,
        to_village=receiving.village,
    )
    results = at_once(
        lambda: accept_move(request=request, by=receiving),
        lambda: refuse_move(request=request, by=receiving, reason="Tidak"),
        lambda: accept_move(request=request, by=receiving),
    )
    assert kinds(results) == {"MoveRequest": 1, "ValidationError": 2}
    assert all(isinstance(one, MoveRequest | ValidationError) for one in results)
    assert HomeChange.unscoped.count() == (
        MoveRequest.unscoped.get().state == MoveRequest.State.ACCEPTED
    )


def test_two_villages_cannot_both_take_a_family(coordinator: User) -> None:
    """Mother and child are asked for by different villages; each answer takes the whole family."""
    home = make.HouseholdFactory(village=coordinator.village)
    requests = []
    for part in ("head", "child"):
        one = make.PersonFactory(village=coordinator.village)
        make.HouseholdMembershipFactory(household=home, person=one, relationship=part)
        to = make.VillageFactory()
        requests.append(make.MoveRequestFactory(person=one, to_village=to))
    results = at_once(
        *(
            lambda request=request: accept_move(request=request, by=coordinator, with_family=True)
            for request in requests
        )
    )
    assert kinds(results) == {"MoveRequest": 1, "ValidationError": 1}
    assert len({one.village_id for one in Person.unscoped.all()}) == 1
    states = Counter(MoveRequest.unscoped.values_list("state", flat=True))
    assert states == {"accepted": 1, "withdrawn": 1}


def test_one_person_is_offered_once(person: Person, coordinator: User) -> None:
    to = [make.VillageFactory(), make.VillageFactory()]
    results = at_once(
        *(
            lambda village=village: offer_person(
                request=MoveRequest(person=person, to_village=village), by=coordinator
            )
            for village in to
        )
    )
    assert kinds(results) == {"MoveRequest": 1, "IntegrityError": 1}
