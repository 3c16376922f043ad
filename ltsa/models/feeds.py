"""Addresses under which an office's calendar program reads how many people come when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncHour
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ltsa.models.bookings import Allocation, Booking, State
from ltsa.models.timetable import Pool
from villages.days import DayField
from villages.models import Office

#: The calendar tells so many days before today and after it.
DAYS_BACK, DAYS_AHEAD = 14, 62
#: Whoever is expected or was there; what was cancelled, or only kept, is not told.
_TOLD = (
    State.BOOKED,
    State.ARRIVED,
    State.CALLED,
    State.SERVING,
    State.DONE,
    State.INCOMPLETE,
    State.NO_SHOW,
)


@dataclass(frozen=True)
class BusyHour:
    """An hour (its first moment) in which somebody comes: how many visits, and how many people."""

    starts_at: dt.datetime
    visits: int
    people: int


class CalendarFeedQuerySet(models.QuerySet):
    def active(self) -> Self:
        """Addresses that still answer."""
        return self.filter(revoked_at=None)


class CalendarFeed(models.Model):
    """A secret address of the calendar of one desk, or of the whole office.

    Whoever knows it may read without signing in, as calendar programs do; it carries numbers only.
    The token is shown once and kept as a hash. A new address ends the old one.
    """

    office = models.ForeignKey(
        Office, models.CASCADE, related_name="feeds", verbose_name=_("office")
    )
    pool = models.ForeignKey(
        Pool,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("desk"),
        help_text="Empty: the whole office.",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    read_on = DayField(_("last read on"), null=True, blank=True, editable=False)
    mark = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["office", "pool", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "pool"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
                name="ltsa_calendarfeed_one_in_use",
                violation_error_message=_("This desk already has a calendar address."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.pool}" if self.pool else str(self.office)

    def hours(self) -> list[BusyHour]:
        """What the calendar tells, in order: one query, and never more than some months."""
        today = timezone.localdate()
        first, last = today - dt.timedelta(days=DAYS_BACK), today + dt.timedelta(days=DAYS_AHEAD)
        zone = timezone.get_default_timezone()
        rows: Any = Booking.unscoped.filter(
            office=self.office_id,
            state__in=_TOLD,
            starts_at__gte=dt.datetime.combine(first, dt.time.min, zone),
            starts_at__lt=dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min, zone),
        )
        here: Any = models.F("starts_at")
        if self.pool:
            rows = rows.passing(self.pool)
            seats = Allocation.unscoped.filter(booking=OuterRef("pk"), slot__pool=self.pool)
            begin = seats.values("booking").annotate(at=Min("slot__starts_at")).values("at")
            here = Coalesce(Subquery(begin), "starts_at")
        counted = (
            rows.order_by()
            .annotate(hour=TruncHour(here, tzinfo=zone))
            .values("hour")
            .annotate(
                visits=Count("pk", distinct=True),
                people=Count("parties__person_key", distinct=True),
            )
            .order_by("hour")
        )
        return [BusyHour(row["hour"], row["visits"], row["people"]) for row in counted]
