"""Who changed what, when, from what: kept by database triggers, read through `history_of`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, ClassVar, TypeVar

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from pghistory.models import Event, EventQuerySet

from accounts.encryption import EncryptedField, masked
from accounts.models import User
from accounts.scoping import ScopedModel

M = TypeVar("M", bound=type[models.Model])


class HistoryEvent(Event):
    """Base of all history rows. It has no `objects`: old values are as private as new ones."""

    unscoped: ClassVar[Any] = EventQuerySet.as_manager()
    objects: ClassVar[Any] = None

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


def history_of(
    row: ScopedModel, user: User, *, formerly: int | None = None
) -> models.QuerySet[Any]:
    """All recorded versions of `row`, newest first; nothing if `user` may not look at it.
    `formerly`: those of the row with this key, which was merged into `row`."""
    events = type(row).pgh_event_model.unscoped  # type: ignore[attr-defined]
    if not type(row).visible_to(user).filter(pk=row.pk).exists():
        return events.none()
    return (
        events.filter(pgh_obj=formerly or row.pk).select_related("pgh_context").order_by("-pgh_id")
    )


def _history_of(model: type[ScopedModel], keys: list[Any], user: User) -> models.QuerySet[Any]:
    """The versions of those of the rows that `user` may look at, row by row, newest first."""
    visible = model.visible_to(user).order_by().filter(pk__in=keys)
    events = model.pgh_event_model.unscoped.filter(pgh_obj__in=visible.values("pk"))  # type: ignore[attr-defined]
    return events.select_related("pgh_context").order_by("pgh_obj_id", "-pgh_id")


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words; identity numbers masked. Empty text: nothing there."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """Who did what to a row, and when. `by` is None for the system itself."""

    at: datetime
    by: User | None
    kind: str
    what: str
    fields: list[FieldChange]


def changes_of(row: ScopedModel, user: User, *, formerly: int | None = None) -> list[Change]:
    """The history of `row` in plain words, newest first, without versions that say nothing new."""
    return _told(list(history_of(row, user, formerly=formerly)))


def changes_of_all(rows: Iterable[ScopedModel], user: User) -> list[Change]:
    """The histories of several rows as one, newest first: one query a kind of record."""
    keys: dict[type[ScopedModel], list[Any]] = {}
    for row in rows:
        keys.setdefault(type(row), []).append(row.pk)
    events = [event for model in keys for event in _history_of(model, keys[model], user)]
    return sorted(_told(events), key=lambda change: change.at, reverse=True)


def _told(events: list[Any]) -> list[Change]:
    """Each version against the one before it of the same row, which stands after it."""
    people = User.objects.in_bulk({pk for event in events if (pk := _user_key(event)) is not None})
    told = []
    for event, before in pairwise([*events, None]):
        same_row = type(before) is type(event) and before.pgh_obj_id == event.pgh_obj_id
        fields = list(_differences(event, before if same_row else None))
        if fields or event.pgh_label != "update":
            by = people.get(_user_key(event) or 0)
            what = str(event.pgh_tracked_model._meta.verbose_name)
            told.append(Change(event.pgh_created_at, by, event.pgh_label, what, fields))
    return told


def _user_key(event: Any) -> int | None:
    return (event.pgh_context.metadata if event.pgh_context else {}).get("user")


def _differences(event: Any, before: Any) -> Iterator[FieldChange]:
    for field in event._meta.fields:
        hidden = field.name in _NOT_TOLD or field.name.startswith("pgh_")
        if hidden or isinstance(field, models.ForeignKey):
            continue
        old, new = (column_in_words(one, field) if one else "" for one in (before, event))
        # Two numbers may look the same once masked: the values decide.
        if (old or new) and (before is None or _value(before, field) != _value(event, field)):
            yield FieldChange(str(field.verbose_name), old, new)


#: Columns that follow from others, and times that the event itself tells.
_NOT_TOLD = {
    "id",
    "nik_hash",
    "kk_hash",
    "passport_hash",
    "number_hash",
    "name_key",
    "slug",
    "version",
    "text_version",
    "born_precision",
    "departed_precision",
    "returned_precision",
    "created_at",
    "updated_at",
}


def _value(row: Any, field: models.Field) -> Any:
    return getattr(row, field.name)


def column_in_words(row: Any, field: models.Field) -> str:
    """A column as people read it; identity numbers masked; "" when there is nothing."""
    value = _value(row, field)
    if value in (None, ""):
        return ""
    if isinstance(field, EncryptedField):
        return masked(value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H.i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if field.choices and (label := dict(field.flatchoices).get(value)):
        return str(label)
    return str(getattr(value, "name", value))
