"""Where somebody lives, if not at home."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.models import Person, Residence


@transaction.atomic
def note_residence(*, residence: Residence, by: User) -> Residence:
    """She lives there from now on; where she lived before ends with the day this begins."""
    person = Person.editable_by(by).select_for_update(of=("self",)).get(pk=residence.person_id)
    if residence.village_id == person.village_id:
        raise ValidationError(_("This is her home village. End the other place instead."))
    before = Residence.unscoped.current().filter(person=person).first()
    if before:
        before.until = max(residence.since, before.since or residence.since)  # type: ignore[type-var]
        before.save(update_fields=["until"])
    residence.recorded_by = by
    residence.save(force_insert=True)
    return residence


@transaction.atomic
def end_residence(*, residence: Residence, on: date, by: User) -> None:
    """She lives at home again. Ending it twice changes nothing."""
    stored = Residence.editable_by(by).select_for_update(of=("self",)).get(pk=residence.pk)
    if stored.until is None:
        stored.until = max(on, stored.since or on)
        stored.save(update_fields=["until"])
