"""Which browser books: a random number in a cookie of our own, kept only as a keyed hash.

It is set when somebody books and asked for only then. Nothing about the phone or its browser is
measured; whoever deletes the cookie is a new device. It shows the office when one phone books for
many numbers. Said on /privasi/; forgotten after `KEPT_DAYS` (`forget_devices`).
"""

import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.encryption import keyed_hash

COOKIE = "perangkat"
KEPT_DAYS = 60


def _token(request: HttpRequest) -> str:
    """The number that this browser has, or a new one for the time of this request."""
    known = request.COOKIES.get(COOKIE, "")
    if re.fullmatch(r"[A-Za-z0-9_-]{22}", known):
        return known
    if not hasattr(request, "device_token"):
        request.device_token = secrets.token_urlsafe(16)  # type: ignore[attr-defined]
    made: str = request.device_token  # type: ignore[attr-defined]
    return made


def device_of(request: HttpRequest) -> str:
    """What is kept with a booking. Officers and coordinators book by their names: "" for them."""
    return "" if request.user.is_authenticated else keyed_hash(f"device:{_token(request)}")


def remember_device(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let this browser keep its number."""
    if not request.user.is_authenticated:
        response.set_cookie(
            COOKIE,
            _token(request),
            max_age=KEPT_DAYS * 24 * 3600,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
    return response
