"""Who may open a page at all. Which rows she finds there is the business of `accounts.scoping`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from accounts.models import User

View = Callable[..., HttpResponse]


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address, by which tries are counted: behind TRUSTED_PROXIES proxies what the
    outermost of them saw; what a visitor herself wrote into X-Forwarded-For counts for nothing."""
    address: str = get_adapter().get_client_ip(request)
    return address


class PageRequest(HttpRequest):
    """A request as the middleware hands it on: it knows whether HTMX asks. For annotations."""

    htmx: HtmxDetails


class StaffRequest(PageRequest):
    """A request behind `only(...)`: somebody is signed in. For annotations."""

    user: User


def only(*roles: str) -> Callable[[Callable[..., HttpResponse]], View]:
    """Let only these roles open the view; everybody else who is signed in gets 403.

    Strangers never come this far: LoginRequiredMiddleware sends them to the sign-in page. The roles
    stay readable on the view (`view.roles`): menus are computed from them.
    """

    def decorate(view: Callable[..., HttpResponse]) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not isinstance(request.user, User) or request.user.role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate
