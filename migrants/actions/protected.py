"""Specific personal data: written by those who may read it, never over somebody else's words."""

from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from accounts.models import User
from migrants.actions.versions import ChangedMeanwhile, change_row
from migrants.models import Finance, Health, Person, Vulnerability

P = TypeVar("P", Health, Finance)


@transaction.atomic
def keep_protected(*, row: P, changes: dict[str, Any], version: int, by: User) -> P:
    """Make or change the one row of a person; ChangedMeanwhile when somebody else was quicker,
    also with making it."""
    Person.visible_to(by).select_for_update(of=("self",)).get(pk=row.person_id)
    row.updated_by = by
    if row.pk:
        changes = changes | {"updated_by": by} if changes else changes
        return change_row(row=row, changes=changes, version=version, by=by)
    if made := type(row).unscoped.filter(person=row.person_id).first():
        raise ChangedMeanwhile(made)
    row.save(force_insert=True)
    return row


@transaction.atomic
def note_vulnerability(*, vulnerability: Vulnerability, by: User) -> Vulnerability:
    vulnerability.recorded_by = by
    vulnerability.save(force_insert=True)
    return vulnerability


@transaction.atomic
def end_vulnerability(*, vulnerability: Vulnerability, on: date, by: User) -> None:
    """It is over. Ending it twice changes nothing."""
    rows = Vulnerability.editable_by(by).filter(pk=vulnerability.pk, until=None, since__lte=on)
    rows.update(until=on)
