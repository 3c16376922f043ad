"""The queue of a day: waiting numbers, who sits at which counter, and the devices in the hall."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.codes import random_code
from accounts.models import User
from accounts.scoping import ScopedModel
from ltsa.models.bookings import Booking, BookingQuerySet, State
from ltsa.models.timetable import Pool
from villages.days import DayField
from villages.models import Office

TOKEN_LENGTH = 12


def new_token() -> str:
    """What a slip's link carries: nobody finds somebody else's place in the queue by trying."""
    return random_code(TOKEN_LENGTH)


class NumberSeries(models.Model):
    """The last waiting number that was given for a letter of an office on a day. One statement
    takes the next one (`ltsa.actions.turns.next_number`)."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    day = DayField(_("date"))
    letter = models.CharField(max_length=1)
    last = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("series of waiting numbers")
        verbose_name_plural = _("series of waiting numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "day", "letter"],
                name="ltsa_numberseries_unique",
                violation_error_message=_("There is one series a day for each letter."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.letter}"


class TurnQuerySet(BookingQuerySet):
    booking_path = "booking"

    def public(self) -> Self:
        """Today's numbers and counters, for the screen in the hall: nothing of a person."""
        return self.filter(day=timezone.localdate()).only(
            "office_id", "letter", "number", "pool_id", "called_to", "called_at", "calls"
        )

    def waiting(self) -> Self:
        """Who can be called now, today."""
        return self.filter(
            day=timezone.localdate(), booking__state=State.ARRIVED, parked_at__isnull=True
        )

    def in_turn(self) -> Self:
        """The order in which they are called: priority, then due time."""
        return self.order_by("-booking__priority", "due_at", "booking_id")

    def ahead_of(self, turn: "Turn") -> Self:
        """Who waits for the same desk and is called before `turn`."""
        mine, priority = self.waiting().filter(pool=turn.pool_id), turn.booking.priority
        same = Q(booking__priority=priority)
        return mine.filter(
            Q(booking__priority__gt=priority)
            | same & Q(due_at__lt=turn.due_at)
            | same & Q(due_at=turn.due_at, booking_id__lt=turn.booking_id)
        )


class Turn(ScopedModel):
    """The waiting number of a visit, and where the visit stands in the queue.

    A visit keeps one number at all its desks; its letter is that of the first one. `pool`: the desk
    it waits for or is served at. `due_at`: its place in the queue among those of equal priority.
    `counter`: the counter that has it now, while called or being served (a trigger on the booking
    frees it). `called_to`, `called_at`: the last call, for the screen in the hall.
    """

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="turn")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    day = DayField(_("date"))
    letter = models.CharField(_("letter"), max_length=1)
    number = models.PositiveSmallIntegerField(_("number"))
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token)
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="+", verbose_name=_("desk"))
    due_at = models.DateTimeField(_("due at"))
    counter = models.CharField(_("counter"), max_length=20, blank=True)
    called_to = models.CharField(_("called to"), max_length=20, blank=True)
    called_at = models.DateTimeField(_("called at"), null=True, blank=True)
    calls = models.PositiveSmallIntegerField(_("calls"), default=0)
    parked_at = models.DateTimeField(_("set aside at"), null=True, blank=True)

    unscoped: ClassVar[Any] = TurnQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("waiting number")
        verbose_name_plural = _("waiting numbers")
        indexes = [
            models.Index(fields=["pool", "day", "due_at"], name="ltsa_turn_queue"),
            models.Index(fields=["office", "day", "-called_at"], name="ltsa_turn_calls"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "day", "letter", "number"],
                name="ltsa_turn_number_once_a_day",
                violation_error_message=_("This waiting number has been given already."),
            ),
            models.UniqueConstraint(
                fields=["office", "day", "counter"],
                condition=~Q(counter=""),
                name="ltsa_turn_one_at_a_counter",
                violation_error_message=_("There is still somebody at this counter."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """ "A-012", as it is printed, shown and called."""
        return f"{self.letter}-{self.number:03d}"

    @property
    def is_parked(self) -> bool:
        return self.parked_at is not None

    @classmethod
    def by_token(cls, token: str) -> Any:
        """The door of whoever holds the slip."""
        return cls.unscoped.filter(token=token)

    def queue_ahead(self) -> int:
        """How many visits are called before this one."""
        return int(type(self).unscoped.ahead_of(self).count())


class Duty(models.Model):
    """Which counter an officer sits at, and the desks she serves there. Chosen once, kept until she
    chooses another one or somebody else takes the counter."""

    user = models.OneToOneField(User, models.CASCADE, related_name="duty")
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    counter = models.CharField(
        _("counter"), max_length=20, help_text=_("As it stands above the counter, e.g. 2.")
    )
    pools = models.ManyToManyField(Pool, related_name="+", verbose_name=_("desks"))
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("officer at a counter")
        verbose_name_plural = _("officers at counters")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "counter"],
                name="ltsa_duty_one_officer_a_counter",
                violation_error_code="counter",
                violation_error_message=_("Somebody else sits at this counter."),
            ),
            models.CheckConstraint(
                condition=~Q(counter=""),
                name="ltsa_duty_counter_named",
                violation_error_code="counter",
                violation_error_message=_("Say which counter it is."),
            ),
        ]

    def __str__(self) -> str:
        return self.counter

    @classmethod
    def of(cls, user: User) -> "Duty | None":
        """What she chose, as long as she still belongs to that office."""
        chosen = cls.objects.filter(user=user, office=user.office_id or 0)
        return chosen.select_related("office").prefetch_related("pools").first()


class KioskQuerySet(models.QuerySet):
    def active(self) -> Self:
        """Devices that may be used: enrolled and not taken off the list."""
        return self.filter(paired_at__isnull=False, revoked_at=None)

    def awaiting(self) -> Self:
        """Those whose code can still be typed on the device."""
        return self.filter(paired_at=None, revoked_at=None, pair_until__gt=timezone.now())


class Kiosk(models.Model):
    """A device in the hall on which people take a number by themselves.

    An officer gets a code that is valid for some minutes and types it on the device, which from
    then on carries a random token in a signed cookie. Only hashes of code and token are kept here;
    a device that is taken off the list stops at once.
    """

    PAIRING = dt.timedelta(minutes=15)

    office = models.ForeignKey(
        Office, models.CASCADE, related_name="kiosks", verbose_name=_("office")
    )
    name = models.CharField(
        _("where it stands"), max_length=60, help_text=_("For example: beside the entrance.")
    )
    pair_hash = models.CharField(max_length=64, unique=True, editable=False)
    pair_until = models.DateTimeField(editable=False)
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    enrolled_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    enrolled_at = models.DateTimeField(_("enrolled at"), default=timezone.now)
    paired_at = models.DateTimeField(_("in use since"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken off the list at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = KioskQuerySet.as_manager()

    class Meta:
        verbose_name = _("device for waiting numbers")
        verbose_name_plural = _("devices for waiting numbers")
        ordering = ["-enrolled_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paired_at=None, token_hash=None)
                | Q(paired_at__isnull=False, token_hash__isnull=False),
                name="ltsa_kiosk_token_when_paired",
                violation_error_message=_("A device in use has a token."),
            )
        ]

    def __str__(self) -> str:
        return self.name
