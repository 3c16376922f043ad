"""The scratch office: made before, taken away after."""

import datetime as dt
import uuid

import pgtrigger
from django.db import transaction
from django.utils import timezone

from accounts.models import Role, User
from ltsa.models import (
    Booking,
    CallTask,
    ClosedTime,
    NumberSeries,
    OfficeRules,
    OpeningException,
    Pool,
    Service,
    ServiceStep,
    Slot,
    VisitEvent,
    WaitingEntry,
)
from notices.models import Message
from villages.models import Office, Province, Regency

DAYS, SLOTS_A_DAY, PLACES, TODAY = 12, 10, 3, 40


class ScratchOffice:
    """An office that nobody sees, with two desks, an officer and scarce places: from the day after
    tomorrow on by appointment, and what is left of today for people who walk in."""

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
        Slot.objects.bulk_create(
            Slot(pool=pool, starts_at=start, minutes=30, cap_online=0, cap_total=TODAY)
            for pool in (first, second)
            for start in self._rest_of_today()
        )
        self.officer = User.objects.create(
            username=name, role=Role.LTSA_OFFICER, office=self.office, is_active=False
        )

    @staticmethod
    def _start(day: int, slot: int) -> dt.datetime:
        morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
        return morning + dt.timedelta(days=day + 2, minutes=30 * slot)

    @staticmethod
    def _rest_of_today() -> list[dt.datetime]:
        now = timezone.localtime().replace(second=0, microsecond=0)
        starts = [now + dt.timedelta(minutes=30 * number) for number in range(SLOTS_A_DAY)]
        return [
            start for start in starts if (start + dt.timedelta(minutes=30)).date() == now.date()
        ]

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
        NumberSeries.objects.filter(office=self.office).delete()
        Message.unscoped.filter(office=self.office).delete()
        Slot.objects.filter(pool__office=self.office).delete()
        OpeningException.objects.filter(pool__office=self.office).delete()
        Service.objects.filter(pk__in=[service.pk for service in self.services]).delete()
        Pool.objects.filter(office=self.office).delete()
        self.officer.delete()
        self.office.delete()
        if self.province:
            Regency.objects.filter(province=self.province).delete()
            self.province.delete()
