"""Signing in with more than a password in a real browser: a passkey (Chromium's own virtual device
answers for the fingerprint), a code from an app, and a code on paper when both are lost."""

import base64
import hashlib
import hmac
import re
import time
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.browser

PASSWORD = "sandi-untuk-uji"  # the factory's
STEP = 30  # seconds that a code from an app holds


@pytest.fixture
def coordinator(transactional_db: None) -> User:
    user: User = UserFactory(coordinator=True)
    return user


def add_fingerprint_reader(page: Page) -> None:
    """A device that keeps passkeys and recognises its owner; it belongs to this page."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def code_from_app(secret: str) -> str:
    """The six digits that an app shows now (RFC 6238), with enough time left to type them."""
    if time.time() % STEP > STEP - 8:
        time.sleep(9)
    moment = int(time.time() // STEP).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), moment, hashlib.sha1)
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def type_password(page: Page, user: User) -> None:
    page.goto(reverse("account_login"))
    page.locator("#id_login").fill(user.username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")


def sign_out(page: Page) -> None:
    page.context.clear_cookies()
    page.goto(reverse("work"))
    expect(page).to_have_url(re.compile(reverse("account_login")))


def type_code(page: Page, code: str) -> None:
    expect(page).to_have_url(re.compile(reverse("mfa_authenticate")))
    page.locator("#id_code").fill(code)
    page.locator("#id_code").press("Enter")


def prove_it_is_her(page: Page) -> None:
    """Pages about the second factor ask for the password once more, for phones lie about."""
    expect(page).to_have_url(re.compile(reverse("account_reauthenticate")))
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page).not_to_have_url(re.compile(reverse("account_reauthenticate")))


def codes_on_paper(page: Page) -> list[str]:
    return page.locator("#recovery_codes").input_value().split()


def test_device_is_added_and_signs_in_without_a_password(
    page: Page, coordinator: User, axe: Callable[[Page], None]
) -> None:
    add_fingerprint_reader(page)
    type_password(page, coordinator)
    expect(page).to_have_url(re.compile(reverse("work")))
    page.goto(reverse("mfa_index"))
    page.locator(f'a[href="{reverse("mfa_add_webauthn")}"]').click()
    prove_it_is_her(page)
    axe(page)
    page.locator("#mfa_webauthn_add").click()
    expect(page).to_have_url(re.compile(reverse("mfa_view_recovery_codes")))
    page.goto(reverse("mfa_list_webauthn"))
    expect(page.get_by_role("heading", level=2)).to_have_count(1)
    axe(page)

    sign_out(page)
    page.locator("#passkey_login").click()
    expect(page).to_have_url(re.compile(reverse("work")))


def test_password_alone_is_not_enough_for_who_has_a_device(page: Page, coordinator: User) -> None:
    add_fingerprint_reader(page)
    type_password(page, coordinator)
    expect(page).to_have_url(re.compile(reverse("work")))
    page.goto(reverse("mfa_add_webauthn"))
    prove_it_is_her(page)
    page.locator("#mfa_webauthn_add").click()
    expect(page).to_have_url(re.compile(reverse("mfa_view_recovery_codes")))

    sign_out(page)
    type_password(page, coordinator)
    expect(page).to_have_url(re.compile(reverse("mfa_authenticate")))
    page.goto(reverse("work"))
    expect(page).to_have_url(re.compile(reverse("mfa_authenticate")))
    page.locator("#mfa_webauthn_authenticate").click()
    expect(page).to_have_url(re.compile(reverse("work")))


def test_code_from_an_app_and_a_code_on_paper_once(
    page: Page, coordinator: User, axe: Callable[[Page], None]
) -> None:
    type_password(page, coordinator)
    expect(page).to_have_url(re.compile(reverse("work")))
    page.goto(reverse("mfa_activate_totp"))
    prove_it_is_her(page)
    axe(page)
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("#id_code").fill(code_from_app(secret))
    page.locator("#id_code").press("Enter")
    expect(page).to_have_url(re.compile(reverse("mfa_view_recovery_codes")))
    axe(page)
    paper = codes_on_paper(page)
    assert len(paper) == 10

    sign_out(page)
    cache.clear()  # as half a minute later: no code works twice
    type_password(page, coordinator)
    axe(page)
    type_code(page, "000000")
    expect(page.locator(".invalid-feedback, .alert").first).to_be_visible()
    type_code(page, code_from_app(secret))
    expect(page).to_have_url(re.compile(reverse("work")))

    sign_out(page)
    type_password(page, coordinator)
    type_code(page, paper[0])
    expect(page).to_have_url(re.compile(reverse("work")))
    page.goto(reverse("mfa_view_recovery_codes"))
    prove_it_is_her(page)
    assert paper[0] not in codes_on_paper(page)

    sign_out(page)
    type_password(page, coordinator)
    type_code(page, paper[0])
    expect(page).to_have_url(re.compile(reverse("mfa_authenticate")))
