from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import middleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import add_never_cache_headers

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
