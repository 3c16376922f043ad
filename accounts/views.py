"""Signing in and out, one's own account. What allauth does is used as it is; only its refusals
answer with 422, as every form here does."""

from typing import Any

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.generic.edit import FormMixin

from accounts.access import StaffRequest
from accounts.phone import local_phone


class Refusing(FormMixin):
    """A form that could not be accepted comes back with status 422."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class SignInView(Refusing, allauth_views.LoginView):
    pass


class PasswordChangeView(Refusing, allauth_views.PasswordChangeView):
    pass


class ReauthenticateView(Refusing, allauth_views.ReauthenticateView):
    pass


def account(request: StaffRequest) -> HttpResponse:
    """Who is signed in, and what she can change about her sign-in."""
    phone = local_phone(request.user.phone) if request.user.phone else ""
    return render(request, "account/index.html", {"phone": phone})


@login_not_required
@require_safe
def lost_password(request: HttpRequest) -> HttpResponse:
    """Many accounts have no e-mail address: the administrator gives a new password."""
    return render(request, "account/lost_password.html")


@login_not_required
@require_safe
def getting_an_account(request: HttpRequest) -> HttpResponse:
    """Nobody registers oneself; the page says who makes accounts, and for whom."""
    return render(request, "account/signup_closed.html")
