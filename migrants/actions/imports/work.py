"""One piece of work on a batch at a time: who does it, how far it is, what when it is cut off."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from migrants.models import ImportBatch


class NotNow(Exception):
    """The batch is in another state: somebody (or the other tab) was quicker."""


class Overtaken(Exception):
    """Another worker has taken over this piece of work."""


def locked(batch: ImportBatch) -> ImportBatch:
    """The batch as it is stored, locked until the end of the transaction."""
    found: ImportBatch = ImportBatch.unscoped.select_for_update(of=("self",)).get(pk=batch.pk)
    return found


@transaction.atomic
def begin(
    *,
    batch: ImportBatch,
    state: str,
    of: tuple[str, ...],
    by: User | None,
    in_background: bool = True,
    **changes: Any,
) -> ImportBatch:
    """Let work of this kind begin, once: only out of one of the states `of`. The worker does it,
    unless the caller does (`in_background=False`).

    Raises NotNow.
    """
    stored = locked(batch)
    if stored.state not in of:
        raise NotNow(stored.state)
    _start(stored, state, by, **changes)
    if in_background:
        _enqueue(stored)
    return stored


@transaction.atomic
def begin_again(*, batch: ImportBatch, by: User) -> ImportBatch:
    """Take work up again that was cut off. The former worker, should it live, is overtaken.

    Raises NotNow while it is still moving.
    """
    stored = locked(batch)
    if not stored.is_stalled:
        raise NotNow(stored.state)
    _start(stored, stored.state, by)
    _enqueue(stored)
    return stored


def _start(stored: ImportBatch, state: str, by: User | None, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(stored, name, value)
    stored.state, stored.run, stored.moved_at = state, uuid.uuid4(), timezone.now()
    stored.done, stored.asked_by = 0, by
    stored.save()


def _enqueue(batch: ImportBatch) -> None:
    from migrants.tasks import work_on  # the task leads back to the actions

    work_on.enqueue(batch.pk, str(batch.run))


@transaction.atomic
def move(*, batch: ImportBatch, done: int, total: int | None = None) -> None:
    """Note how far the work is.

    Raises Overtaken.
    """
    changes: dict[str, Any] = {"done": done, "moved_at": timezone.now()}
    if total is not None:
        changes["total"] = total
    mine = ImportBatch.unscoped.filter(pk=batch.pk, run=batch.run)
    if not mine.update(**changes):
        raise Overtaken
