"""The order of locks, and running a transaction again.

Everywhere, and nothing slow in between:

1. day gate: advisory, shared to book and exclusive to close, days ascending; or, to call the next
   in a queue, the counter: advisory
2. booking rows, by id
3. claims, by person key and service
4. slots, by id
"""

import datetime as dt
import random
import time
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction

from ltsa.models import Slot
from ltsa.refusals import Busy, RecordGone
from villages.models import Office

T = TypeVar("T")

#: How often a transaction is tried before the person is asked to press the button again.
ATTEMPTS = 3
#: Longest wait for one lock. A booking takes milliseconds; this ends only what is stuck.
LOCK_TIMEOUT_MS = 5000
#: Deadlock, serialization failure, lock timeout: another attempt can succeed.
_HANGS_FROM_NONE = "23503"
_PASSING = {"40P01", "40001", "55P03"}


class Passing(Exception):
    """Raised inside `retried` when something is in the way that somebody else is just removing."""


def retried(work: Callable[[], T]) -> T:
    """Run `work` in a transaction, and the whole transaction again on a passing conflict.

    Inside somebody else's transaction it runs once: that one would have to run again as a whole.
    Raises Busy when the last attempt fails too, RecordGone when a row that it hangs from is there
    no more.
    """
    nested = connection.in_atomic_block
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return work()
        except Passing as error:
            if nested or attempt == ATTEMPTS:
                raise Busy from error
        except IntegrityError as error:
            if getattr(error.__cause__, "pgcode", None) == _HANGS_FROM_NONE:
                raise RecordGone from error
            raise
        except OperationalError as error:
            if nested or getattr(error.__cause__, "pgcode", None) not in _PASSING:
                raise
            if attempt == ATTEMPTS:
                raise Busy from error
        pause(attempt)
    raise AssertionError("unreachable")


def pause(attempt: int) -> None:
    """Wait a little, longer after each attempt, so that two do not meet again."""
    time.sleep(random.uniform(0.01, 0.06) * attempt)  # noqa: S311  (jitter)


def pass_day_gates(office: Office, days: Iterable[dt.date]) -> None:
    """Wait until nobody closes these days, and keep it so until commit."""
    _gates("pg_advisory_xact_lock_shared", office, days)


def shut_day_gate(office: Office, day: dt.date) -> None:
    """Wait until nobody books on this day, and keep everybody out until commit."""
    _gates("pg_advisory_xact_lock", office, [day])


def _gates(function: str, office: Office, days: Iterable[dt.date]) -> None:
    ordered = sorted(set(days))
    calls = "".join(f", {function}(%s, %s)" for _day in ordered)
    numbers = [number for day in ordered for number in (office.pk, day.toordinal())]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT set_config('lock_timeout', %s, true){calls}",
            [f"{LOCK_TIMEOUT_MS}ms", *numbers],
        )


def lock_counter(office: int, counter: str) -> None:
    """Wait until nobody calls to this counter, and keep it so until commit: of two presses at once
    the second must find whom the first has called, and not skip to the one after."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, true),"
            " pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"{LOCK_TIMEOUT_MS}ms", f"counter {office} {counter}"],
        )


def lock_slots(ids: Collection[int]) -> dict[int, Slot]:
    """Lock these slots in the order of their ids and read them as they are now."""
    slots = Slot.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return {slot.pk: slot for slot in slots}
