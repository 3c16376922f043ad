"""The product's addresses, views that do nothing or next to nothing to compare with, and the
server's own clock."""

import time

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from bench._raw import ALL_ROWS, INSERT_AND_UPDATE


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@login_not_required
def cpu(request: HttpRequest) -> HttpResponse:
    """Seconds of processor time this server process has used."""
    return HttpResponse(str(time.process_time()))


@csrf_exempt
@login_not_required
def raw(request: HttpRequest, statement: str) -> HttpResponse:
    """One statement that writes what a booking writes, with the values that were sent."""
    sql = {"two-rows": INSERT_AND_UPDATE, "all-rows": ALL_ROWS}[statement]
    with connection.cursor() as cursor:
        cursor.execute(sql, request.POST.dict())
    return HttpResponse("")


urlpatterns = [
    path("bench/empty/", empty),
    path("bench/cpu/", cpu),
    path("bench/raw/<str:statement>/", raw),
    path("", include("config.urls")),
]
