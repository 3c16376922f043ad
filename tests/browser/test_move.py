"""Somebody moves: one coordinator asks on a phone, the other accepts on hers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from migrants.models import MoveRequest
from tests.factories import (
    HouseholdFactory,
    HouseholdMembershipFactory,
    PersonFactory,
    UserFactory,
    VillageFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NIK = "3510995205889001"


def test_move_from_asking_to_acceptance(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    here = UserFactory(coordinator=True, village=VillageFactory(name="Kedunggebang"))
    there = UserFactory(coordinator=True, village=VillageFactory(name="Kendalrejo"))
    person = PersonFactory(village=there.village, name="Sumiati Kartini", nik=NIK)
    home = HouseholdFactory(village=there.village)
    HouseholdMembershipFactory(household=home, person=person)

    sign_in(page, here)
    page.goto("/kerja/pindah/")
    axe(page)
    page.get_by_role("link", name="Minta warga pindah ke sini").click()
    axe(page)
    page.locator("[name=typed_name]").fill("Sumiati")
    save = page.get_by_role("button", name="Simpan")
    save.click()  # neither NIK nor village
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=typed_name]")).to_have_value("Sumiati")
    axe(page)
    page.locator("[name=typed_nik]").fill(NIK)
    page.locator("[name=note]").fill("Menikah dan tinggal di Dusun Krajan")
    save.click()
    expect(page.get_by_text("Permintaan sudah dikirim")).to_be_visible()
    page.get_by_role("link", name="Sumiati").click()
    expect(page.get_by_text("Kartini")).to_have_count(0)
    expect(page.get_by_text("Kendalrejo")).to_have_count(0)
    axe(page)

    sign_in(page, there)
    page.goto("/kerja/")
    page.get_by_role("link", name="pindahan menunggu jawaban").click()
    page.get_by_role("link", name="Sumiati Kartini").click()
    axe(page)
    send = page.get_by_role("button", name="Kirim jawaban")
    page.locator("[name=answer][value=refuse]").check()
    send.click()  # no reason
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    page.locator("[name=answer][value=accept]").check()
    page.locator("[name=with_family]").check()
    send.click()
    expect(page.get_by_text("diterima").first).to_be_visible()

    sign_in(page, here)
    page.goto(f"/kerja/pindah/{MoveRequest.unscoped.get().pk}/")
    page.get_by_role("link", name="Ke halaman warga").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sumiati Kartini")
    axe(page)
    page.get_by_role("link", name="Data yang dilindungi").click()
    axe(page)
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_role("heading", name="Kesehatan")).to_be_visible()
    axe(page)
    page.goto(f"/kerja/warga/{person.pk}/cetak/izin-keluarga/")
    expect(page.get_by_role("button", name="Cetak")).to_be_visible()
    axe(page)
    page.goto(f"/kerja/warga/{person.pk}/surat/")
    axe(page)
    page.goto(f"/kerja/warga/{person.pk}/persetujuan/")
    axe(page)
    page.goto(f"/kerja/warga/{person.pk}/ubah/")
    for summary in page.locator("details.more > summary").all():
        summary.click()
    axe(page)
    page.goto(f"/kerja/warga/{person.pk}/perhatian/")
    axe(page)
    page.goto(f"/kerja/warga/{person.pk}/tempat-tinggal/")
    axe(page)
