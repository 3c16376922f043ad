"""An appointment is moved, and a place of the waiting list taken, on a phone; the desk closes a
day."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from ltsa.actions import cancel, offer_places
from ltsa.models import Booking, Service, Slot, State, WaitingEntry
from tests.browser.conftest import fits
from tests.factories import UserFactory
from tests.ltsa.factories import (
    PoolFactory,
    ServiceFactory,
    make_booking,
    make_day,
    make_waiting,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def service() -> Service:
    return ServiceFactory(name="Rekomendasi paspor", slug="rekom", pool=PoolFactory())


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    return make_day(service.steps.get().pool)


def open_with_digits(page: Page, address: str, digits: str) -> None:
    page.goto(address)
    page.get_by_label("Empat angka terakhir").fill(digits)
    page.get_by_role("button", name="Tampilkan").click()


def test_family_moves_its_appointment(
    page: Page, slots: list[Slot], service: Service, axe: Callable[[Page], None]
) -> None:
    booking = make_booking(slots[0], service, 1, 2)
    open_with_digits(page, f"/ltsa/janji/{booking.code}/", "0001")
    page.get_by_role("link", name="Hari atau jam lain").click()
    axe(page)
    fits(page)
    page.get_by_text("09.00").click()
    page.get_by_role("button", name="Ambil waktu ini").click()
    expect(page.get_by_text("09.00 WIB")).to_be_visible()
    page.get_by_role("link", name="Ada yang tidak bisa datang").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Warga 2 tidak datang").click()
    expect(page.get_by_text("Warga 2 tidak jadi datang")).to_be_visible()
    booking.refresh_from_db()
    assert booking.starts_at == slots[2].starts_at
    assert [party.name for party in booking.parties.all()] == ["Warga 1"]


def test_family_waits_and_takes_the_place_that_comes_free(
    page: Page, slots: list[Slot], service: Service, axe: Callable[[Page], None]
) -> None:
    taken = [make_booking(slot, service, 90 + number) for number, slot in enumerate(slots)]
    page.goto("/ltsa/janji/orang/rekom/")
    page.get_by_label("Nama sesuai KTP").fill("Sri Wahyuni")
    page.get_by_label("NIK").fill("3510995205880001")
    page.get_by_label("Nama Anda").fill("Sri Wahyuni")
    page.get_by_label("Nomor telepon atau WhatsApp").fill("0812 3456 7890")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("link", name="Masukkan saya ke daftar tunggu").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Masukkan saya ke daftar tunggu").click()
    expect(page.get_by_role("heading", name="Anda di daftar tunggu")).to_be_visible()
    axe(page)
    cancel(booking=taken[2])
    offer_places(office=taken[2].office)
    page.reload()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Ya, saya datang").click()
    expect(page.get_by_text("09.00 WIB")).to_be_visible()
    entry = WaitingEntry.unscoped.get()
    assert entry.state == WaitingEntry.State.ACCEPTED
    assert entry.offer is not None
    assert entry.offer.state == State.BOOKED


def test_officer_closes_a_day_and_calls_who_has_no_phone(
    page: Page,
    slots: list[Slot],
    service: Service,
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
) -> None:
    make_day(slots[0].pool, days=9)
    booking = make_booking(slots[0], service, 1, contact_phone="", channel=Booking.Channel.DESK)
    make_waiting(service, 5)
    sign_in(page, UserFactory(role=Role.LTSA_OFFICER, office=booking.office))
    for address in ("/kerja/janji/", "/kerja/janji/tunggu/", "/kerja/loket/jam/"):
        page.goto(address)
        axe(page)
        fits(page)
    page.goto("/kerja/loket/tutup/")
    axe(page)
    fits(page)
    page.get_by_label("Hari", exact=True).fill(f"{slots[0].starts_at:%Y-%m-%d}")
    page.get_by_label("Alasan yang dilihat umum").fill("Upacara")
    page.get_by_role("button", name="Lanjut: siapa yang terkena?").click()
    expect(page.get_by_text(booking.code)).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Tutup, dan kabari 2 keluarga").click()
    expect(page.get_by_role("heading", name="Perlu ditelepon")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Terhubung: mau waktu baru").click()
    expect(page.get_by_text("Semua sudah diberi kabar")).to_be_visible()
    assert Booking.unscoped.get(replaces=booking).state == State.BOOKED
