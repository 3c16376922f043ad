"""The round "still true?": answering for one person, and taking an answer back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from migrants.half_years import HalfYear
from migrants.models import Person, RoundCheck, Wish

#: How long an answer can be taken back by the one who gave it.
UNDO_WITHIN = timedelta(days=1)


@transaction.atomic
def answer_check(*, person: Person, outcome: str, by: User) -> tuple[RoundCheck, bool]:
    """Note the answer for the present half-year; with it whether it is new. Whoever comes second
    gets the answer that stands: a person is confirmed once a round, and an attempt that failed is
    kept once a day."""
    Person.editable_by(by).select_for_update(of=("self",)).get(pk=person.pk)
    today = timezone.localdate()
    begins = HalfYear.of(today).first
    answers = RoundCheck.unscoped.filter(person=person).select_related("by")
    standing = answers.in_round(begins).confirmed().first()
    if standing is None and outcome == RoundCheck.Outcome.UNREACHED:
        standing = answers.filter(outcome=outcome, on=today).first()
    if standing:
        return standing, False
    made = RoundCheck.unscoped.create(
        person=person, round_begins=begins, outcome=outcome, on=today, by=by
    )
    return made, True


def confirm_at_entry(*, person: Person) -> None:
    """Whoever is entered by hand today is true today: the round does not ask again at once. It is
    nobody's answer (`by`), so that none is offered to be taken back; Person.created_by says who."""
    if not Person.unscoped.filter(pk=person.pk).in_rounds().exists():
        return
    today = timezone.localdate()
    RoundCheck.unscoped.create(
        person=person,
        round_begins=HalfYear.of(today).first,
        outcome=RoundCheck.Outcome.TRUE,
        on=today,
    )


@transaction.atomic
def take_check_back(*, check: RoundCheck, by: User) -> bool:
    """Undo a slip of the finger: her own answer, within a day, and the wish that she ticked with
    it. False when it is too late."""
    found = RoundCheck.editable_by(by).filter(
        pk=check.pk, by=by, on__gte=timezone.localdate() - UNDO_WITHIN
    )
    if not found.delete()[0]:
        return False
    ticked = Wish.unscoped.filter(person=check.person_id, asked_on=check.on, by=by)
    ticked.filter(reasons=[], words="").delete()
    return True
