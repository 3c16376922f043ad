"""A coordinator enters a worker and her family on a phone, and finds them again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from migrants.models import Household, Person
from tests.factories import PersonFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_coordinator_adds_a_family_and_finds_it(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    coordinator = UserFactory(coordinator=True)
    PersonFactory(name="Sulastri Tetangga")
    sign_in(page, coordinator)
    page.goto("/kerja/warga/")
    axe(page)
    page.goto("/kerja/keluarga/tambah/")
    axe(page)
    page.locator("[name=m-0-name]").fill("Sulastri")
    page.locator("[name=m-0-relationship]").select_option("wife")
    page.locator("[name=m-0-sex][value=F]").check()
    page.locator("[name=m-0-nik]").fill("3510995205889001")
    page.locator("[name=m-0-where][value=abroad]").check()
    page.locator("[name=m-0-country]").fill("Hong Kong")
    page.locator("[name=m-0-sector]").select_option("domestic")
    page.locator("[name=m-0-departed_year]").fill("2022")
    page.locator("[name=m-1-name]").fill("Dewi Lestari")
    page.locator("[name=m-1-relationship]").select_option("child")
    page.locator("[name=m-1-sex][value=F]").check()
    save = page.get_by_role("button", name="Simpan keluarga")
    save.click()

    expect(page.get_by_role("alert")).to_be_visible()  # the child has neither NIK nor a reason
    expect(page.locator("[name=m-0-name]")).to_have_value("Sulastri")
    expect(page.locator("[name=m-0-country]")).to_have_value("Hong Kong")
    axe(page)
    page.locator("[name=m-1-no_nik_reason]").select_option("not_at_hand")
    save.click()

    expect(page.get_by_role("link", name="Sulastri", exact=True)).to_be_visible()
    axe(page)
    assert {person.status for person in Person.unscoped.filter(village=coordinator.village)} == {
        Person.Status.ABROAD,
        Person.Status.STAYED,
    }
    assert Household.unscoped.get().memberships.count() == 2

    page.goto("/kerja/warga/")
    page.get_by_role("searchbox").fill("soelastri")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Sulastri").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sulastri")
    expect(page.get_by_text("Hong Kong").first).to_be_visible()
    expect(page.get_by_text("Tetangga")).to_have_count(0)
    axe(page)

    page.goto("/kerja/warga/")
    page.get_by_role("searchbox").fill("3510 9952 0588 9001")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("link", name="Sulastri")).to_be_visible()
    assert "3510" not in page.url


def test_one_member_more_is_asked_for_and_nothing_is_saved_yet(
    page: Page, sign_in: Callable[..., None]
) -> None:
    sign_in(page, UserFactory(coordinator=True))
    page.goto("/kerja/keluarga/tambah/")
    for row, (name, relationship) in enumerate([("Sulastri", "wife"), ("Dewi", "child")]):
        page.locator(f"[name=m-{row}-name]").fill(name)
        page.locator(f"[name=m-{row}-relationship]").select_option(relationship)
        page.locator(f"[name=m-{row}-sex][value=F]").check()
        page.locator(f"[name=m-{row}-no_nik_reason]").select_option("not_at_hand")
        page.locator(f"[name=m-{row}-where][value=stayed]").check()
    page.get_by_role("button", name="Tambah satu anggota").click()

    expect(page.locator("[name=m-2-name]")).to_be_focused()
    expect(page.locator("[name=m-2-where][value=stayed]")).to_be_checked()
    expect(page.locator("[name=m-1-name]")).to_have_value("Dewi")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert not Household.unscoped.exists()

    page.get_by_role("button", name="Simpan keluarga").click()  # the empty row does not count
    expect(page.get_by_text("Keluarga tersimpan.")).to_be_visible()
    assert Household.unscoped.get().memberships.count() == 2
