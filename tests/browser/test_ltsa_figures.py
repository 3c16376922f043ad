"""The office in figures, its calendar address and the page about the API, on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from tests import factories as make
from tests.dashboards.test_visit_figures import WEEK, visit
from tests.ltsa.factories import PoolFactory, ServiceFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_officer_reads_figures_takes_them_along_and_makes_a_calendar_address(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    village = make.VillageFactory(code="35.10.04.2007", name="Kedunggebang")
    desk = PoolFactory(office__regency=village.district.regency, name="Loket A")
    service = ServiceFactory(pool=desk)
    visit(service, village, events="arrived 08.00, called 08.10, done 08.30")
    officer = make.UserFactory(role=Role.LTSA_OFFICER, office=desk.office)
    sign_in(page, officer)
    page.goto(f"/dasbor/ltsa/{WEEK}")
    expect(page.locator("#waiting .chart canvas")).to_be_visible()
    expect(page.locator("#waiting tfoot")).to_contain_text("10")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Unduh lembar hitung").click()
    assert taken.value.suggested_filename.startswith("angka-ltsa-")
    page.get_by_label("Hari terakhir").fill("2026-03-01")
    page.get_by_role("button", name="Hitung").click()
    expect(page.locator(".error-summary")).to_contain_text("sebelum hari pertama")
    axe(page)
    page.goto("/kerja/loket/kalender/")
    page.get_by_role("button", name="Buat alamat").click()
    expect(page.locator("code")).to_contain_text("/ltsa/kalender/")
    expect(page.get_by_role("button", name="Alamat baru")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)


def test_page_about_the_api_is_for_everybody(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/api/v1/docs")
    page.locator("summary").last.click()
    expect(page.get_by_text("starts_at").last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)
