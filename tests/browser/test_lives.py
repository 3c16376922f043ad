"""On a phone: a worker comes home, leaves again, and the village goes its round."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from migrants.models import Person, RoundCheck
from tests.factories import PersonFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def coordinator(transactional_db: None) -> User:
    user: User = UserFactory(coordinator=True)
    return user


def test_worker_returns_and_leaves_again(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None], coordinator: User
) -> None:
    person = PersonFactory(village=coordinator.village, name="Sulastri", abroad=True)
    sign_in(page, coordinator)
    page.goto(person.get_absolute_url())
    expect(page.get_by_text("Di Hong Kong sejak 1 Maret 2018")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Ada kabar apa?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada kabar apa?")
    axe(page)
    page.get_by_role("link", name="Bukan cuti pulang").click()
    page.locator("[name=returned_year]").fill("Maret 2024")
    page.locator("[name=return_kind]").select_option("contract_ended")
    axe(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Di rumah sejak Maret 2024")).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Ada kabar apa?").click()
    page.get_by_role("link", name="Sudah berangkat lagi").click()
    page.locator("[name=country]").select_option("TW")
    page.locator("[name=sector]").select_option("factory")
    page.locator("[name=departed_year]").fill("6/2025")
    page.locator("[name=wage_amount]").fill("NT$ 28.590")
    axe(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Di Taiwan sejak Juni 2025")).to_be_visible()
    expect(page.get_by_text("28.590")).to_have_count(0)
    person.refresh_from_db()
    assert person.status == Person.Status.ABROAD
    assert person.journeys.count() == 2

    page.locator("summary", has_text="Kontrak, majikan, agen").first.click()
    page.get_by_role("button", name="Tampilkan gaji dan dokumen").first.click()
    expect(page.get_by_text("NT$28.590")).to_be_visible()
    axe(page)


def test_village_goes_its_round(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None], coordinator: User
) -> None:
    for name in ("Ani", "Budi"):
        PersonFactory(village=coordinator.village, name=name, returned=True)
    PersonFactory(village=coordinator.village, name="Citra", abroad=True)
    sign_in(page, coordinator)
    page.goto("/kerja/putaran/")
    expect(page.get_by_role("heading", name="Ani")).to_be_visible()
    axe(page)
    page.get_by_label("Tidak", exact=True).check()
    page.get_by_role("button", name="Masih benar").click()

    expect(page.get_by_role("heading", name="Budi")).to_be_visible()
    expect(page.get_by_text("1 dari 3 sudah dipastikan")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Tidak bisa dihubungi").click()

    expect(page.get_by_role("heading", name="Citra")).to_be_visible()
    page.get_by_role("button", name="Ada yang berubah").click()
    page.get_by_role("link", name="Cuti pulang", exact=True).click()
    page.locator("[name=happened_day]").fill("2026-01-05")
    page.locator("[name=back_on]").fill("2026-01-20")
    page.get_by_role("button", name="Simpan").click()
    axe(page)
    page.get_by_role("button", name="Sudah benar: lanjut").click()

    expect(page.get_by_text("Cukup untuk hari ini")).to_be_visible()
    axe(page)
    answers = RoundCheck.unscoped.order_by("pk").values_list("outcome", flat=True)
    assert list(answers) == ["true", "unreached", "changed"]
