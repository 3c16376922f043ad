"""Papers: a new one takes the place of the one before."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from migrants.actions.versions import change_row
from migrants.models import Document, Person


@transaction.atomic
def keep_document(*, document: Document, by: User) -> Document:
    """Record a paper that is in use. The one of its kind so far is kept as no longer used."""
    Person.editable_by(by).select_for_update(of=("self",)).get(pk=document.person_id)
    former = Document.unscoped.current().filter(person=document.person_id, kind=document.kind)
    former.update(ended_on=timezone.localdate())
    document.recorded_by = by
    document.save(force_insert=True)
    return document


def change_document(
    *, document: Document, changes: dict[str, Any], version: int, by: User
) -> Document:
    """Correct a paper; ChangedMeanwhile when somebody else just did."""
    return change_row(
        row=document, changes=changes, version=version, by=by, derived=["number_hash"]
    )


@transaction.atomic
def end_document(*, document: Document, by: User) -> None:
    """Lost, given back or run out: no longer used. Ending it twice changes nothing."""
    rows = Document.editable_by(by).filter(pk=document.pk, ended_on=None)
    rows.update(ended_on=timezone.localdate())
