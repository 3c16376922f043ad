"""Numbers about cases for officials: of a whole territory, never of a village, never below five."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from dashboards.case_tables import case_tables
from dashboards.tables import Table
from migrants.actions.cases import close_case, take_case
from migrants.models import Case
from tests import factories as make
from villages.models import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    return make.VillageFactory(code="35.10.04.2007", name="Kedunggebang")


@pytest.fixture
def official(village: Village) -> User:
    return make.UserFactory(role=Role.OFFICIAL, regency=village.district.regency)


def make_cases(village: Village, number: int, **fields: object) -> list[Case]:
    person = make.PersonFactory(village=village)
    return [make.CaseFactory(person=person, **fields) for _ in range(number)]


def by_key(user: User) -> dict[str, Table]:
    return {table.key: table for table in case_tables(user)}


def test_fewer_than_five_cases_are_not_counted_at_all(official: User, village: Village) -> None:
    make_cases(village, 4)
    assert case_tables(official) == ()
    make_cases(village, 1)
    assert by_key(official)["case_category"].n == 5


def test_rare_reasons_are_added_up(official: User, village: Village) -> None:
    make_cases(village, 6, category="debt")
    make_cases(village, 2, category="trafficking")
    make_cases(village, 1, category="violence")
    rows = [(row.label, row.numbers) for row in by_key(official)["case_category"].rows]
    assert rows == [("Utang", (6,)), ("Sebab lain, masing-masing kurang dari lima", (3,))]


def test_states_and_times_are_told(official: User, village: Village) -> None:
    officer = make.UserFactory(role=Role.CASE_OFFICER, regency=official.regency)
    cases = make_cases(village, 5)
    Case.unscoped.update(opened_at=timezone.now() - timedelta(days=9, hours=1))
    for case in cases:
        take_case(case=case, by=officer)
        close_case(case=case, ending="solved", outcome="Selesai", by=officer)
    make.CaseFactory(reported=True)
    tables = by_key(official)
    assert [row.numbers for row in tables["case_state"].rows] == [(1,), (0,), (5,)]
    assert [row.numbers for row in tables["case_time"].rows] == [(10, 10), (10, 10)]
    assert tables["case_time"].n == 6


def test_part_of_the_territory_shows_no_cases(
    official: User, village: Village, signed_in: Callable[[User], Client]
) -> None:
    make_cases(village, 6)
    browser = signed_in(official)
    assert "case_category" in browser.get("/dasbor/").content.decode()
    assert "case_category" not in browser.get("/dasbor/?kecamatan=351004").content.decode()
    assert browser.get("/dasbor/unduh/").status_code in (200, 404)


def test_cases_of_another_regency_are_not_counted(official: User) -> None:
    regency = make.RegencyFactory(code="35.09", name="Jember")
    for _ in range(6):
        make.CaseFactory(reported=True, regency=regency)
    assert case_tables(official) == ()


def test_nobody_but_an_official_is_told_numbers(official: User, village: Village) -> None:
    make_cases(village, 6)
    for role, place in (
        (Role.COORDINATOR, {"village": village}),
        (Role.MENTOR, {"district": village.district}),
        (Role.ADMINISTRATOR, {"regency": official.regency}),
    ):
        assert case_tables(make.UserFactory(role=role, **place)) == ()
