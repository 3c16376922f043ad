"""Making slots from opening hours, and changing them when hours change."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import holidays
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from ltsa.locks import lock_slots, pass_day_gates, retried
from ltsa.models import (
    Booking,
    ClosedTime,
    Holiday,
    OfficeRules,
    OpeningException,
    OpeningHours,
    Pool,
    Slot,
)
from ltsa.refusals import PeopleBooked
from villages.models import Office

#: Beyond any slot.
FAR_AWAY = dt.date(9000, 1, 1)


@dataclass(frozen=True)
class Stretch:
    """Hours without a break on one day."""

    start: dt.time
    end: dt.time
    counters: int
    online_counters: int


def hours_on(*, pool: Pool, first_day: dt.date, last_day: dt.date) -> dict[dt.date, list[Stretch]]:
    """When a desk is open on each of these days.

    The office's word for a date counts first (an exception), then a holiday that is confirmed or
    not decided yet (closed), then the weekly pattern.
    """
    exceptions: dict[dt.date, list[OpeningException]] = defaultdict(list)
    for exception in OpeningException.objects.filter(pool=pool, day__range=(first_day, last_day)):
        exceptions[exception.day].append(exception)
    days_off = set(
        Holiday.objects.filter(office=pool.office_id, day__range=(first_day, last_day))
        .exclude(state=Holiday.State.OPEN)
        .values_list("day", flat=True)
    )
    weekly = list(OpeningHours.objects.filter(pool=pool).order_by("start"))
    found = {}
    for day in _days(first_day, last_day):
        if day in exceptions:
            rows: Sequence[OpeningException | OpeningHours] = exceptions[day]
        elif day in days_off:
            rows = []
        else:
            rows = [hours for hours in weekly if hours.holds_on(day)]
        found[day] = [
            Stretch(row.start, row.end, row.counters, row.online_counters)
            for row in rows
            if row.start and row.end and row.counters
        ]
    return found


def closed_times(*, pool: Pool, first_day: dt.date, last_day: dt.date) -> QuerySet[ClosedTime]:
    """What of these days the desk, or its whole office, is closed out of order."""
    return ClosedTime.objects.standing().filter(
        Q(pool=None) | Q(pool=pool), office=pool.office_id, day__range=(first_day, last_day)
    )


def overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _days(first_day: dt.date, last_day: dt.date) -> Iterator[dt.date]:
    for number in range((last_day - first_day).days + 1):
        yield first_day + dt.timedelta(days=number)


def _starts(stretch: Stretch, day: dt.date, minutes: int) -> Iterator[dt.datetime]:
    """Beginnings of whole slots within the stretch."""
    zone = timezone.get_current_timezone()
    length = dt.timedelta(minutes=minutes)
    start = dt.datetime.combine(day, stretch.start, zone)
    end = dt.datetime.combine(day, stretch.end, zone)
    while start + length <= end:
        yield start
        start += length


def make_slots(*, pool: Pool, first_day: dt.date, last_day: dt.date) -> int:
    """Insert the slots that are missing in these days; how many there were. It changes no slot that
    exists, and may run twice or at the same time."""
    days = list(_days(first_day, last_day))

    def work() -> int:
        pass_day_gates(pool.office, days)  # nobody closes one of these days meanwhile
        there = Slot.objects.filter(pool=pool).between(first_day, last_day)
        grid = {timezone.localdate(slot.starts_at): slot.minutes for slot in there}
        existing = {slot.starts_at for slot in there}
        in_use = [slot for slot in there if slot.status != Slot.Status.CLOSED]
        hours = hours_on(pool=pool, first_day=first_day, last_day=last_day)
        closed = list(closed_times(pool=pool, first_day=first_day, last_day=last_day))
        missing: list[Slot] = []
        for day in days:
            # A day keeps the length of its slots: another grid over it would sell time twice.
            minutes = grid.get(day, pool.slot_minutes)
            new = [
                Slot(
                    pool=pool,
                    starts_at=start,
                    minutes=minutes,
                    cap_online=stretch.online_counters,
                    cap_total=stretch.counters,
                )
                for stretch in hours[day]
                for start in _starts(stretch, day, minutes)
                if start not in existing
            ]
            missing += [
                slot
                for slot in new
                # Hours that begin otherwise than the day's slots do: they stay as they are.
                if not any(overlap(slot, other) for other in in_use)
                and not any(one.covers(slot) for one in closed)
            ]
        Slot.objects.bulk_create(missing, ignore_conflicts=True)
        return there.all().count() - len(existing)

    return retried(work)


def apply_hours(*, pool: Pool, first_day: dt.date | None = None) -> list[Slot]:
    """Bring the slots from `first_day` (today) on into line with hours that were changed.

    Only capacity and status are edited, never below what is taken: whoever has a place above the
    new capacity keeps it, and given back it goes to nobody. Returns the slots that still carry
    people outside the new hours: nobody new can join them.
    """
    first_day = first_day or timezone.localdate()

    def work() -> list[Slot]:
        coming = Slot.objects.filter(pool=pool).between(first_day, FAR_AWAY)
        days = sorted(
            {timezone.localdate(start) for start in coming.values_list("starts_at", flat=True)}
        )
        if not days:
            return []
        pass_day_gates(pool.office, days)
        slots = lock_slots(set(coming.values_list("pk", flat=True)))
        hours = hours_on(pool=pool, first_day=days[0], last_day=days[-1])
        closed = list(closed_times(pool=pool, first_day=days[0], last_day=days[-1]))
        stretches = {
            slot.pk: _stretch_of(slot, hours[timezone.localdate(slot.starts_at)])
            for slot in slots.values()
            if not any(one.covers(slot) for one in closed)
        }
        for slot in _twice_in_time(slots.values(), stretches):
            stretches[slot.pk] = None
        for slot in slots.values():
            _bring_into_line(slot, stretches.get(slot.pk))
        Slot.objects.bulk_update(slots.values(), LINED_UP)
        return [slot for slot in slots.values() if slot.status == Slot.Status.ENDING]

    outside = retried(work)
    rules = OfficeRules.of(pool.office)
    make_slots(
        pool=pool,
        first_day=first_day,
        last_day=timezone.localdate() + dt.timedelta(days=rules.days_ahead),
    )
    return outside


#: What hours decide of a slot.
LINED_UP = (
    "cap_total",
    "cap_online",
    "plan_total",
    "plan_online",
    "kept_total",
    "kept_online",
    "status",
)


def _bring_into_line(slot: Slot, stretch: Stretch | None) -> None:
    slot.plan_total = stretch.counters if stretch else 0
    slot.plan_online = stretch.online_counters if stretch else 0
    slot.cap_total = max(slot.plan_total, slot.used_total)
    slot.cap_online = max(slot.plan_online, slot.used_online)
    slot.kept_total = min(slot.kept_total, slot.cap_total - slot.used_total)
    slot.kept_online = min(slot.kept_online, slot.cap_online - slot.used_online)
    slot.status = Slot.Status.OPEN if stretch else Slot.Status.CLOSED
    if not stretch and slot.used_total:
        slot.status = Slot.Status.ENDING


def _twice_in_time(
    slots: Iterable[Slot], stretches: Mapping[int, Stretch | None]
) -> Iterator[Slot]:
    """Slots of another grid (hours once began otherwise) that would sell the same time twice. Those
    with people stay, then those that begin with the hours, then whichever is first."""

    def rank(slot: Slot) -> tuple[bool, bool, dt.datetime]:
        stretch = stretches[slot.pk]
        day = timezone.localdate(slot.starts_at)
        on_grid = stretch and slot.starts_at in _starts(stretch, day, slot.minutes)
        return (not slot.used_total, not on_grid, slot.starts_at)

    chosen: dict[dt.date, list[Slot]] = defaultdict(list)
    for slot in sorted((one for one in slots if stretches.get(one.pk)), key=rank):
        there = chosen[timezone.localdate(slot.starts_at)]
        if any(overlap(slot, other) for other in there):
            yield slot
        else:
            there.append(slot)


@transaction.atomic
def change_hours(*, pool: Pool, change: Callable[[], object]) -> None:
    """Run `change`, which saves other hours or dates for this desk, and bring its slots into line
    with them; new hours get their slots at once.

    Raises PeopleBooked, and nothing is changed, if that would leave somebody booked outside the
    opening hours. Who was outside before (a holiday that was decided later) is no hindrance, nor is
    a visit whose time has passed.
    """
    before = {slot.pk for slot in _booked_outside(pool)}
    change()
    now = timezone.now()
    outside = [
        slot for slot in apply_hours(pool=pool) if slot.pk not in before and slot.ends_at > now
    ]
    if outside:
        raise PeopleBooked(_appointments_by_day(outside))


def _booked_outside(pool: Pool) -> list[Slot]:
    """Slots from today on that carry people and lie outside the hours as they are now."""
    taken = Slot.objects.filter(pool=pool, used_total__gt=0).between(timezone.localdate(), FAR_AWAY)
    days = [timezone.localdate(slot.starts_at) for slot in taken]
    if not days:
        return []
    hours = hours_on(pool=pool, first_day=min(days), last_day=max(days))
    return [
        slot for slot, day in zip(taken, days, strict=True) if not _stretch_of(slot, hours[day])
    ]


def _appointments_by_day(slots: Collection[Slot]) -> Counter[dt.date]:
    bookings = Booking.unscoped.active().filter(allocations__slot__in=slots).distinct()
    return Counter(booking.day for booking in bookings)


def booked_on(*, office: Office, day: dt.date) -> int:
    """How many appointments an office has on a day."""
    return Booking.unscoped.active().filter(office=office).on(day).count()


def _stretch_of(slot: Slot, stretches: Sequence[Stretch]) -> Stretch | None:
    """The stretch in which the whole slot lies."""
    start, end = timezone.localtime(slot.starts_at).time(), timezone.localtime(slot.ends_at).time()
    return next((row for row in stretches if row.start <= start and end <= row.end), None)


def propose_holidays(*, office: Office, years: Sequence[int]) -> int:
    """List Indonesia's public holidays and joint leave days as proposals, leaving alone what is
    listed already; how many are new.

    Dates that follow the moon are estimates until the ministers' decree; the library says so in
    their names.
    """
    found = holidays.country_holidays(
        "ID", years=list(years), language="id", categories=("public", "government")
    )
    source = f"holidays {holidays.__version__}"
    before = Holiday.objects.filter(office=office).count()
    Holiday.objects.bulk_create(
        [
            Holiday(office=office, day=day, name=name[:160], source=source)
            for day, name in sorted(found.items())
        ],
        ignore_conflicts=True,
    )
    return Holiday.objects.filter(office=office).count() - before


@transaction.atomic
def decide_holiday(*, holiday: Holiday, is_open: bool, by: User) -> Holiday:
    """The office confirms that it is closed, or says that it works on this day.

    Who is already booked on a day that turns out to be closed stays booked until `close_day`.
    """
    holiday.state = Holiday.State.OPEN if is_open else Holiday.State.CLOSED
    holiday.decided_by, holiday.decided_at = by, timezone.now()
    holiday.save(update_fields=["state", "decided_by", "decided_at"])
    for pool in Pool.objects.filter(office=holiday.office_id, is_active=True).select_related(
        "office"
    ):
        apply_hours(pool=pool, first_day=holiday.day)
    return holiday
