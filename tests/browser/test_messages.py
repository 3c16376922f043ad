"""An officer sends several messages in a row on her phone; a coordinator checks papers on hers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from ltsa.models import Party, Requirement
from notices import actions as notices
from notices.models import Message
from tests.factories import OfficeFactory, UserFactory, VillageFactory
from tests.ltsa.factories import PoolFactory, ServiceFactory, SlotFactory, make_booking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_messages_one_after_the_other(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    office = OfficeFactory()
    for number in range(3):
        notices.queue(
            key=f"kabar-{number}", office=office, phone=f"+628123456789{number}", text="Kabar baru"
        )
    sign_in(page, UserFactory(role=Role.LTSA_OFFICER, office=office))
    page.goto("/kerja/pesan/")
    axe(page)
    rows = page.locator("li.message")
    for left in (2, 1):
        expect(rows.first.get_by_role("link", name="Buka WhatsApp")).to_have_attribute(
            "href", f"https://wa.me/628123456789{2 - left}?text=Kabar%20baru"
        )
        rows.first.get_by_role("button", name="Sudah, lanjut").click()
        expect(rows).to_have_count(left)
    rows.first.locator("summary").click()
    axe(page)
    rows.first.get_by_role("button", name="Nomornya salah").click()
    expect(rows).to_have_count(0)
    assert list(Message.unscoped.order_by("pk").values_list("state", flat=True)) == [
        "sent",
        "sent",
        "failed",
    ]
    page.get_by_role("link", name="Riwayat pesan").click()
    axe(page)
    expect(page.get_by_text("812345678")).to_have_count(0)


def test_coordinator_checks_papers(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    village, pool = VillageFactory(), PoolFactory()
    service = ServiceFactory(pool=pool)
    Requirement.objects.create(service=service, text="KTP")
    make_booking(SlotFactory(pool=pool), service, phone="+6281234567890", village=village)
    sign_in(page, UserFactory(role=Role.COORDINATOR, village=village))
    page.goto("/kerja/janji/berkas/")
    axe(page)
    page.locator("a.row-link").click()
    axe(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    axe(page)
    page.get_by_label("Belum ada").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Berkas belum lengkap")).to_be_visible()
    assert Party.unscoped.get().readiness == Party.Readiness.MISSING
