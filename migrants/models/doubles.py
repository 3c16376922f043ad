"""People who are in the register twice: pairs that may be one person, and the merging of them."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField, keyed_hash, masked
from accounts.history import tracked
from accounts.models import Role, User
from accounts.phone import PhoneField, local_phone
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from villages.days import DayField
from villages.models import Village

#: Who may merge, inside her own territory: a coordinator two people of her village, a case officer
#: also two of different villages. Nobody else sees people's pages (docs/decisions/0006-merging.md).
MERGERS = (Role.COORDINATOR, Role.CASE_OFFICER)
#: How long a pair that was put off stays out of the way.
LATER = timedelta(days=14)


class DoublePairQuerySet(ScopedQuerySet):
    village_path = "first__village"
    readers = MERGERS
    writers = MERGERS

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        """Both must be hers: half a pair would tell her of somebody in another village."""
        rows = super().within(user, roles)
        if not isinstance(user, User):
            return rows
        return rows.filter(second__village__in=user.villages())

    def to_decide(self) -> Self:
        """Nobody has decided yet, or it was put off until now."""
        state = DoublePair.State
        today = timezone.localdate()
        return self.filter(Q(state=state.OPEN) | Q(state=state.LATER, later_until__lte=today))

    def put_off(self) -> Self:
        return self.filter(state=DoublePair.State.LATER, later_until__gt=timezone.localdate())

    def different(self) -> Self:
        return self.filter(state=DoublePair.State.DIFFERENT)


class DoublePair(ScopedModel):
    """Two people of the register who may be one. Found every night, or told by somebody.

    `prints` says on which data a decision stands: a pair that was found different comes back only
    when one of the two has changed since.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to be decided")
        LATER = "later", _("put off")
        DIFFERENT = "different", _("different people")

    class Reason(models.TextChoices):
        NAME_SAME = "name_same", _("the same name")
        NAME_ALIKE = "name_alike", _("a similar name")
        BORN_SAME = "born_same", _("the same birth date")
        BORN_SWAPPED = "born_swapped", _("day and month of birth exchanged")
        BORN_NEAR = "born_near", _("nearly the same birth date")
        BORN_ROUGHLY = "born_roughly", _("birth dates that fit, one of them rough")
        PHONE = "phone", _("the same phone")
        FAMILY_CARD = "family_card", _("the same family card (KK)")
        HOUSEHOLD = "household", _("the same family")
        RELATIVE = "relative", _("a relative with the same name")
        TOLD = "told", _("somebody says so")

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: 0 to 100: how sure the search is.
    score = models.PositiveSmallIntegerField(default=0)
    reasons = ArrayField(models.CharField(max_length=12, choices=Reason))
    #: What both looked like when this was found or decided, see migrants.actions.doubles.
    prints = models.CharField(max_length=65, blank=True)
    found_at = models.DateTimeField(default=timezone.now)
    told_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    later_until = DayField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    unscoped: ClassVar[Any] = DoublePairQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("possible double")
        verbose_name_plural = _("possible doubles")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="migrants_doublepair_once",
                violation_error_message=_("This pair is already listed."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="migrants_doublepair_in_order",
                violation_error_message=_("Choose two different people."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-score", "id"], name="migrants_doublepair_state"),
        ]

    def __str__(self) -> str:
        return f"{self.first} · {self.second}"

    def get_absolute_url(self) -> str:
        return reverse("double_detail", args=[self.pk])

    @property
    def reason_labels(self) -> list[str]:
        labels = dict(self.Reason.choices)
        return [str(labels[reason]) for reason in self.reasons if reason in labels]


class MergeQuerySet(ScopedQuerySet):
    village_path = "kept__village"
    readers = MERGERS

    def standing(self) -> Self:
        return self.filter(undone_at=None)

    def editable_by(self, user: AnyUser) -> Self:
        """Whoever may merge these two may also undo it: both sides must be hers."""
        rows = self.within(user, MERGERS)
        return rows.filter(gone_village__in=user.villages()) if isinstance(user, User) else rows

    def lost_by(self, user: AnyUser) -> Self:
        """Records of the user's own village that the office merged into another village's. She
        knew the name; where the person is now she does not learn here."""
        if not isinstance(user, User) or not user.is_active or user.role != Role.COORDINATOR:
            return self.none()
        here = user.villages()
        return self.standing().filter(gone_village__in=here).exclude(kept__village__in=here)


class Merge(ScopedModel):
    """Two records became one. `gone_pk` is the key of the one that is no longer there: its old
    address leads to the kept one. `steps` is what was done, row by row, to undo it."""

    kept = models.ForeignKey(Person, models.CASCADE, related_name="merges")
    gone_pk = models.BigIntegerField()
    #: Key of the pair it was decided on: a second press of the button finds what the first did.
    pair_key = models.BigIntegerField(null=True)
    gone_name = models.CharField(max_length=100)
    gone_village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    #: JSON, see workspace.actions.ledger: personal data, so encrypted as a whole.
    steps = EncryptedField()
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    unscoped: ClassVar[Any] = MergeQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("merging of two records")
        verbose_name_plural = _("merged records")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone_pk"],
                condition=Q(undone_at=None),
                name="migrants_merge_gone_once",
                violation_error_message=_("This record was merged already."),
            )
        ]
        indexes = [models.Index(fields=["gone_village"], name="migrants_merge_gone_village")]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept}"

    def get_absolute_url(self) -> str:
        return reverse("merge_detail", args=[self.pk])

    @classmethod
    def lost_by(cls, user: AnyUser) -> Any:
        return cls.unscoped.lost_by(user)


class DoubleRequestQuerySet(ScopedQuerySet):
    readers = MERGERS
    writers = (Role.CASE_OFFICER,)

    def open(self) -> Self:
        return self.filter(answered_at=None)


@tracked(exclude=["submit_key"])
class DoubleRequest(ScopedModel):
    """A coordinator thinks that somebody of her village is registered elsewhere too, and asks the
    office of the regency. The request looks the same whether or not that is so."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    #: Her own record of the person, when there is one.
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="double_requests"
    )
    name = models.CharField(_("name"), max_length=100)
    nik = EncryptedField(_("NIK"), blank=True)
    nik_hash = models.CharField(max_length=64, null=True, editable=False)
    born_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    phone = PhoneField(_("phone"), blank=True)
    why = models.CharField(_("why do you think so"), max_length=300)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(_("answer to the village"), max_length=300, blank=True)
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = DoubleRequestQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("request about a double")
        verbose_name_plural = _("requests about doubles")
        ordering = [F("answered_at").desc(nulls_first=True), "-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""),
                name="migrants_doublerequest_answered_in_words",
                violation_error_message=_("Write the answer for the village."),
            ),
            models.CheckConstraint(
                condition=Q(born_year=None) | Q(born_year__range=(1900, 2100)),
                name="migrants_doublerequest_born_year_sensible",
                violation_error_message=_("Give the year with four digits, such as 1988."),
                violation_error_code="born_year",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "-asked_at"], name="migrants_doublerequest_village")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def derive_keys(self) -> None:
        """Fill the column that follows from another. Forms do it before asking the constraints."""
        self.nik_hash = keyed_hash(self.nik) if self.nik else None

    def get_absolute_url(self) -> str:
        return reverse("double_request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    @property
    def masked_nik(self) -> str:
        return masked(self.nik)

    @property
    def local_phone(self) -> str:
        return local_phone(self.phone) if self.phone else ""
