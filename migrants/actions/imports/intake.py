"""Taking a file in, and clearing away what has been kept long enough."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.encryption import keyed_hash
from accounts.models import User
from migrants.actions.imports.work import NotNow, begin, locked
from migrants.imports.columns import COLUMNS
from migrants.imports.mapping import header_key
from migrants.models import ImportBatch, ImportMapping, ImportPiece, ImportRow
from publishing.spreadsheets.archive import open_archive
from publishing.spreadsheets.reading import check_outside
from villages.models import Regency, Village

_State = ImportBatch.State


def check_file(content: bytes, name: str) -> None:
    """What can be said of a file at once, before it is kept.

    Raises publishing.spreadsheets.Refused.
    """
    check_outside(content, name)
    if not name.lower().endswith(".csv"):
        open_archive(content)


@transaction.atomic
def take_in(
    *,
    content: bytes,
    name: str,
    village: Village | None,
    regency: Regency,
    by: User | None,
    in_background: bool = True,
    date_order: str = "",
) -> ImportBatch:
    """Keep a file, encrypted, and have it read. Without `village` its rows say which they are of.

    Raises publishing.spreadsheets.Refused.
    """
    check_file(content, name)
    batch: ImportBatch = ImportBatch.unscoped.create(
        village=village,
        regency=regency,
        by=by,
        name=name[-120:],
        size=len(content),
        date_order=date_order,
    )
    ImportPiece.unscoped.bulk_create(ImportPiece.of(batch, content), batch_size=40)
    return begin(
        batch=batch,
        state=_State.READING,
        of=(_State.READING,),
        by=by,
        in_background=in_background,
    )


@transaction.atomic
def choose_columns(
    *, batch: ImportBatch, mapping: dict[str, str], date_order: str, by: User
) -> ImportBatch:
    """Read the file (again) with these columns, and remember them for files with this header.

    Raises NotNow when rows were saved already.
    """
    stored = locked(batch)
    if _has_saved_rows(stored):
        raise NotNow(stored.state)
    ImportMapping.objects.update_or_create(
        user=by,
        header_hash=keyed_hash(header_key(stored.header_names)),
        defaults={"mapping": mapping, "date_order": date_order},
    )
    return begin(
        batch=stored,
        state=_State.READING,
        of=(_State.ASKS, _State.READY, _State.UNDONE),
        by=by,
        mapping=mapping,
        date_order=date_order or ImportBatch.DateOrder.DAY_FIRST,
    )


def remembered(batch: ImportBatch) -> ImportMapping | None:
    """What the same user once said about files with the same header."""
    if batch.by_id is None:
        return None
    key = keyed_hash(header_key(batch.header_names))
    return ImportMapping.objects.filter(user=batch.by_id, header_hash=key).first()


@transaction.atomic
def discard(*, batch: ImportBatch) -> None:
    """Throw the file and its rows away; people who were saved stay.

    Raises NotNow while something is being saved.
    """
    stored = locked(batch)
    if stored.state in (_State.APPLYING, _State.UNDOING):
        raise NotNow(stored.state)
    _clear(stored)


@transaction.atomic
def clear_away_old() -> int:
    """Delete files and rows that were kept long enough; returns of how many batches."""
    old = list(ImportBatch.unscoped.outdated().select_for_update(skip_locked=True).order_by("pk"))
    for batch in old:
        _clear(batch)
    return len(old)


def _clear(batch: ImportBatch) -> None:
    """What remains says that there was a file, when, whose, and how much of it was saved."""
    ImportPiece.unscoped.filter(batch=batch).delete()
    ImportRow.unscoped.filter(batch=batch).delete()
    batch.state = _State.FORGOTTEN
    batch.headers, batch.mapping = "", {}
    batch.save(update_fields=["state", "headers", "mapping"])


def _has_saved_rows(batch: ImportBatch) -> bool:
    saved = [ImportRow.Outcome.ADDED, ImportRow.Outcome.CHANGED]
    return bool(ImportRow.unscoped.filter(batch=batch, outcome__in=saved).exists())


def columns_known(mapping: dict[str, Any]) -> bool:
    """Whether all that must be there is there."""
    return {column.key for column in COLUMNS if column.is_required} <= set(mapping.values())


def told_columns() -> str:
    """For a file in which no line looks like column names."""
    return _("No line of this file looks like column names (Nama, NIK …). Put one above the rows.")
