"""Several at the same moment: real threads, real connections, real commits."""

import threading
from collections import Counter
from collections.abc import Callable

from django.db import connection


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run all calls at the same moment, each on its own thread and connection; what each returned,
    or the exception it raised."""
    start = threading.Barrier(len(calls))
    results: list[object] = [None] * len(calls)

    def run(number: int, call: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            results[number] = call()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(number, call)) for number, call in enumerate(calls)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def kinds(results: list[object]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)
