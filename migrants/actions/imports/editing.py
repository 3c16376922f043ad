"""What somebody decides about single rows before they are saved."""

from django.db import transaction

from migrants.actions.imports.checking import Checker, Twins
from migrants.actions.imports.work import NotNow, locked
from migrants.models import ImportBatch, ImportRow

_State = ImportBatch.State


class RowChanged(Exception):
    """Somebody else (or the other tab) changed this row meanwhile."""


@transaction.atomic
def change_row(
    *,
    row: ImportRow,
    version: int,
    cells: dict[str, str] | None = None,
    answer: str | None = None,
    left_out: bool | None = None,
) -> ImportRow:
    """Change cells, answer the question who is meant, or leave the row out; it is checked again,
    and so are the rows that spoke of the same.

    Raises NotNow, RowChanged.
    """
    batch = locked(row.batch)
    if batch.state not in (_State.READY, _State.UNDONE):
        raise NotNow(batch.state)
    stored: ImportRow = ImportRow.unscoped.select_for_update(of=("self",)).get(pk=row.pk)
    if stored.version != version or stored.outcome in ("added", "changed"):
        raise RowChanged
    before = _keys(stored)
    if cells is not None and cells != (old := stored.cells):
        stored.troubles = {
            key: code for key, code in stored.troubles.items() if cells.get(key) == old.get(key)
        }
        stored.cells = cells
        stored.answer = ""  # it was about other words
    if answer is not None:
        stored.answer = answer
    if left_out is not None:
        stored.left_out = left_out
    checker = Checker(batch)
    stored_draft = checker.read(stored)
    others = _who_spoke_of_the_same(stored, before | _keys(stored))
    judged = [(stored, stored_draft), *((other, checker.read(other)) for other in others)]
    twins = Twins.around(batch, [one for one, _draft in judged])
    for one, _draft in judged:
        one.person_id = None
    checker.judge(judged, twins)
    stored.version += 1
    for one, _draft in judged:
        was_new = one.is_chosen
        one.is_chosen = not one.left_out and (
            one.state == ImportRow.State.NEW
            or (one.pk == stored.pk and one.state == ImportRow.State.UPDATE)
            or (was_new and one.state == ImportRow.State.UPDATE)
        )
        one.save()
    return stored


def _keys(row: ImportRow) -> set[tuple[str, str]]:
    keys = {(name, getattr(row, name)) for name in ("nik_hash", "head_hash", "likeness_hash")}
    return {(name, key) for name, key in keys if key}


def _who_spoke_of_the_same(row: ImportRow, keys: set[tuple[str, str]]) -> list[ImportRow]:
    found: dict[int, ImportRow] = {}
    rows = ImportRow.unscoped.filter(batch=row.batch_id, outcome="").exclude(pk=row.pk)
    for name, key in keys:
        found |= {other.pk: other for other in rows.filter(**{name: key})[:50]}
    if row.person_id:
        found |= {other.pk: other for other in rows.filter(person=row.person_id)[:50]}
    return list(found.values())


@transaction.atomic
def choose_rows(*, batch: ImportBatch, shown: list[int], chosen: list[int]) -> None:
    """Of the rows on a page those are to be saved that were ticked, the others not.

    Raises NotNow.
    """
    stored = locked(batch)
    if stored.state not in (_State.READY, _State.UNDONE):
        raise NotNow(stored.state)
    rows = ImportRow.unscoped.filter(batch=batch, pk__in=shown).open()
    rows.filter(pk__in=chosen).update(is_chosen=True)
    rows.exclude(pk__in=chosen).update(is_chosen=False)


@transaction.atomic
def choose_all(*, batch: ImportBatch, state: str, chosen: bool) -> None:
    """Tick, or untick, every row of a kind.

    Raises NotNow.
    """
    stored = locked(batch)
    if stored.state not in (_State.READY, _State.UNDONE):
        raise NotNow(stored.state)
    ImportRow.unscoped.filter(batch=batch).with_state(state).update(is_chosen=chosen)
