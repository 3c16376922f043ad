"""Many clients at once against a scratch office, then a recount."""

import datetime as dt
import random
import sys
import threading
import time
import uuid
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Callable
from typing import Any

import pgtrigger
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from ltsa.actions import (
    Visitor,
    accept,
    arrive,
    book,
    cancel,
    close,
    close_day,
    expire,
    finish,
    give_back_one,
    leave_list,
    move,
    offer_new_times,
    offer_places,
    wait_for_place,
)
from ltsa.invariants import broken
from ltsa.models import (
    Booking,
    CallTask,
    ClosedTime,
    OfficeRules,
    OpeningException,
    Pool,
    Service,
    ServiceStep,
    Slot,
    State,
    VisitEvent,
    WaitingEntry,
)
from ltsa.refusals import Refused
from notices.models import Message
from villages.models import Office, Province, Regency

DAYS, SLOTS_A_DAY, PLACES, CLOSURES = 12, 10, 3, 4


def positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError("a whole number from 1 on")
    return int(text)


class ScratchOffice:
    """An office that nobody sees, with two desks and scarce places."""

    def __init__(self) -> None:
        name = f"stress-{uuid.uuid4().hex[:12]}"
        self.province: Province | None = None
        regency = Regency.objects.first()
        if regency is None:
            self.province = Province.objects.create(code="00", name=name)
            regency = Regency.objects.create(code="00.00", name=name, province=self.province)
        self.office = Office.objects.create(
            code=name, name=name, regency=regency, address="-", is_active=False
        )
        OfficeRules.objects.create(
            office=self.office, daily_per_phone=32000, daily_per_helper=32000
        )
        self.pools = first, second = [
            Pool.objects.create(office=self.office, name=str(n)) for n in (1, 2)
        ]
        self.services = [
            Service.objects.create(
                code=f"S{uuid.uuid4().hex[:8]}",
                name=f"{name}-{number}",
                booking=Service.BookingWay.HERE,
            )
            for number in range(3)
        ]
        steps = [(0, first, 1), (1, second, 1), (2, first, 1), (2, second, 2)]
        for service, pool, order in steps:
            ServiceStep.objects.create(
                service=self.services[service],
                pool=pool,
                first_minutes=30,
                next_person_minutes=20,
                order=order,
            )
        self.starts = [self._start(day, slot) for day in range(DAYS) for slot in range(SLOTS_A_DAY)]
        Slot.objects.bulk_create(
            Slot(pool=pool, starts_at=start, minutes=30, cap_online=PLACES - 1, cap_total=PLACES)
            for pool in (first, second)
            for start in self.starts
        )

    @staticmethod
    def _start(day: int, slot: int) -> dt.datetime:
        morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
        return morning + dt.timedelta(days=day + 2, minutes=30 * slot)

    @transaction.atomic
    def remove(self) -> None:
        bookings = Booking.unscoped.filter(office=self.office)
        bookings.update(replaces=None)
        WaitingEntry.unscoped.filter(office=self.office).delete()
        ClosedTime.objects.filter(office=self.office).delete()
        CallTask.unscoped.filter(booking__in=bookings).delete()
        with pgtrigger.ignore("ltsa.VisitEvent:append_only"):
            VisitEvent.unscoped.filter(booking__in=bookings).delete()
            bookings.delete()
        Message.unscoped.filter(office=self.office).delete()
        Slot.objects.filter(pool__office=self.office).delete()
        OpeningException.objects.filter(pool__office=self.office).delete()
        Service.objects.filter(pk__in=[service.pk for service in self.services]).delete()
        Pool.objects.filter(office=self.office).delete()
        self.office.delete()
        if self.province:
            Regency.objects.filter(province=self.province).delete()
            self.province.delete()


class Clients:
    """What all clients do, and what they were told."""

    def __init__(self, scratch: ScratchOffice, people: int, seed: int) -> None:
        self.scratch = scratch
        self.people = people
        self.seed = seed
        self.lock = threading.Lock()
        self.answers: dict[uuid.UUID, set[int]] = {}
        self.orders: list[dict[str, Any]] = []  # what was submitted, to be submitted again
        self.told: Counter[str] = Counter()
        self.errors: list[str] = []
        self.closed: set[dt.date] = set()

    def run(self, number: int, operations: int) -> None:
        """One client: so many operations at random, on its own connection."""
        chance = random.Random(self.seed + number)  # noqa: S311  (not a secret)
        ways: list[tuple[Callable[[random.Random], object], int]] = [
            (self.book, 40),
            (self.submit_again, 12),
            (self.move, 10),
            (self.move_at_desk, 4),
            (self.give_back_one, 3),
            (self.wait, 6),
            (self.leave_list, 2),
            (self.offer, 3),
            (self.decline, 2),
            (self.cancel, 12),
            (self.hold, 8),
            (self.accept, 4),
            (self.expire, 3),
            (self.serve, 4),
            (self.close, 1),
            (self.close_hour, 1),
        ]
        try:
            for _operation in range(operations):
                way = chance.choices([way for way, _ in ways], [weight for _, weight in ways])[0]
                self.once(way, chance)
        finally:
            connection.close()

    def once(self, way: Callable[[random.Random], object], chance: random.Random) -> None:
        try:
            way(chance)
            outcome = "done"
        except Refused as refusal:
            outcome = type(refusal).__name__
        except Exception as error:
            with self.lock:
                self.errors.append(f"{way.__name__}: {type(error).__name__}: {error}"[:300])
            outcome = "ERROR"
        with self.lock:
            self.told[f"{way.__name__}: {outcome}"] += 1

    def book(self, chance: random.Random, hold_for: dt.timedelta | None = None) -> None:
        service = chance.choice(self.scratch.services)
        people = chance.sample(range(self.people), chance.choice([1, 1, 1, 2, 3]))
        order = {
            "office": self.scratch.office,
            "starts_at": chance.choice(self.scratch.starts),
            "visitors": [
                Visitor(person_key=f"{n:064x}", name=f"Stress {n}", service=service) for n in people
            ],
            "contact_name": f"Stress {people[0]}",
            "contact_phone": f"+6281{people[0]:09d}" if chance.random() < 0.9 else "",
            "submit_key": uuid.uuid4(),
            "channel": chance.choice([Booking.Channel.ONLINE, Booking.Channel.DESK]),
            "hold_for": hold_for,
        }
        with self.lock:
            self.orders = [*self.orders[-20:], order]
        self.submit(order)

    def submit(self, order: dict[str, Any]) -> None:
        booking = book(**order)
        with self.lock:
            self.answers.setdefault(order["submit_key"], set()).add(booking.pk)

    def submit_again(self, chance: random.Random) -> None:
        """What somebody submits, or has just submitted, once more at the same time."""
        with self.lock:
            order = chance.choice(self.orders) if self.orders else None
        if order:
            self.submit(order)

    def hold(self, chance: random.Random) -> None:
        self.book(chance, hold_for=dt.timedelta(milliseconds=chance.choice([1, 50, 5000])))

    def any_booking(self, chance: random.Random, *states: str) -> Booking | None:
        rows = Booking.unscoped.filter(office=self.scratch.office, state__in=states)
        return rows.order_by("?").select_related("office").first()

    def move(self, chance: random.Random) -> None:
        booking = self.any_booking(chance, State.BOOKED)
        if booking:
            move(booking=booking, starts_at=chance.choice(self.scratch.starts))

    def move_at_desk(self, chance: random.Random) -> None:
        booking = self.any_booking(chance, State.BOOKED)
        if booking:
            start = chance.choice(self.scratch.starts)
            move(booking=booking, starts_at=start, version=booking.version, at_desk=True)

    def give_back_one(self, chance: random.Random) -> None:
        booking = self.any_booking(chance, State.BOOKED)
        party = booking.parties.order_by("?").first() if booking else None
        if booking and party:
            give_back_one(booking=booking, party=party, version=booking.version)

    def wait(self, chance: random.Random) -> None:
        """Somebody waits for a place; what is free is offered at once."""
        number = chance.randrange(self.people)
        wait_for_place(
            office=self.scratch.office,
            visitors=[
                Visitor(
                    person_key=f"{number:064x}",
                    name=f"Stress {number}",
                    service=chance.choice(self.scratch.services),
                )
            ],
            contact_name=f"Stress {number}",
            contact_phone=f"+6281{number:09d}",
            submit_key=uuid.uuid4(),
            first_day=timezone.localdate(),
            last_day=timezone.localdate(self.scratch.starts[-1]),
            priority=chance.choice([0, 0, 0, 1]),
            channel=Booking.Channel.COORDINATOR,
        )

    def any_entry(self) -> WaitingEntry | None:
        rows = WaitingEntry.unscoped.on_the_list().filter(office=self.scratch.office)
        entry: WaitingEntry | None = rows.order_by("?").select_related("offer", "office").first()
        return entry

    def leave_list(self, chance: random.Random) -> None:
        entry = self.any_entry()
        if entry:
            leave_list(entry=entry)

    def offer(self, chance: random.Random) -> None:
        offer_places(office=self.scratch.office)

    def decline(self, chance: random.Random) -> None:
        booking = self.any_booking(chance, State.HELD)
        if booking:
            cancel(booking=booking)

    def cancel(self, chance: random.Random) -> None:
        booking = self.any_booking(chance, State.BOOKED, State.HELD, State.ARRIVED)
        if booking:
            cancel(booking=booking)

    def accept(self, chance: random.Random) -> None:
        booking = self.any_booking(chance, State.HELD)
        if booking:
            accept(booking=booking)

    def expire(self, chance: random.Random) -> None:
        for booking in Booking.unscoped.expired().filter(office=self.scratch.office)[:5]:
            expire(booking=booking)

    def serve(self, chance: random.Random) -> None:
        booking = self.any_booking(chance, State.BOOKED)
        if booking:
            arrive(booking=booking)
            finish(booking=booking, by=None, papers_missing=chance.random() < 0.2)

    def close(self, chance: random.Random) -> None:
        day = timezone.localdate(chance.choice(self.scratch.starts))
        with self.lock:
            if len(self.closed | {day}) > CLOSURES:
                return
            self.closed.add(day)
        close_day(office=self.scratch.office, day=day, reason="stress")

    def close_hour(self, chance: random.Random) -> None:
        """An hour of one desk."""
        start = timezone.localtime(chance.choice(self.scratch.starts))
        with self.lock:
            if self.told["close_hour: done"] > 3 * CLOSURES:
                return
        close(
            office=self.scratch.office,
            days=[start.date()],
            pool=chance.choice(self.scratch.pools),
            start=start.time(),
            end=(start + dt.timedelta(hours=1)).time(),
            reason="stress",
        )

    def wrong_answers(self) -> list[str]:
        """Submits with two answers, answers without a booking, bookings that nobody was told of."""
        office = self.scratch.office
        rows = Booking.unscoped.filter(office=office)
        # What the waiting list is offered nobody has submitted.
        asked = rows.filter(replaces=None).exclude(channel=Booking.Channel.COORDINATOR)
        there = dict(asked.values_list("submit_key", "pk"))
        lines = [
            f"one submit, several answers: {key}"
            for key, booking in self.answers.items()
            if len(booking) > 1
        ]
        lines += [
            f"told of a booking that is not there: {key}"
            for key, booking in self.answers.items()
            if booking != {there.get(key)}
        ]
        unknown = set(there) - set(self.answers)
        return lines + [f"a booking that nobody was told of: {key}" for key in sorted(unknown)]


class Command(BaseCommand):
    help = (
        "Book, double-submit, move, give back, wait, cancel, let holds expire, serve, close days "
        "and hours at once on a scratch office, then recount. Exit 1 when anything does not hold."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clients", type=positive, default=16)
        parser.add_argument("--operations", type=positive, default=2000, help="of all clients")
        parser.add_argument("--seed", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        clients, operations = options["clients"], options["operations"]
        room = self.number("SELECT current_setting('max_connections')::int") - 10
        if clients > room:
            raise CommandError(f"This database has room for {room} clients.")
        deadlocks = self.deadlocks()
        scratch = ScratchOffice()
        crowd = Clients(scratch, people=max(clients * 4, 40), seed=options["seed"])
        try:
            share, rest = divmod(operations, clients)
            threads = [
                threading.Thread(target=crowd.run, args=(n, share + (n < rest)))
                for n in range(clients)
            ]
            began = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            took = time.perf_counter() - began
            offer_new_times(office=scratch.office)
            offer_places(office=scratch.office)
            wrong = crowd.errors + crowd.wrong_answers() + broken()
        finally:
            scratch.remove()
        for told, number in sorted(crowd.told.items()):
            self.stdout.write(f"{number:6}  {told}")
        for line in wrong[:50]:
            self.stdout.write(line)
        self.stdout.write(
            f"{operations} operations by {clients} clients in {took:.1f} s "
            f"({operations / took:.0f}/s), {len(crowd.closed)} days closed, "
            f"{self.deadlocks() - deadlocks} deadlocks, {len(wrong)} things wrong"
        )
        if wrong:
            sys.exit(1)

    def deadlocks(self) -> int:
        """Deadlocks that this database has had (they are solved by running again)."""
        return self.number(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        )

    @staticmethod
    def number(sql: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return int(cursor.fetchone()[0])
