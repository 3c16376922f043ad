"""The worker against a provider that answers well, badly, late, or not at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from notices import actions as notices
from notices.actions.sending import BACK_OFF
from notices.channels import whatsapp as channel
from notices.models import Channel, Message, MessageEvent, OfficeSending, Recipient
from tests.factories import UserFactory
from tests.notices.provider import Provider
from tests.tasks import work
from villages.models import Office

pytestmark = pytest.mark.django_db
Queue = Callable[..., Message]


def kinds(message: Message) -> list[str]:
    return list(MessageEvent.unscoped.filter(message=message).values_list("kind", flat=True))


def let_time_pass(message: Message) -> None:
    """Everything the message waits for is over."""
    past = timezone.now() - timedelta(seconds=1)
    rows = Message.unscoped.filter(pk=message.pk)
    rows.exclude(retry_at=None).update(retry_at=past)
    rows.exclude(claimed_until=None).update(claimed_until=past)


def test_without_a_channel_messages_are_sent_by_hand(queue: Queue) -> None:
    message = queue()
    assert message.channel == Channel.HAND
    assert str(notices.send_due()).startswith("0 sent")
    message.refresh_from_db()
    assert message.state == Message.State.WAITING


def test_whatsapp_gets_the_known_text_and_its_facts(whatsapp: Provider, queue: Queue) -> None:
    message = queue()
    call_command("send_notices")
    message.refresh_from_db()
    assert (message.state, message.provider_id) == (Message.State.SENT, "wamid.kabar-1")
    assert message.sent_at is not None
    assert kinds(message) == ["begun", "sent"]
    (sent,) = whatsapp.received
    assert sent["to"] == "6281234567890"
    assert sent["template"]["name"] == "janji_dibuat"
    assert sent["template"]["language"] == {"code": "id"}
    (parameter,) = sent["template"]["components"][0]["parameters"]
    assert parameter["parameter_name"] == "waktu"
    assert parameter["text"].endswith("08.15 WIB")


def test_queued_message_wakes_the_worker(whatsapp: Provider, queue: Queue) -> None:
    queue()
    assert [done.status for done in work()] == ["SUCCESSFUL"]
    assert whatsapp.keys() == {"kabar-1": 1}


def test_same_key_twice_is_told_once(whatsapp: Provider, queue: Queue) -> None:
    queue()
    queue()
    notices.send_due()
    notices.send_due()
    assert whatsapp.keys() == {"kabar-1": 1}


def test_message_of_tomorrow_waits_and_one_of_yesterday_is_dropped(
    whatsapp: Provider, queue: Queue
) -> None:
    now = timezone.now()
    early = queue("besok", due_at=now + timedelta(days=1))
    late = queue("kemarin", expires_at=now - timedelta(minutes=1))
    notices.send_due()
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.state, late.state) == (Message.State.WAITING, Message.State.CANCELLED)
    assert not whatsapp.received


@pytest.mark.parametrize("trouble", ["429", "500", "token"])
def test_passing_trouble_is_tried_again_later(
    whatsapp: Provider, queue: Queue, trouble: str
) -> None:
    message = queue()
    whatsapp.script = [trouble]
    notices.send_due()
    message.refresh_from_db()
    assert (message.state, message.channel) == (Message.State.WAITING, Channel.WHATSAPP)
    assert message.retry_at is not None
    notices.send_due()
    assert not whatsapp.received, "it was tried again at once"
    let_time_pass(message)
    notices.send_due()
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert kinds(message) == ["begun", "passing", "begun", "sent"]


def test_provider_may_say_how_long_to_wait(whatsapp: Provider, queue: Queue) -> None:
    message = queue()
    whatsapp.script = ["429"]
    notices.send_due()
    message.refresh_from_db()
    assert message.retry_at is not None
    assert message.retry_at > timezone.now() + timedelta(minutes=14)


def test_trouble_that_does_not_pass_ends_on_the_list_of_officers(
    whatsapp: Provider, queue: Queue
) -> None:
    message = queue()
    whatsapp.script = ["500"] * (len(BACK_OFF) + 1)
    for _try in range(len(BACK_OFF) + 1):
        notices.send_due()
        let_time_pass(message)
    message.refresh_from_db()
    assert (message.state, message.channel) == (Message.State.WAITING, Channel.HAND)
    assert message in Message.unscoped.due().by_hand()
    assert kinds(message)[-1] == "by_hand"
    assert not whatsapp.received


@pytest.mark.parametrize("answer", ["unreachable", "template"])
def test_refused_message_goes_to_the_officers_at_once(
    whatsapp: Provider, queue: Queue, answer: str
) -> None:
    message = queue()
    whatsapp.script = [answer]
    notices.send_due()
    message.refresh_from_db()
    assert (message.state, message.channel) == (Message.State.WAITING, Channel.HAND)
    assert kinds(message) == ["begun", "refused", "by_hand"]


@pytest.mark.parametrize("trouble", ["lost", "502", "nonsense"])
def test_message_whose_answer_is_lost_is_never_sent_again_by_a_machine(
    whatsapp: Provider, queue: Queue, trouble: str
) -> None:
    message = queue()
    whatsapp.script = [trouble]
    notices.send_due()
    message.refresh_from_db()
    assert message.state == Message.State.SENDING
    let_time_pass(message)
    notices.send_due()
    message.refresh_from_db()
    assert (message.state, message.channel) == (Message.State.WAITING, Channel.HAND)
    assert message.is_doubtful
    assert sum(whatsapp.keys().values()) <= 1


def test_provider_that_is_too_slow_is_not_asked_twice(
    whatsapp: Provider, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "TIMEOUT", 0.2)
    message = queue()
    whatsapp.script = ["hold"]
    notices.send_due()
    notices.send_due()
    message.refresh_from_db()
    assert message.state == Message.State.SENDING
    assert whatsapp.keys() == {"kabar-1": 1}


def test_nobody_there_stops_the_run_after_the_first_try(
    whatsapp: Provider, queue: Queue, settings: Any
) -> None:
    settings.WHATSAPP_URL = "http://127.0.0.1:9/v23.0"
    first, second = queue("kabar-1"), queue("kabar-2")
    tally = notices.send_due()
    assert tally.down == {"whatsapp"}
    assert kinds(first) == ["begun", "passing"]
    assert kinds(second) == []
    settings.WHATSAPP_URL = whatsapp.url
    notices.send_due()
    second.refresh_from_db()
    assert second.state == Message.State.SENT


def test_called_off_message_is_not_sent(whatsapp: Provider, queue: Queue) -> None:
    queue("booking-4-v1")
    queue("booking-42-v1")
    assert notices.call_off(key_prefix="booking-4-") == 1
    notices.send_due()
    assert whatsapp.keys() == {"booking-42-v1": 1}


def test_message_called_off_while_it_is_tried_is_not_tried_again(
    whatsapp: Provider, queue: Queue
) -> None:
    message = queue("booking-4-v1")
    whatsapp.script = ["lost"]
    notices.send_due()
    notices.call_off(key_prefix="booking-4-")
    let_time_pass(message)
    notices.send_due()
    message.refresh_from_db()
    assert message.state == Message.State.CANCELLED


def test_office_may_send_everything_by_hand(
    whatsapp: Provider, queue: Queue, office: Office
) -> None:
    OfficeSending.objects.create(office=office, by_hand=True)
    assert queue().channel == Channel.HAND


def test_text_that_the_provider_does_not_know_goes_by_hand(
    whatsapp: Provider, queue: Queue
) -> None:
    assert queue(template="").channel == Channel.HAND


def test_channel_that_was_switched_off_leaves_its_messages_to_officers(
    whatsapp: Provider, queue: Queue, settings: Any
) -> None:
    message = queue()
    settings.WHATSAPP_TOKEN = ""
    notices.send_due()
    message.refresh_from_db()
    assert message.channel == Channel.HAND


def test_mail_has_a_way_out_and_the_same_number_at_every_try(
    queue: Queue, settings: Any, office: Office
) -> None:
    settings.EMAIL_IS_SET_UP = True
    Recipient.objects.create(phone="+6281234567890", email="siti@example.org")
    message = queue()
    assert message.channel == Channel.EMAIL
    notices.send_due()
    (sent,) = mail.outbox
    assert sent.to == ["siti@example.org"]
    assert office.name in sent.subject
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["List-Unsubscribe"].strip("<>") in sent.body
    assert "6281234567890" not in sent.message().as_string()
    message.refresh_from_db()
    assert message.state == Message.State.SENT


def test_mail_server_that_is_away_is_asked_again_later(queue: Queue, settings: Any) -> None:
    settings.EMAIL_IS_SET_UP = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    Recipient.objects.create(phone="+6281234567890", email="siti@example.org")
    message = queue()
    notices.send_due()
    message.refresh_from_db()
    assert (message.state, message.channel) == (Message.State.WAITING, Channel.EMAIL)
    assert kinds(message) == ["begun", "passing"]


@pytest.mark.parametrize(
    "number", ["3510995205880001", "351099 520588 0001", "3510.9952.0588.0001", "C1234567"]
)
def test_personal_number_never_gets_into_a_message(queue: Queue, number: str) -> None:
    message = queue(text=f"Bawa KTP {number} ya", facts={"kurang": f"Paspor {number}"})
    assert number not in message.text
    assert message.facts is not None
    assert number not in message.facts["kurang"]


@pytest.mark.parametrize(
    "text",
    [
        "Kamis 26 November 2026 pukul 08.15 WIB, kode K7MQ4D, telepon 0333-123456",
        "Rp1.500.000 dari 0812-3456-7890",
        "https://contoh.id/ltsa/janji/AB1234/",
    ],
)
def test_ordinary_numbers_stay(queue: Queue, text: str) -> None:
    assert queue(text=text).text == text


def test_events_of_a_message_are_never_changed(queue: Queue) -> None:
    message = queue()
    by: User = UserFactory()
    notices.mark_sent(message=message, by=by)
    event = MessageEvent.unscoped.get(message=message)
    with pytest.raises(Exception, match="append_only"):
        MessageEvent.unscoped.filter(pk=event.pk).update(note="lain")
