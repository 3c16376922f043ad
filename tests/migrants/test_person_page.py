"""One person's page: what it shows, to whom, and what it keeps back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import User, ViewLog
from migrants.models import Consent, Person
from tests import factories as make
from villages.models import Village

NIK = "3510995205889001"


@pytest.fixture
def person(village: Village) -> Person:
    made: Person = make.PersonFactory(
        village=village, name="Sumiati", nik=NIK, passport_number="X1234567", abroad=True
    )
    made.refresh_from_db()
    return made


@pytest.fixture
def page(person: Person) -> str:
    return person.get_absolute_url()


def test_numbers_are_masked(browser: Client, page: str) -> None:
    text = browser.get(page).content.decode()
    assert NIK not in text
    assert "X1234567" not in text
    assert "••••••••••••9001" in text
    assert "Hong Kong" in text


def test_full_numbers_are_shown_once_and_logged(
    browser: Client, person: Person, page: str, coordinator: User
) -> None:
    answer = browser.post(f"{page}nomor/")
    assert NIK in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    log = ViewLog.objects.of(person).get()
    assert (log.user, log.fields) == (coordinator, "nik, passport_number")
    # By GET nothing is shown and nothing logged.
    assert browser.get(f"{page}nomor/")["Location"] == page
    assert ViewLog.objects.count() == 1


def test_full_numbers_come_as_a_fragment_for_htmx(browser: Client, page: str) -> None:
    answer = browser.post(f"{page}nomor/", headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert NIK in text
    assert "<html" not in text


def test_village_sees_only_that_a_case_exists(browser: Client, person: Person, page: str) -> None:
    case = make.CaseFactory(person=person, summary="Majikan memukul")
    text = browser.get(page).content.decode()
    assert "Ada kasus" in text
    assert case.get_absolute_url() not in text
    assert "Gaji tidak dibayar" not in text  # not even what it is about


def test_whoever_opened_the_case_gets_to_it(
    browser: Client, person: Person, page: str, coordinator: User
) -> None:
    case = make.CaseFactory(person=person, opened_by=coordinator)
    assert case.get_absolute_url() in browser.get(page).content.decode()


def test_officer_reads_but_changes_nothing(desk: Client, page: str) -> None:
    text = desk.get(page).content.decode()
    assert "Sumiati" in text
    assert "/ubah/" not in text
    assert desk.get(f"{page}ubah/").status_code == 403


def test_family_groups_and_carers_are_shown(
    browser: Client, person: Person, village: Village, page: str
) -> None:
    household = make.HouseholdFactory(village=village)
    child = make.PersonFactory(village=village, name="Dewi", born_on=date(2018, 1, 1))
    for who, what in ((person, "wife"), (child, "child")):
        make.HouseholdMembershipFactory(household=household, person=who, relationship=what)
    make.CareFactory(child=child, carer=person)
    group = make.GroupFactory(village=village, name="Sukses Migran")
    make.GroupMembershipFactory(group=group, person=person)
    text = browser.get(page).content.decode()
    assert "Dewi" in text
    assert "Sukses Migran" in text
    assert "Mengasuh" in text


def test_relative_in_another_village_does_not_show(
    browser: Client, person: Person, village: Village, neighbour: Village, page: str
) -> None:
    household = make.HouseholdFactory(village=village)
    stranger = make.PersonFactory(village=neighbour, name="Markatetangga")
    for who in (person, stranger):
        make.HouseholdMembershipFactory(household=household, person=who, relationship="other")
    for address in (page, household.get_absolute_url(), "/kerja/keluarga/"):
        assert "Markatetangga" not in browser.get(address).content.decode()


def test_queries_do_not_grow(
    browser: Client,
    person: Person,
    village: Village,
    page: str,
    queries_do_not_grow: Callable[..., None],
) -> None:
    household = make.HouseholdFactory(village=village)
    make.HouseholdMembershipFactory(household=household, person=person)

    def add_rows() -> None:
        for year in range(2005, 2012, 2):
            journey = make.JourneyFactory(
                person=person, departed_on=date(year, 1, 1), returned_on=date(year + 1, 1, 1)
            )
            journey.journey_events.create(kind="news", happened_on=date(year, 2, 1))
            member = make.PersonFactory(village=village, abroad=True)
            make.HouseholdMembershipFactory(
                household=household, person=member, relationship="other"
            )
            make.CareFactory(child=member, carer=person)
            make.CareFactory(child=person, carer=member)
            make.GroupMembershipFactory(person=person, group__village=village)
            make.CaseFactory(person=person)

    queries_do_not_grow(lambda: browser.get(page), add_rows)


class TestConsent:
    def test_one_purpose_at_a_time(
        self, browser: Client, person: Person, page: str, coordinator: User
    ) -> None:
        answers = {"purpose": "photo", "how": "signature", "given_on": "2026-01-05"}
        assert browser.post(f"{page}persetujuan/", answers).status_code == 302
        consent = Consent.unscoped.get(person=person)
        assert (consent.purpose, consent.recorded_by) == ("photo", coordinator)
        assert not Consent.unscoped.valid().for_purpose("story").exists()

    @pytest.mark.parametrize(
        ("answers", "wrong"),
        [
            ({"how": "spoken"}, "witness"),
            ({"valid_until": "2025-01-01"}, "valid_until"),
            ({"how": ""}, "how"),
            ({"purpose": "everything"}, "purpose"),
        ],
    )
    def test_incomplete_consent_is_none(
        self, browser: Client, page: str, answers: dict[str, str], wrong: str
    ) -> None:
        typed = {"purpose": "photo", "how": "signature", "given_on": "2026-01-05"} | answers
        answer = browser.post(f"{page}persetujuan/", typed)
        assert answer.status_code == 422
        assert wrong in answer.context["form"].errors
        assert not Consent.unscoped.exists()

    def test_twice_is_refused_beside_the_purpose(
        self, browser: Client, person: Person, page: str
    ) -> None:
        make.ConsentFactory(person=person, purpose="photo")
        typed = {"purpose": "photo", "how": "signature", "given_on": "2026-01-05"}
        answer = browser.post(f"{page}persetujuan/", typed)
        assert answer.context["form"].errors.keys() == {"purpose"}

    def test_one_that_ran_out_may_be_given_anew(
        self, browser: Client, person: Person, page: str
    ) -> None:
        make.ConsentFactory(person=person, purpose="photo", valid_until=date(2026, 1, 6))
        typed = {"purpose": "photo", "how": "signature", "given_on": "2026-02-05"}
        assert browser.post(f"{page}persetujuan/", typed).status_code == 302
        assert Consent.unscoped.valid().get().given_on == date(2026, 2, 5)

    def test_withdrawn_by_one_tap_and_at_once(
        self, browser: Client, person: Person, page: str
    ) -> None:
        consent = make.ConsentFactory(person=person)
        address = f"/kerja/persetujuan/{consent.pk}/cabut/"
        browser.get(address)  # looking changes nothing
        assert Consent.unscoped.valid().exists()
        assert browser.post(address)["Location"] == page
        assert not Consent.unscoped.valid().exists()
        at = Consent.unscoped.get().withdrawn_at
        browser.post(address)
        assert Consent.unscoped.get().withdrawn_at == at


class TestHistory:
    def test_tells_who_changed_what(self, browser: Client, person: Person, page: str) -> None:
        form = {
            "version": person.version,
            "name": "Sumiati Karto",
            "sex": "F",
            "born_day": "1988-05-12",
            "nik": "3510995205889002",
        }
        assert browser.post(f"{page}ubah/", form).status_code == 302
        text = browser.get(f"{page}riwayat/").content.decode()
        assert "Bu Koordinator" in text
        assert "<del>Sumiati</del>" in text
        assert "<ins>Sumiati Karto</ins>" in text
        assert "<del>••••••••••••9001</del>" in text
        for number in (NIK, "3510995205889002", "X1234567"):
            assert number not in text

    def test_covers_the_journeys(self, browser: Client, person: Person, page: str) -> None:
        journey = person.journeys.get()
        browser.post(
            f"/kerja/perjalanan/{journey.pk}/pulang/",
            {"returned_year": "2021", "return_kind": "ill"},
        )
        text = browser.get(f"{page}riwayat/").content.decode()
        assert "<ins>Sakit</ins>" in text
        assert "<ins>Sudah pulang</ins>" in text  # the status that follows
