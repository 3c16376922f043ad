"""Each rule of the register's tables, broken once."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, models, transaction

from migrants.models import Care, Case, Consent, Group, Household, JourneyEvent, Person
from tests import factories as make

pytestmark = pytest.mark.django_db


def refuses(constraint: str, save: Any) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        save()
    diagnosis = error.value.__cause__.diag  # type: ignore[union-attr]
    assert constraint in diagnosis.constraint_name


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("migrants_person_nik_or_reason", {"nik": None}),
        ("migrants_person_died_after_birth", {"died_on": date(1980, 1, 1)}),
    ],
)
def test_person(constraint: str, changes: dict[str, Any]) -> None:
    make.PersonFactory()  # the same without the changes is accepted
    refuses(constraint, lambda: make.PersonFactory(**changes))


def test_person_nik_and_its_hash_belong_together() -> None:
    person = make.PersonFactory()
    refuses(
        "migrants_person_nik_has_hash",
        lambda: Person.unscoped.filter(pk=person.pk).update(nik_hash=None),
    )


def test_nik_is_unique_in_the_whole_country() -> None:
    person = make.PersonFactory()
    elsewhere = make.VillageFactory()
    refuses("nik_hash", lambda: make.PersonFactory(nik=person.nik, village=elsewhere))


def test_many_people_may_have_no_nik() -> None:
    make.PersonFactory(without_nik=True)
    make.PersonFactory(without_nik=True)


@pytest.mark.parametrize("factory", [make.PersonFactory, make.HouseholdFactory, make.CaseFactory])
def test_submit_key_makes_one_row_only(factory: Any) -> None:
    key = uuid4()
    if factory is make.CaseFactory:
        person = make.PersonFactory()
        factory(person=person, submit_key=key)
        refuses("submit_key", lambda: factory(person=person, submit_key=key))
    else:
        factory(submit_key=key)
        refuses("submit_key", lambda: factory(submit_key=key))


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        (
            "migrants_journey_returned_needs_departure",
            {"departed_on": None, "returned_on": date(2020, 1, 1)},
        ),
        ("migrants_journey_returned_after_departed", {"returned_on": date(2018, 2, 28)}),
        ("migrants_journey_cancelled_before_departure", {"cancelled_on": date(2018, 1, 1)}),
        (
            "migrants_journey_no_future_departure",
            {"departed_on": date.today() + timedelta(days=3)},
        ),
    ],
)
def test_journey(constraint: str, changes: dict[str, Any]) -> None:
    make.JourneyFactory()
    refuses(constraint, lambda: make.JourneyFactory(**changes))


def test_two_journeys_of_one_person_do_not_overlap() -> None:
    first = make.JourneyFactory(departed_on=date(2018, 3, 1), returned_on=date(2020, 3, 1))
    make.JourneyFactory(
        person=first.person, departed_on=date(2020, 3, 1), returned_on=date(2021, 1, 1)
    )
    refuses(
        "migrants_journey_one_at_a_time",
        lambda: make.JourneyFactory(person=first.person, departed_on=date(2020, 12, 1)),
    )


def test_person_has_one_plan_at_a_time() -> None:
    plan = make.JourneyFactory(departed_on=None)
    refuses(
        "migrants_journey_one_plan",
        lambda: make.JourneyFactory(person=plan.person, departed_on=None),
    )
    plan.cancelled_on = date.today()
    plan.save()
    make.JourneyFactory(person=plan.person, departed_on=None)


def event(**changes: Any) -> JourneyEvent:
    return JourneyEvent.unscoped.create(
        **{
            "journey": make.JourneyFactory(),
            "kind": JourneyEvent.Kind.HOME_LEAVE,
            "happened_on": date(2020, 1, 1),
            **changes,
        }
    )


def test_event_does_not_end_before_it_begins() -> None:
    event(until=date(2020, 1, 1))
    refuses("migrants_journeyevent_until_after_start", lambda: event(until=date(2019, 12, 31)))


def test_event_is_recorded_once() -> None:
    journey = event().journey
    refuses("migrants_journeyevent_once", lambda: event(journey=journey))


def test_family_card_is_registered_once_in_a_village() -> None:
    household = make.HouseholdFactory(kk_number="3510990101200001")
    refuses(
        "migrants_household_kk_once_in_village",
        lambda: make.HouseholdFactory(village=household.village, kk_number="3510990101200001"),
    )
    make.HouseholdFactory(village=make.VillageFactory(), kk_number="3510990101200001")


def test_person_belongs_to_one_household_at_a_time() -> None:
    membership = make.HouseholdMembershipFactory()
    refuses(
        "migrants_householdmembership_one_at_a_time",
        lambda: make.HouseholdMembershipFactory(person=membership.person),
    )
    membership.until = date.today()
    membership.save()
    make.HouseholdMembershipFactory(person=membership.person)


def test_household_has_one_head() -> None:
    membership = make.HouseholdMembershipFactory()
    refuses(
        "migrants_householdmembership_one_head",
        lambda: make.HouseholdMembershipFactory(household=membership.household),
    )
    make.HouseholdMembershipFactory(household=membership.household, relationship="wife")


def test_household_membership_does_not_end_before_it_begins() -> None:
    refuses(
        "migrants_householdmembership_until_after_since",
        lambda: make.HouseholdMembershipFactory(since=date(2020, 1, 2), until=date(2020, 1, 1)),
    )


def care(child: Person, carer: Person, **changes: Any) -> Care:
    return Care.unscoped.create(child=child, carer=carer, **changes)


def test_nobody_is_her_own_carer() -> None:
    child = make.PersonFactory()
    refuses("migrants_care_not_oneself", lambda: care(child, child))


def test_carer_is_recorded_once_and_dated() -> None:
    child, carer = make.PersonFactory(), make.PersonFactory()
    care(child, carer)
    refuses("migrants_care_once", lambda: care(child, carer))
    refuses(
        "migrants_care_until_after_since",
        lambda: care(child, carer, since=date(2020, 1, 2), until=date(2020, 1, 1)),
    )


def test_group_name_is_unique_in_a_village() -> None:
    group = make.GroupFactory()
    refuses(
        "migrants_group_name_unique_in_village",
        lambda: make.GroupFactory(village=group.village, name=group.name),
    )
    make.GroupFactory(village=make.VillageFactory(), name=group.name)


def test_group_founding_year_is_a_year() -> None:
    refuses(
        "migrants_group_founded_year_sensible",
        lambda: Group.unscoped.filter(pk=make.GroupFactory().pk).update(founded_year=16),
    )


def test_group_member_is_listed_once_and_dated() -> None:
    membership = make.GroupMembershipFactory()
    refuses(
        "migrants_groupmembership_once",
        lambda: make.GroupMembershipFactory(group=membership.group, person=membership.person),
    )
    refuses(
        "migrants_groupmembership_until_after_since",
        lambda: make.GroupMembershipFactory(since=date(2020, 1, 2), until=date(2020, 1, 1)),
    )


def test_consent_is_given_once_for_a_purpose() -> None:
    consent = make.ConsentFactory()
    refuses("migrants_consent_one_per_purpose", lambda: make.ConsentFactory(person=consent.person))
    make.ConsentFactory(person=consent.person, purpose=Consent.Purpose.PHOTO)


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("migrants_consent_spoken_needs_witness", {"how": Consent.How.SPOKEN}),
        ("migrants_consent_until_after_given", {"valid_until": date(2026, 1, 4)}),
    ],
)
def test_consent(constraint: str, changes: dict[str, Any]) -> None:
    make.ConsentFactory()
    refuses(constraint, lambda: make.ConsentFactory(**changes))


def test_case_is_closed_with_an_outcome() -> None:
    case = make.CaseFactory()
    refuses(
        "migrants_case_closed_needs_outcome",
        lambda: Case.unscoped.filter(pk=case.pk).update(closed_at="2026-01-01T00:00Z"),
    )


def test_every_named_constraint_has_words_a_person_can_act_on() -> None:
    for model in (Person, Household, Group, Consent, Case, Care):
        for constraint in model._meta.constraints:
            if not isinstance(constraint, models.UniqueConstraint | models.CheckConstraint):
                continue
            assert constraint.violation_error_message, constraint.name
