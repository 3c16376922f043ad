"""WhatsApp set up, with a provider on this machine."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from notices import actions as notices
from notices.models import Message
from tests.factories import OfficeFactory
from tests.notices.provider import TOKEN, Provider, provider
from villages.models import Office


@pytest.fixture
def whatsapp(settings: Any) -> Iterator[Provider]:
    with provider() as server:
        settings.WHATSAPP_URL = server.url
        settings.WHATSAPP_PHONE_ID = "100"
        settings.WHATSAPP_TOKEN = TOKEN
        settings.WHATSAPP_APP_SECRET = "secret-for-tests"
        settings.WHATSAPP_VERIFY_TOKEN = "prove-it"
        yield server


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory()


@pytest.fixture
def queue(office: Office) -> Callable[..., Message]:
    """`queue("kabar-1")` puts a message into the outbox and gives its row."""

    def put(key: str = "kabar-1", phone: str = "+6281234567890", **more: Any) -> Message:
        notices.queue(
            **{
                "key": key,
                "office": office,
                "phone": phone,
                "text": "Janji temu Kamis 26 November 2026 pukul 08.15 WIB",
                "facts": {"waktu": "Kamis 26 November 2026 pukul 08.15 WIB"},
                "template": "janji_dibuat/id",
                **more,
            }
        )
        row: Message = Message.unscoped.get(key=key)
        return row

    return put
