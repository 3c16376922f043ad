"""Moves from one village to another: one side asks, the other answers. Until then the receiving
side learns nothing about the person but what somebody typed into the request."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField, keyed_hash, masked
from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from villages.models import Village

#: When the other village has not answered by then, the regency's office decides.
ANSWER_WITHIN = timedelta(days=14)
OFFICE = (Role.OFFICIAL, Role.ADMINISTRATOR)


class MoveRequestQuerySet(ScopedQuerySet):
    readers = (Role.COORDINATOR, *OFFICE)
    writers = readers

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        """A coordinator: what her village asked or is asked. The office: what nobody answered in
        time, and what was decided after that. A request that leads to no person counts to the
        regency that asked, and waits just as long: the office's silence tells nothing either."""
        if not isinstance(user, User) or not user.is_active or user.role not in roles:
            return self.none()
        here = user.villages()
        if user.role == Role.COORDINATOR:
            return self.filter(Q(to_village__in=here) | Q(from_village__in=here))
        late = Q(asked_at__lt=timezone.now() - ANSWER_WITHIN)
        lies_here = Q(from_village__in=here) | Q(from_village=None, to_village__in=here)
        return self.filter(lies_here, (late & Q(state=MoveRequest.State.OPEN)) | Q(by_office=True))

    def open(self) -> Self:
        return self.filter(state=MoveRequest.State.OPEN)

    def to_answer(self, user: AnyUser) -> Self:
        """Open requests that this user may answer. Nobody answers her own side's request."""
        rows = self.within(user, self.writers).open()
        if isinstance(user, User) and user.role == Role.COORDINATOR:
            here, side = user.villages(), MoveRequest.Side
            return rows.filter(
                Q(side=side.RECEIVING, from_village__in=here)
                | Q(side=side.SENDING, to_village__in=here)
            )
        return rows

    def asked_by_side_of(self, user: AnyUser) -> Self:
        """What the user's own village asked for."""
        if not isinstance(user, User) or user.role != Role.COORDINATOR:
            return self.none()
        here, side = user.villages(), MoveRequest.Side
        return self.within(user, self.readers).filter(
            Q(side=side.RECEIVING, to_village__in=here)
            | Q(side=side.SENDING, from_village__in=here)
        )


@tracked(exclude=["submit_key"])
class MoveRequest(ScopedModel):
    """One village asks another that a person becomes hers, or that she is taken over.

    `person` and `from_village` say to whom the request leads. The receiving side never sees them
    before it is accepted: its request looks the same whether or not it leads to anybody.
    """

    class Side(models.TextChoices):
        RECEIVING = "receiving", _("the village where she lives now")
        SENDING = "sending", _("the village where she is registered")

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("taken back")

    side = models.CharField(max_length=10, choices=Side)
    to_village = models.ForeignKey(
        Village, models.PROTECT, related_name="+", verbose_name=_("to which village")
    )
    from_village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="move_requests"
    )
    # What the receiving side typed.
    typed_name = models.CharField(_("name"), max_length=100, blank=True)
    typed_nik = EncryptedField(_("NIK"), blank=True)
    typed_nik_hash = models.CharField(max_length=64, null=True, editable=False)
    typed_born_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    typed_village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("from which village"),
    )
    note = models.CharField(_("what the other village should know"), max_length=300, blank=True)
    with_family = models.BooleanField(_("her whole family moves with her"), default=False)

    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    by_office = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = MoveRequestQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("move request")
        verbose_name_plural = _("move requests")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="open"),
                name="migrants_moverequest_one_open",
                violation_error_message=_("A move of this person already waits for an answer."),
            ),
            models.UniqueConstraint(
                fields=["to_village", "typed_nik_hash"],
                condition=Q(state="open"),
                name="migrants_moverequest_asked_once",
                violation_error_message=_("Your village already asked for this person."),
                violation_error_code="typed_nik",
            ),
            models.CheckConstraint(
                condition=Q(from_village=None) | ~Q(from_village=F("to_village")),
                name="migrants_moverequest_between_two_villages",
                violation_error_message=_("She already belongs to this village."),
                violation_error_code="to_village",
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="migrants_moverequest_answered_or_open",
                violation_error_message=_("This request was answered already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(reason__gt=""),
                name="migrants_moverequest_refused_with_reason",
                violation_error_message=_("Say why you refuse."),
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | Q(person__isnull=False, from_village__isnull=False),
                name="migrants_moverequest_accepted_has_person",
                violation_error_message=_("Say first who is meant."),
            ),
            models.CheckConstraint(
                condition=~Q(side="sending") | Q(from_village__isnull=False),
                name="migrants_moverequest_sending_from_somewhere",
                violation_error_message=_("Say from which village she comes."),
            ),
        ]
        indexes = [
            models.Index(fields=["to_village", "-asked_at"], name="migrants_moverequest_to"),
            models.Index(fields=["from_village", "-asked_at"], name="migrants_moverequest_from"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def derive_keys(self) -> None:
        """Fill the column that follows from another. Forms do it before asking the constraints."""
        self.typed_nik_hash = keyed_hash(self.typed_nik) if self.typed_nik else None

    def get_absolute_url(self) -> str:
        return reverse("move_detail", args=[self.pk])

    @classmethod
    def to_answer(cls, user: AnyUser) -> Any:
        return cls.unscoped.to_answer(user)

    @classmethod
    def asked_by_side_of(cls, user: AnyUser) -> Any:
        return cls.unscoped.asked_by_side_of(user)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def masked_typed_nik(self) -> str:
        return masked(self.typed_nik)

    def holds_person(self, user: User) -> bool:
        """Whether this user may know whom the request leads to: those who keep the person's record,
        and the village that took her over."""
        if user.role in OFFICE:
            return False
        here = user.village_id
        return here == self.from_village_id or (
            here == self.to_village_id and self.state == self.State.ACCEPTED
        )

    def subject_for(self, user: User) -> str:
        """The name that this user may read: what was typed, or, where she holds it, the real one.
        The office reads what was typed too: it decides between villages, not about names."""
        if self.person and self.holds_person(user):
            return self.person.name
        if self.side == self.Side.RECEIVING:
            return self.typed_name
        return str(_("a person of that village"))

    def from_village_for(self, user: User) -> Village | None:
        """The other village as this user may know it."""
        if self.side == self.Side.SENDING or self.holds_person(user) or user.role in OFFICE:
            return self.from_village
        return self.typed_village
