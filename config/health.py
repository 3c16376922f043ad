"""For balancers and watchdogs: is the process up, and can it serve?"""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

#: What the worker calls its database connection (PROCESS in its environment).
WORKER = "kampung-migran-worker"


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers at all; asks nothing of the database."""
    return JsonResponse({"process": True})


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database is within reach, its tables are as the code wants them, and a worker is
    connected; else 503 and what is amiss."""
    state = {"database": False, "migrations": False, "worker": False}
    try:
        state["worker"] = _has_worker()
        state["database"] = True
        state["migrations"] = _is_migrated()
    except Error:
        pass
    response = JsonResponse(state, status=200 if all(state.values()) else 503)
    response._has_been_logged = True  # type: ignore[attr-defined]  # asked every few seconds
    return response


def _has_worker() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE application_name = %s AND datname = current_database()",
            [WORKER],
        )
        return bool(cursor.fetchone()[0])


def _is_migrated() -> bool:
    return _last_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """The newest migration of each app; the code of a process does not change."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.graph.leaf_nodes())
