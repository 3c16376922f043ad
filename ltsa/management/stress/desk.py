"""The office's side: closing and opening again, releasing places, and the whole day at the desk."""

import datetime as dt
import random
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from ltsa.actions import (
    Result,
    Visitor,
    arrive,
    at_counter,
    call_next,
    close,
    close_day,
    conclude,
    finish,
    name_visitor,
    no_show,
    offer_places,
    park,
    pass_on,
    recall,
    reopen,
    resume,
    serve,
    set_back,
    undo,
    unnamed,
    walk_in,
)
from ltsa.locks import lock_slots
from ltsa.management.stress.families import Families, Way
from ltsa.management.stress.office import ScratchOffice
from ltsa.models import Booking, ClosedTime, NumberSeries, Party, Slot, State, Turn

CLOSURES, COUNTERS = 4, 6


class Office(Families):
    """Families, and at the same time the officers who serve them."""

    def __init__(self, scratch: ScratchOffice, people: int, seed: int) -> None:
        super().__init__(scratch, people, seed)
        self.closed: set[dt.date] = set()

    def ways(self) -> dict[Way, int]:
        return {
            **super().ways(),
            self.close: 1,
            self.close_hour: 1,
            self.reopen: 1,
            self.release: 2,
            self.walk_in: 8,
            self.arrive: 8,
            self.call_next: 10,
            self.at_counter: 16,
            self.resume: 3,
            self.set_back: 1,
            self.name: 2,
            self.undo: 2,
        }

    # --- closing and releasing -------------------------------------------------------------------

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

    def reopen(self, chance: random.Random) -> None:
        """The scratch office has no hours by weekday: opened again, the time stays without places,
        and who was displaced keeps what she was offered."""
        closed = ClosedTime.objects.standing().filter(office=self.scratch.office)
        one = closed.select_related("office").order_by("?").first()
        if one and chance.random() < 0.2:
            reopen(closed=one, by=self.scratch.officer)

    @transaction.atomic
    def release(self, chance: random.Random) -> None:
        """The announced moment comes for what was given back at one desk."""
        pool = chance.choice(self.scratch.pools)
        given_back = Slot.objects.filter(pool=pool, kept_until__gt=timezone.now())
        ids = list(lock_slots(set(given_back.values_list("pk", flat=True))))
        Slot.objects.filter(pk__in=ids).update(kept_until=timezone.now())
        transaction.on_commit(lambda: offer_places(office=self.scratch.office))

    # --- the desk --------------------------------------------------------------------------------

    def walk_in(self, chance: random.Random) -> None:
        """Somebody takes a number at the device, or the desk enters who stands there; now and then
        the button is pressed twice."""
        key, service = uuid.uuid4(), chance.choice(self.scratch.services)
        person = chance.randrange(self.people)
        who = Visitor(person_key=f"{person:064x}", name=f"Stress {person}", service=service)
        at_device = chance.random() < 0.5
        for _press in range(chance.choice([1, 1, 2])):
            booking = walk_in(
                office=self.scratch.office,
                visitors=[unnamed(service, key, 1) if at_device else who],
                contact_name="" if at_device else who.name,
                contact_phone="",
                submit_key=key,
                by=None if at_device else self.scratch.officer,
                priority=chance.choice([0, 0, 0, 1]),
            )
            self.answered(key, booking)

    def arrive(self, chance: random.Random) -> None:
        booking = self.any_booking(chance, State.BOOKED)
        if booking:
            arrive(booking=booking, by=self.scratch.officer)

    def call_next(self, chance: random.Random) -> None:
        pools = chance.choice([self.scratch.pools[:1], self.scratch.pools[1:], self.scratch.pools])
        call_next(pools=pools, counter=self._counter(chance), by=self.scratch.officer)

    @staticmethod
    def _counter(chance: random.Random) -> str:
        return str(chance.randint(1, COUNTERS))

    def at_counter(self, chance: random.Random) -> None:
        """Something that an officer does with whom she has before her."""
        counter = self._counter(chance)
        row = at_counter(self.scratch.office.pk, counter)
        if row is None:
            return
        if row.state == State.CALLED:
            self._with_called(row, counter, chance)
        else:
            self._with_served(row, chance)

    def _with_called(self, row: Booking, counter: str, chance: random.Random) -> None:
        step: dict[str, Any] = {"booking": row, "by": self.scratch.officer}
        what = chance.choice(["serve", "serve", "serve", "recall", "park", "no_show"])
        if what == "serve":
            serve(counter=counter, **step)
        elif what == "recall":
            recall(counter=counter, **step)
        elif what == "park":
            park(**step)
        else:
            no_show(**step)

    def _with_served(self, row: Booking, chance: random.Random) -> None:
        step: dict[str, Any] = {"booking": row, "by": self.scratch.officer}
        what = chance.choice(["done", "done", "missing", "one", "pass_on", "park"])
        if what == "pass_on":
            pass_on(pool=chance.choice(self.scratch.pools), **step)
        elif what == "park":
            park(**step)
        elif what == "one":
            self._conclude_one(row)
        else:
            finish(papers_missing=what == "missing", **step)

    def _conclude_one(self, row: Booking) -> None:
        party = row.parties.filter(outcome="").order_by("?").first()
        if party:
            lacking = Result(Party.Outcome.INCOMPLETE, words="KTP")
            conclude(booking=row, results={party.pk: lacking}, by=self.scratch.officer)

    def resume(self, chance: random.Random) -> None:
        parked = Turn.unscoped.filter(office=self.scratch.office, parked_at__isnull=False)
        turn = parked.select_related("booking__office").order_by("?").first()
        if turn:
            resume(booking=turn.booking, by=self.scratch.officer)

    def set_back(self, chance: random.Random) -> None:
        booking = self.any_booking(chance, State.ARRIVED)
        if booking:
            set_back(booking=booking, by=self.scratch.officer)

    def name(self, chance: random.Random) -> None:
        """Who took a number without a name is asked for it; she may have an appointment too."""
        rows = Party.unscoped.filter(
            booking__office=self.scratch.office, booking__state=State.SERVING
        )
        party = rows.select_related("booking__office").order_by("?").first()
        if party:
            person = chance.randrange(self.people)
            name_visitor(
                party=party,
                name=f"Stress {person}",
                person_key=f"{person:064x}",
                by=self.scratch.officer,
            )

    def undo(self, chance: random.Random) -> None:
        """The last mark of somebody who walked in was a mistake."""
        rows = Booking.unscoped.on(timezone.localdate()).filter(office=self.scratch.office)
        row = rows.exclude(state__in=[State.HELD, State.BOOKED]).order_by("?").first()
        if row:
            undo(booking=row, marked=row.state, by=self.scratch.officer)

    # --- afterwards ------------------------------------------------------------------------------

    def wrong_numbers(self) -> list[str]:
        """Waiting numbers of a day and letter that are not 1, 2, 3 … up to the last one given."""
        lines = []
        for series in NumberSeries.objects.filter(office=self.scratch.office):
            turns = Turn.unscoped.filter(
                office=self.scratch.office, day=series.day, letter=series.letter
            )
            given = sorted(turns.values_list("number", flat=True))
            if given != list(range(1, series.last + 1)):
                lines.append(f"waiting numbers {series}: {len(given)} of {series.last}")
        return lines
