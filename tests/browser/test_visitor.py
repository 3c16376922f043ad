"""A visitor on a phone finds her village, and an official reads the dashboard."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from accounts.models import Role, User
from tests import factories as make
from villages.areas import load_areas
from villages.models import Regency, Village

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village() -> Village:
    load_areas(regencies=["35.10"])
    village = Village.objects.get(code="35.10.04.2007")
    make.PersonFactory.create_batch(6, village=village, abroad=True)
    make.PersonFactory.create_batch(7, village=village, returned=True)
    make.GroupFactory(village=village, name="Sukses Migran")
    photo = make.PhotoFactory(village=village)
    make.ProductFactory(
        business=make.BusinessFactory(village=village, name="Roti Barokah"),
        name="Roti sobek",
        photo=photo,
    )
    make.UserFactory(
        role=Role.COORDINATOR,
        village=village,
        full_name="Sri Wahyuni",
        phone="+6281234567890",
        is_public_contact=True,
    )
    return village


@pytest.fixture
def official(village: Village) -> User:
    return make.UserFactory(role=Role.OFFICIAL, regency=Regency.objects.get(code="35.10"))


def no_sideways_scrolling(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def test_visitor_finds_her_village(
    page: Page, village: Village, axe: Callable[[Page], None]
) -> None:
    page.goto("/")
    axe(page)
    no_sideways_scrolling(page)
    page.get_by_label("Nama desa").fill("kedung gebang")
    page.get_by_role("button", name="Cari").click()
    axe(page)
    page.get_by_role("link", name="Kedunggebang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Desa Kedunggebang")
    expect(page.get_by_text("Sukses Migran")).to_be_visible()
    expect(page.get_by_text("Roti sobek")).to_be_visible()
    expect(page.get_by_text("0812-3456-7890")).to_be_visible()
    axe(page)
    no_sideways_scrolling(page)
    page.get_by_role("link", name="Kecamatan Tegaldlimo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kecamatan Tegaldlimo")
    axe(page)
    no_sideways_scrolling(page)
    page.get_by_role("link", name="Kabupaten Banyuwangi", exact=True).click()
    axe(page)
    no_sideways_scrolling(page)


def test_villages_appear_while_typing(page: Page, village: Village) -> None:
    page.goto("/desa/")
    page.get_by_label("Nama desa").press_sequentially("kedungebang")
    expect(page.get_by_role("link", name="Kedunggebang")).to_be_visible()
    assert "q=kedungebang" in page.url


@pytest.mark.parametrize("address", ["/desa/3510012001/", "/privasi/", "/data/", "/desa/?q=xyz"])
def test_other_public_pages_are_accessible(
    page: Page, village: Village, axe: Callable[[Page], None], address: str
) -> None:
    page.goto(address)
    axe(page)
    no_sideways_scrolling(page)


def test_official_opens_the_dashboard(
    page: Page,
    official: User,
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
) -> None:
    sign_in(page, official)
    page.goto("/dasbor/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Banyuwangi")
    expect(page.locator(".chart canvas").first).to_be_visible()
    axe(page)
    no_sideways_scrolling(page)
    page.locator("#place").get_by_role("link", name="Tegaldlimo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kecamatan Tegaldlimo")
    expect(page.locator("#place").get_by_role("rowheader", name="Kedunggebang")).to_be_visible()
    axe(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Unduh lembar hitung").click()
    assert taken.value.suggested_filename.startswith("dasbor-kecamatan-tegaldlimo-")


def test_village_and_dashboard_work_without_javascript(
    browser: Browser, live_server: object, village: Village, official: User
) -> None:
    context = browser.new_context(
        base_url=str(live_server), java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto("/desa/")
    page.get_by_label("Nama desa").fill("kedunggeb")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Kedunggebang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Desa Kedunggebang")
    client = Client()
    client.force_login(official)
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": str(live_server)}])
    page.goto("/dasbor/")
    row = page.locator("#place").get_by_role("row", name="Tegaldlimo")
    expect(row).to_contain_text("13")
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kecamatan Tegaldlimo")
    context.close()
