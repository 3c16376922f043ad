"""Who of the families needs a closer eye: found from who is where today."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pgtrigger
import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User, ViewLog
from migrants.models import Care, Household, Parentage, Person, Schooling
from migrants.models.watch import Watch, watched, years_ago
from tests import factories as make
from villages.models import Village

PAGE = "/kerja/keluarga/perhatian/"


def born(years: int) -> date:
    """The birthday of somebody who has been that old for a month."""
    return years_ago(years) - timedelta(days=30)


@pytest.fixture
def home(village: Village) -> Household:
    made: Household = make.HouseholdFactory(village=village)
    return made


def living(home: Household, relationship: str, years: int, **facts: Any) -> Person:
    person: Person = make.PersonFactory(village=home.village, born_on=born(years), **facts)
    make.HouseholdMembershipFactory(household=home, person=person, relationship=relationship)
    person.refresh_from_db()
    return person


def found(why: str) -> list[Person]:
    return list(watched(Person.unscoped.all(), why))


@pytest.fixture
def child(home: Household) -> Person:
    return living(home, "child", 8, name="Dewi")


@pytest.fixture
def carer(home: Household, child: Person) -> Person:
    """An aunt of the house in whose care the child is; the mother is abroad."""
    living(home, "head", 35, abroad=True)
    aunt = living(home, "sibling", 30, name="Bibi Ani")
    make.CareFactory(child=child, carer=aunt)
    return aunt


class TestCarer:
    def test_present_carer_is_no_reason(self, child: Person, carer: Person) -> None:
        assert not found(Watch.CARER_LEFT)
        assert not found(Watch.NO_CARER)
        assert not found(Watch.ALONE)

    @pytest.mark.parametrize(
        "how", ["departs", "dies", "settles", "lost", "moves out", "moves away"]
    )
    def test_carer_who_leaves_is_told(
        self, child: Person, carer: Person, neighbour: Village, how: str
    ) -> None:
        today = timezone.localdate()
        match how:
            case "departs":
                make.JourneyFactory(person=carer, departed_on=today)
            case "dies":
                with pgtrigger.ignore("migrants.Person:died_needs_confirmation"):
                    Person.unscoped.filter(pk=carer.pk).update(died_on=today)
            case "settles":
                Person.unscoped.filter(pk=carer.pk).update(settled_on=today)
            case "lost":
                Person.unscoped.filter(pk=carer.pk).update(lost_contact_since=today)
            case "moves out":
                carer.household_memberships.update(until=today)
            case "moves away":
                Person.unscoped.filter(pk=carer.pk).update(village=neighbour)
        assert found(Watch.CARER_LEFT) == [child]

    def test_one_who_came_home_is_no_reason_any_more(self, child: Person, carer: Person) -> None:
        today = timezone.localdate()
        journey = make.JourneyFactory(person=carer, departed_on=today - timedelta(days=9))
        assert found(Watch.CARER_LEFT) == [child]
        journey.returned_on = today
        journey.save()
        assert not found(Watch.CARER_LEFT)

    def test_stands_on_the_pages_of_child_family_and_carer_and_on_the_start_page(
        self, browser: Client, child: Person, carer: Person, home: Household
    ) -> None:
        make.JourneyFactory(person=carer, departed_on=timezone.localdate())
        words = "Pengasuh anak ini sudah pergi"
        watch = f"{PAGE}?alasan=carer_left"
        for address in (child.get_absolute_url(), home.get_absolute_url(), watch):
            assert words in browser.get(address).content.decode(), address
        assert (
            "Masih tercatat sebagai pengasuh"
            in browser.get(carer.get_absolute_url()).content.decode()
        )
        tiles = browser.get("/kerja/").context["main"][0].tiles
        assert {str(tile.label): tile.value for tile in tiles}["pengasuh anak pergi"] == 1

    def test_ending_the_care_asks_for_the_next_carer(
        self, browser: Client, child: Person, carer: Person
    ) -> None:
        care = Care.unscoped.get()
        answer = browser.post(
            f"/kerja/pengasuh/{care.pk}/selesai/", {"on": timezone.localdate().isoformat()}
        )
        assert answer["Location"] == f"/kerja/warga/{child.pk}/pengasuh/"
        assert found(Watch.NO_CARER) == [child]
        assert found(Watch.CARER_CHANGED) == [child]

    @pytest.mark.parametrize("grown", ["18", "married"])
    def test_grown_up_child_drops_out(self, child: Person, carer: Person, grown: str) -> None:
        make.JourneyFactory(person=carer, departed_on=timezone.localdate())
        assert found(Watch.CARER_LEFT) == [child]
        if grown == "18":
            Person.unscoped.filter(pk=child.pk).update(born_on=years_ago(18))
        else:
            child.household_memberships.update(relationship="wife")
        assert not found(Watch.CARER_LEFT)


class TestOthers:
    def test_child_without_an_adult(self, home: Household, child: Person) -> None:
        living(home, "sibling", 15)
        living(home, "head", 40, abroad=True)
        assert child in found(Watch.ALONE)
        living(home, "grandparent", 62)
        assert not found(Watch.ALONE)

    def test_parents_away_and_no_carer(self, home: Household, child: Person) -> None:
        living(home, "head", 35, abroad=True)
        assert found(Watch.NO_CARER) == [child]
        living(home, "husband", 36, sex="M")
        assert not found(Watch.NO_CARER)

    def test_named_parent_stands_before_the_family_card(
        self, home: Household, child: Person, village: Village
    ) -> None:
        living(home, "head", 40)  # her stepmother
        assert not found(Watch.NO_CARER)
        mother = make.PersonFactory(village=village, abroad=True)
        make.ParentageFactory(child=child, parent=mother, kind=Parentage.Kind.MOTHER)
        assert found(Watch.NO_CARER) == [child]

    def test_toddler_with_a_parent_abroad(self, home: Household) -> None:
        toddler = living(home, "child", 3)
        living(home, "child", 6)
        living(home, "wife", 30, abroad=True)
        assert found(Watch.TODDLER) == [toddler]

    def test_old_and_alone(self, home: Household) -> None:
        old = living(home, "head", 70)
        living(home, "child", 40, abroad=True)
        assert found(Watch.OLD_ALONE) == [old]
        living(home, "child", 35)
        assert not found(Watch.OLD_ALONE)

    def test_child_that_left_school(self, child: Person) -> None:
        make.SchoolingFactory(child=child, left_on=timezone.localdate())
        assert found(Watch.DROPPED_OUT) == [child]


@pytest.mark.parametrize("why", Watch.values)
def test_nobody_of_another_village_and_nothing_for_other_roles(
    why: str, browser: Client, signed_in: Callable[[User], Client], neighbour: Village
) -> None:
    theirs = make.HouseholdFactory(village=neighbour)
    child = living(theirs, "child", 3, name="Markatetangga")
    gone = living(theirs, "head", 35, abroad=True)
    make.CareFactory(child=child, carer=gone)
    make.SchoolingFactory(child=child, left_on=timezone.localdate())
    assert "Markatetangga" not in browser.get(f"{PAGE}?alasan={why}").content.decode()
    official = make.UserFactory(role=Role.OFFICIAL, regency=neighbour.district.regency)
    assert signed_in(official).get(PAGE).status_code == 403


class TestChild:
    def test_parents_in_two_countries_are_shown_plainly(
        self, browser: Client, home: Household, child: Person
    ) -> None:
        mother = living(home, "wife", 34, name="Siti")
        father = living(home, "head", 36, name="Budi", sex="M")
        make.JourneyFactory(person=mother, country="TW")
        make.JourneyFactory(person=father, country="MY")
        for address in (child.get_absolute_url(), home.get_absolute_url()):
            text = browser.get(address).content.decode()
            for word in ("orang tua di negara berbeda", "di Taiwan", "di Malaysia"):
                assert word in text, address

    def test_school_is_entered_and_kept_apart(
        self, browser: Client, desk: Client, child: Person
    ) -> None:
        address = f"/kerja/warga/{child.pk}/sekolah/"
        form = {"stage": "primary", "grade": "4"}
        assert browser.post(address, form).status_code == 302
        assert browser.post(address, form | {"version": "1", "grade": "5"}).status_code == 302
        assert Schooling.unscoped.get().grade == 5
        assert "kelas 5" in browser.get(child.get_absolute_url()).content.decode()
        assert "kelas 5" not in desk.get(child.get_absolute_url()).content.decode()
        assert "kelas 5" in desk.post(f"{address}lihat/").content.decode()
        assert ViewLog.objects.of(Schooling.unscoped.get()).count() == 1

    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            ({"grade": "7"}, "grade"),
            ({"stage": ""}, "stage"),
            ({"stage": "finished", "grade": "", "left_on": "2024-01-01"}, "stage"),
            ({"left_on": "2999-01-01"}, "left_on"),
        ],
    )
    def test_impossible_school_is_refused(
        self, browser: Client, child: Person, typed: dict[str, str], wrong: str
    ) -> None:
        form = {"stage": "primary", "grade": "4"} | typed
        answer = browser.post(f"/kerja/warga/{child.pk}/sekolah/", form)
        assert answer.status_code == 422
        assert wrong in answer.context["form"].errors

    def test_mother_is_named_once_and_can_be_taken_off(
        self, browser: Client, child: Person, village: Village
    ) -> None:
        mother = make.PersonFactory(village=village, name="Siti")
        address = f"/kerja/warga/{child.pk}/orang-tua/?orang={mother.pk}"
        codes = [browser.post(address, {"kind": "mother"}).status_code for _ in range(2)]
        assert codes == [302, 422]
        assert "Siti" in browser.get(child.get_absolute_url()).content.decode()
        row = Parentage.unscoped.get()
        browser.get(f"/kerja/orang-tua/{row.pk}/hapus/")
        assert Parentage.unscoped.exists()
        browser.post(f"/kerja/orang-tua/{row.pk}/hapus/")
        assert not Parentage.unscoped.exists()

    def test_person_of_another_village_is_no_parent_and_no_carer(
        self, browser: Client, child: Person, neighbour: Village
    ) -> None:
        stranger = make.PersonFactory(village=neighbour)
        for part in ("orang-tua", "pengasuh"):
            address = f"/kerja/warga/{child.pk}/{part}/?orang={stranger.pk}"
            assert browser.post(address, {"kind": "mother"}).status_code == 404
