"""Which times a visit could start at: the search over slots, without any lock.

What is found here may be gone a moment later; `ltsa.actions` looks again under locks.
"""

import bisect
import datetime as dt
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from django.utils import timezone

from ltsa.models import Allocation, OfficeRules, Pool, Seats, Service, ServiceStep, Slot
from ltsa.refusals import NotBookable
from villages.models import Office

#: Between two desks of one visit nobody waits longer than this.
LONGEST_WAIT = dt.timedelta(minutes=60)


@dataclass(frozen=True)
class Need:
    """How long a party takes at the counters of one pool."""

    pool_id: int
    minutes: int


@dataclass(frozen=True)
class Opening:
    """A time at which the whole visit fits: all its slots, and the seats left in the scarcest."""

    slots: tuple[Slot, ...]
    free: int

    @property
    def starts_at(self) -> dt.datetime:
        return self.slots[0].starts_at

    @property
    def ends_at(self) -> dt.datetime:
        return self.slots[-1].ends_at

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.starts_at)


def needs_of(*, office: Office, services: Iterable[Service]) -> list[Need]:
    """Minutes per pool, in the order of the desks, for one service per person.

    The first person for a service takes `first_minutes` at a desk, each further one
    `next_person_minutes`. Raises NotBookable when a service has no desk in this office.
    """
    people = Counter(service.pk for service in services)
    steps = list(
        ServiceStep.objects.filter(
            service__in=people,
            service__is_active=True,
            service__booking=Service.BookingWay.HERE,
            pool__office=office,
            pool__is_active=True,
        ).order_by("order", "pool_id", "pk")
    )
    if not people or {step.service_id for step in steps} != set(people):
        raise NotBookable
    minutes: dict[int, int] = defaultdict(int)
    for step in steps:
        further = people[step.service_id] - 1
        minutes[step.pool_id] += step.first_minutes + step.next_person_minutes * further
    return [Need(pool_id, total) for pool_id, total in minutes.items()]


@dataclass(frozen=True)
class Right:
    """By what right places are looked for. `online`: out of the online share. `goes_first`: also
    those that were given back and are not on sale yet. `own`: seats that the party has already and
    would give back (a move): these need not be on sale. `again`: all of them were its own (a mark
    taken back)."""

    online: bool = True
    goes_first: bool = False
    own: Seats = field(default_factory=dict)
    again: bool = False

    def free_in(self, slot: Slot, in_expired_holds: Seats) -> int:
        """Seats left in a slot when those in expired holds, and its own, were returned to it."""
        returned = in_expired_holds.get(slot.pk, (0, 0))
        left = slot.free(online=self.online, goes_first=self.goes_first, returned=returned)
        if self.again:
            left = max(left, slot.free_again(online=self.online))
        own_total, own_share = self.own.get(slot.pk, (0, 0))
        return max(left, own_share if self.online else own_total)

    def in_expired_holds(self, slots: Sequence[Slot], rules: OfficeRules) -> Seats:
        """What such holds still occupy in these slots and this party may take."""
        before = timezone.now()
        if self.online and not self.goes_first:
            before = rules.last_release(before)
        return Allocation.in_expired_holds(slots, before=before)


def itinerary(
    *, needs: Sequence[Need], day: Mapping[int, Sequence[Slot]], start: Slot
) -> tuple[Slot, ...] | None:
    """The slots of a visit that begins with `start`: contiguous at each desk, desk after desk.

    `day` holds the slots that may be used, of one local day, by pool and in time order; None when
    the visit does not fit.
    """
    chosen: list[Slot] = []
    earliest = start.starts_at
    for number, need in enumerate(needs):
        latest = earliest if number == 0 else earliest + LONGEST_WAIT
        run = _first_run(day.get(need.pool_id, ()), need.minutes, earliest, latest)
        if run is None:
            return None
        chosen += run
        earliest = run[-1].ends_at
    return tuple(chosen)


_starts_at = attrgetter("starts_at")


def _first_run(
    slots: Sequence[Slot], minutes: int, earliest: dt.datetime, latest: dt.datetime
) -> list[Slot] | None:
    """The first slots without a gap that begin in [earliest, latest] and last `minutes`."""
    first = bisect.bisect_left(slots, earliest, key=_starts_at)
    for index in range(first, len(slots)):
        slot = slots[index]
        if slot.starts_at > latest:
            return None
        run = list(slots[index : index + math.ceil(minutes / slot.minutes)])
        whole = sum(part.minutes for part in run) >= minutes
        if whole and all(a.ends_at == b.starts_at for a, b in itertools.pairwise(run)):
            return run
    return None


def openings(
    *,
    office: Office,
    services: Sequence[Service],
    first_day: dt.date,
    last_day: dt.date,
    online: bool = True,
    starting_from: dt.datetime | None = None,
    own: Seats | None = None,
    goes_first: bool = False,
    needs: Sequence[Need] | None = None,
    rules: OfficeRules | None = None,
) -> list[Opening]:
    """All times in these local days at which a party (one service per person) can be served.

    `own`, `goes_first`: see Right. `needs`, `rules`: of these services and this office, where
    they are known already. Times that have passed, or are nearer than the office's lead time for
    online booking, are left out.
    """
    needs = needs or needs_of(office=office, services=services)
    right, rules = Right(online, goes_first, own or {}), rules or OfficeRules.of(office)
    slots = list(
        Slot.objects.open()
        .between(first_day, last_day)
        .filter(pool__in=[need.pool_id for need in needs])
        .order_by("starts_at")
    )
    held = right.in_expired_holds(slots, rules)
    free = {slot.pk: right.free_in(slot, held) for slot in slots}
    soonest = starting_from or soonest_start(rules, online=online)
    return openings_among(slots=slots, free=free, needs=needs, soonest=soonest)


def openings_among(
    *, slots: Iterable[Slot], free: Mapping[int, int], needs: Sequence[Need], soonest: dt.datetime
) -> list[Opening]:
    """The times in these slots (in time order, with `free` seats each) at which a visit fits."""
    days: dict[dt.date, dict[int, list[Slot]]] = defaultdict(lambda: defaultdict(list))
    zone = timezone.get_current_timezone()  # once: there are hundreds of slots
    for slot in slots:
        if free[slot.pk] > 0:
            days[slot.starts_at.astimezone(zone).date()][slot.pool_id].append(slot)
    found = []
    for day in days.values():
        for start in day.get(needs[0].pool_id, ()):
            if start.starts_at < soonest:
                continue
            chosen = itinerary(needs=needs, day=day, start=start)
            if chosen:
                found.append(Opening(chosen, min(free[slot.pk] for slot in chosen)))
    return sorted(found, key=lambda opening: opening.starts_at)


def soonest_start(rules: OfficeRules, *, online: bool) -> dt.datetime:
    """Nobody books into the past; online booking ends some time before the visit. At the desk the
    slot that is running now may still be given."""
    if online:
        return timezone.now() + dt.timedelta(minutes=rules.lead_minutes)
    longest = max(
        Pool.objects.filter(office=rules.office_id).values_list("slot_minutes", flat=True),
        default=0,
    )
    return timezone.now() - dt.timedelta(minutes=longest)


def nearest(
    *,
    office: Office,
    services: Sequence[Service],
    wanted: dt.datetime,
    online: bool = True,
    limit: int = 3,
    days: int = 14,
    own: Seats | None = None,
    goes_first: bool = False,
    but_not: dt.datetime | None = None,
) -> list[Opening]:
    """The `limit` possible times nearest to the wanted one (and not `but_not`), in time order."""
    day = timezone.localdate(wanted)
    last_day = timezone.localdate() + dt.timedelta(days=OfficeRules.of(office).days_ahead)
    found = openings(
        office=office,
        services=services,
        first_day=max(day - dt.timedelta(days=days), timezone.localdate()),
        last_day=min(day + dt.timedelta(days=days), last_day),
        online=online,
        own=own,
        goes_first=goes_first,
    )
    found = [opening for opening in found if opening.starts_at != but_not]
    closest = sorted(found, key=lambda opening: abs(opening.starts_at - wanted))[:limit]
    return sorted(closest, key=lambda opening: opening.starts_at)
