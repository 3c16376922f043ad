"""A real server for tests and benchmarks that measure what goes over the wire."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


def environment(
    database: str,
    static: Path | None = None,
    urls: str = "config.urls",
    settings: str = "tests.served",
) -> dict[str, str]:
    """For a program on this database; without `static` its pages name files that are not there."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "SERVED_DATABASE": database,
        "SERVED_STATIC": str(static or ""),
        "SERVED_URLS": urls,
    }


def collect_static(static: Path, *, database: str) -> None:
    """Collect, hash and compress the static files of public pages into `static`."""
    without = [
        f"--ignore={pattern}"
        for pattern in ("admin", "*charts.js", "mfa", "account", "flags", "scss")
    ]
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0", *without],
        cwd=ROOT,
        env=environment(database, static, "config.urls"),
        check=True,
    )


@contextmanager
def running(
    *,
    database: str,
    static: Path | None = None,
    urls: str = "config.urls",
    workers: int = 1,
    threads: int = 2,
    settings: str = "tests.served",
    application: str = "config.wsgi",
) -> Iterator[int]:
    """gunicorn with the whole product on this database; gives its port."""
    variables = environment(database, static, urls, settings)
    with gunicorn(application, variables, workers=workers, threads=threads) as port:
        yield port


@contextmanager
def gunicorn(
    application: str,
    variables: dict[str, str],
    *,
    workers: int,
    threads: int,
    python: str = sys.executable,
) -> Iterator[int]:
    """gunicorn with any application; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(python, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}"),
            *(f"--workers={workers}", f"--threads={threads}", "--log-level=warning"),
        ],
        cwd=ROOT,
        env=variables,
    )
    try:
        _wait(server, port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def fetch(port: int, address: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Status, headers and body as they come over the wire."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def _wait(server: subprocess.Popen, port: int) -> None:
    for _attempt in range(300):
        if server.poll() is not None:
            raise RuntimeError("The server ended before it answered.")
        try:
            fetch(port, "/robots.txt")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not answer.")
