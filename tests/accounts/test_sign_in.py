"""Signing in and out."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from accounts.encryption import decrypt
from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "sandi-untuk-uji"
ACCOUNT = "/akun/"


@pytest.fixture
def coordinator(db: None) -> User:
    user: User = UserFactory(
        coordinator=True, username="siti.kedunggebang", phone="+6281234567890", password=PASSWORD
    )
    return user


def sign_in(client: Client, name: str, password: str = PASSWORD) -> Any:
    return client.post("/masuk/?next=/akun/", {"login": name, "password": password})


def prove_again(client: Client) -> None:
    """Before the way of signing in is changed the password is asked for once more."""
    client.post("/akun/pastikan/?next=/akun/", {"password": PASSWORD})


def is_signed_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "siti.kedunggebang",
        "Siti.Kedunggebang",
        " siti.kedunggebang ",
        "081234567890",
        "0812-3456-7890",
        "+62 812 3456 7890",
        "6281234567890",
        "81234567890",
    ],
)
def test_user_name_or_phone_in_any_spelling_signs_in(
    client: Client, coordinator: User, name: str
) -> None:
    answer = sign_in(client, name)
    assert answer.status_code == 302
    assert answer["Location"] == ACCOUNT
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("siti.kedunggebang", "bukan-sandinya"),
        ("081234567890", "bukan-sandinya"),
        ("089999999999", PASSWORD),
        ("siapa.ini", PASSWORD),
        ("siti.kedunggebang' OR 1=1 --", PASSWORD),
    ],
)
def test_wrong_name_and_wrong_password_get_the_same_answer_and_keep_the_name(
    client: Client, coordinator: User, name: str, password: str
) -> None:
    answer = sign_in(client, name, password)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nama atau kata sandi tidak cocok" in page
    assert answer.context["form"]["login"].value() == name
    assert password not in page
    assert not is_signed_in(client)


def test_a_switched_off_account_does_not_open_and_is_told_whom_to_ask(
    client: Client, coordinator: User
) -> None:
    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    answer = client.post("/masuk/", {"login": coordinator.username, "password": PASSWORD})
    assert answer["Location"] == reverse("account_inactive")
    assert "Admin" in client.get(answer["Location"]).content.decode()
    assert not is_signed_in(client)


def test_switching_an_account_off_ends_its_open_session(client: Client, coordinator: User) -> None:
    sign_in(client, coordinator.username)
    assert is_signed_in(client)
    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    assert not is_signed_in(client)


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client: Client, coordinator: User) -> None:
    answer = client.get("/akun/sandi/")
    assert answer["Location"] == "/masuk/?next=/akun/sandi/"
    answer = client.post(answer["Location"], {"login": coordinator.username, "password": PASSWORD})
    assert answer["Location"] == "/akun/sandi/"


def test_after_signing_in_nobody_is_led_to_another_site(client: Client, coordinator: User) -> None:
    answer = client.post(
        "/masuk/?next=https://jahat.example/", {"login": coordinator.username, "password": PASSWORD}
    )
    assert "jahat.example" not in answer.get("Location", "")


def test_signing_out_needs_a_press_and_ends_the_session(client: Client, coordinator: User) -> None:
    sign_in(client, coordinator.username)
    assert client.get("/keluar/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/keluar/")["Location"] == reverse("home")
    assert not is_signed_in(client)


def test_after_five_wrong_passwords_the_right_one_must_wait_however_the_name_is_spelled(
    client: Client, coordinator: User
) -> None:
    spellings = ["081234567890", "0812-3456-7890", "+6281234567890", "62812 34567890"]
    for name in [*spellings, coordinator.username]:
        assert "tidak cocok" in sign_in(client, name, "salah").content.decode()
    answer = sign_in(client, coordinator.username)
    assert answer.status_code == 422
    assert "Tunggu lima menit" in answer.content.decode()
    assert not is_signed_in(client)


# --- what does not exist ---


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "login/",
        "logout/",
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "password/reset/",
        "password/reset/key/1-abc/",
        "password/set/",
        "password/change/",
        "login/code/",
        "login/code/confirm/",
        "phone/change/",
        "3rdparty/",
        "2fa/webauthn/signup/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_registers_and_nothing_goes_by_mail(
    client: Client, signed_in: Callable[[User], Client], path: str, method: str
) -> None:
    for browser in (client, signed_in(UserFactory(coordinator=True))):
        answer = getattr(browser, method)(f"/akun/{path}", {"username": "baru"})
        assert answer.status_code == 404
    assert User.objects.count() == 1


def test_a_lost_password_page_says_to_ask_the_administrator(client: Client) -> None:
    assert reverse("account_reset_password") in client.get("/masuk/").content.decode()
    answer = client.get(reverse("account_reset_password"))
    assert answer.status_code == 200
    assert "Admin" in answer.content.decode()


# --- one's own account ---


def test_the_account_page_tells_role_and_area(
    signed_in: Callable[[User], Client], coordinator: User
) -> None:
    page = signed_in(coordinator).get(ACCOUNT).content.decode()
    assert coordinator.full_name in page
    assert str(coordinator.village) in page
    assert "0812-3456-7890" in page


def test_a_password_is_changed_with_the_old_one_only(client: Client, coordinator: User) -> None:
    sign_in(client, coordinator.username)
    new = {"password1": "sandi-yang-baru-sekali", "password2": "sandi-yang-baru-sekali"}
    refused = client.post("/akun/sandi/", {"oldpassword": "salah", **new})
    assert refused.status_code == 422
    client.post("/akun/sandi/", {"oldpassword": PASSWORD, **new})
    coordinator.refresh_from_db()
    assert coordinator.check_password("sandi-yang-baru-sekali")
    assert is_signed_in(client)


@pytest.mark.parametrize("weak", ["pendek", "1234567890123", "password123", "siti.kedunggebang"])
def test_a_weak_password_is_refused(client: Client, coordinator: User, weak: str) -> None:
    sign_in(client, coordinator.username)
    new = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post("/akun/sandi/", new).status_code == 422
    coordinator.refresh_from_db()
    assert coordinator.check_password(PASSWORD)


# --- second step ---


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_second_factor_is_set_up_and_then_asked_for(client: Client, coordinator: User) -> None:
    sign_in(client, coordinator.username)
    assert client.get("/akun/2fa/totp/activate/").status_code == 302
    prove_again(client)
    page = client.get("/akun/2fa/totp/activate/")
    assert page.status_code == 200
    assert "data:image/svg+xml" in page.content.decode()
    secret = page.context["form"].secret
    wrong = client.post("/akun/2fa/totp/activate/", {"code": "000000"})
    assert "tidak cocok" in wrong.content.decode()
    assert not Authenticator.objects.exists()
    done = client.post("/akun/2fa/totp/activate/", {"code": code_now(secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(done["Location"]).status_code == 200
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    assert decrypt(kept) == secret

    phone = Client()
    answer = sign_in(phone, coordinator.username)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(phone)
    assert phone.get(answer["Location"]).status_code == 200
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    phone.post(answer["Location"], {"code": recovery})
    assert is_signed_in(phone)


@pytest.mark.parametrize(
    "path",
    [
        "/akun/sandi/",
        "/akun/pastikan/",
        "/akun/2fa/",
        "/akun/2fa/totp/activate/",
        "/akun/2fa/webauthn/",
        "/akun/2fa/webauthn/add/",
    ],
)
def test_pages_about_signing_in_open(client: Client, coordinator: User, path: str) -> None:
    sign_in(client, coordinator.username)
    prove_again(client)
    assert client.get(path).status_code == 200


def test_a_stranger_can_begin_to_sign_in_with_a_passkey(client: Client) -> None:
    answer = client.get("/akun/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert "request_options" in answer.json()


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "[]", "1", '"a"', "9" * 5_000, "[" * 100_000, '{"id": {"a": []}}'],
)
def test_passkey_that_no_browser_made_leads_back_to_signing_in(
    client: Client, db: None, credential: str
) -> None:
    client.get("/akun/2fa/webauthn/login/", headers={"Accept": "application/json"})
    answer = client.post("/akun/2fa/webauthn/login/", {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/")
