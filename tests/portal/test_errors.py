"""Pages for what went wrong: in the product's look, and nothing typed is lost."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from portal import errors


def boom(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


boom.login_required = False  # type: ignore[attr-defined]
too_many = errors.too_many
too_large = errors.too_large
too_many.login_required = too_large.login_required = False  # type: ignore[attr-defined]

urlpatterns = [
    path("boom/", boom),
    path("too-many/", too_many),
    path("too-large/", too_large),
    path("", include("config.urls")),
]
handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"

with_broken_views = override_settings(ROOT_URLCONF="tests.portal.test_errors")
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def hidden_values(page: str, name: str) -> list[str]:
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)">', page)


def test_an_unknown_address_is_a_page_of_ours_with_a_way_on(client: Client, db: None) -> None:
    response = client.get("/tidak-ada/")
    page = response.content.decode()
    assert response.status_code == 404
    assert 'href="/"' in page
    assert "error-page" in page


@with_broken_views
def test_a_broken_view_answers_without_the_database() -> None:
    # No `db` fixture: any query would fail the test.
    browser = Client(raise_request_exception=False)
    response = browser.get("/boom/")
    assert response.status_code == 500
    assert "error-page" in response.content.decode()
    assert "broken on purpose" not in response.content.decode()


@with_broken_views
@pytest.mark.parametrize(
    ("address", "status", "words"), [("/too-many/", 429, "1"), ("/too-large/", 413, "10 MB")]
)
def test_a_view_may_refuse_in_plain_words(
    client: Client, db: None, address: str, status: int, words: str
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert words in response.content.decode()


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_too_much_data_is_413(client: Client, db: None) -> None:
    response = client.post("/masuk/", {"login": "x" * 1000})
    assert response.status_code == 413


def test_a_form_with_an_old_token_can_be_sent_again(db: None) -> None:
    browser = Client(enforce_csrf_checks=True, headers=SAME_SITE)
    response = browser.post("/bahasa-lain/?a=1", {"full_name": "Siti <Aminah>", "note": "satu"})
    assert response.status_code == 404  # an unknown address stays unknown
    response = browser.post(
        "/masuk/?next=/kerja/", {"login": "siti & co", "nik": "3510995205880001", "password": "x9z"}
    )
    page = response.content.decode()
    assert response.status_code == 403
    assert response.headers["Cache-Control"] == "no-store"
    assert "siti &amp; co" in page
    assert hidden_values(page, "login") == ["siti &amp; co"]
    assert hidden_values(page, "nik") == ["3510995205880001"]
    assert page.count("3510995205880001") == 1  # kept, not shown
    assert "x9z" not in page
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    again = browser.post(
        "/masuk/?next=/kerja/",
        {"login": "siti", "password": "x", "csrfmiddlewaretoken": token[1]},
    )
    assert again.status_code == 422  # the sign-in form, refusing the password


def test_a_foreign_site_cannot_have_its_form_confirmed_here(db: None) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "cross-site"})
    page = browser.post("/masuk/", {"login": "mallory"}).content.decode()
    assert "mallory" in page
    assert not hidden_values(page, "login")


def test_a_form_sent_after_the_session_ended_is_not_lost(client: Client, db: None) -> None:
    response = client.post(
        "/akun/sandi/", {"full_name": "Siti Aminah", "nik": "3510 9952 0588 0001"}
    )
    page = response.content.decode()
    assert response.status_code == 403
    assert "Siti Aminah" in page
    assert hidden_values(page, "nik") == ["3510 9952 0588 0001"]
    assert "/masuk/" in page


def test_a_stranger_without_anything_typed_is_sent_to_sign_in(client: Client, db: None) -> None:
    response = client.post("/akun/sandi/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/masuk/")


def test_htmx_opens_the_sign_in_page_as_a_whole(client: Client, db: None) -> None:
    response = client.get("/akun/sandi/", headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith("/masuk/")


@pytest.mark.parametrize("strict", [False, True])
def test_a_form_in_another_encoding_is_refused_with_a_page(strict: bool, db: None) -> None:
    browser = Client(enforce_csrf_checks=strict, raise_request_exception=False)
    browser.get("/ltsa/cek/")
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    response = browser.post("/ltsa/cek/", b"code=ABC", content_type=kind)
    assert response.status_code == 400
    assert "error-page" in response.content.decode()
