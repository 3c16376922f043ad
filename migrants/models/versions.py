"""Rows that two people may open at the same time."""

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.db import models


class Versioned(models.Model):
    """A row whose version a trigger counts up with every change of what people type. A form that
    was opened on an older version must not overwrite; history keeps the values of each version.

    Declare ``triggers = [count_version()]`` in the model's Meta and track it.
    """

    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        abstract = True

    def at_version(self, version: int) -> Any:
        """The history row with this row's values as they stood at `version`, or None."""
        events = type(self).pgh_event_model.unscoped  # type: ignore[attr-defined]
        return events.filter(pgh_obj=self.pk, version=version).order_by("-pgh_id").first()


def count_version(derived: Iterable[str] = ()) -> pgtrigger.Trigger:
    """The trigger. `derived`: columns that change without anybody having typed something."""
    return pgtrigger.Trigger(
        name="count_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(exclude=["version", *derived]),
        func="NEW.version := OLD.version + 1; RETURN NEW;",
    )
