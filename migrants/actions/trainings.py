"""Trainings: noted, and taken away when they were noted by mistake."""

from django.db import transaction

from accounts.models import User
from migrants.models import Training


@transaction.atomic
def note_training(*, training: Training, by: User) -> Training:
    training.recorded_by = by
    training.save(force_insert=True)
    return training


@transaction.atomic
def remove_training(*, training: Training, by: User) -> None:
    """A mistake is taken away; history keeps it. Doing it twice changes nothing."""
    Training.editable_by(by).filter(pk=training.pk).delete()
