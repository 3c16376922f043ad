"""Programs that are killed in the middle of their work, for real (SIGKILL), on the test's database.

A lock of the test holds the program at a known place; a statement that it has sent may still run in
the database when the program is dead, but no commit follows it.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import psutil
from django.conf import settings
from django.db import connection

from tests.server import environment

_WAITING = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'
"""
_OTHERS = """
SELECT pid FROM pg_stat_activity WHERE datname = current_database()
AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """`manage.py` with these arguments in a process of its own, on the test's database."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment(str(connection.settings_dict["NAME"])),
        stdout=subprocess.DEVNULL,
    )


def kill(pid: int) -> None:
    """A program and all it has started, at once and without a warning."""
    program = psutil.Process(pid)
    for process in [program, *program.children(recursive=True)]:
        process.send_signal(signal.SIGKILL)
    program.wait(timeout=20)


def kill_at(lock: str, *arguments: str, parameters: Sequence[int] = ()) -> None:
    """Start `manage.py` with these arguments and kill it when it has come to this lock."""
    with held_at(lock, parameters):
        program = start(*arguments)
        wait_for_it()
        kill(program.pid)
        program.wait()


def _backends(sql: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {pid for (pid,) in cursor.fetchall()}


def _until(is_so: Callable[[], bool], why: str) -> None:
    for _attempt in range(600):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError(why)


@contextmanager
def held_at(lock: str, parameters: Sequence[int] = ()) -> Iterator[None]:
    """While another connection holds this lock, the block starts a program; it has come to the lock
    when the block ends its `wait_for_it()`. Afterwards nobody is connected who was not before
    (threads of earlier tests may still be)."""
    before = _backends(_OTHERS)
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute(lock, parameters)
        yield
    finally:
        other.rollback()
        other.close()
    _until(lambda: _backends(_OTHERS) <= before, "what the killed program had begun did not end")


def wait_for_it() -> None:
    """Until a program waits for the lock."""
    _until(lambda: bool(_backends(_WAITING)), "the program did not come to the lock")
