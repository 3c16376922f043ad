"""Two records become one, relation by relation, and two again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role, User
from businesses.models import Ownership
from ltsa.refusals import Busy
from migrants.models import (
    Care,
    Case,
    Consent,
    DeathReport,
    Document,
    DoublePair,
    Finance,
    GroupMembership,
    Health,
    HouseholdMembership,
    Journey,
    JourneyEvent,
    JourneyPrivate,
    Merge,
    Person,
    Residence,
    RoundCheck,
)
from tests import factories as make
from villages.models import Village
from workspace.actions.ledger import dump
from workspace.actions.merge import Gone, Stale, Touched, merge_people, undo_merge
from workspace.actions.questions import questions
from workspace.actions.relations import RELATIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> User:
    return make.UserFactory(coordinator=True)


@pytest.fixture
def village(coordinator: User) -> Village:
    assert coordinator.village
    return coordinator.village


@pytest.fixture
def pair(village: Village) -> tuple[Person, Person]:
    """Two records of one woman: the second without NIK, with a phone that the first lacks."""
    first = make.PersonFactory(village=village, name="Sulastri", phone="")
    second = make.PersonFactory(
        village=village, name="Sulastri", without_nik=True, phone="+6284500000001"
    )
    return first, second


def merge(first: Person, second: Person, by: User, **answers: str) -> Merge:
    first.refresh_from_db()
    second.refresh_from_db()
    asked = {one.name: one.proposal or "first" for one in questions(first, second)}
    return merge_people(
        first=first,
        second=second,
        answers=asked | answers,
        seen=(first.version, second.version),
        by=by,
    )


def everything() -> dict[Any, Any]:
    """All rows of the register as they are, but for versions and times of change. A merge's own
    record is left out."""
    labels = {relation.label for relation in RELATIONS} | {"migrants.Person", "migrants.Household"}
    return {
        (label, row.pk): {
            name: value
            for name, value in dump(row).items()
            if name not in ("version", "updated_at")
        }
        for label in sorted(labels - {"migrants.Merge"})
        for row in apps.get_model(label)._base_manager.all()
    }


# --- what stands ----------------------------------------------------------------------------------


def test_what_only_one_says_stands(pair: tuple[Person, Person], coordinator: User) -> None:
    first, second = pair

    merge(first, second, coordinator)

    kept = Person.unscoped.get()
    assert kept.pk == first.pk
    assert kept.phone == "+6284500000001"
    assert kept.nik == first.nik


def test_number_goes_over_with_its_key(village: Village, coordinator: User) -> None:
    first = make.PersonFactory(village=village, name="Sulastri", without_nik=True)
    second = make.PersonFactory(village=village, name="Sulastri")

    merge(first, second, coordinator)

    kept = Person.unscoped.get()
    assert (kept.pk, kept.nik, kept.nik_hash) == (first.pk, second.nik, second.nik_hash)
    assert kept.no_nik_reason == ""


def test_answer_decides_what_both_say(village: Village, coordinator: User) -> None:
    first = make.PersonFactory(village=village, name="Sulastri", skills="Menjahit")
    second = make.PersonFactory(village=village, name="Soelastri Ningsih", skills="Memasak")
    assert {one.name for one in questions(first, second)} == {"name", "nik", "skills"}

    merge(first, second, coordinator, name="second", nik="second", skills="first")

    kept = Person.unscoped.get()
    assert (kept.name, kept.skills, kept.nik) == ("Soelastri Ningsih", "Menjahit", second.nik)
    assert kept.name_key == second.name_key


def test_numbers_names_and_fates_are_never_proposed(village: Village, coordinator: User) -> None:
    first = make.PersonFactory(village=village, lost_contact_since=date(2024, 1, 1))
    second = make.PersonFactory(village=village, born_on=date(1988, 12, 5))

    asked = {one.name: one.proposal for one in questions(first, second)}

    assert {"nik", "name", "born_on", "lost_contact_since"} <= asked.keys()
    assert not any(asked.values())


def test_death_that_one_record_tells_is_asked_for(village: Village, coordinator: User) -> None:
    officer = make.UserFactory(role=Role.CASE_OFFICER, regency=village.district.regency)
    first = make.PersonFactory(village=village, name="Sulastri", died_on=date(2024, 1, 1))
    second = make.PersonFactory(village=village, name="Sulastri", without_nik=True)

    with pytest.raises(ValidationError):
        merge(first, second, coordinator, died_on="second")
    merge(first, second, officer, died_on="second")

    assert Person.unscoped.get().status == Person.Status.STAYED


# --- relation by relation -------------------------------------------------------------------------


def test_journeys_cases_and_businesses_go_over(
    pair: tuple[Person, Person], coordinator: User
) -> None:
    first, second = pair
    make.JourneyFactory(person=second, departed_on=date(2015, 1, 1), returned_on=date(2017, 1, 1))
    make.CaseFactory(person=second)
    make.BusinessFactory(village=first.village, owner=second)
    make.GroupMembershipFactory(person=second)
    make.CareFactory(child=make.PersonFactory(village=first.village), carer=second)

    merge(first, second, coordinator)

    for rows in (
        Journey.unscoped.filter(person=first),
        Case.unscoped.filter(person=first),
        Ownership.unscoped.filter(person=first),
        GroupMembership.unscoped.filter(person=first),
        Care.unscoped.filter(carer=first),
    ):
        assert rows.count() == 1
    assert Person.unscoped.get(pk=first.pk).status == Person.Status.RETURNED


def test_one_of_two_journeys_of_the_same_time_stands(
    pair: tuple[Person, Person], coordinator: User
) -> None:
    first, second = pair
    one = make.JourneyFactory(person=first, agency="", departed_on=date(2018, 3, 1))
    other = make.JourneyFactory(person=second, agency="PT Wening", departed_on=date(2018, 5, 1))
    news = JourneyEvent.unscoped.create(journey=other, kind="news", happened_on=date(2019, 1, 1))

    merge(first, second, coordinator)

    left = Journey.unscoped.get()
    assert (left.pk, left.departed_on, left.agency) == (one.pk, date(2018, 3, 1), "PT Wening")
    news.refresh_from_db()
    assert news.journey_id == one.pk


def test_other_record_s_journey_stands_when_chosen(
    pair: tuple[Person, Person], coordinator: User
) -> None:
    first, second = pair
    one = make.JourneyFactory(person=first, country="TW")
    other = make.JourneyFactory(person=second, country="HK")

    merge(first, second, coordinator, **{f"journeys_{one.pk}_{other.pk}": "second"})

    left = Journey.unscoped.get()
    assert (left.pk, left.person_id, left.country) == (other.pk, first.pk, "HK")


def test_two_plans_become_one(pair: tuple[Person, Person], coordinator: User) -> None:
    first, second = pair
    make.JourneyFactory(person=first, departed_on=None)
    make.JourneyFactory(person=second, departed_on=None, planned_on=date(2027, 1, 1))

    merge(first, second, coordinator)

    assert Journey.unscoped.get().planned_on == date(2027, 1, 1)


def test_chosen_family_is_the_present_one(pair: tuple[Person, Person], coordinator: User) -> None:
    first, second = pair
    old = make.HouseholdMembershipFactory(person=first)
    new = make.HouseholdMembershipFactory(person=second, receives_remittances=True)

    merge(first, second, coordinator, family="second")

    old.refresh_from_db()
    new.refresh_from_db()
    assert old.until == timezone.localdate()
    assert (new.person_id, new.until, new.receives_remittances) == (first.pk, None, True)


def test_two_places_in_one_family_become_one(
    pair: tuple[Person, Person], coordinator: User
) -> None:
    first, second = pair
    place = make.HouseholdMembershipFactory(person=first, since=date(2020, 1, 1))
    make.HouseholdMembershipFactory(
        household=place.household,
        person=second,
        relationship="wife",
        since=date(2018, 1, 1),
        receives_remittances=True,
    )

    merge(first, second, coordinator)

    left = HouseholdMembership.unscoped.get()
    assert (left.pk, left.relationship) == (place.pk, "head")
    assert (left.since, left.receives_remittances) == (date(2018, 1, 1), True)


def test_nobody_becomes_her_own_carer(pair: tuple[Person, Person], coordinator: User) -> None:
    first, second = pair
    make.CareFactory(child=first, carer=second)

    merge(first, second, coordinator)

    assert not Care.unscoped.exists()


def test_consent_that_ends_earlier_holds(pair: tuple[Person, Person], coordinator: User) -> None:
    first, second = pair
    make.ConsentFactory(person=first)
    strict = make.ConsentFactory(person=second, valid_until=date(2027, 1, 1))

    merge(first, second, coordinator)

    assert Consent.unscoped.get(withdrawn_at=None).pk == strict.pk
    assert Consent.unscoped.filter(person=first).count() == 2


def test_withdrawal_holds_against_an_earlier_consent(
    pair: tuple[Person, Person], coordinator: User
) -> None:
    first, second = pair
    make.ConsentFactory(person=first, given_on=date(2026, 1, 5))
    make.ConsentFactory(person=second, given_on=date(2025, 1, 5), withdrawn_at=timezone.now())

    merge(first, second, coordinator)

    assert not Consent.unscoped.filter(withdrawn_at=None).exists()


def test_consent_given_after_a_withdrawal_stands(
    pair: tuple[Person, Person], coordinator: User
) -> None:
    first, second = pair
    make.ConsentFactory(person=first, given_on=date(2026, 1, 5))
    before = timezone.now() - timedelta(days=1000)
    make.ConsentFactory(person=second, given_on=date(2020, 1, 5), withdrawn_at=before)

    merge(first, second, coordinator)

    assert Consent.unscoped.filter(withdrawn_at=None).exists()


def test_shares_of_one_business_add_up(pair: tuple[Person, Person], coordinator: User) -> None:
    first, second = pair
    business = make.BusinessFactory(village=first.village, owner=first)
    business.ownerships.update(share_percent=60)
    make.OwnershipFactory(business=business, person=second, share_percent=30)

    merge(first, second, coordinator)

    assert Ownership.unscoped.get().share_percent == 90


def test_second_passport_is_kept_as_ended(pair: tuple[Person, Person], coordinator: User) -> None:
    first, second = pair
    for person, number in ((first, "C1234567"), (second, "X7654321")):
        person.passport_number = number
        person.save()

    merge(first, second, coordinator, passport_number="second")

    kept = Person.unscoped.get()
    assert kept.passport_number == "X7654321"
    in_use = Document.unscoped.get(ended_on=None)
    assert (in_use.person_id, in_use.number) == (first.pk, "X7654321")
    assert Document.unscoped.count() == 2


def test_protected_data_are_filled_in(pair: tuple[Person, Person], coordinator: User) -> None:
    first, second = pair
    Health.unscoped.create(person=first, disability="sight")
    Health.unscoped.create(person=second, illness="Asma")
    Finance.unscoped.create(person=second, debt="5000000")

    merge(first, second, coordinator)

    health = Health.unscoped.get()
    assert (health.person_id, health.disability, health.illness) == (first.pk, "sight", "Asma")
    assert Finance.unscoped.get().person_id == first.pk


def test_decisions_about_the_one_hold_for_the_other(
    pair: tuple[Person, Person], coordinator: User
) -> None:
    first, second = pair
    third = make.PersonFactory(village=first.village)
    DoublePair.unscoped.create(first=first, second=second, reasons=["name_same"])
    DoublePair.unscoped.create(first=second, second=third, reasons=[], state="different")

    merge(first, second, coordinator)

    left = DoublePair.unscoped.get()
    assert (left.first_id, left.second_id, left.state) == (first.pk, third.pk, "different")


def test_forgotten_relation_is_refused_by_the_database(
    pair: tuple[Person, Person], coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    make.CaseFactory(person=second)
    before = everything()
    lines = tuple(one for one in RELATIONS if one.label != "migrants.Case")
    monkeypatch.setattr("workspace.actions.relations.RELATIONS", lines)

    with pytest.raises(Busy):
        merge(first, second, coordinator)

    monkeypatch.undo()
    assert everything() == before


# --- who, and when --------------------------------------------------------------------------------


def test_person_of_another_village_does_not_exist(village: Village, coordinator: User) -> None:
    own, foreign = make.PersonFactory(village=village), make.PersonFactory()

    with pytest.raises(Gone):
        merge(own, foreign, coordinator)

    assert Person.unscoped.count() == 2


def test_case_officer_merges_across_villages(village: Village) -> None:
    officer = make.UserFactory(role=Role.CASE_OFFICER, regency=village.district.regency)
    first = make.PersonFactory(village=village, name="Sulastri")
    second = make.PersonFactory(name="Sulastri", without_nik=True)
    assert "village" in {one.name for one in questions(first, second)}

    merge(first, second, officer, village="second")

    assert Person.unscoped.get().village_id == second.village_id


def test_record_that_changed_meanwhile_is_looked_at_again(
    pair: tuple[Person, Person], coordinator: User
) -> None:
    first, second = pair
    Person.unscoped.filter(pk=second.pk).update(phone="+6284500000099")

    with pytest.raises(Stale):
        merge_people(first=first, second=second, answers={}, seen=(1, 1), by=coordinator)


def test_question_without_an_answer_is_asked(village: Village, coordinator: User) -> None:
    first = make.PersonFactory(village=village, name="Sulastri")
    second = make.PersonFactory(village=village, name="Sulastri")

    with pytest.raises(Stale):
        merge_people(first=first, second=second, answers={}, seen=(1, 1), by=coordinator)


# --- and back -------------------------------------------------------------------------------------


@pytest.fixture
def tangled(pair: tuple[Person, Person]) -> tuple[Person, Person]:
    """A pair of whom everything clashes."""
    first, second = pair
    village = first.village
    for number, person in enumerate(pair):
        person.passport_number = f"C123456{number}"
        person.save()
        journey = make.JourneyFactory(person=person, agency="PT Wening" if number else "")
        JourneyEvent.unscoped.create(journey=journey, kind="news", happened_on=date(2019, 1, 1))
        make.JourneyFactory(
            person=person,
            departed_on=date(2010 + 3 * number, 1, 1),
            returned_on=date(2011 + 3 * number, 1, 1),
        )
        make.HouseholdMembershipFactory(person=person)
        make.ConsentFactory(person=person, valid_until=date(2027, 1 + number, 1))
        make.CaseFactory(person=person)
        Health.unscoped.create(person=person, illness=f"Asma {number}")
        Residence.unscoped.create(person=person, elsewhere=f"Kota {number}")
        RoundCheck.unscoped.create(
            person=person,
            round_begins=date(2026, 7, 1),
            outcome="true",
            on=date(2026, 8, 1 + number),
        )
        JourneyPrivate.unscoped.create(journey=journey, wage=str(5000 + number), currency="HKD")
    business = make.BusinessFactory(village=village, owner=first)
    make.OwnershipFactory(business=business, person=second, share_percent=30)
    group = make.GroupFactory(village=village)
    for person in pair:
        make.GroupMembershipFactory(group=group, person=person)
    make.CareFactory(child=first, carer=second)
    make.CareFactory(child=make.PersonFactory(village=village), carer=second)
    DoublePair.unscoped.create(first=first, second=second, reasons=["name_same"])
    return first, second


@pytest.mark.parametrize("side", ["first", "second"])
def test_undoing_gives_both_back_exactly(
    tangled: tuple[Person, Person], coordinator: User, side: str
) -> None:
    first, second = tangled
    before = everything()
    asked = [one.name for one in questions(first, second)]
    done = merge(first, second, coordinator, **dict.fromkeys(asked, side))
    assert Person.unscoped.filter(pk=second.pk).count() == 0
    assert everything() != before

    undo_merge(merge=done, by=coordinator)

    assert everything() == before


def test_undoing_twice_changes_nothing(tangled: tuple[Person, Person], coordinator: User) -> None:
    done = merge(*tangled, coordinator)
    undo_merge(merge=done, by=coordinator)
    before = everything()

    undo_merge(merge=done, by=coordinator)

    assert everything() == before


def test_what_was_entered_since_stays_with_the_kept_one(
    tangled: tuple[Person, Person], coordinator: User
) -> None:
    first, _second = tangled
    done = merge(*tangled, coordinator)
    case = make.CaseFactory(person=first, summary="Baru")

    undo_merge(merge=done, by=coordinator)

    assert Case.unscoped.get(pk=case.pk).person_id == first.pk
    assert Person.unscoped.filter(pk=done.gone_pk).exists()


def test_undoing_is_refused_when_a_touched_row_has_changed(
    tangled: tuple[Person, Person], coordinator: User
) -> None:
    first, _second = tangled
    done = merge(*tangled, coordinator)
    Person.unscoped.filter(pk=first.pk).update(phone="+6284500000077")
    before = everything()

    with pytest.raises(Touched) as refusal:
        undo_merge(merge=done, by=coordinator)

    assert "HP" in str(refusal.value)
    assert everything() == before


def test_undoing_is_refused_when_something_new_stands_in_the_way(
    pair: tuple[Person, Person], coordinator: User
) -> None:
    first, second = pair
    make.HouseholdMembershipFactory(person=first)
    place = make.HouseholdMembershipFactory(person=second)
    done = merge(first, second, coordinator, family="first")
    make.HouseholdMembershipFactory(household=place.household)  # another head of that family
    before = everything()

    with pytest.raises(Touched):
        undo_merge(merge=done, by=coordinator)

    assert everything() == before


def test_undoing_wants_both_in_the_territory(village: Village, coordinator: User) -> None:
    officer = make.UserFactory(role=Role.CASE_OFFICER, regency=village.district.regency)
    first = make.PersonFactory(village=village, name="Sulastri")
    second = make.PersonFactory(name="Sulastri", without_nik=True)
    done = merge(first, second, officer, village="first")

    with pytest.raises(Gone):
        undo_merge(merge=done, by=coordinator)

    undo_merge(merge=done, by=officer)
    assert Person.unscoped.count() == 2


def test_chain_is_undone_from_its_end(village: Village, coordinator: User) -> None:
    people = [make.PersonFactory(village=village, name="Sulastri", without_nik=True) for _ in "abc"]
    before = everything()
    older = merge(people[1], people[2], coordinator)
    newer = merge(people[0], people[1], coordinator)
    older.refresh_from_db()
    assert older.kept_id == people[0].pk

    with pytest.raises(Touched):
        undo_merge(merge=older, by=coordinator)
    undo_merge(merge=newer, by=coordinator)
    undo_merge(merge=older, by=coordinator)

    assert everything() == before


def test_confirmed_death_is_not_asked_for_and_stands(
    pair: tuple[Person, Person], coordinator: User
) -> None:
    first, second = pair
    officer = make.UserFactory(role=Role.CASE_OFFICER, regency=first.village.district.regency)
    DeathReport.unscoped.create(
        person=second,
        died_on=date(2025, 1, 1),
        reported_by=coordinator,
        evidence_text="Surat kematian",
        confirmed_at=timezone.now(),
        confirmed_by=officer,
    )
    second.refresh_from_db()
    assert second.status == Person.Status.DECEASED
    before = everything()
    assert "died_on" not in {one.name for one in questions(first, second)}

    done = merge(first, second, coordinator)
    assert Person.unscoped.get().status == Person.Status.DECEASED

    undo_merge(merge=done, by=coordinator)
    assert everything() == before
