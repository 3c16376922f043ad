"""When desks are open, and the places (slots) made from that.

None of these rows hangs from a village: they belong to an office and are public.
"""

import datetime as dt
import string
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateRangeField,
    IntegerRangeField,
    RangeOperators,
)
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from villages.days import DayField
from villages.models import Office

#: Given-back places are on sale again at these hours, unless the office says otherwise.
RELEASE_TIMES = (dt.time(12), dt.time(16))


def release_times() -> list[dt.time]:
    return list(RELEASE_TIMES)


class OfficeRules(models.Model):
    """How an office takes bookings; without a row the defaults below hold."""

    office = models.OneToOneField(
        Office, models.CASCADE, related_name="rules", verbose_name=_("office")
    )
    days_ahead = models.PositiveSmallIntegerField(_("days that can be booked ahead"), default=42)
    lead_minutes = models.PositiveSmallIntegerField(
        _("minutes before a visit when booking ends"), default=60
    )
    daily_per_phone = models.PositiveSmallIntegerField(
        _("bookings a day from one phone number"), default=4
    )
    daily_per_helper = models.PositiveSmallIntegerField(
        _("bookings a day by one helper"), default=20
    )
    weekly_look = models.PositiveSmallIntegerField(
        _("appointments in a week that the office looks at"),
        default=6,
        db_default=6,
        help_text=_("Phones, helpers and devices with so many stand on a list to look through."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours that a new time offered after a closure is kept"), default=48
    )
    release_times = ArrayField(
        models.TimeField(),
        verbose_name=_("when given-back places can be booked by everybody again"),
        default=release_times,
        db_default=release_times(),
        blank=True,
        size=6,
        help_text=_(
            "For example 12:00, 16:00. Until then they are for the waiting list and the desk. "
            "Left empty: at once."
        ),
    )
    waiting_offer_hours = models.PositiveSmallIntegerField(
        _("hours that a place is kept for somebody on the waiting list"), default=4, db_default=4
    )
    move_hours = models.PositiveSmallIntegerField(
        _("hours before a visit when moving by oneself ends"), default=3, db_default=3
    )
    most_moves = models.PositiveSmallIntegerField(
        _("how often one appointment can be moved by oneself"),
        default=3,
        db_default=3,
        help_text=_("Moves because papers are missing do not count, nor do moves by the desk."),
    )

    class Meta:
        verbose_name = _("booking rules")
        verbose_name_plural = _("booking rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(days_ahead__gte=1, days_ahead__lte=366),
                name="ltsa_officerules_days_ahead_within_a_year",
                violation_error_code="days_ahead",
                violation_error_message=_("Between 1 and 366 days can be booked ahead."),
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__gte=1),
                name="ltsa_officerules_offer_lasts",
                violation_error_code="offer_hours",
                violation_error_message=_("An offered time is kept for at least one hour."),
            ),
            models.CheckConstraint(
                condition=Q(waiting_offer_hours__gte=1),
                name="ltsa_officerules_waiting_offer_lasts",
                violation_error_code="waiting_offer_hours",
                violation_error_message=_("An offered time is kept for at least one hour."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.office)

    @classmethod
    def of(cls, office: Office) -> "OfficeRules":
        """The office's rules, or unsaved defaults."""
        return cls.objects.filter(office=office).first() or cls(office=office)

    @property
    def releases(self) -> str:
        """ "12.00 and 16.00": when given-back places are on sale again; "" when at once."""
        times = [f"{time:%H.%M}" for time in sorted(self.release_times)]
        if len(times) < 2:
            return "".join(times)
        return gettext("%(first)s and %(last)s") % {
            "first": ", ".join(times[:-1]),
            "last": times[-1],
        }

    def last_release(self, now: dt.datetime) -> dt.datetime:
        """The announced moment before `now`: what was given back until then is on sale again."""
        moments = [moment for moment in self._releases(now) if moment <= now]
        return moments[-1] if moments else now

    def next_release(self, now: dt.datetime) -> dt.datetime:
        """The announced moment after `now`; `now` where given-back places are on sale at once."""
        return next((moment for moment in self._releases(now) if moment > now), now)

    def _releases(self, now: dt.datetime) -> list[dt.datetime]:
        """The moments of yesterday, today and tomorrow."""
        today, zone = timezone.localdate(now), timezone.get_default_timezone()
        return [
            dt.datetime.combine(today + dt.timedelta(days=shift), time, zone)
            for shift in (-1, 0, 1)
            for time in sorted(self.release_times)
        ]


class Pool(models.Model):
    """Interchangeable counters of one office. Who needs another skill needs another pool; the
    counter itself is chosen when a person is called, never at booking."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="pools", verbose_name=_("office")
    )
    name = models.CharField(_("desk"), max_length=80)
    letter = models.CharField(
        _("letter of its waiting numbers"),
        max_length=1,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"^[A-Z]$", _("One capital letter, A to Z."))],
        help_text=_("Empty: the next letter of the alphabet that this office has not used."),
    )
    slot_minutes = models.PositiveSmallIntegerField(
        _("length of a slot in minutes"),
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
        help_text=_("A day that already has slots keeps their length."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ["office", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"],
                name="ltsa_pool_unique",
                violation_error_code="name",
                violation_error_message=_("This office already has a desk with this name."),
            ),
            models.CheckConstraint(
                condition=Q(slot_minutes__gte=5, slot_minutes__lte=240),
                name="ltsa_pool_slot_minutes_sensible",
                violation_error_code="slot_minutes",
                violation_error_message=_("A slot takes between 5 and 240 minutes."),
            ),
            models.UniqueConstraint(
                fields=["office", "letter"],
                condition=~Q(letter=""),
                name="ltsa_pool_letter_unique",
                violation_error_code="letter",
                violation_error_message=_("Another desk of this office has this letter."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.letter = self.letter or self._next_letter()
        super().save(*args, **kwargs)

    def _next_letter(self) -> str:
        """The first letter that no desk of the office has; "" when all are used."""
        taken = set(Pool.objects.filter(office=self.office_id).values_list("letter", flat=True))
        return next((letter for letter in string.ascii_uppercase if letter not in taken), "")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


def _seconds(field: str) -> Func:
    """Seconds since midnight, as the exclusion constraint can only compare ranges of numbers."""
    return Func(
        F(field),
        template="(extract(epoch from %(expressions)s))::int",
        output_field=models.IntegerField(),
    )


class OpeningHours(models.Model):
    """One stretch of the weekly pattern of a desk. A lunch or Friday break is the gap between two
    rows; other hours in Ramadan are rows with their own validity."""

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="hours", verbose_name=_("desk"))
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    start = models.TimeField(_("from"))
    end = models.TimeField(_("until"))
    counters = models.PositiveSmallIntegerField(_("counters"), default=1)
    online_counters = models.PositiveSmallIntegerField(
        _("of these for online booking"),
        default=1,
        help_text=_("The rest is kept for people who walk in."),
    )
    valid_from = DayField(_("valid from"), null=True, blank=True)
    valid_to = DayField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=240, blank=True)
    is_confirmed = models.BooleanField(_("confirmed by the office"), default=False)

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["pool", "weekday", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="ltsa_openinghours_end_after_start",
                violation_error_code="end",
                violation_error_message=_("The desk must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(online_counters__lte=F("counters")),
                name="ltsa_openinghours_online_within_counters",
                violation_error_code="online_counters",
                violation_error_message=_("There cannot be more online counters than counters."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="ltsa_openinghours_valid_to_after_valid_from",
                violation_error_code="valid_to",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            ExclusionConstraint(
                name="ltsa_openinghours_no_overlap",
                expressions=[
                    ("pool", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (
                        Func(
                            _seconds("start"),
                            _seconds("end"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_to"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_code="start",
                violation_error_message=_("These hours overlap with other hours of this desk."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.start:%H.%M}-{self.end:%H.%M}"

    def holds_on(self, day: dt.date) -> bool:
        """Whether this row of the pattern is valid on that date."""
        return (
            self.weekday == day.weekday()
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
        )

    def overlaps(self, other: "OpeningHours") -> bool:
        """The rule of the exclusion constraint, for rows that are not saved yet."""
        return (
            self.weekday == other.weekday
            and self.start < other.end
            and other.start < self.end
            and (self.valid_from or dt.date.min) <= (other.valid_to or dt.date.max)
            and (other.valid_from or dt.date.min) <= (self.valid_to or dt.date.max)
        )


class OpeningException(models.Model):
    """Other hours on one date. Rows for a date replace the weekly pattern of that date; a row
    without hours closes the desk for the day."""

    pool = models.ForeignKey(
        Pool, models.CASCADE, related_name="exceptions", verbose_name=_("desk")
    )
    day = DayField(_("date"))
    start = models.TimeField(_("from"), null=True, blank=True)
    end = models.TimeField(_("until"), null=True, blank=True)
    counters = models.PositiveSmallIntegerField(_("counters"), default=0)
    online_counters = models.PositiveSmallIntegerField(_("of these for online booking"), default=0)
    reason = models.CharField(_("reason shown to the public"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("other hours on a date")
        verbose_name_plural = _("other hours on a date")
        ordering = ["day", "pool", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "day", "start"],
                nulls_distinct=False,
                name="ltsa_openingexception_unique",
                violation_error_code="start",
                violation_error_message=_("This date already has these hours."),
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None, counters=0)
                # Without "is not null" a missing time compares as unknown, which a CHECK lets pass.
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start")),
                name="ltsa_openingexception_closed_or_hours",
                violation_error_code="end",
                violation_error_message=_(
                    "Give both times (from before until), or neither of them to close the desk."
                ),
            ),
            models.CheckConstraint(
                condition=Q(online_counters__lte=F("counters")),
                name="ltsa_openingexception_online_within_counters",
                violation_error_code="online_counters",
                violation_error_message=_("There cannot be more online counters than counters."),
            ),
            ExclusionConstraint(
                name="ltsa_openingexception_no_overlap",
                expressions=[
                    ("pool", RangeOperators.EQUAL),
                    ("day", RangeOperators.EQUAL),
                    (
                        # A row that closes the desk takes up the whole day.
                        Func(
                            Coalesce(_seconds("start"), 0),
                            Coalesce(_seconds("end"), 24 * 60 * 60),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_code="day",
                violation_error_message=_(
                    "This date is already listed as closed, or with hours that overlap with these."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.pool}"

    @property
    def is_closed(self) -> bool:
        return self.start is None

    def overlaps(self, other: "OpeningException") -> bool:
        """The rule of the exclusion constraint, for rows that are not saved yet."""
        if self.day != other.day:
            return False
        if not (self.start and self.end and other.start and other.end):
            return True
        return self.start < other.end and other.start < self.end


class HolidayQuerySet(models.QuerySet):
    def undecided(self) -> Self:
        return self.filter(state=Holiday.State.PROPOSED)


class Holiday(models.Model):
    """A day off that the `holidays` library proposes and the office confirms (the dates are set
    each year by a joint decree of three ministers). Until the office has decided, no slots are made
    for the day: opening it later is easy, sending people home is not."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CLOSED = "closed", _("confirmed: closed")
        OPEN = "open", _("we are open")

    office = models.ForeignKey(
        Office, models.CASCADE, related_name="holidays", verbose_name=_("office")
    )
    day = DayField(_("date"))
    name = models.CharField(_("name"), max_length=160)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PROPOSED)
    source = models.CharField(_("source"), max_length=160, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "day"],
                name="ltsa_holiday_unique",
                violation_error_code="day",
                violation_error_message=_("This date is already listed."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class SlotQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(status=Slot.Status.OPEN)

    def on(self, day: dt.date) -> Self:
        """Slots of one local day."""
        return self.between(day, day)

    def between(self, first: dt.date, last: dt.date) -> Self:
        """Slots from the start of `first` to the end of `last`, local days."""
        zone = timezone.get_current_timezone()
        return self.filter(
            starts_at__gte=dt.datetime.combine(first, dt.time.min, zone),
            starts_at__lt=dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min, zone),
        )


class Slot(models.Model):
    """Places at the counters of a pool for some minutes.

    `used_*` count the seats of the allocations; only the trigger on Allocation writes them. Slots
    are never deleted and made again: changing hours edits capacity or status. A slot outside the
    opening hours (a holiday that was decided later) is ending while it carries people: they keep
    their places, and a place that one of them gives back goes to nobody. So it is with places above
    `plan_*`, the places by the hours as they are now, which may be fewer than are taken (`cap_*`).

    `kept_*` of the free places were given back and are not on sale before `kept_until`: they are
    for the waiting list and the desk. From then on they are free, whether a worker runs or not.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        ENDING = "ending", _("closed, people are still booked")
        CLOSED = "closed", _("closed")

    pool = models.ForeignKey(Pool, models.PROTECT, related_name="slots", verbose_name=_("desk"))
    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    cap_online = models.PositiveSmallIntegerField(_("places online"))
    cap_total = models.PositiveSmallIntegerField(_("places"))
    used_online = models.PositiveSmallIntegerField(_("taken online"), default=0, editable=False)
    used_total = models.PositiveSmallIntegerField(_("taken"), default=0, editable=False)
    plan_online = models.PositiveSmallIntegerField(
        _("places online by the hours"), null=True, editable=False
    )
    plan_total = models.PositiveSmallIntegerField(
        _("places by the hours"), null=True, editable=False
    )
    kept_online = models.PositiveSmallIntegerField(
        _("given back online"), default=0, db_default=0, editable=False
    )
    kept_total = models.PositiveSmallIntegerField(
        _("given back"), default=0, db_default=0, editable=False
    )
    kept_until = models.DateTimeField(_("given back until"), null=True, editable=False)
    status = models.CharField(_("status"), max_length=6, choices=Status, default=Status.OPEN)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["starts_at", "pool"]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "starts_at"],
                name="ltsa_slot_unique",
                violation_error_message=_("This desk already has a slot at this time."),
            ),
            models.CheckConstraint(
                condition=Q(
                    used_online__gte=0, used_online__lte=F("cap_online") - F("kept_online")
                ),
                name="ltsa_slot_online_within_capacity",
                violation_error_message=_("All online places at this time are taken."),
            ),
            models.CheckConstraint(
                condition=Q(
                    used_total__gte=F("used_online"),
                    used_total__lte=F("cap_total") - F("kept_total"),
                ),
                name="ltsa_slot_total_within_capacity",
                violation_error_message=_("All places at this time are taken."),
            ),
            models.CheckConstraint(
                condition=Q(cap_online__lte=F("cap_total")),
                name="ltsa_slot_online_share",
                violation_error_message=_("There cannot be more online places than places."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "ending"]) | Q(used_total=0),
                name="ltsa_slot_closed_carries_nobody",
                violation_error_message=_(
                    "People are booked at this time. Give them another time first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gt=0),
                name="ltsa_slot_takes_time",
                violation_error_message=_("A slot needs at least one minute."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="used_by_allocations_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("used_online", "used_total"),
                # Depth 1 is this trigger alone; the allocation trigger's update arrives at depth 2.
                func="""
                    IF pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
                    IF TG_OP = 'INSERT' AND NEW.used_online = 0 AND NEW.used_total = 0
                    THEN RETURN NEW; END IF;
                    IF TG_OP = 'UPDATE' AND NEW.used_online = OLD.used_online
                        AND NEW.used_total = OLD.used_total
                    THEN RETURN NEW; END IF;
                    RAISE EXCEPTION 'places taken are counted from allocations only'
                        USING ERRCODE = 'check_violation',
                        CONSTRAINT = 'ltsa_slot_used_by_allocations_only';
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool} {timezone.localtime(self.starts_at):%Y-%m-%d %H.%M}"

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)

    def free(
        self, *, online: bool, goes_first: bool = False, returned: tuple[int, int] = (0, 0)
    ) -> int:
        """Places left: for online booking its share, at the desk whatever is left in all. Places
        that were given back and wait for their moment count for the desk and for whoever
        `goes_first`. `returned`: places (in all, online) that will be given back first."""
        if self.status != self.Status.OPEN:
            return 0
        total = self._by_the_hours("total") - self.used_total + returned[0]
        share = self._by_the_hours("online") - self.used_online + returned[1]
        if online and not goes_first and self.keeps:
            total, share = total - self.kept_total, share - self.kept_online
        return max(min(total, share) if online else total, 0)

    @property
    def keeps(self) -> bool:
        """Whether what was given back still waits for its moment."""
        return self.kept_until is not None and self.kept_until > timezone.now()

    def _by_the_hours(self, share: str) -> int:
        """Places that may be given now: "total" or "online"."""
        plan, cap = getattr(self, f"plan_{share}"), getattr(self, f"cap_{share}")
        return cap if plan is None else min(plan, cap)

    def free_again(self, *, online: bool) -> int:
        """Places for whoever had one here and takes it again: they need not be on sale."""
        if self.status == self.Status.CLOSED:
            return 0
        left = self.cap_total - self.used_total
        return max(min(left, self.cap_online - self.used_online) if online else left, 0)
