"""Allauth's pages in our look: they render, and keep to the Content-Security-Policy."""

import re
from collections.abc import Callable

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import factories as make

INSIDE = [
    "account",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]
OUTSIDE = ["account_login", "account_signup", "account_inactive", "account_reset_password"]


def freshly_signed_in(user: User) -> Client:
    """A browser whose user proved a moment ago that it is she."""
    browser = Client()
    browser.force_login(user)
    session: SessionBase = browser.session
    request = type("Request", (), {"session": session})()
    record_authentication(request, user=user, method="password", reauthenticated=True)
    session.save()
    return browser


def assert_keeps_to_the_policy(page: str) -> None:
    assert not re.findall(r'\sstyle="', page)
    assert not re.findall(r"<style", page)
    inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", page)
    assert not inline
    assert not re.findall(r"\son\w+=", page)


@pytest.mark.parametrize("name", OUTSIDE)
def test_pages_on_the_way_in(client: Client, db: None, name: str) -> None:
    response = client.get(reverse(name))
    page = response.content.decode()
    assert response.status_code == 200
    assert 'class="card-body"' in page
    assert_keeps_to_the_policy(page)


@pytest.mark.parametrize("name", INSIDE)
def test_pages_of_ones_own_account(db: None, name: str) -> None:
    response = freshly_signed_in(make.UserFactory()).get(reverse(name), follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<h1" in page
    assert_keeps_to_the_policy(page)


def test_nobody_registers_oneself(client: Client, db: None) -> None:
    new = {"username": "orang.baru", "password1": "rahasia-sekali-2026"}
    response = client.post(reverse("account_signup"), new)
    assert response.status_code == 405
    assert not User.objects.filter(username="orang.baru").exists()
    assert "<input" not in client.get(reverse("account_signup")).content.decode()


def test_a_refused_sign_in_keeps_the_name_and_says_why(client: Client, db: None) -> None:
    response = client.post("/masuk/", {"login": "koordinator.siti", "password": "salah"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="koordinator.siti"' in page
    assert "error-summary" in page
    assert "salah" not in re.sub(r"tidak benar|yang salah", "", page)


def test_sign_out_is_a_post(signed_in: Callable[[User], Client], db: None) -> None:
    browser = signed_in(make.UserFactory())
    assert browser.get("/keluar/").status_code == 200
    assert browser.get("/akun/").status_code == 200
    browser.post("/keluar/")
    assert browser.get("/akun/").status_code == 302
