"""Numbers about people for everybody.

One rule holds them together: a village's count below five is not shown, and every larger area is
the sum of what its villages show. So no page, alone or beside any other, says more than the village
pages do. (Were a district's own total shown, it less its villages would give a hidden count away.)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from migrants.models import Person
from migrants.models.people import PUBLIC_STATUSES
from villages.models import Village

#: {status: number of people}; a status that may not be shown is missing.
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Figure:
    """One number as a page shows it; `number` is None when it may not be shown."""

    status: str
    label: str
    number: int | None


def add_up(many: Iterable[Counts]) -> dict[str, int]:
    """The sum of what several villages show."""
    total: dict[str, int] = {}
    for counts in many:
        for status, number in counts.items():
            total[status] = total.get(status, 0) + number
    return total


def figures(counts: Counts) -> list[Figure]:
    """All public statuses in their order, with what may be shown of each."""
    return [
        Figure(status, str(Person.Status(status).label), counts.get(status))
        for status in PUBLIC_STATUSES
    ]


def by_area(villages: QuerySet[Village], area: str) -> dict[int, dict[str, int]]:
    """What areas show: {area id: {status: number}}; `area` leads from a village to it."""
    counts = Person.public_counts(villages)
    shown: dict[int, list[Counts]] = {}
    for village, part in villages.values_list("pk", area):
        if village in counts:
            shown.setdefault(part, []).append(counts[village])
    return {part: add_up(many) for part, many in shown.items()}
