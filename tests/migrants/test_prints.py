"""Sheets of A4: numbers open unless asked for, and then logged as printed."""

import pytest
from django.test import Client

from accounts.models import ViewLog
from migrants.models import Person
from tests import factories as make
from villages.models import Village

pytestmark = pytest.mark.django_db
NIK, GIVERS = "3510995205889001", "3510991205700002"
SHEETS = ["", "izin-keluarga/", "pengantar/"]


@pytest.fixture
def person(village: Village) -> Person:
    made: Person = make.PersonFactory(village=village, name="Sumiati", nik=NIK, abroad=True)
    return made


@pytest.fixture
def husband(person: Person) -> Person:
    made: Person = make.PersonFactory(
        village=person.village, name="Karto Suami", nik=GIVERS, sex="M"
    )
    home = make.HouseholdFactory(village=person.village, kk_number="3510991201010001")
    make.HouseholdMembershipFactory(household=home, person=person, relationship="wife")
    make.HouseholdMembershipFactory(household=home, person=made, relationship="husband")
    return made


@pytest.mark.parametrize("sheet", SHEETS)
def test_sheet_shows_no_number_unasked(
    browser: Client, person: Person, husband: Person, sheet: str
) -> None:
    answer = browser.get(f"/kerja/warga/{person.pk}/cetak/{sheet}?pemberi={husband.pk}")
    page = answer.content.decode()
    assert "Sumiati" in page
    assert NIK not in page
    assert GIVERS not in page
    assert "no-store" in answer["Cache-Control"]
    assert not ViewLog.objects.exists()


@pytest.mark.parametrize("sheet", SHEETS)
def test_full_numbers_are_logged_as_printed(browser: Client, person: Person, sheet: str) -> None:
    page = browser.post(f"/kerja/warga/{person.pk}/cetak/{sheet}", {"full": "1"})
    assert NIK in page.content.decode()
    log = ViewLog.objects.get()
    assert (log.action, log.row, log.fields) == ("print", person.pk, "nik")


def test_letter_names_who_permits_and_logs_both(
    browser: Client, person: Person, husband: Person
) -> None:
    address = f"/kerja/warga/{person.pk}/cetak/izin-keluarga/?pemberi={husband.pk}"
    assert "sebagai Suami" in browser.get(address).content.decode()
    page = browser.post(address, {"full": "1"}).content.decode()
    assert NIK in page
    assert GIVERS in page
    assert set(ViewLog.objects.values_list("row", flat=True)) == {person.pk, husband.pk}


@pytest.mark.parametrize("giver", ["", "abc", "0", "99999999999999999999"])
def test_unknown_giver_is_left_open(browser: Client, person: Person, giver: str) -> None:
    answer = browser.get(f"/kerja/warga/{person.pk}/cetak/izin-keluarga/?pemberi={giver}")
    assert answer.status_code == 200
    assert "suami / istri" in answer.content.decode()


def test_stranger_cannot_be_named_as_giver(
    browser: Client, person: Person, husband: Person, village: Village
) -> None:
    stranger = make.PersonFactory(village=village, name="Orang Lain")
    child = make.PersonFactory(village=village, name="Anak Kecil", born_on="2015-01-01")
    membership = husband.household_memberships.get()
    make.HouseholdMembershipFactory(
        household=membership.household, person=child, relationship="child"
    )
    for one in (stranger, child):
        address = f"/kerja/warga/{person.pk}/cetak/izin-keluarga/?pemberi={one.pk}"
        assert one.name not in browser.get(address).content.decode()


def test_letters_are_indonesian_whatever_the_reader_reads(browser: Client, person: Person) -> None:
    browser.post("/bahasa/", {"language": "en"})
    browser.cookies["django_language"] = "en"
    page = browser.get(f"/kerja/warga/{person.pk}/cetak/izin-keluarga/").content.decode()
    assert "Surat izin keluarga" in page
    assert "Letter of permission" not in page


@pytest.mark.parametrize("purpose", ["paspor", "nonsens", ""])
def test_cover_letter_says_what_for(browser: Client, person: Person, purpose: str) -> None:
    page = browser.get(f"/kerja/warga/{person.pk}/cetak/pengantar/?untuk={purpose}")
    assert page.status_code == 200
    assert "letter-purpose" in page.content.decode()
