"""Work that the worker does beside the pages."""

import traceback

from django.utils import translation
from django_tasks import task

from migrants.actions.imports.applying import apply_rows
from migrants.actions.imports.reading import read_file
from migrants.actions.imports.undoing import undo_rows
from migrants.actions.imports.work import Overtaken
from migrants.models import ImportBatch
from migrants.models.imports import STALLED_AFTER

_WORK = {
    ImportBatch.State.READING: read_file,
    ImportBatch.State.APPLYING: apply_rows,
    ImportBatch.State.UNDOING: undo_rows,
}


class WorkFailed(Exception):
    """Where an import failed. Never with the database's words: they quote whole rows."""


@task()
def work_on(batch: int, run: str) -> None:
    """Do what the batch's state asks for, if `run` is still its work. Only keys come as arguments:
    what a task is given is kept in the clear."""
    found = ImportBatch.unscoped.filter(pk=batch, run=run).first()
    if found is None or found.state not in _WORK:
        return
    with translation.override("id"):
        try:
            _WORK[ImportBatch.State(found.state)](found)
        except Overtaken:
            return
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} in {place.name}, line {place.lineno}"
            _let_begin_again(found)
        else:
            return
    raise WorkFailed(where)


def _let_begin_again(batch: ImportBatch) -> None:
    """Offer to begin again at once instead of after a while."""
    long_ago = batch.moved_at - 2 * STALLED_AFTER
    ImportBatch.unscoped.filter(pk=batch.pk, run=batch.run).update(moved_at=long_ago)
