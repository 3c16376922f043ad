"""Families: opening a household, who joins and leaves it, who cares for the children."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.models import Care, Household, HouseholdMembership, Journey, Person


@dataclass(frozen=True)
class NewMember:
    """Somebody who joins a new household: already registered (`person.pk`) or registered now."""

    person: Person
    relationship: str
    receives_remittances: bool = False
    journey: Journey | None = None


@transaction.atomic
def open_household(*, household: Household, members: list[NewMember], by: User) -> Household:
    """Open a household and enter all its members at once, or nothing of it."""
    household.created_by = by
    household.save(force_insert=True)
    for member in members:
        person = member.person
        if person.pk is None:
            for place in ("hamlet", "rt", "rw"):
                setattr(person, place, getattr(person, place) or getattr(household, place))
            person.created_by = by
            person.save(force_insert=True)
            if member.journey:
                member.journey.person = person
                member.journey.created_by = by
                member.journey.save(force_insert=True)
        HouseholdMembership.unscoped.create(
            household=household,
            person=person,
            relationship=member.relationship,
            receives_remittances=member.receives_remittances,
        )
    return household


@transaction.atomic
def join_household(*, membership: HouseholdMembership, by: User) -> HouseholdMembership:
    """Let somebody who is registered join. Household and person must both be the user's."""
    for rows, key in ((Household, membership.household_id), (Person, membership.person_id)):
        if not rows.editable_by(by).filter(pk=key).exists():
            raise ValidationError(_("This family or person is not in your village."))
    membership.save(force_insert=True)
    return membership


@transaction.atomic
def leave_household(*, membership: HouseholdMembership, on: date, by: User) -> None:
    """End a membership instead of deleting it: who lived where remains known."""
    stored = (
        HouseholdMembership.editable_by(by).select_for_update(of=("self",)).get(pk=membership.pk)
    )
    if stored.until is None:
        stored.until = on
        stored.receives_remittances = False
        stored.save(update_fields=["until", "receives_remittances"])


@transaction.atomic
def entrust_child(*, care: Care, by: User) -> Care:
    """Record who cares for a child from now on. Both must be the user's people."""
    people = Person.editable_by(by).filter(pk__in=[care.child_id, care.carer_id])
    if people.count() != 2:
        raise ValidationError(_("Choose two people of your village."))
    care.save(force_insert=True)
    return care


@transaction.atomic
def end_care(*, care: Care, on: date, by: User) -> None:
    """This carer no longer cares for the child. Ending it twice changes nothing."""
    Care.editable_by(by).filter(pk=care.pk, until=None).update(until=on)
