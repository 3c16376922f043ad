"""Messages that a person sends by WhatsApp, and people who must be called."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from notices import actions as notices
from notices.models import Message
from tests.world import World

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


@pytest.fixture
def officer(world: World) -> User:
    return world.users[Role.LTSA_OFFICER]


def test_waiting_message_stands_with_a_link_that_opens_whatsapp(
    world: World, officer: User, signed_in: SignedIn
) -> None:
    page = signed_in(officer).get(reverse("message_list")).content.decode()
    assert "https://wa.me/6281234567890?text=" in page
    assert world.own.booking.code in page
    assert world.neighbour.booking.code not in page


def test_message_of_tomorrow_is_not_shown_yet(
    world: World, officer: User, signed_in: SignedIn
) -> None:
    notices.queue(
        key="ingatkan-1",
        office=world.own.booking.office,
        phone="+6281234567891",
        text="Besok jam delapan",
        due_at=timezone.now() + timedelta(days=1),
    )
    page = signed_in(officer).get(reverse("message_list")).content.decode()
    assert "Besok jam delapan" not in page


def test_sent_message_leaves_the_list_with_name_and_time(
    world: World, officer: User, signed_in: SignedIn
) -> None:
    client, message = signed_in(officer), world.own.message
    client.post(reverse("message_sent", args=[message.pk]))
    message.refresh_from_db()
    assert (message.state, message.sent_by) == (Message.State.SENT, officer)
    assert message.sent_at is not None
    assert message.text[:30] not in client.get(reverse("message_list")).content.decode()


def test_looking_at_the_address_of_the_button_sends_nothing(
    world: World, officer: User, signed_in: SignedIn
) -> None:
    signed_in(officer).get(reverse("message_sent", args=[world.own.message.pk]))
    world.own.message.refresh_from_db()
    assert world.own.message.state == Message.State.WAITING


def test_message_that_a_colleague_sent_meanwhile_says_so(
    world: World, officer: User, signed_in: SignedIn
) -> None:
    client, url = signed_in(officer), reverse("message_sent", args=[world.own.message.pk])
    client.post(url)
    assert [str(note) for note in client.post(url, follow=True).context["messages"]]


def test_reached_person_leaves_the_call_list(
    world: World, officer: User, signed_in: SignedIn
) -> None:
    client, task = signed_in(officer), world.own.call_task
    name = world.own.booking.contact_name
    assert name in client.get(reverse("message_list")).content.decode()
    client.post(reverse("call_done", args=[task.pk]))
    task.refresh_from_db()
    assert (task.done_by, task.done_at is None) == (officer, False)
    assert name not in client.get(reverse("message_list")).content.decode()


def test_list_asks_as_many_questions_for_more_messages(
    world: World,
    officer: User,
    signed_in: SignedIn,
    queries_do_not_grow: Callable[..., None],
) -> None:
    client = signed_in(officer)

    def add_rows() -> None:
        for number in range(5):
            notices.queue(
                key=f"kabar-{number}",
                office=world.own.booking.office,
                phone="+6281234567891",
                text="Kabar",
            )

    queries_do_not_grow(lambda: client.get(reverse("message_list")), add_rows)
