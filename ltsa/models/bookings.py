"""Who comes when, and what happened. These rows hang from people and villages: they are scoped."""

import datetime as dt
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.codes import clean_code, random_code
from accounts.models import Role, User
from accounts.phone import PhoneField
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from ltsa.models.places import GIVE_BACK, TAKE, Taken
from ltsa.models.services import Service
from ltsa.models.timetable import Pool, Slot
from migrants.models import Person
from villages.models import Office, Village

CODE_LENGTH = 6


def new_code() -> str:
    """A fresh booking code, e.g. "K7MQ4D": one of 191 million."""
    return random_code(CODE_LENGTH)


class State(models.TextChoices):
    HELD = "held", _("kept for you")
    BOOKED = "booked", _("booked")
    ARRIVED = "arrived", _("waiting")
    CALLED = "called", _("called")
    SERVING = "serving", _("being served")
    DONE = "done", _("done")
    INCOMPLETE = "incomplete", _("papers missing")
    NO_SHOW = "no_show", _("did not come")
    CANCELLED = "cancelled", _("cancelled")
    DISPLACED = "displaced", _("cancelled by the office")
    EXPIRED = "expired", _("not confirmed in time")


#: A booking in one of these has seats and claims; in any other it has none.
ACTIVE_STATES = (State.HELD, State.BOOKED, State.ARRIVED, State.CALLED, State.SERVING)
ENDED_STATES = tuple(state for state in State if state not in ACTIVE_STATES)

#: Every change of state that may happen; the database refuses all others.
TRANSITIONS: dict[State, tuple[State, ...]] = {
    State.HELD: (State.BOOKED, State.CANCELLED, State.DISPLACED, State.EXPIRED),
    State.BOOKED: (State.ARRIVED, State.NO_SHOW, State.CANCELLED, State.DISPLACED),
    State.ARRIVED: (
        State.BOOKED,  # marked by mistake
        State.CALLED,
        State.SERVING,
        State.DONE,
        State.INCOMPLETE,
        State.NO_SHOW,
        State.CANCELLED,
        State.DISPLACED,
    ),
    State.CALLED: (
        State.ARRIVED,  # did not hear it, waits on
        State.SERVING,
        State.DONE,
        State.INCOMPLETE,
        State.NO_SHOW,
        State.CANCELLED,
        State.DISPLACED,
    ),
    State.SERVING: (
        State.ARRIVED,  # marked by mistake, as the rest
        State.CALLED,
        State.DONE,
        State.INCOMPLETE,
        State.DISPLACED,
    ),
    State.DONE: (State.ARRIVED, State.CALLED, State.SERVING),
    State.INCOMPLETE: (State.ARRIVED, State.CALLED, State.SERVING),
    State.NO_SHOW: (State.BOOKED, State.ARRIVED, State.CALLED),
}

_ACTIVE_SQL = ", ".join(f"'{state}'" for state in ACTIVE_STATES)


def _active_has_seats(booking: str) -> str:
    """PL/pgSQL, run at commit: the booking is active exactly when it has seats and claims."""
    return f"""
        SELECT state IN ({_ACTIVE_SQL}) INTO is_active FROM ltsa_booking WHERE id = {booking};
        IF NOT FOUND THEN RETURN NULL; END IF;
        SELECT EXISTS (SELECT FROM ltsa_allocation WHERE booking_id = {booking}) INTO has_seats;
        SELECT EXISTS (SELECT FROM ltsa_claim WHERE booking_id = {booking}) INTO has_claims;
        IF has_seats IS DISTINCT FROM is_active OR has_claims IS DISTINCT FROM is_active THEN
            RAISE EXCEPTION 'booking %: active %, seats %, claims %',
                {booking}, is_active, has_seats, has_claims
                USING ERRCODE = 'check_violation',
                CONSTRAINT = 'ltsa_booking_active_has_seats_and_claims';
        END IF;
        RETURN NULL;
    """  # noqa: S608  (constants of this file)


_DECLARE = [("is_active", "BOOLEAN"), ("has_seats", "BOOLEAN"), ("has_claims", "BOOLEAN")]


class BookingQuerySet(ScopedQuerySet):
    readers: ClassVar[tuple[str, ...]] = (Role.LTSA_OFFICER, Role.COORDINATOR, Role.OFFICIAL)
    writers: ClassVar[tuple[str, ...]] = (Role.LTSA_OFFICER,)
    #: Lookup prefix from the row to its booking, "" for the booking itself.
    booking_path: ClassVar[str] = ""

    def within(self, user: AnyUser, roles: Any) -> Self:
        """An LTSA officer: her office. A coordinator: bookings for her village. An official: those
        of her villages, and those without a village at the offices of her regency or province."""
        if not isinstance(user, User) or not user.is_active or user.role not in roles:
            return self.none()
        if user.role == Role.LTSA_OFFICER:
            return self._where(Q(office=user.office_id)) if user.office_id else self.none()
        condition = Q(village__in=user.villages())
        if user.role == Role.COORDINATOR:
            condition &= self._not_confidential(user)
        if user.role == Role.OFFICIAL and user.regency_id:
            condition |= Q(village=None, office__regency=user.regency_id)
        if user.role == Role.OFFICIAL and user.province_id:
            condition |= Q(village=None, office__regency__province=user.province_id)
        return self._where(condition)

    def countable_by(self, user: AnyUser) -> Self:
        """What she may count: whatever she may look at, and for an administrator, who opens none
        of it, what an official of her regency would look at."""
        if not isinstance(user, User) or user.role != Role.ADMINISTRATOR:
            return self.visible_to(user)
        if not user.is_active or not user.regency_id:
            return self.none()
        without_village = Q(village=None, office__regency=user.regency_id)
        return self._where(Q(village__in=user.villages()) | without_village)

    def movable_by(self, user: AnyUser) -> Self:
        """What she may move or cancel: an officer whatever is at her office, a coordinator what was
        booked through a coordinator for people of her village (and not what they booked alone)."""
        if isinstance(user, User) and user.role == Role.COORDINATOR:
            return self.visible_to(user).filter(channel=Booking.Channel.COORDINATOR)
        return self.editable_by(user)

    def _not_confidential(self, user: User) -> Q:
        """A complaint is nobody's business in the village, unless the coordinator booked it."""
        secret = Party.unscoped.filter(booking=models.OuterRef("pk"), service__is_confidential=True)
        return Q(booked_by=user) | ~Q(models.Exists(secret))

    def _where(self, condition: Q) -> Self:
        """`condition` is written for bookings; apply it to whatever hangs from them."""
        if not self.booking_path:
            return self.filter(condition)
        return self.filter(
            **{f"{self.booking_path}__in": Booking.unscoped.filter(condition).values("pk")}
        )

    def by_code(self, code: str, digits: str) -> Self:
        """The family's door: the code and the last four digits of the contact phone."""
        if not re.fullmatch(r"[0-9]{4}", digits):
            return self.none()
        return self._where(Q(code=clean_code(code), contact_phone__endswith=digits))

    def active(self) -> Self:
        return self.filter(state__in=ACTIVE_STATES)

    def expired(self) -> Self:
        """Holds whose time is over but whose seats nobody has freed yet."""
        return self.filter(state=State.HELD, hold_until__lte=timezone.now())

    def on(self, day: dt.date) -> Self:
        """Visits of one local day."""
        start = dt.datetime.combine(day, dt.time.min, timezone.get_current_timezone())
        return self._where(Q(starts_at__gte=start) & Q(starts_at__lt=start + dt.timedelta(days=1)))

    def passing(self, pool: Pool) -> Self:
        """Visits that go to this desk: by what they come for, or because they were sent there."""
        by_service = Party.unscoped.filter(booking=models.OuterRef("pk"), service__steps__pool=pool)
        sent = VisitEvent.unscoped.filter(booking=models.OuterRef("pk"), pool=pool)
        return self.filter(models.Exists(by_service) | models.Exists(sent))

    def in_order(self) -> Self:
        return self.order_by("starts_at", "pk")


class Booking(ScopedModel):
    """One visit of one or several people to an office. Changed by `ltsa.actions` only."""

    @classmethod
    def countable_by(cls, user: AnyUser) -> Any:
        """For figures only: see the queryset."""
        return cls.unscoped.countable_by(user)

    class Channel(models.TextChoices):
        ONLINE = "online", _("online")
        COORDINATOR = "coordinator", _("through the village coordinator")
        PHONE = "phone", _("by phone")
        DESK = "desk", _("at the desk, for another day")
        WALK_IN = "walk_in", _("walked in")

    #: These take their places out of the online share.
    ONLINE_CHANNELS = (Channel.ONLINE, Channel.COORDINATOR)

    class BookedBy(models.TextChoices):
        SELF = "self", _("the person herself")
        FAMILY = "family", _("family")
        NEIGHBOUR = "neighbour", _("neighbour or friend")
        COORDINATOR = "coordinator", _("village coordinator")
        OFFICER = "officer", _("LTSA officer")

    class Priority(models.IntegerChoices):
        NORMAL = 0, _("in order")
        PRIORITY = 1, _("elderly, pregnant, disabled or with a baby")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("village")
    )
    channel = models.CharField(_("came by"), max_length=12, choices=Channel)
    code = models.CharField(_("booking code"), max_length=6, unique=True, default=new_code)
    submit_key = models.UUIDField(unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.BOOKED)
    version = models.PositiveIntegerField(default=1, editable=False)
    starts_at = models.DateTimeField(_("date and time"))
    ends_at = models.DateTimeField(_("until"))
    booked_by_role = models.CharField(_("booked by"), max_length=12, choices=BookedBy)
    booked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    contact_name = models.CharField(_("contact"), max_length=100)
    contact_phone = PhoneField(_("phone"), blank=True)
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
    list_key = models.UUIDField(
        null=True,
        blank=True,
        editable=False,
        help_text="The same for appointments that a coordinator reserved together.",
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.NORMAL
    )
    hold_until = models.DateTimeField(_("kept until"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("offered instead of"),
    )
    earlier_for = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="earlier_times",
        help_text="A kept time: with a yes this appointment moves there.",
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    moves = models.PositiveSmallIntegerField(
        _("moves that count"), default=0, db_default=0, editable=False
    )
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    device = models.CharField(
        max_length=64,
        blank=True,
        db_default="",
        editable=False,
        help_text="Keyed hash of a random cookie: the same browser has the same.",
    )

    unscoped: ClassVar[Any] = BookingQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["office", "starts_at", "id"], name="ltsa_booking_office_day"),
            models.Index(fields=["village", "starts_at", "id"], name="ltsa_booking_village_day"),
            models.Index(
                fields=["hold_until"], condition=Q(state="held"), name="ltsa_booking_held"
            ),
            models.Index(fields=["contact_phone", "created_at"], name="ltsa_booking_phone_day"),
            models.Index(
                fields=["list_key"],
                condition=Q(list_key__isnull=False),
                name="ltsa_booking_list",
            ),
            models.Index(
                fields=["booked_by", "created_at"],
                condition=Q(booked_by__isnull=False),
                name="ltsa_booking_helper_day",
            ),
            models.Index(
                fields=["device", "created_at"],
                condition=~Q(device=""),
                name="ltsa_booking_device_day",
            ),
            models.Index(fields=["office", "created_at"], name="ltsa_booking_office_made"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[*State]),
                name="ltsa_booking_state_known",
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="held", hold_until__isnull=False)
                    | (~Q(state="held") & Q(hold_until=None))
                ),
                name="ltsa_booking_held_until",
                violation_error_message=_(
                    "A time is kept until a certain moment, or it is booked."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="ltsa_booking_ends_after_start",
                violation_error_message=_("A visit must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(earlier_for=None)
                | Q(state__in=["held", "cancelled", "displaced", "expired"]),
                name="ltsa_booking_earlier_time_is_only_kept",
                violation_error_message=_(
                    "An earlier time is only kept: a yes moves the appointment there."
                ),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="state_transitions",
                field="state",
                transitions=[
                    (str(old.value), str(new.value))
                    for old, news in TRANSITIONS.items()
                    for new in news
                ],
            ),
            pgtrigger.Trigger(
                name="active_has_seats",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
                timing=pgtrigger.Deferred,
                declare=_DECLARE,
                func=_active_has_seats("NEW.id"),
            ),
            pgtrigger.Trigger(
                name="frees_counter",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Condition("NEW.state NOT IN ('called', 'serving')"),
                func="""
                    UPDATE ltsa_turn SET counter = ''
                    WHERE booking_id = NEW.id AND counter <> '';
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("booking_ticket", args=[self.code])

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE_STATES

    @property
    def is_online(self) -> bool:
        """Whether its seats come out of the online share."""
        return self.channel in self.ONLINE_CHANNELS

    @property
    def day(self) -> Any:
        """Local date of the visit."""
        return timezone.localdate(self.starts_at)


#: So long somebody who came in vain is called to mind.
IN_VAIN_FOR = dt.timedelta(days=60)


class PartyQuerySet(BookingQuerySet):
    booking_path = "booking"

    def lacking_papers(self) -> Self:
        """Of coming visits: papers are said to be missing, and without them nobody should go."""
        return self.filter(
            booking__state__in=[State.HELD, State.BOOKED],
            booking__starts_at__gte=timezone.now(),
            readiness=Party.Readiness.MISSING,
            service__come_anyway=False,
        )

    def in_vain(self) -> Self:
        """Papers were missing at the desk not long ago, and she has not been there again, nor has
        another appointment for it."""
        later = Party.unscoped.filter(
            person_key=models.OuterRef("person_key"),
            service=models.OuterRef("service"),
            booking__starts_at__gt=models.OuterRef("booking__starts_at"),
        ).filter(Q(booking__state__in=ACTIVE_STATES) | Q(outcome=Party.Outcome.DONE))
        return self.filter(
            outcome=Party.Outcome.INCOMPLETE,
            booking__state=State.INCOMPLETE,
            booking__starts_at__gte=timezone.now() - IN_VAIN_FOR,
        ).exclude(models.Exists(later))


class Party(ScopedModel):
    """One person for one service within a booking."""

    class Relation(models.TextChoices):
        SELF = "self", _("the booker herself")
        SPOUSE = "spouse", _("husband or wife")
        CHILD = "child", _("child")
        PARENT = "parent", _("father or mother")
        RELATIVE = "relative", _("another relative")
        NEIGHBOUR = "neighbour", _("neighbour or friend")
        VILLAGER = "villager", _("person of the coordinator's village")

    #: UU 18/2017 and Permen P2MI 32/2025 art. 1: these are family; others need a written authority.
    FAMILY = (Relation.SELF, Relation.SPOUSE, Relation.CHILD, Relation.PARENT)

    class Readiness(models.TextChoices):
        NOT_ASKED = "not_asked", _("not asked yet")
        MISSING = "missing", _("papers are missing")
        DECLARED = "declared", _("says that all papers are there")
        COORDINATOR = "coordinator", _("papers checked by the coordinator")
        DESK = "desk", _("papers checked at the desk")

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        INCOMPLETE = "incomplete", _("papers missing")

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="parties")
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="+", verbose_name=_("service")
    )
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    person_key = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("name"), max_length=100)
    relation_to_booker = models.CharField(
        _("who is this to the booker"), max_length=10, choices=Relation, default=Relation.SELF
    )
    has_authority = models.BooleanField(_("has a letter of authority"), default=False)
    readiness = models.CharField(
        _("papers"), max_length=12, choices=Readiness, default=Readiness.NOT_ASKED
    )
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome, blank=True)
    outcome_at = models.DateTimeField(_("result at"), null=True, blank=True, editable=False)
    missing = models.CharField(_("what is missing"), max_length=240, blank=True)

    unscoped: ClassVar[Any] = PartyQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("person in a booking")
        verbose_name_plural = _("people in a booking")
        ordering = ["pk"]
        indexes = [models.Index(fields=["person_key"], name="ltsa_party_person_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "person_key", "service"],
                name="ltsa_party_unique",
                violation_error_message=_("This person is listed twice for the same service."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def outcome_kind(self) -> str:
        """The colour of the result's badge."""
        return {"done": "good", "incomplete": "bad"}.get(self.outcome, "")


#: Seats by slot: (in all, of the online share).
Seats = Mapping[int, tuple[int, int]]


def add_seats(some: Seats, more: Seats) -> Seats:
    """Seats of both, slot by slot."""
    added = dict(some)
    for slot_id, (total, online) in more.items():
        before = added.get(slot_id, (0, 0))
        added[slot_id] = (before[0] + total, before[1] + online)
    return added


class AllocationQuerySet(BookingQuerySet):
    booking_path = "booking"

    def seats(self) -> Seats:
        """Sums of these seats by slot."""
        rows = self.values("slot").annotate(
            total=Sum("seats"), share=Coalesce(Sum("seats", filter=Q(online=True)), 0)
        )
        return {row["slot"]: (row["total"], row["share"]) for row in rows.order_by()}


class Allocation(ScopedModel):
    """Seats of a booking in a slot, while it is active. Its trigger keeps `Slot.used_*`."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="allocations")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="+", verbose_name=_("slot"))
    seats = models.PositiveSmallIntegerField(_("places"), default=1)
    online = models.BooleanField(_("from the online share"))
    taken_as = models.CharField(
        _("taken as"), max_length=6, choices=Taken, default=Taken.PUBLIC, db_default="public"
    )

    unscoped: ClassVar[Any] = AllocationQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("seat in a slot")
        verbose_name_plural = _("seats in slots")
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "slot"],
                name="ltsa_allocation_unique",
                violation_error_message=_("This booking already has places at this time."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gt=0),
                name="ltsa_allocation_has_seats",
                violation_error_message=_("At least one place is needed."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_updated", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="count_seats",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                declare=[
                    ("beyond", "BOOLEAN"),
                    ("since", "TIMESTAMPTZ"),
                    ("until", "TIMESTAMPTZ"),
                    ("keeps", "INTEGER"),
                ],
                func=f"""
                    IF TG_OP = 'INSERT' THEN {TAKE}
                    ELSE {GIVE_BACK}
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="active_has_seats",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                declare=_DECLARE,
                func=_active_has_seats("COALESCE(NEW.booking_id, OLD.booking_id)"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} · {self.slot_id}"

    @classmethod
    def in_expired_holds(cls, slots: Sequence[Slot], *, before: dt.datetime | None = None) -> Seats:
        """Seats that expired holds still occupy in these slots. They count as free: for the public
        those that ran out before the last announced moment, for others `before` now."""
        if not slots:
            return {}
        # By desk and time, not by a list of hundreds of slots: such holds are rare.
        moments = [slot.starts_at for slot in slots]
        expired = cls.unscoped.filter(
            slot__pool__in={slot.pool_id for slot in slots},
            slot__starts_at__range=(min(moments), max(moments)),
            booking__state=State.HELD,
            booking__hold_until__lte=before or timezone.now(),
        )
        found: Seats = expired.seats()
        return found and {slot.pk: found[slot.pk] for slot in slots if slot.pk in found}


class ClaimQuerySet(BookingQuerySet):
    booking_path = "booking"


class Claim(ScopedModel):
    """One active booking per person and service: this primary key. Exists while it is active."""

    pk = models.CompositePrimaryKey("person_key", "service_id")
    person_key = models.CharField(max_length=64)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="claims")

    unscoped: ClassVar[Any] = ClaimQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        triggers = [
            pgtrigger.Protect(name="never_updated", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="active_has_claims",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                declare=_DECLARE,
                func=_active_has_seats("COALESCE(NEW.booking_id, OLD.booking_id)"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} · {self.service_id}"


class VisitEventQuerySet(BookingQuerySet):
    booking_path = "booking"


class VisitEvent(ScopedModel):
    """What happened to a booking, in order. Append-only: audit, waiting time, service time."""

    class Kind(models.TextChoices):
        HELD = "held", _("kept")
        BOOKED = "booked", _("booked")
        MOVED = "moved", _("moved")
        REDUCED = "reduced", _("one person fewer")
        ARRIVED = "arrived", _("arrived")
        RETURNED = "returned", _("set back")
        UNDONE = "undone", _("marked by mistake, taken back")
        CALLED = "called", _("called")
        SERVING = "serving", _("service began")
        DONE = "done", _("done")
        INCOMPLETE = "incomplete", _("papers missing")
        NO_SHOW = "no_show", _("did not come")
        CANCELLED = "cancelled", _("cancelled")
        DISPLACED = "displaced", _("cancelled by the office")
        EXPIRED = "expired", _("not confirmed in time")
        RECALLED = "recalled", _("called once more")
        PARKED = "parked", _("set aside, later")
        RESUMED = "resumed", _("taken up again")
        PASSED = "passed", _("sent on to the next desk")
        CHECKED = "checked", _("papers checked at the desk")

    #: These leave the state as it is.
    NO_CHANGE = (Kind.RECALLED, Kind.CHECKED)
    #: The state after an event of another name.
    LEADS_TO: ClassVar[Mapping[str, str]] = {
        Kind.MOVED: State.BOOKED,
        Kind.REDUCED: State.BOOKED,
        Kind.RETURNED: State.BOOKED,
        Kind.PARKED: State.ARRIVED,
        Kind.RESUMED: State.ARRIVED,
        Kind.PASSED: State.ARRIVED,
    }

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("at"), default=timezone.now)
    pool = models.ForeignKey(
        Pool,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("desk"),
        help_text="Where it happened; where she was sent, when she was sent on.",
    )
    counter = models.CharField(_("counter"), max_length=20, blank=True)
    actor = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    unscoped: ClassVar[Any] = VisitEventQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("event of a visit")
        verbose_name_plural = _("events of a visit")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["booking", "at"], name="ltsa_visitevent_booking")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.kind}"
