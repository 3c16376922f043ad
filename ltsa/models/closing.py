"""Times at which an office is closed out of order, and who must be told."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scoping import ScopedModel
from ltsa.models.bookings import Booking, BookingQuerySet
from ltsa.models.timetable import Pool, Slot
from villages.days import DayField
from villages.models import Office


class ClosedTimeQuerySet(models.QuerySet):
    def standing(self) -> Self:
        return self.filter(reopened_at=None)

    def coming(self) -> Self:
        return self.standing().filter(day__gte=timezone.localdate())


class ClosedTime(models.Model):
    """An office, or one desk of it, is closed on a day, or for some hours of it: a ceremony, no
    electricity. It lies over the opening hours and other dates, which it does not change, so that
    reopening brings back exactly what was. Shown to the public with its reason."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="closed_times", verbose_name=_("office")
    )
    pool = models.ForeignKey(
        Pool, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("desk")
    )
    day = DayField(_("date"))
    start = models.TimeField(_("from"), null=True, blank=True)
    end = models.TimeField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason shown to the public"), max_length=160)
    submit_key = models.UUIDField(null=True, editable=False)
    displaced = models.PositiveIntegerField(_("appointments"), default=0, editable=False)
    closed_at = models.DateTimeField(_("closed at"), default=timezone.now, editable=False)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("closed by")
    )
    reopened_at = models.DateTimeField(_("reopened at"), null=True, editable=False)
    reopened_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("reopened by")
    )

    objects = ClosedTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed time")
        verbose_name_plural = _("closed times")
        ordering = ["day", "start", "pk"]
        indexes = [models.Index(fields=["office", "day"], name="ltsa_closedtime_office_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None)
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start")),
                name="ltsa_closedtime_day_or_hours",
                violation_error_code="end",
                violation_error_message=_(
                    "Give both times (from before until), or neither of them for the whole day."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="ltsa_closedtime_has_reason",
                violation_error_code="reason",
                violation_error_message=_("Say why: people who wanted to come will read it."),
            ),
            models.UniqueConstraint(
                fields=["submit_key", "day"],
                name="ltsa_closedtime_one_per_submit",
                violation_error_message=_("This has been closed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"

    def covers(self, slot: Slot) -> bool:
        """Whether any part of the slot lies in the closed time (of its own office)."""
        if self.pool_id and self.pool_id != slot.pool_id:
            return False
        start = timezone.localtime(slot.starts_at)
        if start.date() != self.day:
            return False
        if self.start is None or self.end is None:
            return True
        return start.time() < self.end and self.start < _end_time(slot)


def _end_time(slot: Slot) -> dt.time:
    """When the slot ends on its day; one that ends at midnight ends at the last moment."""
    start, end = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    return end.time() if end.date() == start.date() else dt.time.max


class CallTaskQuerySet(BookingQuerySet):
    booking_path = "booking"

    def open(self) -> Self:
        return self.filter(done_at=None)


class CallTask(ScopedModel):
    """Somebody the office must reach by other means after a closure. The list must reach zero: it
    is done when somebody has been told, or nobody needs to be any more; no answer is a try."""

    class Why(models.TextChoices):
        NO_PHONE = "no_phone", _("no phone number")
        NO_TIME = "no_time", _("no other time was free")
        HAS_OTHER = "has_other", _("already has another booking")
        NO_ANSWER = "no_answer", _("did not answer the offer of a new time")
        WRONG = "wrong", _("the number is wrong")
        NO_MESSAGES = "no_msg", _("wants no messages")

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("takes the new time")
        OTHER = "other", _("will choose another time")
        GIVEN_UP = "given_up", _("no longer needs to come")
        TOLD = "told", _("has been told")

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="call_task")
    why = models.CharField(_("why"), max_length=10, choices=Why)
    created_at = models.DateTimeField(_("since"), default=timezone.now)
    done_at = models.DateTimeField(_("reached at"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reached by")
    )

    outcome = models.CharField(
        _("result"), max_length=8, choices=Outcome, blank=True, default="", db_default=""
    )
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, db_default=0, editable=False)
    tried_at = models.DateTimeField(_("last try"), null=True, blank=True, editable=False)

    unscoped: ClassVar[Any] = CallTaskQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("call to make")
        verbose_name_plural = _("calls to make")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.why}"

    @classmethod
    def put_down(cls, booking: Booking, why: str) -> None:
        """Somebody must call, again if it was done before."""
        cls.unscoped.update_or_create(booking=booking, defaults={"why": why, "done_at": None})
