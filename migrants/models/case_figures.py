"""Numbers about cases for officials, who see no case: counted over a whole territory only, never
for one village, and never fewer than five of a kind.

The rows themselves stay behind `Case.visible_to`; only sums leave this file.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Min, Q
from django.utils import timezone

from accounts.models import Role, User
from migrants.models.cases import Case, CaseQuerySet, CaseStep
from migrants.models.people import SMALLEST_PUBLIC_COUNT

PERIOD = timedelta(days=365)


class Percentile(Aggregate):
    """`Percentile(expression, share=0.9)`: nine of ten are not above it."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()

    def __init__(self, expression: Any, *, share: float) -> None:
        super().__init__(expression, share=share)


@dataclass(frozen=True)
class Spread:
    """How long something took: number of cases, half of them within, nine of ten within."""

    number: int
    median: timedelta
    p90: timedelta


@dataclass(frozen=True)
class CaseFigures:
    """Cases opened since `since`. Kinds with fewer than five are added up in `rest`."""

    since: datetime
    total: int
    by_category: dict[str, int]
    rest: int
    by_state: dict[str, int]
    first_step: Spread | None
    closing: Spread | None
    repeated: int | None  #: people with more than one case ever; None when fewer than five


def case_figures(user: User) -> CaseFigures | None:
    """The numbers of an official's whole territory; None when there is too little to say."""
    if user.role != Role.OFFICIAL or not user.is_active or user.village_id:
        return None
    since = timezone.now() - PERIOD
    every = _of_territory(user)
    cases = every.filter(opened_at__gte=since)
    total = cases.count()
    if total < SMALLEST_PUBLIC_COUNT:
        return None
    numbers = dict(cases.order_by().values_list("category").annotate(number=Count("pk")))
    large = {key: number for key, number in numbers.items() if number >= SMALLEST_PUBLIC_COUNT}
    return CaseFigures(
        since=since,
        total=total,
        by_category=large,
        rest=total - sum(large.values()),
        by_state=_by_state(cases),
        first_step=_first_step(cases),
        closing=_spread(cases.closed(), F("closed_at") - F("opened_at")),
        repeated=_repeated(every),
    )


def _of_territory(user: User) -> CaseQuerySet:
    nowhere = Q(pk=None)
    if user.regency_id:
        nowhere = Q(village=None, regency=user.regency_id)
    elif user.province_id:
        nowhere = Q(village=None, regency__province=user.province_id)
    rows: CaseQuerySet = Case.unscoped.filter(Q(village__in=user.villages()) | nowhere)
    return rows


def _by_state(cases: CaseQuerySet) -> dict[str, int]:
    closed = Q(closed_at__isnull=False)
    counted = cases.order_by().aggregate(
        new=Count("pk", filter=~closed & Q(assigned_to=None)),
        in_hand=Count("pk", filter=~closed & Q(assigned_to__isnull=False)),
        closed=Count("pk", filter=closed),
    )
    return {str(state): counted[state.value] for state in Case.State}


def _first_step(cases: CaseQuerySet) -> Spread | None:
    """From opening to the first thing that was done, by whomever on our side."""
    ours = ~Q(steps__kind=CaseStep.Kind.FAMILY) & Q(steps__isnull=False)
    begun = cases.order_by().annotate(first=Min("steps__at", filter=ours))
    return _spread(begun.filter(first__isnull=False), F("first") - F("opened_at"))


def _spread(cases: CaseQuerySet, length: Any) -> Spread | None:
    took = cases.order_by().annotate(took=ExpressionWrapper(length, DurationField()))
    found = took.aggregate(
        number=Count("pk"),
        median=Percentile("took", share=0.5),
        p90=Percentile("took", share=0.9),
    )
    if found["number"] < SMALLEST_PUBLIC_COUNT:
        return None
    return Spread(**found)


def _repeated(cases: CaseQuerySet) -> int | None:
    people = cases.filter(person__isnull=False).order_by().values("person")
    number = people.annotate(number=Count("pk")).filter(number__gt=1).count()
    return number if number >= SMALLEST_PUBLIC_COUNT else None
