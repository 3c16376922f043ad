"""Health, money, vulnerability: on request, logged, for her coordinator and the case officer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Role, User, ViewLog
from migrants.models import Finance, Health, Person, Vulnerability
from tests import factories as make
from villages.models import Village

SECRET = "Rahasiasekali"


@pytest.fixture
def person(village: Village) -> Person:
    made: Person = make.PersonFactory(village=village, name="Sumiati", abroad=True)
    Health.unscoped.create(person=made, disability="sight", needs=SECRET)
    Finance.unscoped.create(person=made, wage_use=SECRET, debt="12000000")
    make.VulnerabilityFactory(person=made, note=SECRET)
    return made


def shows(browser: Client, address: str) -> bool:
    return SECRET in browser.get(address, follow=True).content.decode()


def test_no_page_shows_it_unasked(browser: Client, desk: Client, person: Person) -> None:
    key = person.pk
    for address in (
        "/kerja/",
        "/kerja/warga/",
        f"/kerja/warga/{key}/",
        f"/kerja/warga/{key}/riwayat/",
        f"/kerja/warga/{key}/data-khusus/",
        f"/kerja/warga/{key}/kesehatan/",
        f"/kerja/warga/{key}/keuangan/",
        f"/kerja/warga/{key}/cetak/",
    ):
        for reader in (browser, desk):
            assert not shows(reader, address), address
    assert not ViewLog.objects.exists()


@pytest.mark.parametrize("path", ["data-khusus", "kesehatan", "keuangan"])
def test_asking_shows_it_and_is_logged(
    browser: Client, coordinator: User, person: Person, path: str
) -> None:
    page = browser.post(f"/kerja/warga/{person.pk}/{path}/", {"open": "1"}).content.decode()
    assert SECRET in page
    assert ViewLog.objects.get().user == coordinator


def test_it_is_ciphertext_in_the_database_and_masked_in_history(person: Person) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("health", "healthhistoryevent", "finance", "vulnerability"):
            cursor.execute(f"SELECT t::text FROM migrants_{table} AS t")  # noqa: S608
            assert SECRET not in str(cursor.fetchall())


def test_official_and_neighbour_see_none_of_it(
    signed_in: Callable[[User], Client], person: Person, neighbour: Village
) -> None:
    regency = person.village.district.regency
    official = make.UserFactory(role=Role.OFFICIAL, regency=regency)
    next_door = make.UserFactory(role=Role.COORDINATOR, village=neighbour)
    for user, status in ((official, 403), (next_door, 404)):
        for path in ("data-khusus", "kesehatan", "keuangan", "perhatian"):
            answer = signed_in(user).post(f"/kerja/warga/{person.pk}/{path}/", {"open": "1"})
            assert answer.status_code == status
        for model in (Health, Finance, Vulnerability):
            assert not model.visible_to(user).exists()


def test_money_is_typed_as_people_write_it(browser: Client, village: Village) -> None:
    person = make.PersonFactory(village=village)
    typed = {"version": 0, "wage_use": "Rumah", "debt": "8,5 jt", "debt_to": "Koperasi"}
    address = f"/kerja/warga/{person.pk}/keuangan/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, typed | {"debt": "banyak"}).status_code == 422
    assert browser.post(address, typed).status_code == 302
    assert Finance.unscoped.get().debt_amount == 8_500_000


def test_second_who_enters_the_first_row_is_asked(browser: Client, person: Person) -> None:
    """She opened the empty form before a colleague saved: version 0."""
    typed: dict[str, Any] = {"version": 0, "disability": "none", "needs": "", "illness": ""}
    answer = browser.post(f"/kerja/warga/{person.pk}/kesehatan/", typed)
    assert answer.status_code == 409
    assert ViewLog.objects.count() == 1  # the page shows what is stored
    assert Health.unscoped.get().disability == "sight"
    settled = typed | {"seen": 1, "keep_disability": "mine", "keep_needs": "stored"}
    assert browser.post(f"/kerja/warga/{person.pk}/kesehatan/", settled).status_code == 302
    health = Health.unscoped.get()
    assert (health.disability, health.needs) == ("none", SECRET)


def test_double_tap_notes_a_vulnerability_once_and_it_ends(
    browser: Client, village: Village
) -> None:
    person = make.PersonFactory(village=village)
    typed = {
        "submit_key": "7b0a3c58-8c1c-4c52-9a51-f2d1b1a50001",
        "kind": "other",
        "since": "2026-01-05",
        "note": "Tinggal sendiri",
    }
    address = f"/kerja/warga/{person.pk}/perhatian/"
    for _ in range(2):
        assert browser.post(address, typed).status_code == 302
    row = Vulnerability.unscoped.get()
    browser.post(f"/kerja/perhatian/{row.pk}/selesai/")
    row.refresh_from_db()
    assert row.until is not None


pytestmark = pytest.mark.django_db
