"""What a merge does, row by row, so that it can be told and undone.

Every row is kept as text by column, before and after: {"person_id": "12", "since": null, …}.
Encrypted columns are in plain text here: whoever stores a ledger encrypts it as a whole, so that
keys may be rotated.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

Values = dict[str, str | None]
#: Model label and primary key.
Key = tuple[str, int]
#: Columns that the database counts by itself: they are never set back, and nobody typed them.
DERIVED = frozenset({"version", "updated_at"})
#: Derived in one model only.
_DERIVED_THERE = {("migrants.person", "status")}


@dataclass(frozen=True)
class Step:
    """One row: None before is a row that was made, None after one that was removed."""

    key: Key
    before: Values | None
    after: Values | None

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.key[0])


def dump(row: models.Model) -> Values:
    """All columns of a row as text."""
    return {
        field.attname: None if getattr(row, field.attname) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
    }


def loaded(model: type[models.Model], values: Mapping[str, str | None]) -> dict[str, Any]:
    """The other way. Columns that no longer exist are left out."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: None if text is None else fields[name].to_python(text)
        for name, text in values.items()
        if name in fields
    }


def key_of(row: models.Model) -> Key:
    return row._meta.label_lower, row.pk


def rows_now(keys: Iterable[Key]) -> dict[Key, Values]:
    """Those of these rows that exist, as they are now."""
    by_model: dict[str, list[int]] = {}
    for label, pk in keys:
        by_model.setdefault(label, []).append(pk)
    found: dict[Key, Values] = {}
    for label, pks in by_model.items():
        rows = apps.get_model(label)._base_manager.filter(pk__in=pks)
        found.update({key_of(row): dump(row) for row in rows})
    return found


def differing(label: str, one: Values | None, other: Values | None) -> list[str]:
    """Columns in which two states of a row differ, apart from derived ones; [""] when only one of
    the two is there."""
    if one is None or other is None:
        return [] if one is other else [""]
    return [
        name
        for name in one.keys() | other.keys()
        if one.get(name) != other.get(name)
        and name not in DERIVED
        and (label, name) not in _DERIVED_THERE
    ]


class Ledger:
    """Changes rows and remembers how they were, in the order in which it happened."""

    def __init__(self, relations: Iterable[Any]) -> None:
        self.relations = tuple(relations)
        self.before: dict[Key, Values] = {}

    def change(self, row: models.Model, **values: Any) -> None:
        """Write these columns of a row."""
        self._remember(row)
        type(row)._base_manager.filter(pk=row.pk).update(**values)
        for name, value in values.items():
            setattr(row, name, value)

    def remove(self, row: models.Model) -> None:
        """Delete the row alone. Nothing goes with it: what still hangs from it is refused by the
        database's foreign keys, so that no relation can be forgotten."""
        self._remember(row)
        rows = type(row)._base_manager.filter(pk=row.pk)
        rows._raw_delete(rows.db)

    def _remember(self, row: models.Model) -> None:
        key = key_of(row)
        if key not in self.before:
            self.before.update(rows_now([key]))

    def steps(self, watched: Mapping[Key, Values], now: Mapping[Key, Values]) -> list[Step]:
        """What became of every row that was touched here, and of every watched row that a trigger
        touched: `watched` before, `now` after."""
        keys = list(self.before)
        others = [key for key in {**watched, **now} if key not in self.before]
        after = rows_now([*keys, *others])
        before = {**self.before, **watched}  # a trigger may have been at it before the ledger
        steps = [Step(key, before.get(key), after.get(key)) for key in [*keys, *others]]
        return [step for step in steps if step.before != step.after]


def to_json(steps: Iterable[Step]) -> str:
    return json.dumps([[*step.key, step.before, step.after] for step in steps])


def from_json(text: str) -> Iterator[Step]:
    for label, pk, before, after in json.loads(text):
        yield Step((label, pk), before, after)
