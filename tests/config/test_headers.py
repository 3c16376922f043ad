"""Every kind of page carries the headers that keep it safe, and speaks Indonesian first."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import RegencyFactory, UserFactory

pytestmark = pytest.mark.django_db

PUBLIC = ["/masuk/", "/akun/lupa-sandi/", "/akun/daftar/", "/there-is-no-such-page/"]
STAFF = ["/akun/", "/akun/sandi/", "/akun/2fa/"]
ADMIN = ["/admin/", "/admin/accounts/user/", "/admin/accounts/user/add/"]


@pytest.fixture
def administrator(db: None) -> User:
    user: User = UserFactory(role="administrator", regency=RegencyFactory())
    return user


@pytest.fixture
def browsers(
    client: Client, signed_in: Callable[[User], Client], administrator: User
) -> list[tuple[Client, str]]:
    """A browser for every page: a stranger's for public pages, an administrator's for the rest."""
    inside = signed_in(administrator)
    return [(client, path) for path in PUBLIC] + [(inside, path) for path in STAFF + ADMIN]


def test_every_page_has_a_strict_policy_and_safe_headers(
    browsers: list[tuple[Client, str]],
) -> None:
    for browser, path in browsers:
        answer = browser.get(path)
        assert answer.status_code in (200, 404), path
        policy = answer["Content-Security-Policy"]
        assert "default-src 'self'" in policy, path
        assert "object-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert answer["X-Frame-Options"] == "DENY", path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] == "same-origin", path
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", path


def test_no_page_has_inline_styles_or_scripts(browsers: list[tuple[Client, str]]) -> None:
    for browser, path in browsers:
        page = browser.get(path).content.decode()
        assert " style=" not in page, path
        assert "<style" not in page, path
        for script in page.split("<script")[1:]:
            opening = script.split(">")[0]
            assert "src=" in opening or "application/json" in opening, path


def test_pages_of_signed_in_people_are_kept_by_no_cache(
    signed_in: Callable[[User], Client], administrator: User
) -> None:
    browser = signed_in(administrator)
    for path in [*STAFF, *ADMIN]:
        kept = browser.get(path).get("Cache-Control", "")
        assert "private" in kept, path


def test_a_phone_set_to_english_is_still_greeted_in_indonesian(client: Client) -> None:
    answer = client.get("/masuk/", headers={"Accept-Language": "en-US,en;q=0.9"})
    assert answer["Content-Language"] == "id"
    assert '<html lang="id">' in answer.content.decode()
    assert "Kata sandi" in answer.content.decode()


def test_who_switches_to_english_reads_english(client: Client) -> None:
    answer = client.post("/bahasa/", {"language": "en", "next": "/masuk/"})
    assert answer["Location"] == "/masuk/"
    page = client.get("/masuk/")
    assert page["Content-Language"] == "en"
    assert "Password" in page.content.decode()
    client.post("/bahasa/", {"language": "id", "next": "/masuk/"})
    assert client.get("/masuk/")["Content-Language"] == "id"


@pytest.mark.parametrize("cookie", ["xx", "", "en' --", "a" * 500])
def test_an_odd_language_cookie_is_indonesian(client: Client, cookie: str) -> None:
    client.cookies["django_language"] = cookie
    assert client.get("/masuk/")["Content-Language"] == "id"


def test_switching_the_language_leads_to_no_other_site(client: Client) -> None:
    answer = client.post("/bahasa/", {"language": "en", "next": "https://jahat.example/"})
    assert "jahat.example" not in answer["Location"]


def test_cookies_keep_to_https_and_away_from_scripts(client: Client, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    user = UserFactory(coordinator=True, password="sandi-untuk-uji")
    client.get("/masuk/")
    form = {"login": user.username, "password": "sandi-untuk-uji"}
    answer = client.post("/masuk/?next=/akun/", form)
    session = answer.cookies["sessionid"]
    assert session["secure"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert session["max-age"] in ("", 0) or int(session["max-age"]) <= 8 * 60 * 60
