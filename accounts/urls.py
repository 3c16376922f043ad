from allauth.account.views import LogoutView
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from accounts import views

urlpatterns = [
    # After allauth's own addresses, so that `account_login` and `account_logout` mean ours.
    path("akun/", include("allauth.urls")),
    path("akun/", views.account, name="account"),
    path("masuk/", views.SignIn.as_view(), name="account_login"),
    path("keluar/", LogoutView.as_view(), name="account_logout"),
    # Without a token: nothing is lost by a foreign site switching the language, and public pages
    # need no cookie.
    path("bahasa/", csrf_exempt(login_not_required(set_language)), name="set_language"),
]
