"""The screen in the hall: numbers and counters, nothing of a person.

A hundred phones may look at it at once. What it shows is computed at most every two seconds in each
process and kept in its memory; a phone that has seen it already gets "not changed" and no body.
"""

import hashlib
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone

from ltsa.models import Pool, Turn
from villages.models import Office

KEPT_SECONDS = 2
SHOWN_CALLS = 6
_kept: dict[int, tuple[float, "Board"]] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class Call:
    """`key` changes with every call, also when the same number is called once more. `is_now`: she
    is expected at the counter, or is there."""

    label: str
    counter: str
    key: str
    is_now: bool


@dataclass(frozen=True)
class Board:
    calls: Sequence[Call] = ()
    #: Desks with how many wait there.
    waiting: Sequence[tuple[str, int]] = ()
    day: str = ""
    mark: str = field(default="", compare=False)

    @property
    def last(self) -> Call | None:
        return self.calls[0] if self.calls else None


def board_of(office: Office) -> Board:
    """The board as it was at most two seconds ago."""
    now = time.monotonic()
    with _lock:
        kept = _kept.get(office.pk)
        if kept and now - kept[0] < KEPT_SECONDS:
            return kept[1]
    board = read_board(office)
    with _lock:
        _kept[office.pk] = (now, board)
    return board


def forget_boards() -> None:
    """For tests: look anew."""
    with _lock:
        _kept.clear()


def read_board(office: Office) -> Board:
    """Two questions: who was called last, and how many wait at each desk."""
    turns = Turn.public().filter(office=office)
    called = turns.filter(called_at__isnull=False).order_by("-called_at", "pk")[:SHOWN_CALLS]
    calls = [
        Call(turn.label, turn.called_to, f"{turn.label}.{turn.calls}", bool(turn.counter))
        for turn in called.only("letter", "number", "called_to", "called_at", "calls", "counter")
    ]
    numbers = turns.waiting().order_by().values_list("pool").annotate(number=Count("pk"))
    by_pool = dict(numbers)
    pools = Pool.objects.filter(office=office, is_active=True).order_by("letter", "pk")
    waiting = [(pool.name, by_pool.get(pool.pk, 0)) for pool in pools]
    day = timezone.localdate().isoformat()
    text = repr((calls, waiting, day))
    mark = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Board(calls, waiting, day, mark)
