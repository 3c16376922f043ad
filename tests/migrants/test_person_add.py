"""Adding a person by HTTP: post, then look at the page and at the rows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from migrants.models import HouseholdMembership, Journey, Person, Remittance
from tests import factories as make
from villages.models import Village

ADD = "/kerja/warga/tambah/"
OnlyPerson = Callable[[], Person]


def test_person_is_saved_in_the_village_of_the_coordinator(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson, coordinator: User
) -> None:
    answer = browser.post(ADD, typed)
    person = only_person()
    assert answer.status_code == 302
    assert answer["Location"] == f"/kerja/warga/{person.pk}/"
    assert person.village == coordinator.village
    assert person.created_by == coordinator
    assert person.nik == "3510995205889001"
    assert person.status == Person.Status.STAYED


def test_wrong_form_comes_back_with_everything_typed(
    browser: Client, typed: dict[str, Any]
) -> None:
    typed |= {"name": "", "nickname": "Mik", "nik": "123", "hamlet": "Krajan", "note": "Ada utang"}
    answer = browser.post(ADD, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for kept in ("Mik", "123", "Krajan", "Ada utang", "1988-05-12"):
        assert kept in page
    assert "error-summary" in page
    assert 'href="#id_name"' in page  # the summary leads to the field
    assert 'id="id_name_error"' in page  # and the message stands beside it
    assert not Person.unscoped.exists()


@pytest.mark.parametrize("nik", ["351099520588000", "3510995205880000", "3.51E+15", "abc"])
def test_what_is_no_nik_is_refused(browser: Client, typed: dict[str, Any], nik: str) -> None:
    answer = browser.post(ADD, typed | {"nik": nik})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"nik"}


def test_odd_nik_is_saved_only_with_a_reason(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson
) -> None:
    typed |= {"sex": "M"}  # the NIK is a woman's
    answer = browser.post(ADD, typed)
    assert answer.status_code == 422
    assert "id_nik_override_reason" in answer.content.decode()
    answer = browser.post(ADD, typed | {"nik_override_reason": "KTP dilihat sendiri"})
    assert answer.status_code == 302
    assert only_person().nik_override_reason == "KTP dilihat sendiri"


def test_reason_is_not_kept_when_nothing_is_odd(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson
) -> None:
    browser.post(ADD, typed | {"nik_override_reason": "tidak perlu"})
    assert only_person().nik_override_reason == ""


def test_without_nik_a_reason_is_wanted(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson
) -> None:
    typed |= {"nik": ""}
    assert browser.post(ADD, typed).context["form"].errors.keys() == {"nik"}
    assert browser.post(ADD, typed | {"no_nik_reason": "not_at_hand"}).status_code == 302
    person = only_person()
    assert (person.nik, person.no_nik_reason) == (None, "not_at_hand")


def test_typed_nik_overrules_the_reason_to_have_none(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson
) -> None:
    browser.post(ADD, typed | {"no_nik_reason": "refused"})
    person = only_person()
    assert (person.nik, person.no_nik_reason) == ("3510995205889001", "")


def test_nik_registered_elsewhere_is_refused_without_saying_where(
    browser: Client, typed: dict[str, Any], neighbour: Village
) -> None:
    make.PersonFactory(village=neighbour, name="Rahasia Tetangga", nik=typed["nik"])
    answer = browser.post(ADD, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"nik"}
    assert "Rahasia" not in page
    assert "Tetangga" not in page
    assert Person.unscoped.count() == 1


def test_nik_registered_here_leads_to_the_person(
    browser: Client, typed: dict[str, Any], village: Village
) -> None:
    known = make.PersonFactory(village=village, name="Bu Karto", nik=typed["nik"])
    page = browser.post(ADD, typed).content.decode()
    assert "Bu Karto" in page
    assert known.get_absolute_url() in page


def test_phone_is_kept_in_one_spelling(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson
) -> None:
    browser.post(ADD, typed | {"phone": "0812-3456 7890", "phone_abroad": "00852 9123 4567"})
    person = only_person()
    assert (person.phone, person.phone_abroad) == ("+6281234567890", "+85291234567")


def test_bad_phone_is_told_beside_its_field(browser: Client, typed: dict[str, Any]) -> None:
    answer = browser.post(ADD, typed | {"phone": "tidak punya"})
    assert answer.context["form"].errors.keys() == {"phone"}


@pytest.mark.parametrize(
    ("day", "year", "born_on", "precision"),
    [
        ("", "1988", date(1988, 1, 1), "year"),
        ("12/05/1988", "", date(1988, 5, 12), "day"),
        ("1988-05-12", "1988", date(1988, 5, 12), "day"),
        ("", "", None, "day"),
    ],
)
def test_birth_date_may_be_rough(
    browser: Client,
    typed: dict[str, Any],
    only_person: OnlyPerson,
    day: str,
    year: str,
    born_on: date | None,
    precision: str,
) -> None:
    answer = browser.post(ADD, typed | {"born_day": day, "born_year": year})
    assert answer.status_code == 302
    person = only_person()
    assert (person.born_on, person.born_precision) == (born_on, precision)


@pytest.mark.parametrize(
    ("day", "year"),
    [("1988-05-12", "1990"), ("2999-01-01", ""), ("", "2999"), ("", "12"), ("kemarin", "")],
)
def test_impossible_birth_date_is_refused(
    browser: Client, typed: dict[str, Any], day: str, year: str
) -> None:
    answer = browser.post(ADD, typed | {"born_day": day, "born_year": year})
    assert answer.status_code == 422
    assert "born" in answer.context["form"].errors


WORK = {"country": "TW", "sector": "domestic"}


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"where": "prospective", **WORK, "planned_on": "2027-01-15"}, "prospective"),
        ({"where": "abroad", **WORK, "departed_day": "2023-02-01"}, "abroad"),
        (
            {"where": "returned", **WORK, "departed_year": "2009", "returned_year": "2013"},
            "returned",
        ),
        (
            {"where": "returned", **WORK, "departed_day": "2013-03-05", "returned_year": "2013"},
            "returned",
        ),
        ({"where": "stayed", **WORK, "departed_day": "2023-02-01"}, "stayed"),
    ],
)
def test_where_she_is_now_makes_the_first_journey(
    browser: Client,
    typed: dict[str, Any],
    only_person: OnlyPerson,
    answers: dict[str, str],
    status: str,
) -> None:
    assert browser.post(ADD, typed | answers).status_code == 302
    person = only_person()
    assert person.status == status
    assert person.journeys.count() == (0 if status == "stayed" else 1)


def test_year_of_departure_is_kept_as_a_year(browser: Client, typed: dict[str, Any]) -> None:
    browser.post(
        ADD, typed | {"where": "returned", **WORK, "departed_year": "2009", "returned_year": "2013"}
    )
    journey = Journey.unscoped.get()
    assert (journey.departed_on, journey.departed_precision) == (date(2009, 1, 1), "year")
    assert (journey.returned_on, journey.returned_precision) == (date(2013, 1, 1), "year")


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"where": ""}, {"where"}),
        ({"where": "abroad"}, {"country", "sector", "departed"}),
        ({"where": "abroad", **WORK, "departed_day": "2999-01-01"}, {"departed"}),
        ({"where": "returned", **WORK, "departed_year": "2013"}, {"returned"}),
        (
            {
                "where": "returned",
                **WORK,
                "departed_day": "2013-03-05",
                "returned_day": "2013-03-04",
            },
            {"returned"},
        ),
        (
            {"where": "abroad", "country": "XX", "sector": "domestic", "departed_year": "2020"},
            {"country"},
        ),
    ],
)
def test_incomplete_journey_saves_nothing(
    browser: Client, typed: dict[str, Any], answers: dict[str, str], wrong: set[str]
) -> None:
    answer = browser.post(ADD, typed | answers)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == wrong
    assert not Person.unscoped.exists()


class TestFamily:
    KK = "3510990101200001"

    def test_new_family_card_opens_a_family(
        self, browser: Client, typed: dict[str, Any], only_person: OnlyPerson
    ) -> None:
        typed |= {"kk_number": self.KK, "relationship": "wife", "receives_remittances": "on"}
        browser.post(ADD, typed | {"hamlet": "Krajan"})
        membership = HouseholdMembership.unscoped.get(person=only_person())
        assert membership.household.kk_number == self.KK
        assert membership.household.hamlet == "Krajan"
        remittance = Remittance.unscoped.get(household=membership.household)
        assert remittance.receiver == membership.person

    def test_known_family_card_leads_to_the_family(
        self, browser: Client, typed: dict[str, Any], village: Village
    ) -> None:
        household = make.HouseholdFactory(village=village, kk_number=self.KK)
        browser.post(ADD, typed | {"kk_number": "3510 9901 0120 0001", "relationship": "wife"})
        assert household.memberships.get().person.name == "Sumiati"

    def test_family_card_of_a_neighbour_stays_apart(
        self, browser: Client, typed: dict[str, Any], neighbour: Village
    ) -> None:
        other = make.HouseholdFactory(village=neighbour, kk_number=self.KK)
        browser.post(ADD, typed | {"kk_number": self.KK, "relationship": "wife"})
        assert not other.memberships.exists()
        assert HouseholdMembership.unscoped.count() == 1

    def test_second_head_saves_nothing(
        self, browser: Client, typed: dict[str, Any], village: Village
    ) -> None:
        household = make.HouseholdFactory(village=village, kk_number=self.KK)
        head = make.PersonFactory(village=village, name="Karto")
        make.HouseholdMembershipFactory(household=household, person=head)
        answer = browser.post(ADD, typed | {"kk_number": self.KK, "relationship": "head"})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"relationship"}
        assert not Person.unscoped.filter(name="Sumiati").exists()

    def test_family_named_in_the_address_gets_a_member(
        self, browser: Client, typed: dict[str, Any], village: Village
    ) -> None:
        household = make.HouseholdFactory(village=village)
        address = f"{ADD}?keluarga={household.pk}"
        assert browser.post(address, typed).context["form"].errors.keys() == {"relationship"}
        assert browser.post(address, typed | {"relationship": "child"}).status_code == 302
        assert household.memberships.get().relationship == "child"

    def test_family_of_a_neighbour_is_not_found(self, browser: Client, neighbour: Village) -> None:
        household = make.HouseholdFactory(village=neighbour)
        assert browser.get(f"{ADD}?keluarga={household.pk}").status_code == 404


class TestDoubles:
    def test_somebody_alike_is_asked_about_first(
        self, browser: Client, typed: dict[str, Any], village: Village
    ) -> None:
        known = make.PersonFactory(village=village, name="Soemiati", born_on=date(1988, 1, 1))
        answer = browser.post(ADD, typed)
        assert answer.status_code == 422
        assert answer.context["form"].doubles == [known]
        assert known.get_absolute_url() in answer.content.decode()
        assert "sudah terdaftar?: Sudah ada 1 orang yang mirip" in answer.content.decode()
        assert Person.unscoped.count() == 1

    def test_register_anyway(
        self, browser: Client, typed: dict[str, Any], village: Village
    ) -> None:
        make.PersonFactory(village=village, name="Soemiati", born_on=date(1988, 1, 1))
        assert browser.post(ADD, typed | {"same_as": "new"}).status_code == 302
        assert Person.unscoped.count() == 2

    def test_it_is_she(self, browser: Client, typed: dict[str, Any], village: Village) -> None:
        known = make.PersonFactory(village=village, name="Soemiati", nik=typed["nik"])
        answer = browser.post(ADD, typed | {"same_as": str(known.pk)})
        assert answer["Location"] == known.get_absolute_url()
        assert Person.unscoped.count() == 1

    def test_answer_naming_a_neighbours_person_is_no_answer(
        self, browser: Client, typed: dict[str, Any], village: Village, neighbour: Village
    ) -> None:
        make.PersonFactory(village=village, name="Soemiati")
        stranger = make.PersonFactory(village=neighbour, name="Sumiati")
        answer = browser.post(ADD, typed | {"same_as": str(stranger.pk)})
        assert answer.status_code == 422
        assert f"/kerja/warga/{stranger.pk}/" not in answer.content.decode()

    def test_other_generation_is_no_double(
        self, browser: Client, typed: dict[str, Any], village: Village
    ) -> None:
        make.PersonFactory(village=village, name="Sumiati", born_on=date(1955, 1, 1))
        assert browser.post(ADD, typed).status_code == 302

    def test_shared_phone_alone_is_no_double(
        self, browser: Client, typed: dict[str, Any], village: Village
    ) -> None:
        make.PersonFactory(village=village, name="Bambang", phone="+6281234567890")
        assert browser.post(ADD, typed | {"phone": "081234567890"}).status_code == 302

    def test_shared_phone_and_some_likeness_is(
        self, browser: Client, typed: dict[str, Any], village: Village
    ) -> None:
        known = make.PersonFactory(
            village=village, name="Sumiarti", born_on=None, phone="+6281234567890"
        )
        answer = browser.post(ADD, typed | {"phone": "081234567890"})
        assert answer.context["form"].doubles == [known]

    @pytest.mark.parametrize(
        "fields", [{"name": "Soemiati", "born_year": "1988"}, {"nik": "3510995205889001"}]
    )
    def test_shown_while_typing_from_her_own_village_only(
        self, browser: Client, village: Village, neighbour: Village, fields: dict[str, str]
    ) -> None:
        known = make.PersonFactory(village=village, name="Sumiati", nik="3510995205889001")
        make.PersonFactory(village=neighbour, name="Sumiati", nickname="Markatetangga")
        page = browser.post("/kerja/warga/kembar/", fields).content.decode()
        assert known.get_absolute_url() in page
        assert "Markatetangga" not in page

    @pytest.mark.parametrize(
        "fields", [{}, {"name": "S", "nik": "12"}, {"name": "x" * 200}, {"born_day": "besok"}]
    )
    def test_unfinished_typing_is_no_fault(self, browser: Client, fields: dict[str, str]) -> None:
        answer = browser.post("/kerja/warga/kembar/", fields)
        assert answer.status_code == 200
        assert not answer.content.strip()


class TestDoubleTap:
    def test_same_form_sent_twice_saves_once(
        self, browser: Client, typed: dict[str, Any], only_person: OnlyPerson
    ) -> None:
        typed |= {"submit_key": str(uuid4())}
        first, second = browser.post(ADD, typed), browser.post(ADD, typed)
        assert first["Location"] == second["Location"] == only_person().get_absolute_url()

    def test_key_of_somebody_else_opens_nothing(
        self, browser: Client, typed: dict[str, Any], neighbour: Village
    ) -> None:
        stranger = make.PersonFactory(village=neighbour, submit_key=uuid4())
        answer = browser.post(ADD, typed | {"name": "", "submit_key": str(stranger.submit_key)})
        assert answer.status_code == 422

    @pytest.mark.parametrize("key", ["", "nonsense"])
    def test_form_without_a_key_is_saved_all_the_same(
        self, browser: Client, typed: dict[str, Any], key: str
    ) -> None:
        answer = browser.post(ADD, typed | {"submit_key": key})
        assert answer.status_code == (302 if not key else 422)


def test_form_is_not_kept_by_the_browser(browser: Client) -> None:
    answer = browser.get(ADD)
    assert "no-store" in answer["Cache-Control"]
    assert 'data-draft="person"' in answer.content.decode()


def test_future_dates_do_not_depend_on_the_form(browser: Client, typed: dict[str, Any]) -> None:
    tomorrow = date.today() + timedelta(days=5)
    answer = browser.post(
        ADD, typed | {"where": "abroad", **WORK, "departed_day": tomorrow.isoformat()}
    )
    assert answer.status_code == 422


def test_worker_entered_today_is_not_asked_about_at_once(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson
) -> None:
    browser.post(ADD, typed | {"where": "abroad", **WORK, "departed_year": "2023"})
    assert only_person().checked_on == timezone.localdate()
    page = browser.get("/kerja/putaran/").content.decode()
    assert "1 dari 1 sudah dipastikan" in page
    assert "Batalkan" not in page  # entering somebody is no answer that one takes back


def test_those_who_stay_at_home_are_in_no_round(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson
) -> None:
    browser.post(ADD, typed)
    assert only_person().checked_on is None


@pytest.mark.parametrize(
    ("written", "kept"), [("3", "003"), ("RT 03", "003"), ("012", "012"), ("", "")]
)
def test_neighbourhood_is_kept_as_on_the_family_card(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson, written: str, kept: str
) -> None:
    browser.post(ADD, typed | {"rt": written, "rw": written})
    assert (only_person().rt, only_person().rw) == (kept, kept)


@pytest.mark.parametrize("written", ["RT", "1234"])
def test_what_is_no_neighbourhood_is_refused(
    browser: Client, typed: dict[str, Any], written: str
) -> None:
    answer = browser.post(ADD, typed | {"rt": written})
    assert answer.status_code == 422
    assert f'value="{written}"' in answer.content.decode()


def test_name_in_capitals_is_written_as_a_name(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson
) -> None:
    browser.post(ADD, typed | {"name": "SITI  NUR'AINI"})
    assert only_person().name == "Siti Nur'aini"


def test_day_of_birth_may_be_typed(
    browser: Client, typed: dict[str, Any], only_person: OnlyPerson
) -> None:
    browser.post(ADD, typed | {"born_day": "", "born_year": "12/5/1988"})
    assert (only_person().born_on, only_person().born_precision) == (date(1988, 5, 12), "day")
