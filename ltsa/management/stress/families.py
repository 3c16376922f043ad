"""Families book, submit twice, move, give back, wait, cancel and let offers run out."""

import datetime as dt
import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.utils import timezone

from ltsa.actions import (
    Visitor,
    accept,
    book,
    cancel,
    expire,
    give_back_one,
    leave_list,
    move,
    offer_places,
    wait_for_place,
)
from ltsa.management.stress.office import ScratchOffice
from ltsa.models import Booking, State, WaitingEntry
from ltsa.refusals import Refused

Way = Callable[[random.Random], object]


class Families:
    """What families and their helpers do, and what they were told."""

    def __init__(self, scratch: ScratchOffice, people: int, seed: int) -> None:
        self.scratch = scratch
        self.people = people
        self.seed = seed
        self.lock = threading.Lock()
        self.answers: dict[uuid.UUID, set[int]] = {}
        self.orders: list[dict[str, Any]] = []  # what was submitted, to be submitted again
        self.told: Counter[str] = Counter()
        self.errors: list[str] = []

    def ways(self) -> dict[Way, int]:
        """What there is to do, and how often of all of it."""
        return {
            self.book: 40,
            self.submit_again: 12,
            self.move: 10,
            self.move_at_desk: 4,
            self.give_back_one: 3,
            self.wait: 6,
            self.leave_list: 2,
            self.offer: 3,
            self.decline: 2,
            self.cancel: 12,
            self.hold: 8,
            self.accept: 4,
            self.expire: 3,
        }

    def run(self, number: int, operations: int) -> None:
        """One client: so many operations at random, on its own connection."""
        chance = random.Random(self.seed + number)  # noqa: S311  (not a secret)
        names, weights = zip(*self.ways().items(), strict=True)
        try:
            for _operation in range(operations):
                self.once(chance.choices(names, weights)[0], chance)
        finally:
            connection.close()

    def once(self, way: Way, chance: random.Random) -> None:
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

    def answered(self, submit_key: uuid.UUID, booking: Booking) -> None:
        """This submit was told of this booking."""
        with self.lock:
            self.answers.setdefault(submit_key, set()).add(booking.pk)

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
        self.answered(order["submit_key"], book(**order))

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
