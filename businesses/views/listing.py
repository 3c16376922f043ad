"""A page, or only its part for HTMX, from one template at one address."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from accounts.access import PageRequest


def page_or_part(
    request: PageRequest, template: str, part: str, context: dict[str, Any]
) -> HttpResponse:
    """Says in `Vary` that the two differ: going back in a browser must not show the part alone."""
    name = f"{template}#{part}" if request.htmx else template
    answer = render(request, name, context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
