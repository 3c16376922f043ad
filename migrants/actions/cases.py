"""Assistance and protection cases, from opening to closing: every change of state is a logged step.

Whoever changes a case locks its row first, so that two officers act one after the other and the
second sees what the first did.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User
from migrants.models import Case, CaseStep, Person


class TakenMeanwhile(Exception):
    """Somebody else took the case after the page was opened. `case` is the row as it is now."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"case {case.pk} is handled by {case.assigned_to_id}")
        self.case = case

    def __str__(self) -> str:
        if self.case.closed_at:
            return str(_("This case was closed meanwhile."))
        if self.case.assigned_to is None:
            return str(_("This case was given back meanwhile. Look at it again."))
        return str(
            _("%(name)s was quicker and handles this case now.") % {"name": self.case.assigned_to}
        )


@transaction.atomic
def open_case(*, case: Case, by: User) -> Case:
    """Open a case. One about somebody of the register belongs to her village. The same form sent
    twice by the same person opens one."""
    if case.submit_key:
        same = Case.unscoped.filter(submit_key=case.submit_key, opened_by=by)
        if found := same.first():
            return found
    if case.person:
        case.village = case.person.village
    if case.contact_phone:
        case.give_code(case.contact_phone[-4:])
    case.opened_by = by
    case.save(force_insert=True)
    return case


@transaction.atomic
def add_step(
    *,
    case: Case,
    text: str,
    kind: str = CaseStep.Kind.STEP,
    submit_key: UUID | None = None,
    by: User,
) -> CaseStep:
    """Record what was done. The same form sent twice adds one step."""
    lock_case(case.pk)
    if submit_key and (step := CaseStep.unscoped.filter(case=case, submit_key=submit_key).first()):
        return step
    if case.news_at:
        Case.unscoped.filter(pk=case.pk).update(news_at=None)
    return CaseStep.unscoped.create(case=case, text=text, kind=kind, submit_key=submit_key, by=by)


@transaction.atomic
def take_case(*, case: Case, by: User, seen: int | None = None) -> Case:
    """`by` handles the case from now on. `seen`: whom the page showed as handling it; when that is
    no longer true, somebody was quicker: raises TakenMeanwhile."""
    stored = _locked(case, by)
    if stored.assigned_to_id == by.pk and not stored.closed_at:
        return stored
    if stored.closed_at or stored.assigned_to_id != seen:
        raise TakenMeanwhile(stored)
    stored.assigned_to = by
    stored.save(update_fields=["assigned_to"])
    add_step(case=stored, text=_("Took the case over."), kind=CaseStep.Kind.TAKEN, by=by)
    return stored


def may_be_given(case: Case, to: User) -> bool:
    """Whether this colleague may handle the case: a case officer of its regency, or a coordinator
    of its own village. Who was given a case reads all of it."""
    if not to.is_active:
        return False
    if to.role == Role.CASE_OFFICER:
        at_home = case.village_id and to.villages().filter(pk=case.village_id).exists()
        return bool(at_home or (not case.village_id and case.regency_id == to.regency_id))
    return bool(
        to.role == Role.COORDINATOR and case.village_id and to.village_id == case.village_id
    )


@transaction.atomic
def hand_over(*, case: Case, to: User | None, note: str, by: User) -> Case:
    """Give the case to a colleague, or back to all case officers (`to` is None). Whoever had it
    loses sight of it, unless she opened it or is a case officer."""
    stored = _locked(case, by)
    if stored.closed_at:
        raise TakenMeanwhile(stored)
    if to and not may_be_given(stored, to):
        raise ValidationError(_("This colleague cannot be given the case."))
    stored.assigned_to = to
    stored.save(update_fields=["assigned_to"])
    words = (
        _("Given to %(name)s: %(note)s") if to else _("Given back to the case officers: %(note)s")
    )
    add_step(
        case=stored,
        text=words % {"name": to, "note": note},
        kind=CaseStep.Kind.HANDED_OVER,
        by=by,
    )
    return stored


@transaction.atomic
def close_case(*, case: Case, ending: str = "", outcome: str, by: User) -> Case:
    """Close with how it ended. A closed case stays as it was closed: ValidationError for whoever
    comes later with other words."""
    stored = _locked(case, by)
    if stored.closed_at is not None and stored.outcome != outcome:
        raise ValidationError(
            _("Somebody closed this case meanwhile. Copy what you wrote, and look at the case.")
        )
    if stored.closed_at is None:
        stored.closed_at = timezone.now()
        stored.outcome = outcome
        stored.ending = ending
        stored.save(update_fields=["closed_at", "outcome", "ending"])
        words = _("Closed: %(outcome)s") % {"outcome": outcome}
        add_step(case=stored, text=words, kind=CaseStep.Kind.CLOSED, by=by)
    return stored


@transaction.atomic
def reopen_case(*, case: Case, reason: str, by: User) -> Case:
    """Open a closed case again; the former outcome remains in the steps."""
    stored = _locked(case, by)
    if stored.closed_at is not None:
        stored.closed_at = stored.outcome = None
        stored.ending = ""
        stored.save(update_fields=["closed_at", "outcome", "ending"])
        words = _("Opened again: %(reason)s") % {"reason": reason}
        add_step(case=stored, text=words, kind=CaseStep.Kind.REOPENED, by=by)
    return stored


@transaction.atomic
def link_case(*, case: Case, person: Person, by: User) -> Case:
    """Say who of the register the case is about. From then on it belongs to her village."""
    stored = _locked(case, by)
    if stored.person_id != person.pk:
        stored.person = person
        stored.village = person.village
        stored.save(update_fields=["person", "village"])
        words = _("Found in the register: %(name)s") % {"name": person.name}
        add_step(case=stored, text=words, kind=CaseStep.Kind.LINKED, by=by)
    return stored


@transaction.atomic
def conceal_case(*, case: Case, is_concealed: bool, by: User) -> Case:
    """Hide from the village even that there is a case, or no longer."""
    stored = _locked(case, by)
    if stored.is_concealed != is_concealed:
        stored.is_concealed = is_concealed
        stored.save(update_fields=["is_concealed"])
        words = (
            _("From now on not even the village sees that there is a case.")
            if is_concealed
            else _("From now on the village sees that there is a case, not what it says.")
        )
        add_step(case=stored, text=words, by=by)
    return stored


def lock_case(key: int) -> None:
    """Nobody else changes this case, or what hangs from it, before the transaction ends. To be
    taken before anything of it is read or written: also by whoever adds to it, so that the second
    of two taps finds what the first has made."""
    Case.unscoped.select_for_update(of=("self",)).get(pk=key)


def _locked(case: Case, by: User) -> Case:
    found: Case = Case.editable_by(by).select_for_update(of=("self",)).get(pk=case.pk)
    return found
