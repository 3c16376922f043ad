"""Changing a list of papers: every change is a new dated version; what a family was told stays."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ltsa.models import Requirement, Service

#: What makes one paper; other words are another version.
WORDS = ("text", "copies", "who_signs", "only_if", "source")


def add_requirement(*, service: Service, from_day: dt.date, by: User, **words: Any) -> Requirement:
    """Ask for one more paper from that day on, at the end of the list."""
    now = timezone.now()
    last = service.requirements.order_by("-order").values_list("order", flat=True).first()
    return Requirement.objects.create(
        service=service,
        valid_from=from_day,
        order=(last or 0) + 1,
        recorded_at=now,
        recorded_by=by,
        **words,
    )


@transaction.atomic
def end_requirement(*, requirement: Requirement, from_day: dt.date, by: User) -> None:
    """From that day on the paper is no longer asked for. Ending twice changes nothing."""
    row = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if row.ended_at:
        return
    row.ended_at, row.ended_by = timezone.now(), by
    if row.valid_from and row.valid_from >= from_day:
        row.is_withdrawn = True  # it never came into force
    else:
        row.valid_to = from_day - dt.timedelta(days=1)
    row.save(update_fields=["ended_at", "ended_by", "is_withdrawn", "valid_to"])


@transaction.atomic
def change_requirement(
    *, requirement: Requirement, from_day: dt.date, by: User, **words: Any
) -> Requirement:
    """Other words from that day on: the old row ends, a new one begins. The same change sent twice,
    or no change at all, gives the row that stands."""
    row = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if row.ended_at:
        return row.next_versions.order_by("pk").first() or row
    if all(getattr(row, name) == words.get(name, "") for name in WORDS):
        return row
    end_requirement(requirement=row, from_day=from_day, by=by)
    return Requirement.objects.create(
        service=row.service,
        valid_from=from_day,
        order=row.order,
        replaces=row,
        recorded_at=timezone.now(),
        recorded_by=by,
        **words,
    )
