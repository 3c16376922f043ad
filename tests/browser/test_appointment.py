"""A family books, finds and cancels on a phone; the desk receives it."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import Role
from ltsa.models import Booking, Requirement, Service, Slot, State
from tests.factories import OfficeFactory, UserFactory
from tests.ltsa.factories import PoolFactory, ServiceFactory, SlotFactory, make_booking, make_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def service() -> Service:
    service = ServiceFactory(name="Rekomendasi paspor", slug="rekom", pool=PoolFactory())
    Requirement.objects.create(service=service, text="Surat izin keluarga")
    return service


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    return make_day(service.steps.get().pool)


def test_family_books_finds_and_cancels(
    page: Page, slots: list[Slot], axe: Callable[[Page], None]
) -> None:
    page.goto("/ltsa/")
    axe(page)
    page.get_by_role("link", name="Buat janji temu").first.click()
    axe(page)
    page.get_by_role("link", name="Rekomendasi paspor").click()
    page.get_by_label("Surat izin keluarga").check()
    axe(page)
    page.get_by_role("button", name="Ya, sudah lengkap").click()
    axe(page)
    page.get_by_label("Nama sesuai KTP").fill("Sri Wahyuni")
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("alert")).to_contain_text("Nomor telepon")
    expect(page.get_by_label("Nama sesuai KTP")).to_have_value("Sri Wahyuni")
    axe(page)
    page.get_by_label("NIK").fill("3510995205880001")
    page.get_by_label("Nama Anda").fill("Sri Wahyuni")
    page.get_by_label("Nomor telepon atau").fill("0812 3456 7890")
    page.get_by_role("button", name="Lanjut").click()
    axe(page)
    page.get_by_text("08.30").click()
    page.get_by_role("button", name="Buat janji di jam ini").click()
    booking = Booking.unscoped.get()
    expect(page.get_by_text(booking.code)).to_be_visible()
    expect(page.get_by_text("08.30 WIB")).to_be_visible()
    axe(page)

    page.context.clear_cookies()  # another phone, or another day
    page.goto("/ltsa/cek/")
    axe(page)
    page.get_by_label("Kode janji").fill(booking.code.lower())
    page.get_by_label("Empat angka terakhir").fill("7890")
    page.get_by_role("button", name="Tampilkan janji saya").click()
    expect(page.get_by_text("Sri Wahyuni").first).to_be_visible()
    page.get_by_role("link", name="Saya tidak bisa datang").click()
    axe(page)
    page.get_by_role("button", name="Ya, batalkan").click()
    expect(page.get_by_text("Dibatalkan").first).to_be_visible()
    booking.refresh_from_db()
    assert booking.state == State.CANCELLED


def test_family_books_without_javascript(
    browser: Browser, live_server: object, slots: list[Slot]
) -> None:
    context = browser.new_context(
        base_url=str(live_server), java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto("/ltsa/janji/orang/rekom/")
    page.get_by_role("button", name="Tambah orang yang ikut datang").click()
    expect(page.get_by_text("Orang ke-2")).to_be_visible()
    page.get_by_role("button", name="Hapus orang terakhir").click()
    page.get_by_label("Nama sesuai KTP").fill("Sri Wahyuni")
    page.get_by_label("Tanggal lahir").fill("1988-05-12")
    page.get_by_label("Nama Anda").fill("Sri Wahyuni")
    page.get_by_label("Nomor telepon atau").fill("0812 3456 7890")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_text("09.00").click()
    page.get_by_role("button", name="Buat janji di jam ini").click()
    expect(page.get_by_text(Booking.unscoped.get().code)).to_be_visible()
    context.close()


def test_desk_receives_a_visit(
    page: Page,
    service: Service,
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
) -> None:
    slot = SlotFactory(
        pool=service.steps.get().pool, starts_at=timezone.now(), cap_online=0, cap_total=3
    )
    booking = make_booking(slot, service, 1, channel=Booking.Channel.DESK)
    sign_in(page, UserFactory(role=Role.LTSA_OFFICER, office=OfficeFactory()))
    page.goto("/kerja/loket/?tab=akan-datang")
    axe(page)
    page.locator(".desk-rows").get_by_role("button", name="Sudah datang").click()
    page.get_by_role("link", name="Sudah datang").click()
    page.get_by_role("button", name="Layani").click()
    page.get_by_role("link", name="Sudah datang").click()
    axe(page)
    page.get_by_role("button", name="Selesai").click()
    expect(page.get_by_role("link", name="Selesai")).to_be_visible()
    booking.refresh_from_db()
    assert booking.state == State.DONE
