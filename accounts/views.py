from allauth.account.views import LoginView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class SignIn(LoginView):
    """Allauth's; a refused sign-in is a 422 like every other refused form."""

    def form_invalid(self, form: Form) -> HttpResponse:
        response = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = 422
        return response


def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and what she can change about her sign-in."""
    return render(request, "account/index.html")
