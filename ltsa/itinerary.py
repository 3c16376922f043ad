"""A visit told desk by desk: when the party is where, and which of them go there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ltsa.availability import Need, Opening
from ltsa.models import Booking, Party, Pool, ServiceStep, Slot


@dataclass(frozen=True)
class Stop:
    """The party at one desk, from its first slot until about so long (UTC)."""

    pool: Pool
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class Way:
    """One person's way: which services, and the stops where she is needed."""

    name: str
    parties: tuple[Party, ...]
    stops: tuple[Stop, ...]


def stops_of(
    slots: Iterable[Slot], pools: Mapping[int, Pool], minutes: Mapping[int, int]
) -> list[Stop]:
    """One stop a desk, in time order. `minutes`: how long the party takes there; a slot may be
    longer."""
    at: dict[int, list[Slot]] = defaultdict(list)
    for slot in sorted(slots, key=lambda slot: slot.starts_at):
        at[slot.pool_id].append(slot)
    stops = []
    for pool_id, run in at.items():
        begin, end = run[0].starts_at, run[-1].ends_at
        if pool_id in minutes:
            end = min(end, begin + dt.timedelta(minutes=minutes[pool_id]))
        stops.append(Stop(pools[pool_id], begin, end))
    return sorted(stops, key=lambda stop: stop.starts_at)


@dataclass(frozen=True)
class Offer:
    """One possible time as a family reads it. `leave_at`: when to set out, if that is known;
    `is_early`: only who sets out before dawn is there in time."""

    opening: Opening
    stops: tuple[Stop, ...]
    leave_at: dt.datetime | None = None
    is_early: bool = False

    @property
    def starts_at(self) -> dt.datetime:
        return self.opening.starts_at

    @property
    def free(self) -> int:
        return self.opening.free

    @property
    def words(self) -> str:
        return itinerary_words(self.stops)


def offers(found: Sequence[Opening], needs: Sequence[Need]) -> list[Offer]:
    """The openings, each with its stops; one query for the desks' names."""
    pools = Pool.objects.in_bulk({need.pool_id for need in needs})
    minutes = {need.pool_id: need.minutes for need in needs}
    return [Offer(one, tuple(stops_of(one.slots, pools, minutes))) for one in found]


def clock(moment: dt.datetime) -> str:
    """ "08.15", local."""
    return f"{timezone.localtime(moment):%H.%M}"


def itinerary_words(stops: Sequence[Stop]) -> str:
    """ "08.15 Loket A, 08.45 Loket B, done at about 09.10 WIB"."""
    if not stops:
        return ""
    way = ", ".join(f"{clock(stop.starts_at)} {stop.pool.name}" for stop in stops)
    end = max(stop.ends_at for stop in stops)
    return _("%(way)s, done at about %(time)s WIB") % {"way": way, "time": clock(end)}


def stops_of_booking(booking: Booking) -> list[Stop]:
    """Where the booking's party goes; empty once it has given its places back."""
    slots = [seat.slot for seat in booking.allocations.all()]
    pools = {slot.pool_id: slot.pool for slot in slots}
    minutes: dict[int, int] = defaultdict(int)
    seen: set[int] = set()
    for step in _steps(booking.parties.all(), pools):
        for party in booking.parties.all():
            if party.service_id == step.service_id:
                first = step.pk not in seen
                minutes[step.pool_id] += step.first_minutes if first else step.next_person_minutes
                seen.add(step.pk)
    return stops_of(slots, pools, minutes)


def ways_of(booking: Booking, stops: Sequence[Stop]) -> list[Way]:
    """Per person her services and stops. A desk that a service no longer passes stays on the way of
    everybody: the place there is theirs."""
    parties = list(booking.parties.all())
    pools = {stop.pool.pk: stop.pool for stop in stops}
    desks: dict[int, set[int]] = defaultdict(set)
    for step in _steps(parties, pools):
        desks[step.service_id].add(step.pool_id)
    known = {pool_id for ids in desks.values() for pool_id in ids}
    people: dict[str, list[Party]] = {}
    for party in parties:
        people.setdefault(party.person_key, []).append(party)
    ways = []
    for own in people.values():
        hers = {pool_id for party in own for pool_id in desks[party.service_id]}
        mine = tuple(stop for stop in stops if stop.pool.pk in hers or stop.pool.pk not in known)
        ways.append(Way(own[0].name, tuple(own), mine))
    return ways


def _steps(parties: Iterable[Party], pools: Mapping[int, Pool]) -> list[ServiceStep]:
    services = {party.service_id: party.service for party in parties}.values()
    steps = [step for service in services for step in service.steps.all() if step.pool_id in pools]
    return sorted(steps, key=lambda step: (step.order, step.pool_id, step.pk))


def trips_saved(services_by_person: Iterable[int]) -> int:
    """Journeys to the office that nobody makes because each person does all in one: for each person
    one fewer than her services. (Those who could have come together anyway are not counted.)"""
    return sum(number - 1 for number in services_by_person if number > 1)


def saved_words(saved: int) -> str:
    """What that means, or ""."""
    if not saved:
        return ""
    return ngettext(
        "All in one visit: that saves %(count)d trip to the office.",
        "All in one visit: that saves %(count)d trips to the office.",
        saved,
    ) % {"count": saved}
