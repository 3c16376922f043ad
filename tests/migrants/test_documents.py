"""Papers: one of a kind at a time, the passport in step with the person, never in full unasked."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from accounts.models import ViewLog
from migrants.models import Document, Person
from tests import factories as make
from villages.models import Village

NUMBER = "X1234567"


@pytest.fixture
def person(village: Village) -> Person:
    made: Person = make.PersonFactory(village=village, name="Sumiati", passport_number=NUMBER)
    return made


def paper(person: Person) -> Document:
    found: Document = Document.unscoped.current().get(person=person, kind="passport")
    return found


def test_number_typed_on_the_person_is_a_document(person: Person) -> None:
    assert paper(person).number == NUMBER


def test_saving_the_person_again_makes_no_second_document(person: Person) -> None:
    person.save()
    person.hamlet = "Krajan"
    person.save()
    assert Document.unscoped.filter(person=person).count() == 1


def test_another_number_ends_the_former_passport(person: Person) -> None:
    person.passport_number = "E7654321"
    person.save()
    assert paper(person).number == "E7654321"
    assert Document.unscoped.exclude(ended_on=None).get().number == NUMBER


def test_number_that_comes_back_is_the_old_document_again(person: Person) -> None:
    for number in ("E7654321", NUMBER):
        person.passport_number = number
        person.save()
    assert paper(person).number == NUMBER
    assert Document.unscoped.filter(person=person).count() == 2


def test_corrected_document_corrects_the_person(person: Person) -> None:
    document = paper(person)
    document.number = "X1234568"
    document.save()
    person.refresh_from_db()
    assert person.passport_number == "X1234568"
    assert list(Person.unscoped.with_passport("X1234568")) == [person]


def test_document_that_ends_leaves_the_person_without(person: Person) -> None:
    Document.unscoped.update(ended_on=timezone.localdate())
    person.refresh_from_db()
    assert (person.passport_number, person.passport_hash) == ("", None)


def test_document_moves_with_a_merge(person: Person, village: Village) -> None:
    other = make.PersonFactory(village=village)
    Document.unscoped.filter(person=person).update(person=other)
    for row in (person, other):
        row.refresh_from_db()
    assert (person.passport_number, other.passport_number) == ("", NUMBER)


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("migrants_document_one_in_use", {"number": "E7654321"}),
        ("migrants_document_number_once", {"number": NUMBER, "ended_on": "2026-01-01"}),
        ("migrants_document_passport_has_number", {"number": "", "ended_on": "2026-01-01"}),
        (
            "migrants_document_expires_after_issued",
            {"kind": "bpjs", "issued_on": "2026-01-02", "expires_on": "2026-01-02"},
        ),
    ],
)
def test_rule_holds_in_the_database(person: Person, rule: str, changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=rule):
        make.DocumentFactory(person=person, **changes)


class TestPages:
    def typed(self, **changes: Any) -> dict[str, Any]:
        return {
            "kind": "passport",
            "number": "e 7654321",
            "office": "Kantor Imigrasi Banyuwangi",
            "issued_on": "2026-01-05",
            "expires_on": "2031-01-05",
        } | changes

    def test_new_passport_takes_the_place_of_the_old_one(
        self, browser: Client, person: Person
    ) -> None:
        address = f"/kerja/warga/{person.pk}/surat/"
        assert browser.get(address).status_code == 200
        assert browser.post(address, self.typed()).status_code == 302
        assert paper(person).number == "E7654321"
        person.refresh_from_db()
        assert person.passport_number == "E7654321"

    def test_wrong_form_keeps_what_was_typed(self, browser: Client, person: Person) -> None:
        typed = self.typed(issued_on="2032-01-01")
        answer = browser.post(f"/kerja/warga/{person.pk}/surat/", typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Kantor Imigrasi Banyuwangi" in page
        assert "error-summary" in page
        assert paper(person).number == NUMBER

    def test_page_and_form_mask_the_number(self, browser: Client, person: Person) -> None:
        for address in (person.get_absolute_url(), f"/kerja/surat/{paper(person).pk}/"):
            page = browser.get(address).content.decode()
            assert NUMBER not in page
            assert "567" in page

    def test_numbers_in_full_are_asked_for_and_logged(
        self, browser: Client, person: Person
    ) -> None:
        make.DocumentFactory(person=person, kind="bpjs", number="99887766554")
        page = browser.post(f"/kerja/warga/{person.pk}/nomor/").content.decode()
        assert NUMBER in page
        assert "99887766554" in page
        assert "bpjs" in ViewLog.objects.get().fields

    def test_history_tells_changes_of_papers_with_numbers_hidden(
        self, browser: Client, person: Person
    ) -> None:
        Document.unscoped.update(office="Kantor Jember")
        page = browser.get(f"/kerja/warga/{person.pk}/riwayat/").content.decode()
        assert "Kantor Jember" in page
        assert NUMBER not in page

    def test_two_who_correct_one_document_are_asked(self, browser: Client, person: Person) -> None:
        document = paper(person)
        address, opened = f"/kerja/surat/{document.pk}/", document.version
        Document.unscoped.filter(pk=document.pk).update(office="Jember")
        typed = {"version": opened, "number": "", "office": "Banyuwangi"}
        answer = browser.post(address, typed)
        assert answer.status_code == 409
        for value in ("Jember", "Banyuwangi"):
            assert value in answer.content.decode()
        document.refresh_from_db()
        assert document.office == "Jember"
        answers = {"seen": document.version, "keep_office": "mine"}
        assert browser.post(address, typed | answers).status_code == 302
        document.refresh_from_db()
        assert (document.office, document.number) == ("Banyuwangi", NUMBER)

    def test_passport_finds_her_and_stands_in_no_address(
        self, browser: Client, person: Person
    ) -> None:
        answer = browser.post("/kerja/warga/", {"q": "x 1234567"})
        assert answer.status_code == 200
        assert "Sumiati" in answer.content.decode()
        assert browser.get("/kerja/warga/?q=X1234567")["Location"] == "/kerja/warga/"


def test_papers_that_run_out_need_somebody() -> None:
    soon, later = (timezone.localdate() + timedelta(days=days) for days in (50, 400))
    abroad = make.PersonFactory(abroad=True)
    make.DocumentFactory(person=abroad, expires_on=soon)
    make.DocumentFactory(person=abroad, kind="bpjs", number="1", expires_on=soon)
    fine = make.PersonFactory(abroad=True)
    make.DocumentFactory(person=fine, expires_on=soon, ended_on=timezone.localdate())
    make.DocumentFactory(person=fine, expires_on=later)
    make.DocumentFactory(person=make.PersonFactory(returned=True), expires_on=soon)
    for what in (Person.Lacking.PASSPORT, Person.Lacking.INSURANCE):
        assert list(Person.unscoped.lacking(what)) == [abroad]


pytestmark = pytest.mark.django_db
