"""What happens on a journey."""

from datetime import date

from django.db import transaction

from accounts.models import User
from migrants.models import Journey, JourneyEvent, Person


@transaction.atomic
def save_journey(*, journey: Journey, by: User) -> Journey:
    """Save a new or changed journey. Who has come home is no longer lost and has not settled
    abroad."""
    person = Person.editable_by(by).select_for_update(of=("self",)).get(pk=journey.person_id)
    if journey.pk is None:
        journey.created_by = by
    journey.save()
    if journey.returned_on:
        _found_on(person, journey.returned_on)
    return journey


@transaction.atomic
def note_event(*, event: JourneyEvent, by: User) -> JourneyEvent:
    """Record an event. A contract that was extended ends later; news end a lost contact."""
    event.created_by = by
    event.save()
    journey = event.journey
    if event.kind == JourneyEvent.Kind.EXTENSION and event.until:
        journey.contract_ends_on = event.until
        journey.save(update_fields=["contract_ends_on"])
    person = Person.editable_by(by).select_for_update(of=("self",)).get(pk=journey.person_id)
    if event.kind == JourneyEvent.Kind.NEWS:
        _found_on(person, event.happened_on)
    return event


def _found_on(person: Person, day: date) -> None:
    """Whoever was seen or heard of on this day is not lost, nor settled elsewhere, since before."""
    for column in ("lost_contact_since", "settled_on"):
        since = getattr(person, column)
        if since and since <= day:
            setattr(person, column, None)
            person.save(update_fields=[column, "updated_at"])
