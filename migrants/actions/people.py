"""What happens to a person's row and to what belongs to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.actions.households import note_receiver
from migrants.actions.rounds import confirm_at_entry
from migrants.actions.versions import change_row
from migrants.models import Household, HouseholdMembership, Journey, Person


@dataclass(frozen=True)
class FamilyPlace:
    """Which family, and as what: a household, or the number of a family card that leads to one."""

    relationship: str
    household: Household | None = None
    kk_number: str = ""
    receives_remittances: bool = False


@transaction.atomic
def register_person(
    *, person: Person, by: User, journey: Journey | None = None, family: FamilyPlace | None = None
) -> Person:
    """Save a new person with her present journey and her place in a family."""
    person.created_by = by
    person.save(force_insert=True)
    if journey:
        journey.person = person
        journey.created_by = by
        journey.save(force_insert=True)
    if family:
        join_family(person=person, family=family, by=by)
    confirm_at_entry(person=person)
    person.refresh_from_db(fields=["status", "version"])
    return person


@transaction.atomic
def join_family(*, person: Person, family: FamilyPlace, by: User) -> HouseholdMembership:
    """Give a person her place in a household; open one when the family card is a new one."""
    household = family.household
    if household is None:
        household = Household.editable_by(by).with_kk_number(family.kk_number).first()
    if household is None:
        household = Household.unscoped.create(
            village=person.village,
            kk_number=family.kk_number,
            hamlet=person.hamlet,
            rt=person.rt,
            rw=person.rw,
            created_by=by,
        )
    if family.receives_remittances:
        note_receiver(household=household, person=person, by=by)
    return HouseholdMembership.unscoped.create(
        household=household, person=person, relationship=family.relationship
    )


@transaction.atomic
def change_person(*, person: Person, changes: dict[str, Any], version: int, by: User) -> Person:
    """Write the changed columns if the row still is at `version`; ChangedMeanwhile otherwise."""
    derived = ("nik_hash", "passport_hash", "name_key", "updated_at")
    stored = change_row(row=person, changes=changes, version=version, by=by, derived=derived)
    stored.refresh_from_db(fields=["version", "status"])
    return stored


@transaction.atomic
def note_fate(*, person: Person, fate: str, on: date | None, by: User) -> Person:
    """Record that contact was lost or found again, or that she settled abroad.

    `fate` is lost_contact, found or settled. A death is reported and confirmed: see
    `migrants.actions.deaths`.
    """
    stored = Person.editable_by(by).select_for_update(of=("self",)).get(pk=person.pk)
    if stored.died_on:
        raise ValidationError(_("This person has died."))
    if fate == "found":
        stored.lost_contact_since = stored.settled_on = None
    else:
        column = {"lost_contact": "lost_contact_since", "settled": "settled_on"}[fate]
        setattr(stored, column, on)
    stored.save(update_fields=["lost_contact_since", "settled_on", "updated_at"])
    stored.refresh_from_db(fields=["version", "status"])
    return stored
