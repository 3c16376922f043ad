"""What WhatsApp tells us, signed; and what nobody else may tell."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from notices import actions as notices
from notices.models import Channel, Message, Recipient
from tests.notices.provider import Provider

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whatsapp")]
Queue = Callable[..., Message]
URL = "/pesan/whatsapp/"
SECRET = "secret-for-tests"


def send(client: Client, value: Any, secret: str = SECRET) -> int:
    sent = {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": value}]}]}
    body = json.dumps(sent).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return client.post(
        URL,
        body,
        content_type="application/json",
        headers={"X-Hub-Signature-256": f"sha256={signature}"},
    ).status_code


def status_of(message: Message, status: str, code: int = 0) -> dict[str, Any]:
    report: dict[str, Any] = {
        "id": f"wamid.{message.key}",
        "status": status,
        "biz_opaque_callback_data": message.key,
    }
    return {"statuses": [report | ({"errors": [{"code": code}]} if code else {})]}


def reply(text: str, phone: str = "6281234567890") -> dict[str, Any]:
    return {"messages": [{"from": phone, "type": "text", "text": {"body": text}}]}


def test_address_is_proved_once(client: Client) -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": "prove-it", "hub.challenge": "4711"}
    assert client.get(URL, query).content == b"4711"
    assert client.get(URL, query | {"hub.verify_token": "guess"}).status_code == 403


def test_what_is_not_signed_by_whatsapp_is_refused(client: Client, queue: Queue) -> None:
    message = queue()
    notices.send_due()
    assert send(client, status_of(message, "read"), secret="another") == 403
    assert client.post(URL, b"{}", content_type="application/json").status_code == 403
    message.refresh_from_db()
    assert message.delivery == "accepted"


def test_without_a_secret_there_is_no_such_page(client: Client, settings: Any) -> None:
    settings.WHATSAPP_APP_SECRET = ""
    assert send(client, {}) == 404


def test_reports_come_twice_and_in_any_order(client: Client, queue: Queue) -> None:
    message = queue()
    notices.send_due()
    for status in ("read", "sent", "delivered", "read"):
        assert send(client, status_of(message, status)) == 200
    message.refresh_from_db()
    assert message.delivery == "read"
    assert message.events.filter(kind="read").count() == 1


def test_message_that_did_not_arrive_goes_to_the_officers(client: Client, queue: Queue) -> None:
    message = queue()
    notices.send_due()
    send(client, status_of(message, "failed", code=131026))
    send(client, status_of(message, "failed", code=131026))
    message.refresh_from_db()
    assert (message.state, message.channel, message.sent_at) == ("waiting", Channel.HAND, None)
    assert message in Message.unscoped.due().by_hand()
    assert queue("kabar-2").channel == Channel.HAND, "this number has no WhatsApp"


def test_report_finds_a_message_whose_answer_was_lost(
    client: Client, queue: Queue, whatsapp: Provider
) -> None:
    message = queue()
    whatsapp.script = ["lost"]
    notices.send_due()
    send(client, status_of(message, "sent"))
    message.refresh_from_db()
    assert (message.state, message.provider_id) == ("sent", "wamid.kabar-1")


@pytest.mark.parametrize("word", ["BERHENTI", "stop", " Stop. "])
def test_reply_stops_and_starts_messages(client: Client, queue: Queue, word: str) -> None:
    waiting = queue("kabar-1")
    send(client, reply(word))
    waiting.refresh_from_db()
    assert waiting.state == Message.State.DECLINED
    assert queue("kabar-2").state == Message.State.DECLINED
    send(client, reply("MULAI"))
    assert queue("kabar-3").channel == Channel.WHATSAPP


def test_other_replies_change_nothing(client: Client, queue: Queue) -> None:
    queue()
    for text in ("Terima kasih", "jangan berhenti ya", "", "\0"):
        assert send(client, reply(text)) == 200
    assert send(client, reply("stop", phone="bukan nomor")) == 200
    assert not Recipient.objects.filter(opted_out_at__isnull=False).exists()


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "kata",
        {"statuses": "kata"},
        {"statuses": [None, {"id": 7, "status": ["x"]}]},
        {"messages": [{"from": {"a": 1}, "text": "kata"}]},
        {"statuses": [{"id": "x" * 5000, "status": "read", "errors": [{"code": "x"}]}]},
        {"statuses": [{"id": "x", "status": "failed", "errors": [{"code": [1]}, {"code": {}}]}]},
        {"statuses": [{"id": "\ud800", "status": "sent", "biz_opaque_callback_data": "\ud800"}]},
        {"messages": [{"from": "\ud800", "text": {"body": "\ud800"}}]},
    ],
)
def test_odd_reports_are_taken_and_do_nothing(client: Client, value: Any) -> None:
    assert send(client, value) == 200


def test_report_about_an_unknown_message_is_taken(client: Client, queue: Queue) -> None:
    value = {"statuses": [{"id": "wamid.other", "status": "read"}]}
    assert send(client, value) == 200


@pytest.mark.parametrize("body", [b"kata", b"\xff\xfe", b"[" * 100_000])
def test_body_that_is_no_json_is_a_bad_request(client: Client, body: bytes) -> None:
    signature = hmac.new(b"secret-for-tests", body, hashlib.sha256).hexdigest()
    answer = client.post(
        reverse("whatsapp_webhook"),
        body,
        content_type="application/json",
        headers={"X-Hub-Signature-256": f"sha256={signature}"},
    )
    assert answer.status_code == 400
