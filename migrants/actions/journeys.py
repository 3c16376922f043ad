"""What happens on a journey."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.actions.versions import ChangedMeanwhile, change_row
from migrants.models import Journey, JourneyEvent, JourneyPrivate, Person


@dataclass(frozen=True)
class PrivateFacts:
    """What a form says of a journey that few may read. None: say nothing, keep what is there."""

    wage: int | None = None
    currency: str = ""
    return_condition: str | None = None
    drop_wage: bool = False


@transaction.atomic
def save_journey(*, journey: Journey, by: User, private: PrivateFacts | None = None) -> Journey:
    """Save a new or changed journey. Who has come home is no longer lost and has not settled
    abroad."""
    person = Person.editable_by(by).select_for_update(of=("self",)).get(pk=journey.person_id)
    if journey.pk is None:
        journey.created_by = by
    journey.save()
    _follow(journey, person, private, by)
    return journey


@transaction.atomic
def change_journey(
    *,
    journey: Journey,
    changes: dict[str, Any],
    version: int,
    by: User,
    private: PrivateFacts | None = None,
) -> Journey:
    """Write the changed columns if the journey still is at `version`; ChangedMeanwhile otherwise.
    What follows from a return follows as in `save_journey`. Private facts count as a change of the
    journey, so that two who type a wage meet."""
    person = Person.editable_by(by).select_for_update(of=("self",)).get(pk=journey.person_id)
    stored = change_row(row=journey, changes=changes, version=version, by=by)
    if _follow(stored, person, private, by) and not changes:
        Journey.unscoped.filter(pk=stored.pk).update(version=F("version") + 1)
    return stored


def _follow(journey: Journey, person: Person, private: PrivateFacts | None, by: User) -> bool:
    """Whether something private was written."""
    written = _save_private(journey, private, by) if private else False
    if journey.returned_on:
        _found_on(person, journey.returned_on)
        _end_leave(journey, journey.returned_on)
    return written


def _save_private(journey: Journey, facts: PrivateFacts, by: User) -> bool:
    row = JourneyPrivate.unscoped.filter(journey=journey).first() or JourneyPrivate(journey=journey)
    before = (row.wage, row.currency, row.return_condition)
    if facts.drop_wage:
        row.wage, row.currency = None, ""
    if facts.wage:
        row.wage, row.currency = str(facts.wage), facts.currency
    if facts.return_condition is not None:
        row.return_condition = facts.return_condition
    if before == (row.wage, row.currency, row.return_condition):
        return False
    row.updated_by = by
    row.save()
    return True


@transaction.atomic
def note_event(*, event: JourneyEvent, by: User, version: int | None = None) -> JourneyEvent:
    """Record an event, or correct one. An extension moves the contract's end; news, and coming home
    on leave, end a lost contact. ChangedMeanwhile when it is no longer at `version`."""
    person = Person.editable_by(by).select_for_update(of=("self",)).get(pk=event.journey.person_id)
    stored = JourneyEvent.unscoped.select_for_update(of=("self",))
    before = stored.filter(pk=event.pk).first() if event.pk else None
    if before and before.taken_back_at:
        raise ValidationError(_("This was taken back. Enter it anew."))
    if before and version is not None and before.version != version:
        raise ChangedMeanwhile(before)
    if before is None:
        event.created_by = by
    if before and before.kind == JourneyEvent.Kind.EXTENSION:
        _undo_extension(before)
    if event.kind == JourneyEvent.Kind.EXTENSION:
        _extend(event)
    event.save()
    if event.kind in (JourneyEvent.Kind.NEWS, JourneyEvent.Kind.HOME_LEAVE):
        _found_on(person, event.happened_on)
    return event


@transaction.atomic
def take_event_back(*, event: JourneyEvent, why: str, by: User) -> JourneyEvent:
    """It did not happen. The row stays, with the reason; the contract ends again when it did."""
    stored: JourneyEvent = (
        JourneyEvent.editable_by(by).select_for_update(of=("self",)).get(pk=event.pk)
    )
    if stored.taken_back_at is None:
        stored.taken_back_at = timezone.now()
        stored.taken_back_why = why
        stored.save(update_fields=["taken_back_at", "taken_back_why"])
        if stored.kind == JourneyEvent.Kind.EXTENSION:
            _undo_extension(stored)
    return stored


def _extend(event: JourneyEvent) -> None:
    """The contract ends when its latest extension says."""
    journey = Journey.unscoped.select_for_update().get(pk=event.journey_id)
    end = journey.contract_ends_on
    if event.until and (end is None or event.until > end):
        event.former_end = end
        journey.contract_ends_on = event.until
        journey.save(update_fields=["contract_ends_on"])


def _undo_extension(event: JourneyEvent) -> None:
    """Set the end back, unless something later has moved it since."""
    journey = Journey.unscoped.select_for_update().get(pk=event.journey_id)
    if event.until and journey.contract_ends_on == event.until:
        journey.contract_ends_on = event.former_end
        journey.save(update_fields=["contract_ends_on"])


def _end_leave(journey: Journey, day: date) -> None:
    """Who came home for good is on leave no more; whether she went back between is not known."""
    JourneyEvent.unscoped.standing().filter(
        journey=journey, kind=JourneyEvent.Kind.HOME_LEAVE, back_on=None, happened_on__lte=day
    ).update(back_on=day)


def _found_on(person: Person, day: date) -> None:
    """Whoever was seen or heard of on this day is not lost, nor settled elsewhere, since before."""
    for column in ("lost_contact_since", "settled_on"):
        since = getattr(person, column)
        if since and since <= day:
            setattr(person, column, None)
            person.save(update_fields=[column, "updated_at"])
