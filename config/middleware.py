from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib.auth import middleware
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from accounts.typed_text import has_unseen, without_unseen
from portal import errors


class TextGZipMiddleware(GZipMiddleware):
    """Compress pages, not photos: those are compressed already and would lose their length."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        if response.headers.get("Content-Type", "").startswith("image/"):
            return response
        return super().process_response(request, response)


class LanguageMiddleware:
    """Indonesian unless the reader chose otherwise with the language switch.

    Django's own LocaleMiddleware also follows Accept-Language; phones sold in Indonesia are often
    set to English, and their owners would be greeted in a language they do not read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class MethodsMiddleware:
    """Pages are looked at (GET, HEAD) and forms are sent (POST). A view asks "was something sent?"
    and would take any other method for a look; so those are refused here, once for all views."""

    ALLOWED = ("GET", "HEAD", "POST", "OPTIONS")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(headers={"Allow": ", ".join(self.ALLOWED)})
        if request.method not in self.ALLOWED:
            return errors.not_allowed(request, self.ALLOWED)
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):  # a view refused by itself
            return errors.not_allowed(request, response.headers["Allow"].split(", "))
        return response


class StorableTextMiddleware:
    """Text that can be kept and looks as it is.

    PostgreSQL keeps every character but NUL. Nobody types one: what carries it, in an address, a
    cookie or a form, was made to break something, and is refused before anything asks for it.
    Characters that nobody sees are left out of a form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            raise Http404
        self._check(chain(request.COOKIES.values(), _names_and_values(request.GET)))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.method == "POST":
            self._check(_names_and_values(request.POST))
            request.POST = _seen(request.POST)  # type: ignore[assignment]  # immutable, too

    def _check(self, texts: Iterable[str]) -> None:
        if any("\0" in text for text in texts):
            raise BadRequest("NUL in what was sent")


def _names_and_values(sent: QueryDict) -> Iterable[str]:
    return chain(sent, chain.from_iterable(values for _name, values in sent.lists()))


def _seen(sent: QueryDict) -> QueryDict:
    """The same form without characters that nobody sees; itself if there are none."""
    if not any(has_unseen(text) for text in _names_and_values(sent)):
        return sent
    shown = sent.copy()
    for name, values in sent.lists():
        shown.setlist(name, [without_unseen(value) for value in values])
    shown._mutable = False
    return shown


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Everything needs sign-in unless a view says otherwise.

    A form that was filled in when the session ended is not thrown away by the redirect to the
    sign-in page: what was typed is shown, to be sent again.
    """

    def handle_no_permission(  # type: ignore[override]  # may answer with a page, too
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if request.method == "POST" and errors.typed_fields(request):
            return errors.signed_out(request)
        response = super().handle_no_permission(request, view_func)
        if request.headers.get("HX-Request"):
            # Not into the middle of a page: HTMX opens the sign-in page as a whole.
            return HttpResponse(status=204, headers={"HX-Redirect": response.headers["Location"]})
        return response


class PrivatePagesMiddleware:
    """What somebody signed in has seen is kept by no browser and no proxy: phones are shared, and
    the back button must not show a family's data after signing out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
