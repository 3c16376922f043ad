"""Every demo account on a phone: its start page and each page of its menu opens and can be used by
everybody (axe)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from accounts.models import Role, User
from tests.world import build_world
from workspace.demo.accounts import ACCOUNTS
from workspace.demo.seed import seed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_every_page_of_every_menu_opens_on_a_phone(
    transactional_db: None,
    page: Page,
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
) -> None:
    seed()
    seen: set[tuple[str, str]] = set()
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        page.context.clear_cookies()
        sign_in(page, user)
        page.goto(reverse("work"))
        entries = page.locator("nav.sidebar .menu-list a")
        menu = set(entries.evaluate_all("links => links.map(link => link.getAttribute('href'))"))
        assert reverse("work") in menu
        for address in sorted(menu):
            if (address, account.role) in seen:
                continue
            seen.add((address, account.role))
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, f"{account.username}: {address}"
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 360, f"{address} is {width} pixels wide"
            axe(page)


@pytest.mark.parametrize("with_scripts", [True, False], ids=["scripts", "no scripts"])
def test_officer_marks_a_message_as_sent_and_it_leaves_the_list(
    with_scripts: bool,
    transactional_db: None,
    browser: Browser,
    page: Page,
    live_server: Any,
    sign_in: Callable[..., None],
) -> None:
    world = build_world()
    if not with_scripts:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
        page = context.new_page()
    sign_in(page, world.users[Role.LTSA_OFFICER])
    page.goto(reverse("message_list"))
    links = page.get_by_role("link", name="Buka WhatsApp")
    href = str(links.first.get_attribute("href"))
    assert href.startswith("https://wa.me/6281234567890?text=")
    for left in reversed(range(links.count())):
        page.get_by_role("button", name="Sudah, lanjut").first.click()
        expect(links).to_have_count(left)
    expect(page.get_by_text("Semua sudah diberi kabar")).to_be_visible()
    assert page.url.endswith(reverse("message_list"))
