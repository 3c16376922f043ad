"""Of allauth's addresses only those that make sense here: accounts are made by administrators and
have no e-mail address, so there is no signing up, no address to confirm and no password by mail."""

from allauth.account.views import AccountInactiveView, LogoutView
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from accounts import views

urlpatterns = [
    path("masuk/", views.SignInView.as_view(), name="account_login"),
    path("keluar/", LogoutView.as_view(), name="account_logout"),
    path("akun/", views.account, name="account"),
    path("akun/sandi/", views.PasswordChangeView.as_view(), name="account_change_password"),
    path("akun/daftar/", views.getting_an_account, name="account_signup"),
    path("akun/lupa-sandi/", views.lost_password, name="account_reset_password"),
    path("akun/pastikan/", views.ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("akun/tidak-aktif/", AccountInactiveView.as_view(), name="account_inactive"),
    path("akun/2fa/", include("allauth.mfa.urls")),
    # Without a token: nothing is lost by a foreign site switching the language, and public pages
    # need no cookie.
    path("bahasa/", csrf_exempt(login_not_required(set_language)), name="set_language"),
]
