"""A day at the office: the desk on a phone, the screen in the hall beside it, the device for those
without an appointment, and the check of tickets when the network is gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from ltsa.actions import enrol_kiosk
from ltsa.invariants import broken
from ltsa.models import Booking, Requirement, Service, State, Turn
from ltsa.ticket import write_ticket
from tests.browser.conftest import fits
from tests.factories import UserFactory
from tests.ltsa.factories import PoolFactory, ServiceFactory, make_running, make_visit, needs_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def service() -> Service:
    needs_day(after=60)
    service: Service = ServiceFactory(name="Rekomendasi paspor", slug="rekom", pool=PoolFactory())
    Requirement.objects.create(service=service, text="Surat izin keluarga")
    return service


@pytest.fixture
def officer(service: Service) -> User:
    office = service.steps.get().pool.office
    user: User = UserFactory(role=Role.LTSA_OFFICER, office=office)
    return user


def state_of(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.state


def more(page: Page, booking: Booking, step: str) -> None:
    """A step that is folded away behind the three dots of a visit."""
    row = page.locator(".desk-row", has_text=booking.code)
    row.get_by_label("Lainnya").click()
    row.get_by_role("button", name=step).click()


def test_whole_day_at_the_desk_with_the_screen_in_the_hall(
    page: Page, service: Service, officer: User, sign_in: SignIn, axe: Axe
) -> None:
    first, second, third = (make_visit(service, number) for number in (1, 2, 3))
    sign_in(page, officer)
    hall = page.context.new_page()
    hall.goto(f"/ltsa/layar/{first.office.code}/")
    expect(hall.get_by_text("Belum ada yang dipanggil.")).to_be_visible()

    page.goto("/kerja/loket/")
    page.get_by_role("link", name="Pilih loket saya").click()
    page.get_by_label("Loket Anda").fill("2")
    axe(page)
    page.get_by_role("button", name="Pakai loket ini").click()
    arrival = page.get_by_label("Pindai tiket, atau ketik kode, nomor, atau nama")
    for booking in (first, second):
        arrival.fill(booking.code.lower())
        arrival.press("Enter")
        expect(page.locator(".desk-row", has_text=booking.code)).to_be_visible()
    axe(page)
    fits(page)

    # Called, not there, set aside; the hall follows by itself and names nobody.
    page.get_by_role("button", name="Panggil berikutnya").click()
    expect(hall.locator(".hall-number")).to_have_text("A-001")
    expect(hall.locator(".hall-counter")).to_contain_text("2")
    axe(hall)
    fits(hall)
    assert "Warga" not in hall.content()
    assert first.code not in hall.content()
    page.get_by_role("button", name="Tidak ada: nanti").click()
    expect(page.get_by_text("Disisihkan").first).to_be_visible()
    axe(page)

    # The next one is served: a paper is missing.
    page.get_by_role("button", name="Panggil berikutnya").click()
    expect(hall.locator(".hall-number")).to_have_text("A-002")
    page.get_by_role("button", name="Layani").click()
    page.locator(".counter-steps").get_by_role("link", name="Berkas kurang").click()
    page.get_by_label("Surat izin keluarga").check()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Simpan dan akhiri kunjungan").click()
    expect(page.get_by_role("heading", name="Loket 2")).to_be_visible()
    assert state_of(second) == State.INCOMPLETE
    assert second.parties.get().missing == "Surat izin keluarga"

    # Back again, served to the end; the third never came.
    aside = page.locator(".desk-row", has_text=first.code)
    aside.get_by_role("button", name="Sudah kembali").click()
    aside.get_by_role("button", name="Panggil").click()
    page.get_by_role("button", name="Layani").click()
    page.locator(".counter-steps").get_by_role("button", name="Selesai").click()
    page.goto("/kerja/loket/?tab=akan-datang")
    more(page, third, "Tidak datang")
    page.goto("/kerja/loket/?tab=selesai")
    expect(page.locator(".desk-row")).to_have_count(3)
    axe(page)
    fits(page)
    assert (state_of(first), state_of(third)) == (State.DONE, State.NO_SHOW)
    assert broken() == []


def test_device_in_the_hall_gives_a_number(
    page: Page, service: Service, officer: User, axe: Axe
) -> None:
    make_running(service.steps.get().pool)
    office = service.steps.get().pool.office
    _kiosk, code = enrol_kiosk(office=office, name="Pintu masuk", by=officer)
    coming = make_visit(service, 1)
    page.goto(f"/ltsa/mandiri/{office.code}/")
    axe(page)
    page.get_by_role("textbox").fill(code.lower())
    page.get_by_role("button", name="Siapkan perangkat ini").click()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Saya belum punya janji").click()
    axe(page)
    page.get_by_role("link", name="Rekomendasi paspor").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Ambil nomor").click()
    expect(page.locator(".slip-number")).to_have_text("A-001")
    axe(page)
    fits(page)
    page.get_by_role("link", name="Selesai, orang berikutnya").click()
    page.get_by_role("link", name="Saya sudah punya janji").click()
    page.get_by_label("Kode janji").fill(write_ticket(coming))
    page.get_by_label("Empat angka terakhir").fill("0001")
    axe(page)
    page.get_by_role("button", name="Saya sudah datang").click()
    expect(page.locator(".slip-number")).to_have_text("A-002")
    assert state_of(coming) == State.ARRIVED
    assert Turn.unscoped.count() == 2
    assert broken() == []


def test_tickets_are_checked_while_the_network_is_gone(
    page: Page, service: Service, officer: User, sign_in: SignIn, axe: Axe
) -> None:
    booking = make_visit(service, 1)
    ticket = write_ticket(booking)
    sign_in(page, officer)
    page.goto("/kerja/loket/periksa/")
    page.context.set_offline(True)
    field = page.get_by_label("Pindai tiket di sini, atau ketik kodenya")
    field.fill(ticket[:-4] + "AAAA")
    field.press("Enter")
    expect(page.get_by_text("Tidak asli: bukan dari kami")).to_be_visible()
    axe(page)
    field.fill(ticket)
    field.press("Enter")
    expect(page.get_by_text("Asli, dan ada di daftar hari ini")).to_be_visible()
    axe(page)
    fits(page)
    page.locator("#check-here").click()
    expect(page.get_by_role("heading", name="Kedatangan yang belum terkirim")).to_be_visible()
    assert state_of(booking) == State.BOOKED
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Kedatangan yang belum terkirim")).to_be_hidden()
    assert state_of(booking) == State.ARRIVED
