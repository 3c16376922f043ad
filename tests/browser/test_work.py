"""Every demo account on a phone: its start page and each page of its menu opens and can be used by
everybody (axe)."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
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
