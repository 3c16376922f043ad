import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent.parent


def worker_connection() -> psycopg2.extensions.connection:
    """A connection such as the worker has."""
    options = connection.get_connection_params() | {"application_name": "kampung-migran-worker"}
    options.pop("cursor_factory", None)
    options.pop("context", None)
    return psycopg2.connect(**options)


def test_healthz_answers_a_stranger_without_asking_the_database(client: Client) -> None:
    response = client.get("/healthz")  # no database fixture: a query would fail
    assert (response.status_code, response.json()) == (200, {"process": True})


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_not_redirected_to_https_nor_cached(
    client: Client, settings: object, db: None, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    response = Client().get(path)
    assert response.status_code != 301
    assert "no-store" in response.headers["Cache-Control"]
    assert client.get("/").status_code == 301


def test_health_is_only_looked_at(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


def test_readyz_is_well_with_database_migrations_and_worker(client: Client, db: None) -> None:
    worker = worker_connection()
    try:
        response = client.get("/readyz")
    finally:
        worker.close()
    state = {"database": True, "migrations": True, "worker": True}
    assert (response.status_code, response.json()) == (200, state)


def test_readyz_misses_the_worker(client: Client, db: None) -> None:
    response = client.get("/readyz")
    state = {"database": True, "migrations": True, "worker": False}
    assert (response.status_code, response.json()) == (503, state)


def test_readyz_sees_a_migration_that_is_not_applied(client: Client, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'accounts'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] is False


def test_readyz_answers_without_a_database() -> None:
    code = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "response = Client(headers={'host': 'localhost'}).get('/readyz')\n"
        "print(response.status_code, response.json())"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": "postgres://nobody@%2Fnowhere/nothing",
        },
    )
    assert said.stdout.strip() == "503 {'database': False, 'migrations': False, 'worker': False}"
