"""The administrator makes an account on a phone, and its owner signs in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from tests.factories import DistrictFactory, UserFactory, VillageFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def administrator(transactional_db: None) -> User:
    village = VillageFactory(code="35.10.04.2007", name="Kedunggebang", district=DistrictFactory())
    user: User = UserFactory(role=Role.ADMINISTRATOR, regency=village.district.regency)
    return user


def test_administrator_makes_an_account_and_its_owner_signs_in(
    page: Page,
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
    administrator: User,
) -> None:
    sign_in(page, administrator)
    page.goto("/admin/accounts/user/add/")
    page.get_by_label("Nama pengguna").fill("wati.kedunggebang")
    page.get_by_label("Nama lengkap").fill("Wati")
    page.get_by_label("Peran:").select_option(Role.COORDINATOR)
    page.locator("#id_village + .select2").click()
    page.locator(".select2-search__field").last.fill("kedung gebang")
    page.get_by_role("option", name="Kedunggebang").click()
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("wati.kedunggebang")).to_be_visible()
    password = page.locator("code").inner_text()

    page.context.clear_cookies()
    page.goto("/akun/")
    axe(page)
    page.get_by_label("Nama pengguna atau nomor telepon").fill("wati.kedunggebang")
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Akun saya")
    expect(page.get_by_text("Kedunggebang", exact=True)).to_be_visible()
    axe(page)
