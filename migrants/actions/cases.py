"""Assistance and protection cases, from opening to closing."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.models import Case, CaseStep


@transaction.atomic
def open_case(*, case: Case, by: User) -> Case:
    """Open a case in the village of its person."""
    case.village = case.person.village
    case.opened_by = by
    case.save(force_insert=True)
    return case


@transaction.atomic
def add_step(*, case: Case, text: str, submit_key: UUID | None = None, by: User) -> CaseStep:
    """Record what was done. The same form sent twice adds one step."""
    if submit_key and (step := CaseStep.unscoped.filter(case=case, submit_key=submit_key).first()):
        return step
    return CaseStep.unscoped.create(case=case, text=text, submit_key=submit_key, by=by)


@transaction.atomic
def take_case(*, case: Case, by: User) -> Case:
    """`by` handles the case from now on. Whoever had it before remains readable in the steps."""
    stored = _locked(case, by)
    if stored.assigned_to_id != by.pk:
        stored.assigned_to = by
        stored.save(update_fields=["assigned_to"])
        add_step(case=stored, text=_("Took the case over."), by=by)
    return stored


@transaction.atomic
def close_case(*, case: Case, outcome: str, by: User) -> Case:
    """Close with how it ended. A closed case stays as it was closed."""
    stored = _locked(case, by)
    if stored.closed_at is None:
        stored.closed_at = timezone.now()
        stored.outcome = outcome
        stored.save(update_fields=["closed_at", "outcome"])
        add_step(case=stored, text=_("Closed: %(outcome)s") % {"outcome": outcome}, by=by)
    return stored


@transaction.atomic
def reopen_case(*, case: Case, reason: str, by: User) -> Case:
    """Open a closed case again; the former outcome remains in the steps."""
    stored = _locked(case, by)
    if stored.closed_at is not None:
        stored.closed_at = stored.outcome = None
        stored.save(update_fields=["closed_at", "outcome"])
        add_step(case=stored, text=_("Opened again: %(reason)s") % {"reason": reason}, by=by)
    return stored


def _locked(case: Case, by: User) -> Case:
    found: Case = Case.editable_by(by).select_for_update(of=("self",)).get(pk=case.pk)
    return found
