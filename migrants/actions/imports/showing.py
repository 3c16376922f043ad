"""Rows of a batch for a page: what they say, and what they would change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.encryption import EncryptedField, masked
from accounts.phone import PhoneField, local_phone
from migrants.actions.imports.checking import Checker, Judged, Twins
from migrants.imports.columns import BY_KEY
from migrants.imports.people import private_text
from migrants.imports.words import NOTHING
from migrants.models import ImportBatch, ImportRow, Journey, Person

#: Cells that say at a glance whom a row is about.
_GLANCE = ("nik", "born", "birth", "phone", "hamlet", "country", "departed", "returned")
#: Columns that tell nothing by themselves.
_SILENT = {"born_precision", "departed_precision", "returned_precision", "nik_override_reason"}


@dataclass(frozen=True)
class Change:
    """A value before and after, in words; identity numbers masked."""

    label: str
    old: str
    new: str


@dataclass
class Shown:
    """One row for the page."""

    row: ImportRow
    title: str
    glance: str
    messages: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    person: Person | None = None
    candidates: list[Person] = field(default_factory=list)


def show_rows(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[Shown]:
    """Rows as they stand now. The number of queries does not depend on the number of rows."""
    checker = Checker(batch)
    read = [(row, checker.read(row)) for row in rows]
    open_rows = [pair for pair in read if not pair[0].outcome]
    twins = Twins.around(batch, [row for row, _draft in open_rows])
    kept = {row.pk: (row.state, row.messages, row.candidates) for row in rows}
    judged = {one.row.pk: one for one in checker.judge(open_rows, twins)}
    wanted = {pk for row in rows for pk in [row.person_id, *row.candidates] if pk}
    people = Person.unscoped.filter(pk__in=wanted, village__in=checker.inside).in_bulk()
    shown = []
    for row in rows:
        # What is shown is what was found when the file was read, or the row last changed.
        row.state, row.messages, row.candidates = kept[row.pk]
        shown.append(_shown(row, judged.get(row.pk), people))
    return shown


def _shown(row: ImportRow, judged: Judged | None, people: dict[int, Person]) -> Shown:
    cells = row.cells
    glance = [
        f"{BY_KEY[key].label} {private_text(key, cells[key])}"
        for key in _GLANCE
        if cells.get(key, "-").lower() not in NOTHING
    ]
    shown = Shown(row, cells.get("name") or _("without a name"), " · ".join(glance))
    for key, sentences in row.messages.items():
        label = str(BY_KEY[key].label) if key in BY_KEY else ""
        shown.messages.append((label, " ".join(sentences)))
    shown.person = people.get(row.person_id or 0)
    shown.candidates = [people[pk] for pk in row.candidates if pk in people]
    if judged:
        shown.notes = [
            f"{BY_KEY[key].label}: {' '.join(sentences)}"
            for key, sentences in judged.draft.notes.items()
        ]
        if judged.changes and row.state == ImportRow.State.UPDATE:
            shown.changes = _changes(judged)
    return shown


def _changes(judged: Judged) -> list[Change]:
    changes = judged.changes
    if changes is None:
        return []
    found = [_change(Person, column, *pair) for column, pair in changes.person.items()]
    journey = [_change(Journey, column, *pair) for column, pair in changes.journey_values.items()]
    if changes.joins_family:
        found.append(Change(str(BY_KEY["kk"].label), "", private_text("kk", judged.draft.kk)))
    return [change for change in [*found, *journey] if change]


def _change(model: type[models.Model], column: str, old: Any, new: Any) -> Change | None:
    if column in _SILENT:
        return None
    field_ = model._meta.get_field(column)
    label = str(getattr(field_, "verbose_name", column))
    return Change(label[:1].upper() + label[1:], _in_words(field_, old), _in_words(field_, new))


def _in_words(field_: Any, value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(field_, EncryptedField):
        return masked(str(value))
    if isinstance(field_, PhoneField):
        return local_phone(str(value))
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if field_.flatchoices:
        return str(dict(field_.flatchoices).get(str(value), value))
    return str(value)
