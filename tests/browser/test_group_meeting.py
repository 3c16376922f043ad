"""On a phone: a leader records a meeting with attendance and savings; a coordinator is warned that
a child's carer has left."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from migrants.models import Attendance, SavingsEntry
from tests import factories as make

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, User], None]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= 360"))


def test_leader_records_a_meeting(
    transactional_db: None, page: Page, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    leader = make.UserFactory(role=Role.GROUP_LEADER, full_name="Bu Ketua")
    group = make.GroupFactory(name="Sukses Migran", leader=leader)
    for name in ("Ani Lestari", "Budi Santoso", "Citra Dewi"):
        make.GroupMembershipFactory(group=group, person__name=name, person__village=group.village)
    sign_in(page, leader)
    page.goto("/kerja/")
    axe(page)
    page.get_by_role("link", name="Pertemuan baru").click()
    page.get_by_label("tempat").fill("Balai desa")
    page.get_by_role("button", name="Simpan").click()

    page.get_by_label("Ani Lestari", exact=True).check()
    page.get_by_label("Ani Lestari menabung").fill("5rb")
    page.get_by_label("Budi Santoso", exact=True).check()
    page.get_by_label("Citra Dewi menabung").fill("dua puluh")
    assert fits(page)
    axe(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("Citra Dewi menabung")
    expect(page.get_by_label("Ani Lestari", exact=True)).to_be_checked()
    axe(page)
    page.get_by_label("Citra Dewi menabung").fill("20.000")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("2 orang hadir")).to_be_visible()
    assert Attendance.unscoped.count() == 2
    assert sorted(SavingsEntry.unscoped.values_list("amount", flat=True)) == [5_000, 20_000]

    for address in ("", "pertemuan/", "tabungan/"):
        page.goto(f"{group.get_absolute_url()}{address}")
        assert fits(page), address
        axe(page)
    expect(page.get_by_text("Rp25.000").first).to_be_visible()
    page.get_by_role("link", name="Ani Lestari").click()
    expect(page.get_by_text("Rincian tabungan")).to_be_visible()
    assert fits(page)
    axe(page)


def test_coordinator_is_warned_that_a_carer_has_left(
    transactional_db: None, page: Page, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    coordinator = make.UserFactory(coordinator=True)
    home = make.HouseholdFactory(village=coordinator.village)
    today = timezone.localdate()
    child = make.PersonFactory(
        village=coordinator.village, name="Dewi", born_on=today.replace(year=today.year - 8, day=1)
    )
    aunt = make.PersonFactory(village=coordinator.village, name="Bibi Ani", abroad=True)
    for one, place in ((child, "child"), (aunt, "head")):
        make.HouseholdMembershipFactory(household=home, person=one, relationship=place)
    make.CareFactory(child=child, carer=aunt)
    sign_in(page, coordinator)
    page.goto("/kerja/")
    page.get_by_role("link", name="pengasuh anak pergi").click()
    expect(page.get_by_text("Siapa yang mengasuhnya sekarang?")).to_be_visible()
    assert fits(page)
    axe(page)
    page.locator("main").get_by_role("link", name="Dewi").click()
    expect(page.get_by_text("Pengasuh anak ini sudah pergi")).to_be_visible()
    assert fits(page)
    axe(page)
    for address in ("", "kepala/", "pisah/", "kartu/"):
        page.goto(f"{home.get_absolute_url()}{address}")
        assert fits(page), address
        axe(page)
