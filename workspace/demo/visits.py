"""Who comes to the LTSA desk in the demo, and visits that are over or under way.

What lies ahead is booked by the engine's own actions (`appointments`). What has been cannot be: the
engine books nobody into the past. Those visits are written with their end and their times.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from uuid import UUID

from accounts.codes import CODE_ALPHABET
from ltsa import messages
from ltsa.models import Allocation, Booking, Claim, Party, Pool, Service, Slot, State, VisitEvent
from ltsa.models.bookings import CODE_LENGTH
from ltsa.person_key import key_of
from migrants.models import Person
from villages.models import Office
from workspace.demo.world import Demo

_CHANNELS = Booking.Channel
_Kind = VisitEvent.Kind
#: How a visit of the past ended, in percent.
_ENDS = (
    (State.DONE, 66),
    (State.INCOMPLETE, 12),
    (State.NO_SHOW, 9),
    (State.CANCELLED, 9),
    (State.DISPLACED, 2),
    (State.EXPIRED, 2),
)
_MISSING = (
    "Surat izin keluarga belum bermeterai",
    "Fotokopi Kartu Keluarga",
    "Ijazah terakhir",
    "Pas foto 3x4",
)


@dataclass
class Visits:
    """Rows of many visits, written together."""

    demo: Demo
    office: Office
    services: Sequence[Service]
    people: Sequence[Person]

    def __post_init__(self) -> None:
        self.bookings: list[Booking] = []
        self.parties: list[Party] = []
        self.events: list[VisitEvent] = []
        self.allocations: list[Allocation] = []
        self.claims: list[Claim] = []
        self._minutes = {
            service.pk: sum(step.first_minutes for step in service.steps.all())
            for service in self.services
        }
        self._queue = self._shuffled()
        self._desk = Pool.objects.filter(office=self.office).order_by("pk").first()

    def next_person(self) -> Person:
        return next(self._queue)

    def _shuffled(self) -> Iterator[Person]:
        """Everybody once, in some order, and again from the start."""
        while True:
            yield from self.demo.random.sample(self.people, len(self.people))

    def service(self) -> Service:
        weights = {"REKOM": 45, "INFO": 20, "AK1": 20, "ADUAN": 8, "PULANG": 7}
        return self.demo.random.choices(
            self.services, [weights.get(service.code, 5) for service in self.services]
        )[0]

    def fill_past_day(self, day: date, slots: Sequence[Slot]) -> None:
        """Visits of a day that is over; about two thirds of the desk's time is taken."""
        free = list(slots)
        while free:
            first = free.pop(0)
            if self.demo.chance(30):
                continue
            end = self.demo.random.choices(
                [state for state, _ in _ENDS], [percent for _, percent in _ENDS]
            )[0]
            visit = self.add(first, end)
            if end in (State.DONE, State.INCOMPLETE) and self.demo.side.randrange(100) < 14:
                self._combine(visit)
            taken = ceil((visit.ends_at - visit.starts_at).total_seconds() / 60 / first.minutes)
            del free[: taken - 1]

    def _combine(self, visit: Booking) -> None:
        """The same trip was for one thing more, or for a neighbour's child too."""
        first = self.parties[-1]
        services = [one for one in self.services if one.pk != first.service_id]
        if self.demo.side.randrange(2):
            who, service = first.person, self.demo.side.choice(services)
        else:
            others = [one for one in self.people if one.village_id == visit.village_id]
            who, service = self.demo.side.choice(others), first.service
        if who and (who != first.person or service != first.service):
            more = self._party(visit, who, service)
            more.relation_to_booker = Party.Relation.RELATIVE
            self.parties.append(more)

    def add(self, slot: Slot, state: str, *, seats: Sequence[Slot] = ()) -> Booking:
        """One visit in `state`; an active one takes `seats`."""
        person, service = self.next_person(), self.service()
        minutes = self._minutes[service.pk]
        if seats:
            minutes = slot.minutes * len(seats)
        booking = self._booking(person, slot, minutes, state)
        self.bookings.append(booking)
        self.parties.append(self._party(booking, person, service))
        self.events += self._events(booking)
        if seats:
            self.allocations += [
                Allocation(booking=booking, slot=seat, seats=1, online=booking.is_online)
                for seat in seats
            ]
            self.claims.append(Claim(person_key=key_of(person), service=service, booking=booking))
        return booking

    def _booking(self, person: Person, slot: Slot, minutes: int, state: str) -> Booking:
        roll = self.demo.random.randrange(100)
        channel = (
            _CHANNELS.ONLINE
            if roll < 55
            else _CHANNELS.COORDINATOR
            if roll < 72
            else _CHANNELS.PHONE
            if roll < 80
            else _CHANNELS.WALK_IN
        )
        if channel == _CHANNELS.WALK_IN and state in (
            State.NO_SHOW,
            State.CANCELLED,
            State.DISPLACED,
            State.EXPIRED,
        ):
            channel = _CHANNELS.ONLINE
        made = slot.starts_at - timedelta(days=self.demo.random.randint(1, 16), minutes=95)
        if channel == _CHANNELS.WALK_IN:
            made = slot.starts_at - timedelta(minutes=6)
        return Booking(
            office=self.office,
            village=person.village,
            channel=channel,
            code="".join(self.demo.random.choices(CODE_ALPHABET, k=CODE_LENGTH)),
            submit_key=self.submit_key(),
            state=state,
            starts_at=slot.starts_at,
            ends_at=slot.starts_at + timedelta(minutes=minutes),
            booked_by_role=(
                Booking.BookedBy.OFFICER
                if channel == _CHANNELS.WALK_IN
                else self.demo.random.choice((Booking.BookedBy.SELF, Booking.BookedBy.FAMILY))
            ),
            booked_by=person.created_by if channel == _CHANNELS.COORDINATOR else None,
            contact_name=person.name,
            contact_phone=person.phone or self.demo.phone(),
            priority=Booking.Priority.PRIORITY if self.demo.chance(8) else 0,
            reason="Loket tutup, listrik padam" if state == State.DISPLACED else "",
            created_at=made,
        )

    def submit_key(self) -> UUID:
        return UUID(int=self.demo.random.getrandbits(128), version=4)

    def _party(self, booking: Booking, person: Person, service: Service) -> Party:
        party = Party(
            booking=booking,
            service=service,
            person=person,
            person_key=key_of(person),
            name=person.name,
            relation_to_booker=(
                Party.Relation.SELF
                if booking.booked_by_role != Booking.BookedBy.FAMILY
                else Party.Relation.SPOUSE
            ),
            readiness=self.demo.random.choice(
                (Party.Readiness.NOT_ASKED, Party.Readiness.DECLARED)
            ),
        )
        if booking.state in (State.DONE, State.INCOMPLETE):
            party.outcome = booking.state
        if booking.state == State.INCOMPLETE:
            party.missing = self.demo.random.choice(_MISSING)
        return party

    def _events(self, booking: Booking) -> Iterator[VisitEvent]:
        """What happened up to the booking's state, never later than now."""
        pick, start = self.demo.random.randint, booking.starts_at
        desk = self.demo.users["petugas.ltsa"]
        yield VisitEvent(
            booking=booking, kind=_Kind.BOOKED, at=booking.created_at, actor=booking.booked_by
        )
        if booking.state == State.BOOKED:
            return
        early = {
            State.CANCELLED: start - timedelta(hours=pick(3, 20)),
            State.DISPLACED: start - timedelta(hours=2),
            State.EXPIRED: booking.created_at + timedelta(hours=2),
            State.NO_SHOW: start + timedelta(minutes=40),
        }
        if booking.state == State.CANCELLED and self.demo.side.randrange(100) < 15:
            early[State.CANCELLED] = start + timedelta(minutes=5)  # too late for anybody else
        if booking.state in early:
            yield self._event(booking, booking.state, early[State(booking.state)])
            return
        arrived = start - timedelta(minutes=pick(2, 25))
        called = max(arrived, start) + timedelta(minutes=pick(1, 22))
        if booking.channel == _CHANNELS.WALK_IN:
            arrived = booking.created_at
        done = called + timedelta(minutes=pick(9, 28))
        steps = (
            (_Kind.ARRIVED, arrived, ""),
            (_Kind.CALLED, called, "2" if booking.state == State.CALLED else "1"),
            (_Kind.SERVING, called + timedelta(minutes=1), "1"),
            (booking.state, done, ""),
        )
        for kind, at, counter in steps:
            yield self._event(booking, kind, at, counter=counter, actor=desk, pool=self._desk)
            if kind == booking.state:
                return

    def _event(self, booking: Booking, kind: str, at: datetime, **more: object) -> VisitEvent:
        return VisitEvent(booking=booking, kind=kind, at=min(at, self.demo.now), **more)

    def write(self) -> None:
        Booking.unscoped.bulk_create(self.bookings)
        Claim.unscoped.bulk_create(self.claims)
        Allocation.unscoped.bulk_create(self.allocations)
        Party.unscoped.bulk_create(self.parties)
        VisitEvent.unscoped.bulk_create(self.events)
        for booking in self.bookings:
            if booking.is_active and booking.starts_at > self.demo.now:
                messages.tell(booking, messages.booked(booking))
