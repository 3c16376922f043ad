"""Where WhatsApp tells what became of messages, and what people answer."""

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts.phone import parse_phone
from accounts.sent_json import read_json, storable
from notices.actions import opt_in, opt_out, reported
from notices.channels.whatsapp import UNREACHABLE
from notices.models import Message

STOP_WORDS = {"stop", "berhenti", "unsubscribe"}
START_WORDS = {"mulai", "start", "lagi"}
_DELIVERY = {
    "sent": Message.Delivery.ACCEPTED,
    "delivered": Message.Delivery.DELIVERED,
    "read": Message.Delivery.READ,
    "failed": Message.Delivery.FAILED,
}


@csrf_exempt  # the signature proves who sends
@login_not_required
@never_cache
def whatsapp_webhook(request: HttpRequest) -> HttpResponse:
    """GET: Meta asks once whether this address is ours. POST: reports and replies, signed.

    What we do not know is taken with 200, or Meta would send it again for a week.
    """
    if not settings.WHATSAPP_APP_SECRET or not settings.WHATSAPP_VERIFY_TOKEN:
        raise Http404
    if request.method != "POST":
        return _prove(request)
    if not _is_signed(request.body, request.headers.get("X-Hub-Signature-256", "")):
        raise PermissionDenied
    try:
        sent = read_json(request.body)
    except ValueError as error:
        raise BadRequest("not JSON") from error
    for value in _values(sent):
        for status in _dicts(value.get("statuses")):
            _take_report(status)
        for reply in _dicts(value.get("messages")):
            _take_reply(reply)
    return HttpResponse()


def _prove(request: HttpRequest) -> HttpResponse:
    token = request.GET.get("hub.verify_token", "")
    wanted = settings.WHATSAPP_VERIFY_TOKEN
    if request.GET.get("hub.mode") != "subscribe" or not hmac.compare_digest(
        token.encode(), wanted.encode()
    ):
        raise PermissionDenied
    return HttpResponse(request.GET.get("hub.challenge", ""), content_type="text/plain")


def _is_signed(body: bytes, header: str) -> bool:
    made = hmac.new(settings.WHATSAPP_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"sha256={made}".encode(), header.encode())


def _dicts(found: Any) -> Iterator[dict[str, Any]]:
    """Those elements of a list that are objects; nothing when it is no list."""
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def _values(sent: Any) -> Iterator[dict[str, Any]]:
    for entry in _dicts(sent.get("entry") if isinstance(sent, dict) else None):
        for change in _dicts(entry.get("changes")):
            if isinstance(change.get("value"), dict):
                yield change["value"]


def _text(found: Any) -> str:
    return storable(found, most=300) if isinstance(found, str) else ""


def _take_report(status: dict[str, Any]) -> None:
    delivery = _DELIVERY.get(_text(status.get("status")))
    if delivery is None:
        return
    told = [error.get("code") for error in _dicts(status.get("errors"))]
    codes = {code for code in told if isinstance(code, int | str)}
    reported(
        provider_id=_text(status.get("id"))[:200],
        key=_text(status.get("biz_opaque_callback_data")),
        delivery=delivery,
        note=f"code {', '.join(sorted(map(str, codes)))}" if codes else "",
        cannot_be_reached=any(code in UNREACHABLE for code in codes if isinstance(code, int)),
    )


def _take_reply(reply: dict[str, Any]) -> None:
    """Only two words mean anything; what else people answer is read by nobody here."""
    text, button = reply.get("text"), reply.get("button")
    said = _text(text.get("body")) if isinstance(text, dict) else ""
    said = said or (_text(button.get("text")) if isinstance(button, dict) else "")
    try:
        phone = parse_phone("+" + _text(reply.get("from")).lstrip("+"))
    except ValidationError:
        return
    word = said.strip(" .!").casefold()
    if word in STOP_WORDS:
        opt_out(phone=phone, how="reply")
    elif word in START_WORDS:
        opt_in(phone=phone)
