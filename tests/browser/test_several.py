"""Several people in one trip, on a phone: two of a family with two services, and a coordinator's
list with adjacent hours."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from ltsa.models import Booking, Requirement, Service, State
from tests import factories as make
from tests.browser.conftest import fits
from tests.ltsa.factories import PoolFactory, ServiceFactory, make_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def services() -> list[Service]:
    """Two services at two desks of one office, six half hours each."""
    first = PoolFactory(name="Loket Disnaker")
    second = PoolFactory(name="Loket BP3MI", office=first.office)
    for pool in (first, second):
        make_day(pool, slots=6)
    made: list[Service] = [
        ServiceFactory(name="Kartu pencari kerja", slug="ak1", pool=first, order=1),
        ServiceFactory(name="Rekomendasi paspor", slug="rekom", pool=second, order=2),
    ]
    for service in made:
        Requirement.objects.create(service=service, text="KTP")
    return made


def book_for_two(page: Page, axe: Callable[[Page], None]) -> None:
    """The whole way, of a wife and her husband who does not need the second service."""
    page.goto("/ltsa/janji/")
    page.get_by_label("Kartu pencari kerja").check()
    page.get_by_label("Rekomendasi paspor").check()
    axe(page)
    page.get_by_role("button", name="Lanjut dengan semua yang dicentang").click()
    page.get_by_label("KTP").check()
    axe(page)
    page.get_by_role("button", name="Ya, sudah lengkap").click()
    page.get_by_role("button", name="Tambah orang yang ikut datang").click()
    expect(page.get_by_text("Orang ke-2")).to_be_visible()
    names = page.get_by_label("Nama sesuai KTP")
    for number, name in enumerate(("Sri Wahyuni", "Bambang")):
        names.nth(number).fill(name)
        page.get_by_label("NIK").nth(number).fill(f"351099520588000{number + 1}")
    page.locator("[name=relation_2]").select_option("spouse")
    page.locator("[name=services_2][value=rekom]").uncheck()
    page.get_by_label("Nama Anda").fill("Sri Wahyuni")
    page.get_by_label("Nomor telepon atau").fill("0812 3456 7890")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Lanjut").click()
    axe(page)
    fits(page)
    page.locator("label.slot").first.click()
    page.get_by_role("button", name="Buat janji di jam ini").click()
    expect(page.get_by_text("Bambang").first).to_be_visible()
    axe(page)
    fits(page)


def test_two_people_and_two_desks_in_one_trip(
    page: Page, services: list[Service], axe: Callable[[Page], None]
) -> None:
    book_for_two(page, axe)
    booking = Booking.unscoped.get()
    assert sorted(booking.parties.values_list("name", "service__slug")) == [
        ("Bambang", "ak1"),
        ("Sri Wahyuni", "ak1"),
        ("Sri Wahyuni", "rekom"),
    ]
    assert {a.slot.pool.name for a in booking.allocations.all()} == {
        "Loket Disnaker",
        "Loket BP3MI",
    }


def test_two_people_without_scripts(
    browser: Browser, live_server: object, services: list[Service]
) -> None:
    context = browser.new_context(
        base_url=str(live_server), java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    book_for_two(context.new_page(), lambda page: None)
    context.close()
    assert Booking.unscoped.get().parties.count() == 3


def test_coordinator_keeps_adjacent_hours_for_her_list(
    page: Page,
    services: list[Service],
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
) -> None:
    village = make.VillageFactory(district__regency__code=settings.REGENCY)
    for number, name in enumerate(("Aminah", "Budi", "Citra")):
        make.PersonFactory(village=village, name=name, phone=f"+62812000000{number}")
    sign_in(page, make.UserFactory(coordinator=True, village=village))
    page.goto("/kerja/janji/warga/")
    for name in ("Aminah", "Budi", "Citra"):
        page.get_by_label(name).check()
    page.get_by_label("Kartu pencari kerja").check()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Lanjut: pilih hari dan jam").click()
    axe(page)
    fits(page)
    page.locator("label.slot").first.click()
    page.get_by_role("button", name="Simpan jam ini untuk semua").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Pastikan semua").click()
    expect(page.get_by_text("Semua janji sudah jadi.", exact=True)).to_be_visible()
    page.get_by_role("link", name="Cetak tiket ini").click()
    axe(page)
    fits(page)
    made = list(Booking.unscoped.order_by("starts_at"))
    assert {booking.state for booking in made} == {State.BOOKED}
    assert [b.ends_at for b in made[:-1]] == [b.starts_at for b in made[1:]]
