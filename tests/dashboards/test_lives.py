"""Who left again, who no longer needs to, who wishes to; how far the round is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Role, User
from dashboards.areas import Area
from dashboards.lives import (
    YEAR,
    confirmed_by_place,
    no_longer_needs_to_leave,
    remigration,
    remigration_rate,
    wishes,
)
from dashboards.tables import Table
from migrants.models import Journey, Person
from tests import factories as make
from villages.models import Village

TODAY = date(2026, 11, 24)


@pytest.fixture
def village(db: None) -> Village:
    return make.VillageFactory(code="35.10.04.2007", name="Kedunggebang")


@pytest.fixture
def official(village: Village) -> User:
    return make.UserFactory(role=Role.OFFICIAL, district=village.district)


@pytest.fixture
def area(official: User, village: Village) -> Area:
    return Area(village.district, official)


def rows(table: Table) -> dict[str, tuple[int | None, ...]]:
    return {row.label: row.numbers for row in table.rows}


def lived(village: Village, *journeys: tuple[date, date | None], **facts: Any) -> Person:
    person: Person = make.PersonFactory(village=village, **facts)
    for departed, returned in journeys:
        make.JourneyFactory(person=person, departed_on=departed, returned_on=returned)
    return person


def test_every_return_counts_once_by_what_came_after(village: Village, official: User) -> None:
    lived(village, (date(2018, 1, 1), date(2020, 1, 1)), (date(2020, 6, 1), None))  # in 12 months
    lived(village, (date(2018, 1, 1), date(2020, 1, 1)), (date(2021, 6, 1), None))  # in 24
    lived(  # twice: the first return is followed by the first new departure only
        village,
        (date(2012, 1, 1), date(2014, 1, 1)),
        (date(2020, 1, 1), date(2021, 1, 1)),
        (date(2021, 2, 1), None),
    )
    lived(village, (date(2018, 1, 1), date(2020, 2, 1)))  # stayed
    lived(village, (date(2022, 1, 1), date(2026, 5, 1)))  # too early to say
    table = rows(remigration(Journey.visible_to(official), TODAY))
    assert table == {
        "2026": (0, 0, 0, 0, 0, 1),
        "2021": (1, 0, 0, 0, 0, 0),
        "2020": (1, 1, 0, 1, 0, 0),
        "sebelumnya": (0, 0, 1, 0, 0, 0),
    }
    rate = remigration_rate(Journey.visible_to(official), within=YEAR, today=TODAY)
    assert (rate.part, rate.whole) == (2, 5)


def test_leave_and_death_are_no_returns(village: Village, official: User) -> None:
    on_leave = lived(village, (date(2018, 1, 1), None))
    make.JourneyEventFactory(journey=on_leave.journeys.get())
    remains = lived(village, (date(2018, 1, 1), date(2020, 1, 1)))
    remains.journeys.update(return_kind=Journey.ReturnKind.REMAINS)
    lived(village, (date(2018, 1, 1), date(2020, 1, 1)), died_on=date(2020, 9, 1))
    assert rows(remigration(Journey.visible_to(official), TODAY)) == {}


def test_no_longer_needs_to_leave(village: Village, official: User, area: Area) -> None:
    long_home = (date(2015, 1, 1), date(2018, 1, 1))
    for answer in ("no", "no", "unsure", None):
        person = lived(village, long_home)
        if answer:
            make.WishFactory(person=person, answer=answer, asked_on=TODAY - timedelta(days=9))
    old_answer = lived(village, long_home)
    make.WishFactory(person=old_answer, answer="no", asked_on=date(2024, 1, 1))
    just_back = lived(village, (date(2023, 1, 1), date(2026, 1, 1)))
    make.WishFactory(person=just_back, answer="no", asked_on=TODAY - timedelta(days=9))
    left_again = lived(village, long_home, (date(2022, 1, 1), None))
    make.WishFactory(person=left_again, answer="no", asked_on=TODAY - timedelta(days=9))
    people, journeys = Person.visible_to(official), Journey.visible_to(official)
    assert [
        row.numbers for row in no_longer_needs_to_leave(people, journeys, area, TODAY).rows
    ] == [
        (2, 0),
        (1, 0),
        (2, 0),
        (1, 0),
    ]
    assert [row.numbers[0] for row in wishes(people, area, TODAY).rows] == [0, 3, 1, 2]


def test_progress_of_the_round_by_village(village: Village, official: User, area: Area) -> None:
    today = timezone.localdate()
    make.VillageFactory(code="35.10.04.2009", name="Kosong")
    people = [lived(village, (date(2022, 1, 1), None)) for _ in range(4)]
    make.RoundCheckFactory(person=people[0], on=today)
    make.RoundCheckFactory(person=people[1], on=today, outcome="unreached")
    make.RoundCheckFactory(person=people[2], on=today - timedelta(days=200))  # the round before
    table = confirmed_by_place(Person.visible_to(official), area, today)
    assert rows(table) == {"Kedunggebang": (1, 1, 2)}
