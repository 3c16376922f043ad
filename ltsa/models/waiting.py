"""Families for whom no time fitted, in the order in which freed places are offered to them."""

import datetime as dt
import re
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.codes import clean_code
from accounts.models import Role, User
from accounts.phone import PhoneField
from accounts.scoping import AnyUser, ScopedModel
from ltsa.models.bookings import Booking, BookingQuerySet, Party
from ltsa.models.services import Service
from ltsa.models.timetable import Weekday
from migrants.models import Person
from villages.days import DayField
from villages.models import Office, Village

#: What is "in the morning" for somebody who lives far away.
NOON_OF_THE_DESK = dt.time(10)


class WaitingEntryQuerySet(BookingQuerySet):
    def _not_confidential(self, user: User) -> Q:
        return Q(service__is_confidential=False)

    def _where(self, condition: Q) -> Self:
        return self.filter(condition)  # has its own office and village

    def by_code(self, code: str, digits: str) -> Self:
        """The family's door, as to a booking."""
        if not re.fullmatch(r"[0-9]{4}", digits):
            return self.none()
        return self.filter(code=clean_code(code), contact_phone__endswith=digits)

    def movable_by(self, user: AnyUser) -> Self:
        """Whom she may take off the list: an officer everybody of her office, a coordinator whom a
        coordinator put on it for her village."""
        if isinstance(user, User) and user.role == Role.COORDINATOR:
            return self.visible_to(user).filter(channel=Booking.Channel.COORDINATOR)
        return self.editable_by(user)

    def waiting(self) -> Self:
        """In the order in which freed places are offered: priority, then age."""
        return self.filter(state=WaitingEntry.State.WAITING).order_by(
            "-priority", "created_at", "pk"
        )

    def on_the_list(self) -> Self:
        return self.filter(state__in=WaitingEntry.ON_THE_LIST)


class WaitingEntry(ScopedModel):
    """A family for whom no time fitted. Freed places are offered as a held booking, by priority,
    then age. `name`, `person_key` and `service` are those of the first who comes; `parties` are
    all. With `booking` she has an appointment and waits for an earlier one."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        OFFERED = "offered", _("a time was offered")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ENDED = "ended", _("ended")

    ON_THE_LIST = (State.WAITING, State.OFFERED)

    class Hours(models.TextChoices):
        ANY = "any", _("any hour")
        EARLY = "early", _("before 10.00")
        LATE = "late", _("from 10.00 on")

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("village")
    )
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="+", verbose_name=_("service")
    )
    code = models.CharField(_("code"), max_length=6, unique=True, null=True, editable=False)
    submit_key = models.UUIDField(unique=True, editable=False)
    person_key = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("name"), max_length=100)
    contact_name = models.CharField(_("contact"), max_length=100, blank=True, db_default="")
    contact_phone = PhoneField(_("phone"))
    helper_name = models.CharField(
        _("who comes along"), max_length=100, blank=True, default="", db_default=""
    )
    helper_phone = PhoneField(_("phone of who comes along"), blank=True, default="", db_default="")
    second_name = models.CharField(
        _("second contact"), max_length=100, blank=True, default="", db_default=""
    )
    second_phone = PhoneField(
        _("phone of the second contact"), blank=True, default="", db_default=""
    )
    booking = models.ForeignKey(
        Booking,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="earlier_wishes",
        verbose_name=_("appointment that is to become earlier"),
    )
    channel = models.CharField(
        _("came by"), max_length=12, choices=Booking.Channel, default="online", db_default="online"
    )
    booked_by_role = models.CharField(
        _("entered by"), max_length=12, choices=Booking.BookedBy, default="self", db_default="self"
    )
    booked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    first_day = DayField(_("earliest day"))
    last_day = DayField(_("latest day"))
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday),
        verbose_name=_("weekdays"),
        default=list,
        db_default=[],
        blank=True,
    )
    hours = models.CharField(
        _("hours"), max_length=5, choices=Hours, default=Hours.ANY, db_default="any"
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Booking.Priority, default=Booking.Priority.NORMAL
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    offer = models.OneToOneField(
        Booking, models.SET_NULL, null=True, blank=True, related_name="waiting_entry"
    )
    refused = ArrayField(
        models.DateTimeField(),
        verbose_name=_("times that did not fit"),
        default=list,
        db_default=[],
    )
    unanswered = models.PositiveSmallIntegerField(
        _("offers without an answer"), default=0, db_default=0, editable=False
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    unscoped: ClassVar[Any] = WaitingEntryQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("entry of the waiting list")
        verbose_name_plural = _("waiting list")
        ordering = ["-priority", "created_at", "pk"]
        indexes = [
            models.Index(
                fields=["office", "-priority", "created_at", "id"],
                condition=Q(state__in=["waiting", "offered"]),
                name="ltsa_waitingentry_in_order",
            ),
            models.Index(fields=["contact_phone"], name="ltsa_waitingentry_phone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person_key", "service"],
                condition=Q(state__in=["waiting", "offered"]),
                name="ltsa_waitingentry_once",
                violation_error_message=_("This person is already on the waiting list."),
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="ltsa_waitingentry_days_in_order",
                violation_error_code="last_day",
                violation_error_message=_("The latest day cannot be before the earliest day."),
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offer__isnull=False),
                name="ltsa_waitingentry_offered_has_offer",
                violation_error_message=_("What is offered is a time."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("waiting_entry", args=[self.code])

    @property
    def is_on_the_list(self) -> bool:
        return self.state in self.ON_THE_LIST

    def suits(self, starts_at: dt.datetime) -> bool:
        """Whether she asked for such a time, and has not refused this one. An appointment only
        becomes earlier."""
        if self.booking and starts_at >= self.booking.starts_at:
            return False
        local = timezone.localtime(starts_at)
        early = local.time() < NOON_OF_THE_DESK
        return (
            self.first_day <= local.date() <= self.last_day
            and (not self.weekdays or local.weekday() in self.weekdays)
            and self.hours in (self.Hours.ANY, self.Hours.EARLY if early else self.Hours.LATE)
            and starts_at not in self.refused
        )


class WaitingPartyQuerySet(BookingQuerySet):
    def _not_confidential(self, user: User) -> Q:
        return Q(service__is_confidential=False)

    def _where(self, condition: Q) -> Self:
        entries = WaitingEntry.unscoped.filter(condition)
        return self.filter(entry__in=entries.values("pk"))

    def by_code(self, code: str, digits: str) -> Self:
        return self.filter(entry__in=WaitingEntry.by_code(code, digits).values("pk"))


class WaitingParty(ScopedModel):
    """One person for one service who waits; becomes a Party when a time is offered."""

    entry = models.ForeignKey(WaitingEntry, models.CASCADE, related_name="parties")
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="+", verbose_name=_("service")
    )
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    person_key = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("name"), max_length=100)
    relation_to_booker = models.CharField(
        _("who is this to the booker"),
        max_length=10,
        choices=Party.Relation,
        default=Party.Relation.SELF,
    )
    has_authority = models.BooleanField(_("has a letter of authority"), default=False)
    readiness = models.CharField(
        _("papers"),
        max_length=12,
        choices=Party.Readiness,
        default=Party.Readiness.NOT_ASKED,
    )

    unscoped: ClassVar[Any] = WaitingPartyQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("person on the waiting list")
        verbose_name_plural = _("people on the waiting list")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "person_key", "service"],
                name="ltsa_waitingparty_unique",
                violation_error_message=_("This person is listed twice for the same service."),
            )
        ]

    def __str__(self) -> str:
        return self.name
