"""Error pages: what happened in plain words, and a way on.

The names are those that `config.urls` and the settings refer to. `too_large` and `too_many` are
for views and middleware that refuse by themselves. A page that refuses a form never loses what was
typed.
"""

import logging
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import (
    REASON_CSRF_TOKEN_MISSING,
    REASON_INCORRECT_LENGTH,
    REASON_INVALID_CHARACTERS,
    REASON_NO_CSRF_COOKIE,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import ERROR_PAGE_TEMPLATE
from django_ratelimit.exceptions import Ratelimited

log = logging.getLogger(__name__)

#: Names of fields whose value is never written back, not even hidden.
SECRET = re.compile(r"password|secret|token|credential", re.IGNORECASE)
#: Names of fields whose value is kept but shown masked.
PRIVATE = re.compile(
    r"(^|[_-])(nik|kk|code|otp)($|[_-])|passport|identity|card_number", re.IGNORECASE
)
#: An identity number, whatever its field is called.
IDENTITY_NUMBER = re.compile(r"^[\s.\-]*(\d[\s.\-]*){16}$")
#: Fields that are machinery of a form, not typed by anybody.
MACHINERY = re.compile(r"^_|(_FORMS|_key|^next|^version|^action)$|^id$|-id$")


class Typed(NamedTuple):
    """One field that somebody had typed into a refused form."""

    name: str
    label: str
    values: list[str]
    is_secret: bool
    is_private: bool
    is_shown: bool


def typed_fields(request: HttpRequest) -> list[Typed]:
    """The fields of a refused POST, in their order, without the token."""
    fields = []
    for name, raw in request.POST.lists():
        if name == "csrfmiddlewaretoken":
            continue
        values = [value for value in raw if isinstance(value, str)]
        is_secret = bool(SECRET.search(name))
        fields.append(
            Typed(
                name=name,
                label=_label(name),
                values=[] if is_secret else values,
                is_secret=is_secret,
                is_private=bool(PRIVATE.search(name)) or any(map(IDENTITY_NUMBER.match, values)),
                is_shown=any(values) and not MACHINERY.search(name),
            )
        )
    return fields


def _label(name: str) -> str:
    """`members-0-full_name` as a reader knows it: the model's own word, where there is one."""
    words = name.rsplit("-", 1)[-1].replace("_", " ")
    label = gettext(words)
    return label[:1].upper() + label[1:]


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the refused form stood on a page of ours.

    Only then may it be sent again by one press: else a foreign site could have it confirmed here.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _refused_form(request: HttpRequest, template: str, *, may_resend: bool) -> HttpResponse:
    fields = typed_fields(request)
    response = render(
        request,
        template,
        {
            "fields": fields,
            "shown": [field for field in fields if field.is_shown],
            "files": [name for name, _files in request.FILES.lists()],
            "may_resend": may_resend,
            "address": request.get_full_path(),
        },
        status=403,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token was missing or old (signed in again in another tab, cookies cleared)."""
    harmless = reason in (REASON_NO_CSRF_COOKIE, REASON_CSRF_TOKEN_MISSING) or any(
        part in reason for part in (REASON_INCORRECT_LENGTH, REASON_INVALID_CHARACTERS, "incorrect")
    )
    return _refused_form(
        request, "errors/csrf.html", may_resend=harmless and _is_from_here(request)
    )


@requires_csrf_token
def signed_out(request: HttpRequest) -> HttpResponse:
    """A form of somebody whose session ended meanwhile: sign in again beside it, then send it."""
    return _refused_form(request, "errors/signed_out.html", may_resend=True)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not `requires_csrf_token`: that reads what was sent, which may be what cannot be read."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    return render(request, "errors/400.html", status=400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    if isinstance(exception, Ratelimited):
        return too_many(request)
    return render(request, "errors/403.html", status=403)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def not_allowed(request: HttpRequest, allowed: Iterable[str]) -> HttpResponse:
    """405: asked in a way (PUT, DELETE …) that this address does not answer to."""
    response = render(request, "errors/405.html", status=405)
    response.headers["Allow"] = ", ".join(allowed)
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """413: a photo or file over the limit."""
    limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
    return render(request, "errors/413.html", {"limit": limit}, status=413)


def too_many(request: HttpRequest, retry_after: int = 60) -> HttpResponse:
    """429: too many tries from one address or phone; `retry_after` in seconds."""
    response = render(request, "errors/429.html", {"minutes": -(-retry_after // 60)}, status=429)
    response.headers["Retry-After"] = str(retry_after)
    return response


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500, without the database, session or user: whatever broke may be one of them."""
    context: dict[str, Any] = {"product_name": settings.PRODUCT_NAME}
    try:
        return HttpResponse(render_to_string("errors/500.html", context), status=500)
    except Exception:
        log.exception("The page for errors could not be rendered.")
        plain = {
            "title": settings.PRODUCT_NAME,
            "details": "Maaf, ada yang rusak. Coba lagi nanti.",
        }
        return HttpResponse(ERROR_PAGE_TEMPLATE % plain, status=500)
