"""What the office has decided about a phone, a helper or a device that books very often."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.phone import PhoneField
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from villages.days import DayField
from villages.models import Office


class BookerDecisionQuerySet(ScopedQuerySet):
    def within(self, user: AnyUser, roles: Any) -> Self:
        """An office's own officers look through its list and decide."""
        if not isinstance(user, User) or not user.is_active or user.role != Role.LTSA_OFFICER:
            return self.none()
        return self.filter(office=user.office_id) if user.office_id else self.none()

    def in_force(self) -> Self:
        """Neither over nor followed by a later decision about the same booker."""
        same = {name: models.OuterRef(name) for name in ("office", "phone", "device", "subject_id")}
        rows = self.annotate(subject_id=_HELPER)
        later = BookerDecision.unscoped.annotate(subject_id=_HELPER).filter(
            **same, pk__gt=models.OuterRef("pk")
        )
        return rows.filter(~models.Exists(later), until__gte=timezone.localdate())


#: The helper, or 0: NULL equals nothing.
_HELPER = Coalesce(F("helper"), 0)


class BookerDecision(ScopedModel):
    """Allowed with a reason, or stopped, until a day. Append-only: the latest one counts."""

    class Decision(models.TextChoices):
        ALLOW = "allow", _("may go on")
        STOP = "stop", _("must come to the desk")

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    phone = PhoneField(_("phone"), blank=True)
    helper = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("helper")
    )
    device = models.CharField(_("device"), max_length=64, blank=True)
    decision = models.CharField(_("decision"), max_length=5, choices=Decision)
    reason = models.CharField(_("reason"), max_length=200)
    until = DayField(_("until"))
    bookings = models.PositiveIntegerField(_("appointments in that week"), default=0)
    cancelled = models.PositiveIntegerField(_("of these cancelled"), default=0)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    unscoped: ClassVar[Any] = BookerDecisionQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("decision about a booker")
        verbose_name_plural = _("decisions about bookers")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["office", "until"], name="ltsa_bookerdecision_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(helper=None, device="") & ~Q(phone="")
                    | Q(phone="", device="", helper__isnull=False)
                    | Q(phone="", helper=None) & ~Q(device="")
                ),
                name="ltsa_bookerdecision_one_subject",
                violation_error_message=_("A decision is about one phone, helper or device."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="ltsa_bookerdecision_has_reason",
                violation_error_code="reason",
                violation_error_message=_("Say why, so that a colleague understands it later."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled__lte=F("bookings")),
                name="ltsa_bookerdecision_counts_fit",
                violation_error_message=_("More were cancelled than made."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.until}"
