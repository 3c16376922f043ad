"""Families over time: opening a household, who joins, moves and leaves, who is its head, which card
it has, who sends it money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.encryption import keyed_hash
from accounts.models import User
from migrants.actions.rounds import confirm_at_entry
from migrants.actions.versions import change_row
from migrants.models import (
    FormerCard,
    Household,
    HouseholdMembership,
    Journey,
    Person,
    Remittance,
)


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
            confirm_at_entry(person=person)
        HouseholdMembership.unscoped.create(
            household=household, person=person, relationship=member.relationship
        )
    for member in members:  # when all are there, so that the sender is known
        if member.receives_remittances:
            note_receiver(household=household, person=member.person, by=by)
    return household


def change_household(
    *, household: Household, changes: dict[str, Any], version: int, by: User
) -> Household:
    """Correct the card or the address; ChangedMeanwhile when somebody else just did."""
    return change_row(row=household, changes=changes, version=version, by=by, derived=["kk_hash"])


def change_place(
    *, membership: HouseholdMembership, changes: dict[str, Any], version: int, by: User
) -> HouseholdMembership:
    """Correct what somebody is in her family, and since when; ChangedMeanwhile as above."""
    return change_row(row=membership, changes=changes, version=version, by=by)


@transaction.atomic
def note_receiver(*, household: Household, person: Person, by: User) -> Remittance:
    """Somebody of this family receives money from abroad; how often is asked later. Who sends it is
    clear where one member only is abroad."""
    away = Person.unscoped.filter(
        household_memberships__household=household,
        household_memberships__until=None,
        status=Person.Status.ABROAD,
    ).exclude(pk=person.pk)
    senders = list(away[:2])
    return Remittance.unscoped.get_or_create(
        household=household,
        receiver=person,
        sender=senders[0] if len(senders) == 1 else None,
        until=None,
        defaults={"recorded_by": by},
    )[0]


@transaction.atomic
def note_remittance(*, remittance: Remittance, by: User) -> Remittance:
    """Record who sends money to whom and how often. What was known before about the same two ends
    on the day the new begins: a new frequency is a new row."""
    rows = Remittance.editable_by(by).select_for_update(of=("self",))
    before = rows.filter(
        household=remittance.household_id, sender=remittance.sender_id, until=None
    ).filter(receiver=remittance.receiver_id)
    for row in before:
        day = remittance.since or timezone.localdate()
        row.until = max(day, row.since) if row.since else day
        row.save(update_fields=["until"])
    remittance.recorded_by = by
    remittance.save(force_insert=True)
    return remittance


@transaction.atomic
def end_remittance(*, remittance: Remittance, on: date, by: User) -> None:
    """No more money comes this way. Ending it twice changes nothing."""
    rows = Remittance.editable_by(by).select_for_update(of=("self",))
    stored = rows.get(pk=remittance.pk)
    if stored.until is None:
        stored.until = on
        stored.save(update_fields=["until"])


@transaction.atomic
def join_household(*, membership: HouseholdMembership, by: User) -> HouseholdMembership:
    """Let somebody who is registered join. Household and person must both be the user's. Whoever
    belongs to another family leaves it on the day she joins this one."""
    for rows, key in ((Household, membership.household_id), (Person, membership.person_id)):
        if not rows.editable_by(by).filter(pk=key).exists():
            raise ValidationError(_("This family or person is not in your village."))
    before = _present_place(membership.person_id)
    if before and before.household_id == membership.household_id:
        raise ValidationError(_("She already belongs to this family."))
    if before:
        if membership.since is None:
            raise ValidationError({"since": _("Give the day on which she moved.")})
        if before.since and membership.since < before.since:
            words = _("She joined the other family only later. Please check the day.")
            raise ValidationError({"since": words})
        leave_place(before, membership.since)
    membership.save(force_insert=True)
    return membership


def _present_place(person: int) -> HouseholdMembership | None:
    """Where somebody belongs now, locked until the end of the action."""
    rows = HouseholdMembership.unscoped.select_for_update(of=("self",))
    found: HouseholdMembership | None = rows.filter(person=person, until=None).first()
    return found


def _end(membership: HouseholdMembership, on: date) -> None:
    membership.until = on
    membership.save(update_fields=["until"])


def leave_place(membership: HouseholdMembership, on: date) -> None:
    """Her place ends, and with it the money that she received for this family."""
    _end(membership, on)
    received = Remittance.unscoped.select_for_update(of=("self",)).filter(
        household=membership.household_id, receiver=membership.person_id, until=None
    )
    for row in received:
        row.until = max(on, row.since) if row.since else on
        row.save(update_fields=["until"])


@transaction.atomic
def leave_household(*, membership: HouseholdMembership, on: date, by: User) -> None:
    """End a membership instead of deleting it: who lived where remains known."""
    rows = HouseholdMembership.editable_by(by).select_for_update(of=("self",))
    stored = rows.get(pk=membership.pk)
    if stored.until is None:
        leave_place(stored, on)


@transaction.atomic
def split_household(
    *,
    household: Household,
    into: Household,
    places: Mapping[HouseholdMembership, str],
    on: date,
    by: User,
) -> Household:
    """Members of one family open their own: `places` says what each of them is there. The old card
    stays with those who stay; `into` may have one already or get it later."""
    rows = HouseholdMembership.editable_by(by).select_for_update(of=("self",)).current()
    leaving = list(
        rows.filter(household=household, pk__in=[one.pk for one in places]).order_by("pk")
    )
    if not leaving or len(leaving) != len(places):
        raise ValidationError(_("Somebody else has changed this family meanwhile. Look again."))
    into.village = household.village
    into.created_by = by
    into.save(force_insert=True)
    new_place = {one.pk: relationship for one, relationship in places.items()}
    for one in leaving:
        if one.since and on < one.since:
            words = _("%(name)s joined this family only later. Please check the day.")
            raise ValidationError({"on": words % {"name": one.person.name}})
        leave_place(one, on)
        HouseholdMembership.unscoped.create(
            household=into, person=one.person, relationship=new_place[one.pk], since=on
        )
    return into


@transaction.atomic
def change_head(
    *, household: Household, places: Mapping[HouseholdMembership, str], on: date, by: User
) -> None:
    """Another head from `on`: `places` says what every member is from then on. What somebody was
    before ends on that day and stays known; who stays what she is is not touched."""
    rows = HouseholdMembership.editable_by(by).select_for_update(of=("self",)).current()
    present = {one.pk: one for one in rows.filter(household=household).order_by("pk")}
    seen = {one.pk: one.version for one in places}
    if {one.pk: one.version for one in present.values()} != seen:
        raise ValidationError(_("Somebody else has changed this family meanwhile. Look again."))
    changed = [(present[one.pk], new) for one, new in places.items()]
    changed = [(one, new) for one, new in changed if one.relationship != new]
    for one, _new in changed:
        if one.since and on < one.since:
            words = _("%(name)s joined this family only later. Please check the day.")
            raise ValidationError({"on": words % {"name": one.person.name}})
        _end(one, on)
    for one, new in changed:
        HouseholdMembership.unscoped.create(
            household=household, person_id=one.person_id, relationship=new, since=on
        )


@transaction.atomic
def replace_card(
    *,
    household: Household,
    kk_number: str,
    until: date,
    why: str,
    by: User,
    was: str | None = None,
    version: int | None = None,
) -> Household:
    """The family has a new card; the number of the old one is kept as its former one. An empty
    number: the old card holds no longer and the new one is not there yet.

    `was`: the number of the old card, where it is not the one that is stored: who replaces the same
    card as somebody else just did, and knows better, corrects the new number, and there is one
    former card. ChangedMeanwhile when the family is no longer at `version`.
    """
    rows = Household.editable_by(by).select_for_update(of=("self",))
    stored: Household = rows.get(pk=household.pk)
    old = stored.kk_number if was is None else was
    is_new = bool(old) and old != kk_number
    former = FormerCard.unscoped.filter(household=stored, kk_hash=keyed_hash(old or " "))
    if is_new and (old == stored.kk_number or not former.exists()):
        FormerCard(household=stored, kk_number=old, until=until, why=why, recorded_by=by).save(
            force_insert=True
        )
    changes = {} if kk_number == stored.kk_number else {"kk_number": kk_number}
    at = stored.version if version is None else version
    return change_household(household=stored, changes=changes, version=at, by=by)
