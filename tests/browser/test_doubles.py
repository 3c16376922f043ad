"""A coordinator finds a double on her phone, compares, merges, and takes it back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from migrants.models import Person
from tests.factories import DoublePairFactory, JourneyFactory, PersonFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_coordinator_merges_two_records_and_takes_it_back(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    coordinator = UserFactory(coordinator=True)
    first = PersonFactory(village=coordinator.village, name="Sulastri", skills="Menjahit")
    second = PersonFactory(
        village=coordinator.village, name="Sulastri", skills="Memasak", without_nik=True
    )
    JourneyFactory(person=second)
    DoublePairFactory(first=first, second=second)
    sign_in(page, coordinator)

    page.goto("/kerja/ganda/")
    axe(page)
    page.get_by_role("link", name="Sulastri").click()
    expect(page.get_by_role("heading", name="Satu orang atau dua orang?")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)
    page.get_by_role("link", name="Orang yang sama").click()
    axe(page)
    page.get_by_label("Memasak").check()
    page.get_by_role("button", name="Gabungkan").click()

    expect(page.get_by_role("heading", name="Dua catatan digabungkan")).to_be_visible()
    axe(page)
    assert Person.unscoped.get().skills == "Memasak"
    page.get_by_role("button", name="Batalkan: dua orang").click()
    expect(page.get_by_text("seperti semula").first).to_be_visible()
    assert Person.unscoped.count() == 2
