"""A phone's browser (360 by 740) for tests marked `browser`: the Chromium of the machine."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from accounts.models import User

# Playwright keeps an event loop running in this thread; the tests' own queries are not in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
PHONE = ViewportSize(width=360, height=740)
#: A test machine may stand still for a while. Milliseconds.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


def chromium() -> str | None:
    """Path of the machine's Chromium; None lets Playwright look for its own."""
    if named := os.environ.get("CHROMIUM"):
        return named
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each test gets its own empty profile from `page`."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"] if as_root else []
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A phone's page; addresses may be given as paths. A script error, something that the
    Content-Security-Policy refused, or a request to another host fails the test."""
    context = browser.new_context(
        base_url=live_server.url, viewport=PHONE, locale="id-ID", timezone_id="Asia/Jakarta"
    )
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            wrong.append(message.text)

    context.on("console", heard)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((live_server.url, "data:", "blob:"))
            else wrong.append(f"outside request: {request.url}")
        ),
    )
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()
    assert not wrong, "\n".join(wrong)


def fits(page: Page) -> None:
    """Nothing sticks out of a phone. A page without scripts cannot be asked."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0, f"{page.url} is wider than the phone"


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, User], None]:
    """`sign_in(page, user)` without passing through the sign-in page."""

    def enter(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return enter


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails when the page as it stands breaks WCAG 2.2 AA."""
    script = AXE.read_text()

    def check(page: Page) -> None:
        page.evaluate(script)  # not add_script_tag: the Content-Security-Policy refuses it
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags
        )
        wrong = [
            f"{violation['id']}: {violation['help']}\n  {node['html']}\n  {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
        assert not wrong, f"{page.url}\n" + "\n".join(wrong)

    return check
