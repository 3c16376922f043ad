from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.encryption import decrypt, encrypt


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers oneself: accounts are made by administrators."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "The name or the password is not right. Please check both and try again."
        ),
        "too_many_login_attempts": _(
            "Too many wrong tries. Wait five minutes, then try again, or ask your administrator."
        ),
        "enter_current_password": _("Please type the password you use now."),
        "incorrect_password": _("This password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of the second factor encrypted, as identity numbers are."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Codes change every 30 seconds."),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)
