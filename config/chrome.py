"""What stands above and below every public page. For whoever is not signed in it depends on the
language and the part of the site alone, so it is written once a process and not for every page."""

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from config.context import regency_name

register = template.Library()


@register.simple_tag(takes_context=True)
def chrome(context: Context, name: str) -> SafeString:
    """The component of this name. Whoever is signed in gets hers; error pages, which know no
    request, get theirs."""
    path = f"components/{name}.html"
    user, request = context.get("user"), context.get("request")
    if request is None or user is None or user.is_authenticated:
        return context.template.engine.get_template(path).render(context)  # type: ignore[union-attr]
    part, language = _part(request.path), get_language()
    return _for_strangers(path, language, part, settings.PRODUCT_NAME, regency_name())


def _part(path: str) -> str:
    """ "/ltsa/janji/" → "/ltsa/": what the menu marks as the place where one is."""
    return f"/{path.split('/')[1]}/"


@lru_cache(maxsize=128)
def _for_strangers(
    path: str, language: str | None, part: str, product: str, territory: str
) -> SafeString:
    """Made of its arguments alone: nothing of a visitor can be in it."""
    context: dict[str, Any] = {
        "user": AnonymousUser(),
        "request": SimpleNamespace(path=part),
        "product_name": product,
        "territory_name": territory,
    }
    return mark_safe(get_template(path).render(context))  # noqa: S308  (our template)
