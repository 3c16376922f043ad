"""Somebody wants no messages, or wants them elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from notices import actions as notices
from notices.links import wishes_path
from notices.models import Channel, Message, Recipient
from notices.models.recipients import masked_phone

pytestmark = pytest.mark.django_db
Queue = Callable[..., Message]
PHONE = "+6281234567890"


def test_link_shows_neither_number_nor_page_of_anybody_else(client: Client) -> None:
    path = wishes_path(PHONE)
    assert "81234567890" not in path
    page = client.get(path)
    assert page.status_code == 200
    assert masked_phone(PHONE) in page.content.decode()
    assert "81234567890" not in page.content.decode()
    assert client.get(path[:-3] + "xx/").status_code == 404
    assert client.get("/pesan/apa-saja/").status_code == 404


def test_by_link_messages_stop_and_start(client: Client, queue: Queue) -> None:
    first = queue("kabar-1")
    page = client.post(wishes_path(PHONE), {"stop": "1"}, follow=True)
    assert page.status_code == 200
    first.refresh_from_db()
    assert first.state == Message.State.DECLINED
    assert first.events.get().kind == "declined"
    client.post(wishes_path(PHONE), {"start": "1"})
    assert queue("kabar-2").state == Message.State.WAITING
    first.refresh_from_db()
    assert first.state == Message.State.DECLINED, "what is over stays unsent"


def test_mail_program_stops_with_one_click_without_a_cookie(queue: Queue) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(wishes_path(PHONE), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 302
    assert queue().state == Message.State.DECLINED


def test_essential_message_stays_on_the_list_of_officers(client: Client, queue: Queue) -> None:
    closed = queue("tutup", is_essential=True)
    client.post(wishes_path(PHONE), {"stop": "1"})
    closed.refresh_from_db()
    assert (closed.state, closed.channel) == (Message.State.WAITING, Channel.HAND)


def test_opting_out_while_the_worker_has_it_is_obeyed(
    client: Client, queue: Queue, whatsapp: Any
) -> None:
    message = queue()
    Recipient.objects.create(phone=PHONE)
    notices.opt_out(phone=PHONE, how="desk")
    notices.send_due()
    message.refresh_from_db()
    assert message.state == Message.State.DECLINED
    assert not whatsapp.received


def test_email_and_language_are_kept_and_a_wrong_one_is_refused(
    client: Client, settings: Any
) -> None:
    settings.EMAIL_IS_SET_UP = True
    path = wishes_path(PHONE)
    wrong = client.post(path, {"language": "en", "email": "siti@"})
    assert wrong.status_code == 422
    assert "siti@" in wrong.content.decode()
    client.post(path, {"language": "en", "email": "siti@example.org"})
    kept = Recipient.of(PHONE)
    assert (kept.language, kept.email) == ("en", "siti@example.org")
