"""On a phone: the coordinator enters a business and its product with a photo, the mentor moves the
stage, and everybody sees the product; with and without scripts."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, FilePayload, Page, expect

from accounts.models import Role, User
from businesses.models import Business, Enrolment, Product, Stage
from tests import factories as make
from tests import pictures
from tests.world import World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


@pytest.fixture
def plain_page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A phone whose browser runs no scripts."""
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def photo_file(name: str = "IMG_2041.jpg") -> FilePayload:
    large = pictures.jpeg(3000, 2000, quality=95)
    return {"name": name, "mimeType": "image/jpeg", "buffer": large}


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def test_coordinator_enters_a_business_and_a_product_with_a_photo(
    page: Page, world: World, sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    sign_in(page, world.users[Role.COORDINATOR])
    page.goto(reverse("business_list"))
    page.get_by_role("link", name="Catat usaha").click()
    axe(page)
    page.get_by_label("Nama", exact=True).fill("Kue Lapis Bu Tini")
    page.get_by_label("Jenis").select_option("bread")
    page.get_by_label("Cari di data warga").press_sequentially("siti", delay=30)
    page.get_by_label("Siti Markasendiri").check()  # found while typing
    fits(page)
    axe(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kue Lapis Bu Tini")

    page.get_by_role("link", name="Tambah produk").first.click()
    page.get_by_label("Foto", exact=False).first.set_input_files(photo_file())
    page.get_by_label("Isi foto").fill("Kue lapis di piring")
    page.get_by_label("Nama", exact=True).fill("Kue Lapis")
    page.get_by_label("Harga").fill("15 ribu")
    fits(page)
    axe(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Rp15.000")).to_be_visible()
    picture = page.get_by_role("img", name="Kue lapis di piring")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    fits(page)
    axe(page)

    page.get_by_role("button", name="Tayangkan halaman").click()
    page.get_by_role("link", name="Lihat halamannya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kue Lapis Bu Tini")
    page.get_by_role("link", name="Kue Lapis", exact=True).click()
    expect(page.get_by_text("Rp15.000")).to_be_visible()
    fits(page)
    axe(page)


def test_it_works_without_scripts(plain_page: Page, world: World, live_server: Any) -> None:
    page = plain_page
    user: User = world.users[Role.COORDINATOR]
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(reverse("business_add"))
    page.get_by_label("Nama", exact=True).fill("Kue Lapis Bu Tini")
    page.get_by_label("Jenis").select_option("bread")
    page.get_by_label("Cari di data warga").fill("siti")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_label("Nama", exact=True)).to_have_value("Kue Lapis Bu Tini")
    page.get_by_label("Siti Markasendiri").check()
    page.get_by_role("button", name="Simpan").click()
    business = Business.unscoped.get(name="Kue Lapis Bu Tini")
    page.goto(reverse("product_add", args=[business.pk]))
    page.get_by_label("Foto", exact=False).first.set_input_files(photo_file())
    page.get_by_label("Nama", exact=True).fill("Kue Lapis")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("Tulis singkat apa yang terlihat di foto")
    page.get_by_label("Isi foto").fill("Kue lapis di piring")
    page.get_by_label("Foto", exact=False).first.set_input_files(photo_file())
    page.get_by_role("button", name="Simpan").click()
    photo = Product.unscoped.get(name="Kue Lapis").photo
    assert photo is not None
    assert (photo.width, photo.height) == (1600, 1067)


def test_mentor_finds_a_business_and_moves_its_stage(
    page: Page, world: World, sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    make.BusinessFactory(village=world.own.village, name="Warung Lain")
    sign_in(page, world.users[Role.MENTOR])
    page.goto(reverse("business_list"))
    axe(page)
    page.get_by_label("Nama usaha").press_sequentially("markasendiri", delay=20)
    expect(page.get_by_text("Warung Lain")).to_be_hidden()  # found while typing
    page.get_by_role("link", name="Roti Markasendiri").click()
    axe(page)
    page.get_by_role("link", name="Tentukan tahap berikutnya").click()
    page.get_by_role("button", name="Simpan tahap baru").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih tahap berikutnya")
    axe(page)
    page.get_by_label("Sudah ditinjau").check()
    page.get_by_label("Alasan").fill("Dapur bersih, catatan rapi")
    fits(page)
    page.get_by_role("button", name="Simpan tahap baru").click()
    expect(page.get_by_text("Dapur bersih, catatan rapi")).to_be_visible()
    assert Enrolment.unscoped.get(pk=world.own.enrolment.pk).stage == Stage.VERIFIED


def test_visitor_filters_the_catalogue(
    page: Page, world: World, axe: Callable[[Page], None]
) -> None:
    make.ProductFactory(name="Jamu Segar", business__kind=Business.Kind.DRINKS)
    page.goto(reverse("product_catalogue"))
    axe(page)
    page.get_by_label("Jenis").select_option("drinks")
    expect(page.get_by_text("Kue Markasendiri")).to_be_hidden()
    expect(page.get_by_text("Jamu Segar")).to_be_visible()
    assert "kind=drinks" in page.url
    page.get_by_role("link", name="Jamu Segar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jamu Segar")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Produk desa kita")  # not the part
    fits(page)
