"""A merge of two people and the move of a whole village are killed just before they are done: all
is as it was, and done again it is done once."""

from datetime import date

import pytest
from django.core.management import call_command

from migrants.models import Household, Merge, Person
from tests import factories as make
from tests import killed
from tests.workspace.test_merge import everything, merge

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

MERGE = """
from accounts.models import User
from migrants.models import Person
from workspace.actions.merge import merge_people
from workspace.actions.questions import questions
first, second = Person.unscoped.order_by("pk")
merge_people(
    first=first, second=second, seen=(first.version, second.version),
    answers={one.name: one.proposal or "first" for one in questions(first, second)},
    by=User.objects.get(),
)
"""


def test_merge_killed_before_it_is_written_down() -> None:
    coordinator = make.UserFactory(coordinator=True)
    first, second = (
        make.PersonFactory(village=coordinator.village, name="Sulastri", without_nik=True, **more)
        for more in ({"phone": ""}, {"phone": "+6284500000001"})
    )
    make.JourneyFactory(person=second)
    before = everything()

    killed.kill_at(f"LOCK TABLE {Merge._meta.db_table} IN SHARE MODE", "shell", "-v0", "-c", MERGE)

    assert everything() == before
    assert not Merge.unscoped.exists()
    merge(first, second, coordinator)
    assert Person.unscoped.get().phone == "+6284500000001"
    assert Person.unscoped.get().journeys.count() == 1


def test_village_that_follows_is_killed_at_its_last_rows() -> None:
    old = make.VillageFactory(code="35.10.04.2091", name="Lama", valid_to=date(2017, 1, 8))
    new = make.VillageFactory(name="Baru")
    old.successors.set([new])
    for number in range(3):
        make.PersonFactory(village=old, name=f"Warga {number}")
        make.HouseholdFactory(village=old)

    killed.kill_at("LOCK TABLE migrants_moverequest IN SHARE MODE", "follow_village", old.code)

    for model in (Person, Household):
        assert set(model.unscoped.values_list("village", flat=True)) == {old.pk}
    for _again in range(2):
        call_command("follow_village", old.code)
        for model in (Person, Household):
            assert set(model.unscoped.values_list("village", flat=True)) == {new.pk}
            assert model.unscoped.count() == 3
