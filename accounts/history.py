"""Who changed what, when, from what: kept by database triggers, read through `history_of`."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.db import models
from pghistory.models import Event, EventQuerySet

from accounts.models import User
from accounts.scoping import ScopedModel

M = TypeVar("M", bound=type[models.Model])


class HistoryEvent(Event):
    """Base of all history rows. It has no `objects`: old values are as private as new ones."""

    unscoped = EventQuerySet.as_manager()
    objects = None

    class Meta:
        abstract = True
        default_manager_name = "unscoped"


def tracked(*, exclude: list[str] | None = None) -> Callable[[M], M]:
    """Class decorator: keep every insert, update and delete of the model's rows."""
    track: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        base_model=HistoryEvent,
        exclude=exclude,
    )
    return track


def history_of(row: ScopedModel, user: User) -> models.QuerySet[Any]:
    """All recorded versions of `row`, newest first; nothing if `user` may not look at it."""
    events = type(row).pgh_event_model.unscoped  # type: ignore[attr-defined]
    if not type(row).visible_to(user).filter(pk=row.pk).exists():
        return events.none()
    return events.filter(pgh_obj=row.pk).select_related("pgh_context").order_by("-pgh_id")
