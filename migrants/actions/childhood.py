"""Children: who cares for them, who their parents are, their school."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.actions.versions import ChangedMeanwhile, change_row
from migrants.models import Care, Parentage, Person, Schooling


@transaction.atomic
def entrust_child(*, care: Care, by: User) -> Care:
    """Record who cares for a child from now on. Both must be the user's people."""
    _refuse_strangers(care.child_id, care.carer_id, by)
    care.save(force_insert=True)
    return care


@transaction.atomic
def end_care(*, care: Care, on: date, by: User) -> None:
    """This carer no longer cares for the child. Ending it twice changes nothing."""
    Care.editable_by(by).filter(pk=care.pk, until=None).update(until=on)


@transaction.atomic
def name_parent(*, parentage: Parentage, by: User) -> Parentage:
    """Say who a child's mother or father is. Both must be the user's people."""
    _refuse_strangers(parentage.child_id, parentage.parent_id, by)
    parentage.recorded_by = by
    parentage.save(force_insert=True)
    return parentage


@transaction.atomic
def unname_parent(*, parentage: Parentage, by: User) -> None:
    """It was entered by mistake; history keeps it."""
    Parentage.editable_by(by).filter(pk=parentage.pk).delete()


@transaction.atomic
def note_schooling(
    *, schooling: Schooling, changes: dict[str, Any], version: int, by: User
) -> Schooling:
    """Record the school of a child as it is today; ChangedMeanwhile when somebody else was quicker,
    also with the first record of it."""
    _refuse_strangers(schooling.child_id, schooling.child_id, by)
    Person.editable_by(by).select_for_update(of=("self",)).get(pk=schooling.child_id)
    noted = {"noted_on": timezone.localdate(), "recorded_by": by}
    if schooling.pk:
        return change_row(row=schooling, changes=changes | noted, version=version, by=by)
    if made := Schooling.unscoped.filter(child=schooling.child_id).first():
        raise ChangedMeanwhile(made)
    schooling.noted_on, schooling.recorded_by = timezone.localdate(), by
    schooling.save(force_insert=True)
    return schooling


def _refuse_strangers(child: int, other: int, by: User) -> None:
    wanted = {child, other}
    if Person.editable_by(by).filter(pk__in=wanted).count() != len(wanted):
        raise ValidationError(_("Choose two people of your village."))
