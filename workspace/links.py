"""Addresses of pages for somebody, by the rule that guards the pages themselves."""

from urllib.parse import urlencode

from django.urls import resolve, reverse

from accounts.models import User


def may_open(user: User, address: str) -> bool:
    """Whether `accounts.access.only` on the page's view lets this user in; a view without it is
    open to everybody, or guards itself."""
    roles = getattr(resolve(address).func, "roles", None)
    return roles is None or user.role in roles


def link(user: User, name: str, *args: object, **query: str) -> str:
    """Address of a page with these filters; "" when this user may not open it."""
    address = reverse(name, args=args)
    if not may_open(user, address):
        return ""
    return f"{address}?{urlencode(query)}" if query else address
