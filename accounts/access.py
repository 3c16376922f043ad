"""Who may open a page at all. Which rows she finds there is the business of `accounts.scoping`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from accounts.models import User

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """A request behind `only(...)`: somebody is signed in. For annotations."""

    user: User
    htmx: HtmxDetails


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
