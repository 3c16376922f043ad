"""Administrators change the words of messages."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Role
from ltsa.models import Kind, MessageText
from ltsa.texts import built_in, check_text, fill, needed_in, words_in
from notices.models import Message, Recipient
from tests.factories import UserFactory
from tests.ltsa.factories import ServiceFactory, SlotFactory, make_booking

pytestmark = pytest.mark.django_db
LIST = "/admin/ltsa/messagetext/"
GOOD = "Ibu/Bapak, datang {waktu} ke {kantor}. Kode {kode}. {tautan}"


@pytest.fixture
def browser() -> Client:
    browser = Client()
    browser.force_login(UserFactory(role=Role.ADMINISTRATOR))
    return browser


@pytest.fixture
def row(browser: Client) -> MessageText:
    browser.get(LIST)
    found: MessageText = MessageText.objects.get(kind=Kind.BOOKED, language="id")
    return found


def page(row: MessageText) -> str:
    return f"{LIST}{row.pk}/change/"


def book(phone: str = "+6281234567890") -> Message:
    slot = SlotFactory()
    make_booking(slot, ServiceFactory(pool=slot.pool), phone=phone)
    message: Message = Message.unscoped.latest("pk")
    return message


def test_own_words_are_sent_with_the_facts_in_them(browser: Client, row: MessageText) -> None:
    answer = browser.post(page(row), {"text": GOOD, "provider_name": "janji_dibuat", "_save": "1"})
    assert answer.status_code == 302
    message = book()
    assert message.text.startswith("Ibu/Bapak, datang ")
    assert "{" not in message.text
    assert message.template == "janji_dibuat/id"
    assert message.facts is not None
    assert set(message.facts) == {"waktu", "kantor", "kode", "tautan"}


def test_preview_shows_the_message_and_saves_nothing(browser: Client, row: MessageText) -> None:
    answer = browser.post(page(row), {"text": GOOD, "provider_name": "", "_preview": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Ibu/Bapak, datang" in shown.split('id="preview"')[1]
    assert "K7MQ4D" in shown
    assert GOOD in shown, "what was typed is still there"
    row.refresh_from_db()
    assert row.text == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Datang {waktu}, kode {kode}, {tautan}, {nik}", "{nik}"),
        ("Datang {waktu}, kode {kode}", "{tautan}"),
        ("Datang {waktu}, kode {kode}, {tautan} {", "kurung kurawal"),
        ("Datang {waktu}, kode {kode}, {tautan} {kode.__class__}", "{kode.__class__}"),
        ("NIK 3510995205880001 {waktu}, kode {kode}, {tautan}", "NIK"),
        ("Paspor C1234567 {waktu}, kode {kode}, {tautan}", "paspor"),
        ("{waktu} {kode} {tautan} " + "kata " * 250, "1024"),
    ],
)
@pytest.mark.parametrize("button", ["_save", "_preview"])
def test_text_that_cannot_be_right_is_refused_beside_the_field(
    browser: Client, row: MessageText, text: str, word: str, button: str
) -> None:
    answer: Any = browser.post(page(row), {"text": text, "provider_name": "", button: "1"})
    assert answer.status_code == 422
    assert word in " ".join(answer.context["adminform"].form.errors["text"])
    row.refresh_from_db()
    assert row.text == ""


def test_our_own_words_come_back_and_the_earlier_ones_stay_in_sight(
    browser: Client, row: MessageText
) -> None:
    browser.post(page(row), {"text": GOOD, "provider_name": "", "_save": "1"})
    browser.post(page(row), {"text": GOOD, "provider_name": "", "_reset": "1"})
    row.refresh_from_db()
    assert row.text == ""
    assert "Ibu/Bapak" in browser.get(page(row)).content.decode()


def test_text_of_the_phones_own_language_is_sent(browser: Client) -> None:
    Recipient.objects.create(phone="+6281234567890", language="en")
    assert book().text.startswith("Your appointment:")


def test_facts_are_put_in_once_and_never_read_as_a_text() -> None:
    assert fill("{kantor} {kode}", {"kantor": "{kode}", "kode": "X"}) == "{kode} X"


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["id", "en"])
def test_built_in_texts_keep_our_own_rules(kind: str, language: str) -> None:
    text = built_in(kind, language)
    check_text(kind, text)
    assert set(needed_in(kind)) <= set(words_in(text))
    assert "%(" not in text


def test_texts_are_neither_added_nor_deleted(browser: Client, row: MessageText) -> None:
    assert browser.get(f"{LIST}add/").status_code in (403, 404)
    assert browser.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
