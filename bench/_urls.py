"""The product's addresses, a view that does nothing to compare with, and the server's own clock."""

import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@login_not_required
def cpu(request: HttpRequest) -> HttpResponse:
    """Seconds of processor time this server process has used."""
    return HttpResponse(str(time.process_time()))


urlpatterns = [
    path("bench/empty/", empty),
    path("bench/cpu/", cpu),
    path("", include("config.urls")),
]
