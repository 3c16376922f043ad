"""Status is derived from what happened and never typed (domain: life-cycle of a worker)."""

from datetime import date, timedelta
from typing import Any

import pytest

from migrants.models import JourneyEvent, Person
from tests.factories import JourneyFactory, PersonFactory

pytestmark = pytest.mark.django_db

PLAN: dict[str, Any] = {"departed_on": None}
GAVE_UP: dict[str, Any] = {"departed_on": None, "cancelled_on": date(2019, 5, 1)}
AWAY: dict[str, Any] = {"departed_on": date(2022, 3, 1)}
CAME_BACK: dict[str, Any] = {"departed_on": date(2018, 3, 1), "returned_on": date(2021, 3, 1)}
LONG_AGO: dict[str, Any] = {"departed_on": date(2001, 1, 1), "returned_on": date(2003, 1, 1)}


@pytest.mark.parametrize(
    ("journeys", "facts", "status"),
    [
        pytest.param([], {}, "stayed", id="never went"),
        pytest.param([PLAN], {}, "prospective", id="plans to go"),
        pytest.param([GAVE_UP], {}, "stayed", id="gave the plan up"),
        pytest.param([AWAY], {}, "abroad", id="left"),
        pytest.param([CAME_BACK], {}, "returned", id="came back"),
        pytest.param([LONG_AGO, CAME_BACK], {}, "returned", id="came back twice"),
        pytest.param([CAME_BACK, PLAN], {}, "prospective", id="wants to go again"),
        pytest.param([CAME_BACK, GAVE_UP], {}, "returned", id="wanted to go again, gave up"),
        pytest.param([CAME_BACK, AWAY], {}, "abroad", id="left again"),
        pytest.param([AWAY, PLAN], {}, "abroad", id="abroad with the next contract planned"),
        pytest.param(
            [AWAY], {"lost_contact_since": date(2024, 1, 1)}, "lost_contact", id="contact lost"
        ),
        pytest.param([AWAY], {"settled_on": date(2025, 1, 1)}, "settled", id="settled abroad"),
        pytest.param([AWAY], {"died_on": date(2025, 1, 1)}, "deceased", id="died abroad"),
        pytest.param([], {"died_on": date(2025, 1, 1)}, "deceased", id="died at home"),
        pytest.param(
            [AWAY],
            {"lost_contact_since": date(2024, 1, 1), "died_on": date(2025, 1, 1)},
            "deceased",
            id="contact lost, then found dead",
        ),
    ],
)
def test_status_follows_from_journeys_and_facts(
    journeys: list[dict[str, Any]], facts: dict[str, Any], status: str
) -> None:
    person = PersonFactory(**facts)
    for journey in journeys:
        JourneyFactory(person=person, **journey)
    person.refresh_from_db()
    assert person.status == status


def test_home_leave_is_not_a_return() -> None:
    journey = JourneyFactory()
    JourneyEvent.unscoped.create(
        journey=journey,
        kind=JourneyEvent.Kind.HOME_LEAVE,
        happened_on=date.today() - timedelta(days=3),
        until=date.today() + timedelta(days=10),
    )
    journey.person.refresh_from_db()
    assert journey.person.status == Person.Status.ABROAD
    assert journey.is_on_leave()
    assert not journey.is_on_leave(date.today() + timedelta(days=11))


def test_typed_status_is_overruled() -> None:
    person = PersonFactory(status=Person.Status.ABROAD)
    Person.unscoped.filter(pk=person.pk).update(status=Person.Status.RETURNED)
    person.refresh_from_db()
    assert person.status == Person.Status.STAYED


def test_found_again_is_abroad_again() -> None:
    person = PersonFactory(abroad=True, lost_contact_since=date(2024, 1, 1))
    person.lost_contact_since = None
    person.save()
    person.refresh_from_db()
    assert person.status == Person.Status.ABROAD


def test_deleted_journey_no_longer_counts() -> None:
    journey = JourneyFactory()
    journey.delete()
    journey.person.refresh_from_db()
    assert journey.person.status == Person.Status.STAYED
