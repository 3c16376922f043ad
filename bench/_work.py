"""A layer around any WSGI application that says how long the processor worked for a request."""

import time
from collections.abc import Callable, Iterable
from typing import Any

HEADER = "X-Work"


def with_work(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The same application; each answer carries the seconds of its thread's processor time."""

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.thread_time()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            took = time.thread_time() - began
            return start_response(status, [*headers, (HEADER, f"{took:.6f}")], *rest)

        return application(environ, start)

    return wrapped
