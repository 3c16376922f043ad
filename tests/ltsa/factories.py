"""Offices that are open, and people who come. All names are made up."""

import datetime as dt
import uuid
from typing import Any

import factory
import pytest
from django.utils import timezone
from factory.django import DjangoModelFactory

from ltsa.actions import Visitor, book, wait_for_place
from ltsa.models import (
    AppliedPaper,
    Booking,
    Kiosk,
    OfficeRules,
    OpeningHours,
    PaperStep,
    Pool,
    Service,
    ServiceStep,
    Slot,
    Turn,
    WaitingEntry,
)
from tests.factories import OfficeFactory, UserFactory
from villages.models import Office


class OfficeRulesFactory(DjangoModelFactory):
    class Meta:
        model = OfficeRules

    office = factory.SubFactory(OfficeFactory)


def on_sale_at_once(office: Office) -> None:
    """What is given back at this office can be booked by everybody again at once."""
    OfficeRules.objects.update_or_create(office=office, defaults={"release_times": []})


class PoolFactory(DjangoModelFactory):
    class Meta:
        model = Pool
        django_get_or_create = ("office", "name")

    office = factory.SubFactory(OfficeFactory)
    name = "Loket Disnaker"


class ServiceFactory(DjangoModelFactory):
    """A service that takes 30 minutes for the first person and 15 for each further one."""

    class Meta:
        model = Service
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"L{n}")
    name = factory.Sequence(lambda n: f"Layanan {n}")
    slug = factory.Sequence(lambda n: f"layanan-{n}")
    booking = Service.BookingWay.HERE

    @factory.post_generation
    def pool(self: Any, create: bool, extracted: Pool | None, **kwargs: Any) -> None:
        ServiceStepFactory(service=self, pool=extracted or PoolFactory(**kwargs))


class ServiceStepFactory(DjangoModelFactory):
    class Meta:
        model = ServiceStep

    service = factory.SubFactory(ServiceFactory)
    pool = factory.SubFactory(PoolFactory)
    first_minutes = 30
    next_person_minutes = 15


class OpeningHoursFactory(DjangoModelFactory):
    class Meta:
        model = OpeningHours

    pool = factory.SubFactory(PoolFactory)
    weekday = 0
    start = dt.time(8)
    end = dt.time(14)
    counters = 2
    online_counters = 1


class SlotFactory(DjangoModelFactory):
    """Half an hour, two days from now at 08.00 unless told otherwise; one place."""

    class Meta:
        model = Slot

    pool = factory.SubFactory(PoolFactory)
    starts_at = factory.LazyFunction(lambda: at(8))
    minutes = 30
    cap_online = 1
    cap_total = factory.SelfAttribute("cap_online")


def at(hour: int, minute: int = 0, *, days: int = 2) -> dt.datetime:
    """A local time some days from now."""
    local = timezone.localtime() + dt.timedelta(days=days)
    return local.replace(hour=hour, minute=minute, second=0, microsecond=0)


def needs_day(*, before: int = 0, after: int = 0) -> None:
    """Leave a test out whose visit, so many minutes before and after now, would reach over
    midnight: no office is open then, and a visit is of one day."""
    now = timezone.localtime()
    begin, end = now - dt.timedelta(minutes=before), now + dt.timedelta(minutes=after)
    if begin.date() != end.date():
        pytest.skip("too near to midnight")


def make_day(pool: Pool, *, slots: int = 4, places: int = 1, days: int = 2) -> list[Slot]:
    """Half-hour slots from 08.00 on, without a gap."""
    return [
        SlotFactory(
            pool=pool, starts_at=at(8, days=days) + dt.timedelta(minutes=30 * n), cap_online=places
        )
        for n in range(slots)
    ]


def make_running(pool: Pool, *, places: int = 20) -> Slot:
    """The hour of a desk that began just now, for people at the desk; one however often asked."""
    begun = timezone.now().replace(second=0, microsecond=0)
    lately = begun - dt.timedelta(minutes=30)
    found = Slot.objects.filter(pool=pool, starts_at__range=(lately, begun)).first()
    return found or SlotFactory(
        pool=pool, starts_at=begun, minutes=60, cap_online=0, cap_total=places
    )


def make_visit(service: Service, *people: int, **more: Any) -> Booking:
    """These people's visit that is due now, entered at the desk."""
    pool = Pool.objects.filter(steps__service=service).order_by("steps__order")[0]
    return make_booking(
        make_running(pool), service, *people, **{"channel": Booking.Channel.DESK, **more}
    )


def visitor(service: Service, number: int = 0, **more: Any) -> Visitor:
    """A person who is told apart by her number."""
    return Visitor(person_key=f"{number:064d}", name=f"Warga {number}", service=service, **more)


def make_booking(
    slot: Slot, service: Service, *people: int, phone: str = "", **more: Any
) -> Booking:
    """Book these people (by number) into this slot, as a family does."""
    numbers = people or (0,)
    return book(
        **{
            "office": slot.pool.office,
            "starts_at": slot.starts_at,
            "visitors": [visitor(service, number) for number in numbers],
            "contact_name": f"Warga {numbers[0]}",
            "contact_phone": phone or f"+62812{numbers[0]:08d}",
            "submit_key": uuid.uuid4(),
            **more,
        }
    )


def make_waiting(service: Service, *people: int, phone: str = "", **more: Any) -> WaitingEntry:
    """Put these people (by number) on the waiting list, for any hour of the next weeks."""
    numbers = people or (0,)
    today = timezone.localdate()
    return wait_for_place(
        **{
            "office": service.steps.get().pool.office,
            "visitors": [visitor(service, number) for number in numbers],
            "contact_name": f"Warga {numbers[0]}",
            "contact_phone": phone or f"+62812{numbers[0]:08d}",
            "submit_key": uuid.uuid4(),
            "first_day": today,
            "last_day": today + dt.timedelta(days=30),
            **more,
        }
    )


def make_turn(booking: Booking) -> Turn:
    """A waiting number for a visit, whatever its state."""
    pool = booking.parties.get().service.steps.get().pool
    number = Turn.unscoped.filter(office=booking.office, letter=pool.letter).count() + 1
    turn: Turn = Turn.unscoped.create(
        booking=booking,
        office=booking.office,
        pool=pool,
        day=timezone.localdate(),
        letter=pool.letter,
        number=number,
        due_at=booking.starts_at,
    )
    return turn


def make_paper(booking: Booking, title: str = "Rekomendasi paspor") -> AppliedPaper:
    """A paper that the first person of a visit applied for, received by the office."""
    party = booking.parties.order_by("pk")[0]
    paper: AppliedPaper = AppliedPaper.unscoped.create(party=party, title=title)
    PaperStep.unscoped.bulk_create([PaperStep(paper=paper, state=paper.state)])
    paper.refresh_from_db()
    return paper


def make_kiosk(office: Office) -> Kiosk:
    """A device that waits for its code."""
    kiosk: Kiosk = Kiosk.objects.create(
        office=office,
        name="Pintu masuk",
        pair_hash=uuid.uuid4().hex,
        pair_until=timezone.now() + dt.timedelta(minutes=15),
        enrolled_by=UserFactory(),
    )
    return kiosk
