import logging
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, FieldError, PermissionDenied, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import SimpleTemplateResponse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

#: How Django's admin fails on values that it takes from a request as they are.
UNREADABLE = (ValueError, OverflowError, ValidationError, FieldError, DataError)


class KampungAdminSite(admin.AdminSite):
    """Set-up and repair, for administrators only: being `is_staff` is not enough.

    Signing in and out and the password are the product's own pages.
    """

    site_header = site_title = _("Set-up and repair")
    index_title = _("What would you like to set up?")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only classes built on `AdministratorOnly`: what libraries register for superusers
        (groups, e-mail addresses, secrets of second factors, jobs) stays outside."""
        if getattr(admin_class, "is_for_administrators", False):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and user.is_authenticated and user.is_administrator)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Who is signed in with another role gets 403: signing in again would not help. An address
        that was tampered with (a filter by a year of thirty digits) is a bad request, no failure;
        what was behind it is logged, in case the fault is ours."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def refuse(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            try:
                response: HttpResponse = guarded(request, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse):
                    response.render()  # looks up what was asked for as well
            except UNREADABLE as error:
                log.warning("Bad request to %s", request.path, exc_info=True)
                raise BadRequest("values that cannot be read") from error
            return response

        return refuse

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        wanted = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
            wanted = resolve_url("admin:index")
        return redirect(f"{resolve_url('account_login')}?{urlencode({'next': wanted})}")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")


class KampungAdminConfig(AdminConfig):
    default_site = "config.admin.KampungAdminSite"
