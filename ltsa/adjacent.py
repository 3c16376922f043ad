"""Times for a whole list of people, one after the other: the search, without any lock."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from ltsa.availability import (
    LONGEST_WAIT,
    Need,
    Opening,
    Right,
    itinerary,
    needs_of,
    soonest_start,
)
from ltsa.models import OfficeRules, Service, Slot
from villages.models import Office

#: Days that are looked through for a list; one day is enough for most.
DAYS = 21


@dataclass(frozen=True)
class Row:
    """One time for each of the list, in their order; nobody waits longer than LONGEST_WAIT for the
    one before."""

    openings: tuple[Opening, ...]

    @property
    def starts_at(self) -> dt.datetime:
        return self.openings[0].starts_at

    @property
    def last_at(self) -> dt.datetime:
        return self.openings[-1].starts_at

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.starts_at)


def rows_for(
    *,
    office: Office,
    services: Sequence[Service],
    people: int,
    first_day: dt.date,
    last_day: dt.date,
) -> list[Row]:
    """Every time at which so many people, each for these services, can come one after the other.
    Raises NotBookable."""
    needs = needs_of(office=office, services=services)
    right, rules = Right(online=True), OfficeRules.of(office)
    slots = list(
        Slot.objects.open()
        .between(first_day, last_day)
        .filter(pool__in=[need.pool_id for need in needs])
        .order_by("starts_at")
    )
    held = right.in_expired_holds(slots, rules)
    free = {slot.pk: right.free_in(slot, held) for slot in slots}
    soonest = soonest_start(rules, online=True)
    days: dict[dt.date, list[Slot]] = defaultdict(list)
    for slot in slots:
        if free[slot.pk] > 0:
            days[timezone.localdate(slot.starts_at)].append(slot)
    found = []
    for day in days.values():
        for start in day:
            if start.pool_id == needs[0].pool_id and start.starts_at >= soonest:
                row = _row(day, free, needs, start, people)
                if row:
                    found.append(row)
    return found


def _row(
    day: Sequence[Slot], free: dict[int, int], needs: Sequence[Need], start: Slot, people: int
) -> Row | None:
    """The list from this slot on: each takes the first place that those before have left."""
    left = {slot.pk: free[slot.pk] for slot in day}
    openings: list[Opening] = []
    earliest = start.starts_at
    for number in range(people):
        latest = earliest + LONGEST_WAIT if number else earliest
        chosen = _next_visit(day, left, needs, earliest, latest)
        if chosen is None:
            return None
        openings.append(Opening(chosen, min(left[slot.pk] for slot in chosen)))
        for slot in chosen:
            left[slot.pk] -= 1
        earliest = chosen[0].starts_at
    return Row(tuple(openings))


def _next_visit(
    day: Sequence[Slot],
    left: dict[int, int],
    needs: Sequence[Need],
    earliest: dt.datetime,
    latest: dt.datetime,
) -> tuple[Slot, ...] | None:
    by_pool: dict[int, list[Slot]] = defaultdict(list)
    for slot in day:
        if left[slot.pk] > 0:
            by_pool[slot.pool_id].append(slot)
    for start in by_pool.get(needs[0].pool_id, ()):
        if start.starts_at > latest:
            return None
        if start.starts_at >= earliest:
            chosen = itinerary(needs=needs, day=by_pool, start=start)
            if chosen:
                return chosen
    return None


def nearest_rows(
    *, office: Office, services: Sequence[Service], people: int, wanted: dt.datetime, limit: int = 3
) -> list[Row]:
    """The rows that begin nearest to the wanted time."""
    today = timezone.localdate()
    last_day = today + dt.timedelta(days=min(DAYS, OfficeRules.of(office).days_ahead))
    found = rows_for(
        office=office, services=services, people=people, first_day=today, last_day=last_day
    )
    closest = sorted(found, key=lambda row: abs(row.starts_at - wanted))[:limit]
    return sorted(closest, key=lambda row: row.starts_at)
