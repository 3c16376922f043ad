"""Changing a person, alone and while somebody else does the same."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from migrants.models import Person
from tests import factories as make
from villages.models import Village

NIK = "3510995205889001"


@pytest.fixture
def person(village: Village) -> Person:
    made: Person = make.PersonFactory(
        village=village,
        name="Sumiati",
        nik=NIK,
        phone="+6281234567890",
        passport_number="X1234567",
        hamlet="Krajan",
    )
    return made


@pytest.fixture
def form(person: Person) -> dict[str, Any]:
    """The form as the page shows it: numbers are not filled in."""
    return {
        "version": person.version,
        "name": "Sumiati",
        "sex": "F",
        "born_day": "1988-05-12",
        "nik": "",
        "passport_number": "",
        "phone": "0812-3456-7890",
        "hamlet": "Krajan",
    }


@pytest.fixture
def address(person: Person) -> str:
    return f"/kerja/warga/{person.pk}/ubah/"


def test_page_holds_no_number_in_full(browser: Client, address: str) -> None:
    page = browser.get(address).content.decode()
    assert NIK not in page
    assert "X1234567" not in page
    assert "••••9001" in page


def test_page_is_filled_in_as_it_was_typed(browser: Client, person: Person, address: str) -> None:
    page = browser.get(address).content.decode()
    assert 'name="born_day" value="1988-05-12"' in page
    assert 'name="born_year"' in page
    assert 'value="0812-3456-7890"' in page


def test_empty_numbers_stay_as_they_are(
    browser: Client, person: Person, address: str, form: dict[str, Any]
) -> None:
    assert browser.post(address, form | {"hamlet": "Sidomulyo"}).status_code == 302
    person.refresh_from_db()
    assert (person.nik, person.passport_number) == (NIK, "X1234567")
    assert person.hamlet == "Sidomulyo"
    assert person.version == 2


def test_the_name_is_told_on_the_next_page_and_not_in_a_cookie(
    browser: Client, address: str, form: dict[str, Any]
) -> None:
    answer = browser.post(address, form | {"name": "Sumiatun"})
    assert set(answer.cookies) <= {"csrftoken", "sessionid"}
    assert "Sumiatun" in browser.get(answer["Location"]).content.decode()


def test_saving_without_a_change_makes_no_version_and_no_history(
    browser: Client, person: Person, address: str, form: dict[str, Any]
) -> None:
    assert browser.post(address, form).status_code == 302
    person.refresh_from_db()
    assert person.version == 1
    assert "Diubah" not in browser.get(f"/kerja/warga/{person.pk}/riwayat/").content.decode()


def test_new_nik_replaces_the_old_one(
    browser: Client, person: Person, address: str, form: dict[str, Any]
) -> None:
    browser.post(address, form | {"nik": "3510995205889002"})
    assert Person.unscoped.with_nik("3510995205889002").get() == person
    assert not Person.unscoped.with_nik(NIK).exists()


def test_reason_takes_the_nik_away(
    browser: Client, person: Person, address: str, form: dict[str, Any]
) -> None:
    browser.post(address, form | {"no_nik_reason": "never_recorded"})
    person.refresh_from_db()
    assert (person.nik, person.nik_hash) == (None, None)


def test_changed_birth_date_is_held_against_the_stored_nik(
    browser: Client, address: str, form: dict[str, Any]
) -> None:
    answer = browser.post(address, form | {"born_day": "1990-01-01"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"nik"}
    reason = {"nik_override_reason": "Akta lahir diperbaiki"}
    assert browser.post(address, form | {"born_day": "1990-01-01"} | reason).status_code == 302


def test_rough_birth_date_of_an_import_keeps_its_precision(
    browser: Client, person: Person, address: str, form: dict[str, Any]
) -> None:
    Person.unscoped.filter(pk=person.pk).update(born_on=date(1988, 1, 1), born_precision="about")
    form = form | {"born_day": "", "born_year": "1988", "version": 2}
    browser.post(address, form | {"hamlet": "Sidomulyo"})
    person.refresh_from_db()
    assert (person.hamlet, person.born_precision) == ("Sidomulyo", "about")


class TestTwoAtOnce:
    """She opened the form at version 1; meanwhile somebody saved version 2."""

    @pytest.fixture(autouse=True)
    def meanwhile(
        self, signed_in: Callable[[User], Client], person: Person, form: dict[str, Any]
    ) -> None:
        colleague = make.UserFactory(
            role="coordinator", village=person.village, full_name="Bu Rekan"
        )
        changed = form | {"hamlet": "Sidomulyo", "nik": "3510995205889005"}
        answer = signed_in(colleague).post(f"/kerja/warga/{person.pk}/ubah/", changed)
        assert answer.status_code == 302

    def test_both_values_are_shown_and_nothing_is_overwritten(
        self, browser: Client, person: Person, address: str, form: dict[str, Any]
    ) -> None:
        typed = form | {"hamlet": "Tanjungrejo", "note": "Baru", "nik": "3510995205889002"}
        answer = browser.post(address, typed)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Bu Rekan" in page
        for value in ("Tanjungrejo", "Sidomulyo", "••••9002", "••••9005"):
            assert value in page
        for number in (NIK, "3510995205889005"):
            assert number not in page
        person.refresh_from_db()
        assert person.hamlet == "Sidomulyo"
        assert person.note == ""

    def test_what_only_the_other_changed_is_proposed(
        self, browser: Client, address: str, form: dict[str, Any]
    ) -> None:
        clashes = browser.post(address, form | {"hamlet": "Tanjungrejo"}).context["clashes"]
        assert {clash.field: clash.proposal for clash in clashes} == {"hamlet": ""}

    def test_answers_settle_it(
        self, browser: Client, person: Person, address: str, form: dict[str, Any]
    ) -> None:
        answers = {"seen": 2, "keep_hamlet": "mine"}
        typed = form | {"hamlet": "Tanjungrejo", "note": "Baru"}
        assert browser.post(address, typed | answers).status_code == 302
        person.refresh_from_db()
        assert (person.hamlet, person.note) == ("Tanjungrejo", "Baru")
        assert person.nik == "3510995205889005"  # she had left the NIK as it was

    def test_stored_value_may_stand(
        self, browser: Client, person: Person, address: str, form: dict[str, Any]
    ) -> None:
        answers = {"seen": 2, "keep_hamlet": "stored"}
        browser.post(address, form | {"hamlet": "Tanjungrejo", "note": "Baru"} | answers)
        person.refresh_from_db()
        assert (person.hamlet, person.note) == ("Sidomulyo", "Baru")

    @pytest.mark.parametrize(
        "answers", [{"seen": 2}, {"seen": 1, "keep_hamlet": "mine"}, {"keep_hamlet": "mine"}]
    )
    def test_missing_or_old_answers_settle_nothing(
        self,
        browser: Client,
        person: Person,
        address: str,
        form: dict[str, Any],
        answers: dict[str, Any],
    ) -> None:
        answer = browser.post(address, form | {"hamlet": "Tanjungrejo"} | answers)
        assert answer.status_code == 409
        person.refresh_from_db()
        assert person.hamlet == "Sidomulyo"

    def test_fields_that_nobody_else_touched_are_saved_without_asking(
        self, browser: Client, person: Person, address: str, form: dict[str, Any]
    ) -> None:
        answer = browser.post(address, form | {"hamlet": "Sidomulyo", "skills": "Menjahit"})
        assert answer.status_code == 302
        person.refresh_from_db()
        assert person.skills == "Menjahit"

    @pytest.mark.parametrize("version", ["", "99", "abc"])
    def test_unknown_version_asks_about_every_difference(
        self, browser: Client, address: str, form: dict[str, Any], version: str
    ) -> None:
        answer = browser.post(address, form | {"hamlet": "Tanjungrejo", "version": version})
        assert answer.status_code == (422 if version == "abc" else 409)


def test_a_journey_meanwhile_is_no_clash(
    browser: Client, person: Person, address: str, form: dict[str, Any]
) -> None:
    make.JourneyFactory(person=person)
    assert browser.post(address, form | {"hamlet": "Sidomulyo"}).status_code == 302
    person.refresh_from_db()
    assert (person.hamlet, person.status) == ("Sidomulyo", "abroad")
