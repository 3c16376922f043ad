"""WhatsApp Cloud API (Meta). A business may begin to write only with a text that Meta knows (a
template), whose named parameters are filled in; so `Message.template` and `Message.facts` are sent,
not `Message.text`.

There is no idempotency key. `biz_opaque_callback_data` carries our key and comes back in every
report about the message: with it a message whose reply was lost is recognised.

Source: Meta, "Cloud API: Messages", "Error codes", "Webhooks" (graph.facebook.com, v23.0).
"""

import http.client
import json
import re
import ssl
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from notices.channels.results import Outcome, Result
from notices.models import Message

#: Seconds to wait for the connection, and for each part of the answer.
TIMEOUT = 10
#: Too many at once, or the service is busy: the same message may be tried later.
_PASSING = {1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004}
#: Our own access is wrong or blocked: nobody can be reached until somebody mends it.
_DOWN = {0, 3, 10, 190, 200, 368, 131005, 131031, 131042, 131045, 133000, 133006, 133010}
#: The number cannot be reached by WhatsApp at all.
UNREACHABLE = {131026, 131021, 131030}


def send(message: Message) -> Result:
    url = urlsplit(settings.WHATSAPP_URL)
    connection = _connection(url.scheme, url.netloc)
    try:
        try:
            connection.connect()
        except (OSError, http.client.HTTPException) as error:
            return Result(Outcome.PASSING, f"no connection: {type(error).__name__}", is_down=True)
        try:
            connection.request(
                "POST",
                f"{url.path.rstrip('/')}/{settings.WHATSAPP_PHONE_ID}/messages",
                json.dumps(body(message)),
                {
                    "Authorization": f"Bearer {settings.WHATSAPP_TOKEN}",
                    "Content-Type": "application/json",
                },
            )
            answer = connection.getresponse()
            return _read(answer.status, answer.getheader("Retry-After", ""), answer.read(100_000))
        except (OSError, http.client.HTTPException) as error:
            return Result(Outcome.UNSURE, f"no answer: {type(error).__name__}")
    finally:
        connection.close()


def _connection(scheme: str, host: str) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, timeout=TIMEOUT, context=context)
    return http.client.HTTPConnection(host, timeout=TIMEOUT)


def body(message: Message) -> dict[str, Any]:
    """What Meta is asked to do. Parameters have no line breaks, as Meta demands."""
    name, _slash, language = message.template.partition("/")
    parameters = [
        {"type": "text", "parameter_name": key, "text": re.sub(r"\s+", " ", said).strip() or "-"}
        for key, said in (message.facts or {}).items()
    ]
    template: dict[str, Any] = {"name": name, "language": {"code": language}}
    if parameters:
        template["components"] = [{"type": "body", "parameters": parameters}]
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": message.phone.lstrip("+"),
        "type": "template",
        "template": template,
        "biz_opaque_callback_data": message.key,
    }


def _read(status: int, retry_after: str, content: bytes) -> Result:
    """What the answer means. One that is not Meta's own (a proxy's page) says nothing about whether
    Meta took the message."""
    try:
        answer = json.loads(content)
        if status < 300:
            return Result(Outcome.SENT, provider_id=str(answer["messages"][0]["id"]))
        code = int(answer["error"]["code"])
    except (ValueError, KeyError, IndexError, TypeError):
        if status == 429:
            return Result(Outcome.PASSING, "status 429", retry_after=_seconds(retry_after))
        return Result(Outcome.UNSURE, f"status {status}, unreadable answer")
    note = f"status {status}, code {code}"
    if status in (401, 403) or code in _DOWN:
        return Result(Outcome.PASSING, note, is_down=True)
    if status == 429 or status >= 500 or code in _PASSING:
        return Result(Outcome.PASSING, note, retry_after=_seconds(retry_after))
    return Result(Outcome.REFUSED, note)


def _seconds(text: str) -> timedelta:
    """A Retry-After header in seconds, at most a day; zero when it says nothing of the kind."""
    return (
        timedelta(seconds=min(int(text), 86_400)) if re.fullmatch(r"\d{1,9}", text) else timedelta()
    )
