"""A coordinator brings a list from Excel into the register on a phone, and takes it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from migrants.models import Person
from tests.factories import PersonFactory, UserFactory
from tests.spreadsheets import xlsx
from tests.tasks import work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = [
    ("Nama Lengkap", "NIK", "L/P", "Tgl Lahir", "Dusun", "Negara", "Berangkat"),
    ("Siti Aminah", "3510995205889001", "P", "12/05/1988", "Krajan", "Hongkong", "2019"),
    ("Budi Santoso", "3,51E+15", "L", "12/06/1990", "Krajan", "", ""),
    ("Dewi Lestari", "", "P", "1988", "Sidomulyo", "", ""),
]


def test_file_is_read_mended_saved_and_undone(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None], tmp_path: Path
) -> None:
    coordinator = UserFactory(coordinator=True)
    PersonFactory(village=coordinator.village, name="Dewi Lestari", without_nik=True)
    sign_in(page, coordinator)
    file = tmp_path / "warga.xlsx"
    file.write_bytes(xlsx(ROWS))

    page.goto("/kerja/impor/")
    axe(page)
    page.get_by_label("Berkas").set_input_files(file)
    page.get_by_role("button", name="Baca berkas").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    axe(page)
    work()

    expect(page.get_by_role("heading", level=1)).to_have_text("Arti tiap kolom")  # by itself
    axe(page)
    page.get_by_role("button", name="Baca isinya").click()
    work()
    expect(page.get_by_text("NIK ini dibulatkan")).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Perbaiki").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Budi Santoso")
    axe(page)
    page.locator("[name=nik]").fill("3510991206908002")
    page.get_by_role("button", name="Simpan baris").click()
    page.get_by_role("link", name="meragukan 1").click()
    axe(page)
    page.get_by_role("link", name="Putuskan").click()
    axe(page)
    page.locator("[name=answer]").first.check()
    page.get_by_role("button", name="Simpan baris").click()

    page.get_by_role("link", name="baru 2").click()
    axe(page)
    page.get_by_role("checkbox", name="Budi Santoso").uncheck()
    expect(page.locator("#chosen")).to_have_text("2 baris dipilih")
    page.get_by_role("checkbox", name="Budi Santoso").check()
    expect(page.locator("#chosen")).to_have_text("3 baris dipilih")
    page.get_by_role("button", name="Simpan yang dipilih").click()
    axe(page)
    page.get_by_role("button", name="Simpan sekarang").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    work()
    expect(page.get_by_text("2 orang ditambahkan, 1 diubah.")).to_be_visible()
    axe(page)
    assert Person.unscoped.filter(village=coordinator.village).count() == 3

    page.get_by_role("link", name="Urungkan berkas ini").click()
    axe(page)
    page.get_by_role("button", name="Urungkan sekarang").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    work()
    expect(page.get_by_text("3 baris diurungkan.")).to_be_visible()
    assert [person.name for person in Person.unscoped.all()] == ["Dewi Lestari"]
