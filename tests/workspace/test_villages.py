"""Villages that are split or renamed: people follow, hamlet by hamlet; counts of any day."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Role, User
from migrants.models import Household, MoveRequest, Person
from tests import factories as make
from villages.models import Village
from workspace.actions.villages import follow_successor, hanging_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def old() -> Village:
    """Ended on 8 January 2017, split into two."""
    made: Village = make.VillageFactory(
        code="35.10.04.2091", name="Lama", valid_to=date(2017, 1, 8)
    )
    return made


@pytest.fixture
def new(old: Village) -> list[Village]:
    made: list[Village] = [
        make.VillageFactory(name=name) for name in ("Baru Utara", "Baru Selatan")
    ]
    old.successors.set(made)
    return made


@pytest.fixture
def people(old: Village) -> dict[str, Person]:
    return {
        hamlet: make.PersonFactory(village=old, hamlet=hamlet, name=f"Warga {hamlet}")
        for hamlet in ("Krajan", "Sidomulyo")
    }


@pytest.fixture
def administrator(old: Village, signed_in: Callable[[User], Client]) -> Client:
    regency = old.district.regency
    return signed_in(make.UserFactory(role=Role.ADMINISTRATOR, regency=regency))


def homes() -> dict[str, str]:
    return dict(Person.unscoped.values_list("hamlet", "village__name"))


def test_hamlets_follow_to_different_villages_and_what_is_hers_with_her(
    old: Village, new: list[Village], people: dict[str, Person]
) -> None:
    north, south = new
    household = make.HouseholdFactory(village=old, hamlet="sidomulyo")
    case = make.CaseFactory(person=people["Sidomulyo"])
    request = make.MoveRequestFactory(person=people["Sidomulyo"])
    business = make.BusinessFactory(village=old, owner=people["Krajan"])

    follow_successor(old=old, to=north, hamlets={"Sidomulyo": south})

    assert homes() == {"Krajan": north.name, "Sidomulyo": south.name}
    for row, village in ((household, south), (case, south), (business, north)):
        row.refresh_from_db()
        assert row.village == village
    request.refresh_from_db()
    assert request.from_village == south
    assert not Household.unscoped.filter(village=old).exists()
    assert MoveRequest.unscoped.get().is_open


def test_every_kind_of_row_is_asked() -> None:
    found = {(model._meta.label, field) for model, field in hanging_fields()}
    assert {
        ("accounts.User", "village"),
        ("businesses.Business", "village"),
        ("migrants.Group", "village"),
        ("migrants.Residence", "village"),
        ("publishing.Photo", "village"),
    } <= found
    assert not [label for label, _ in found if "Event" in label or "HomeChange" in label]


def test_living_village_and_stranger_are_refused(new: list[Village], old: Village) -> None:
    for old_one, to in ((new[0], new[1]), (old, make.VillageFactory())):
        with pytest.raises(ValidationError):
            follow_successor(old=old_one, to=to)


def test_two_families_with_one_card_are_told_and_nothing_moves(
    old: Village, new: list[Village], people: dict[str, Person]
) -> None:
    for village in (old, new[0]):
        make.HouseholdFactory(village=village, kk_number="3510991201010001")
    with pytest.raises(ValidationError):
        follow_successor(old=old, to=new[0])
    assert set(homes().values()) == {old.name}


class TestPages:
    def test_administrator_finds_and_settles_it(
        self,
        administrator: Client,
        old: Village,
        new: list[Village],
        people: dict[str, Person],
    ) -> None:
        assert "/kerja/desa/" in administrator.get("/kerja/").content.decode()
        assert f"/kerja/desa/{old.pk}/" in administrator.get("/kerja/desa/").content.decode()
        address = f"/kerja/desa/{old.pk}/"
        assert "Sidomulyo" in administrator.get(address).content.decode()
        typed: dict[str, Any] = {"to": new[0].pk, "hamlet_0": new[0].pk}
        assert administrator.post(address, typed).status_code == 422
        typed["hamlet_1"] = new[1].pk
        assert administrator.post(address, typed).status_code == 302
        assert homes() == {"Krajan": new[0].name, "Sidomulyo": new[1].name}
        assert f"/kerja/desa/{old.pk}/" not in administrator.get("/kerja/desa/").content.decode()

    def test_village_that_has_not_ended_says_what_to_do(
        self, administrator: Client, new: list[Village]
    ) -> None:
        address = f"/kerja/desa/{new[0].pk}/"
        assert administrator.get(address).status_code == 200
        assert administrator.post(address, {"to": new[1].pk}).status_code == 200

    def test_report_of_an_earlier_day_in_both_shapes(
        self,
        old: Village,
        new: list[Village],
        people: dict[str, Person],
        signed_in: Callable[[User], Client],
    ) -> None:
        follow_successor(old=old, to=new[0])
        regency = old.district.regency
        official = signed_in(make.UserFactory(role=Role.OFFICIAL, regency=regency))
        then = official.get("/kerja/laporan/desa/?pada=2016-06-30&bentuk=dulu")
        today = official.get("/kerja/laporan/desa/?pada=2016-06-30&bentuk=kini")
        assert then.context["rows"] == [(old, 2)]
        assert today.context["rows"] == [(new[0], 2)]

    @pytest.mark.parametrize("query", ["", "?pada=kapan", "?bentuk=entah", "?pada=2016-02-31"])
    def test_report_bears_any_address(
        self, query: str, old: Village, signed_in: Callable[[User], Client]
    ) -> None:
        regency = old.district.regency
        official = signed_in(make.UserFactory(role=Role.OFFICIAL, regency=regency))
        assert official.get(f"/kerja/laporan/desa/{query}").status_code == 200


class TestCommand:
    def test_it_follows_hamlet_by_hamlet(
        self, old: Village, new: list[Village], people: dict[str, Person]
    ) -> None:
        told = io.StringIO()
        call_command(
            "follow_village",
            old.code,
            "--to",
            new[0].code,
            "--hamlet",
            f"Sidomulyo={new[1].code}",
            stdout=told,
        )
        assert homes() == {"Krajan": new[0].name, "Sidomulyo": new[1].name}
        assert "migrants.Person: 2" in told.getvalue()

    @pytest.mark.parametrize("arguments", [["35.10.04.9999"], ["35.10.04.2091"], []])
    def test_what_it_cannot_do_it_says(
        self, arguments: list[str], old: Village, new: list[Village]
    ) -> None:
        with pytest.raises(CommandError):
            call_command("follow_village", *arguments)
