"""A page, or only its part for HTMX, from one template at one address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page_or_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any]
) -> HttpResponse:
    """Says in `Vary` that the two differ: going back in a browser must not show the part alone."""
    name = f"{template}#{part}" if request.htmx else template  # type: ignore[attr-defined]
    answer = render(request, name, context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
