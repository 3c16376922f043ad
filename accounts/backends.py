from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.models import User
from accounts.phone import parse_phone


class NameOrPhoneBackend(AuthenticationBackend):
    """Sign in with the user name or with the phone number, however it is written."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        return super().authenticate(request, **{**credentials, **self._by_phone(credentials)})

    def _by_phone(self, credentials: dict[str, Any]) -> dict[str, str]:
        typed = credentials.get("username") or ""
        if User.objects.filter(username__iexact=typed).exists():
            return {}
        try:
            phone = parse_phone(typed)
        except ValidationError:
            return {}
        name = User.objects.filter(phone=phone).values_list("username", flat=True).first()
        return {"username": name} if name else {}
