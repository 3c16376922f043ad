"""What a case waits for: offices it was passed on to, deadlines; and its photos."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField
from accounts.history import tracked
from accounts.models import User
from accounts.scoping import ScopedModel
from migrants.models.cases import Case, OfCaseQuerySet
from migrants.models.journeys import Journey
from publishing.models import Attachment
from villages.days import DayField
from villages.models import Office

#: Permen P2MI 33/2025 art. 16: social empowerment of returnees within one year of the return.
REINTEGRATION = timedelta(days=365)
#: Immigration office Banyuwangi: a passport within three working days (press, January 2026).
PASSPORT_DAYS = 3


class CaseReferralQuerySet(OfCaseQuerySet):
    def unanswered(self) -> Self:
        return self.filter(answered_on=None)

    def due(self) -> Self:
        return self.unanswered().filter(due_on__lte=timezone.localdate())


@tracked(exclude=["submit_key"])
class CaseReferral(ScopedModel):
    """An office was asked to act: one of ours, or one abroad by its name."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    to_name = models.CharField(_("name of the office"), max_length=160)
    sent_on = DayField(_("sent on"))
    reference = models.CharField(_("reference number"), max_length=60, blank=True)
    asked = EncryptedField(_("what was asked"))
    due_on = DayField(_("answer expected by"), null=True, blank=True)
    answered_on = DayField(_("answered on"), null=True, blank=True)
    answer = EncryptedField(_("answer"), null=True, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = CaseReferralQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, answer__isnull=True)
                | Q(answered_on__isnull=False, answer__isnull=False),
                name="migrants_casereferral_answer_has_day",
                violation_error_code="answer",
                violation_error_message=_("Write what the office answered, and when."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("sent_on")),
                name="migrants_casereferral_answered_after_sent",
                violation_error_code="answered_on",
                violation_error_message=_("The answer cannot be older than the letter."),
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("sent_on")),
                name="migrants_casereferral_due_after_sent",
                violation_error_code="due_on",
                violation_error_message=_("The answer cannot be due before the letter was sent."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["case", "due_on"],
                condition=Q(answered_on=None),
                name="migrants_casereferral_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.to_name

    @property
    def is_overdue(self) -> bool:
        waits = self.due_on is not None and self.answered_on is None
        return bool(waits and self.due_on <= timezone.localdate())  # type: ignore[operator]

    def get_absolute_url(self) -> str:
        return reverse("case_detail", args=[self.case_id])


class CaseDeadlineQuerySet(OfCaseQuerySet):
    def waiting(self) -> Self:
        return self.filter(done_on=None)

    def due(self) -> Self:
        return self.waiting().filter(due_on__lte=timezone.localdate())


@tracked(exclude=["submit_key"])
class CaseDeadline(ScopedModel):
    """A day by which something must have happened."""

    class Kind(models.TextChoices):
        NEXT_STEP = "next_step", _("the next step")
        CALL_FAMILY = "call_family", _("tell the family")
        PAPERS = "papers", _("papers complete")
        PASSPORT = "passport", _("new passport")
        CLAIM = "claim", _("insurance claim")
        COURT = "court", _("hearing or court")
        REINTEGRATION = "reintegration", _("help after the return")
        OTHER = "other", _("something else")

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    kind = models.CharField(_("what for"), max_length=14, choices=Kind)
    due_on = DayField(_("due on"))
    note = EncryptedField(_("note"), null=True, blank=True)
    done_on = DayField(_("done on"), null=True, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = CaseDeadlineQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["case", "due_on"],
                condition=Q(done_on=None),
                name="migrants_casedeadline_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.due_on <= timezone.localdate()

    @classmethod
    def usual_day(cls, kind: str, case: Case, today: date) -> date | None:
        """The day that a law or an office gives for this kind; None where none is known."""
        if kind == cls.Kind.PASSPORT:
            return _working_days_after(today, PASSPORT_DAYS)
        if kind == cls.Kind.REINTEGRATION and case.person_id:
            home = Journey.unscoped.filter(person=case.person_id, returned_on__isnull=False)
            last = home.order_by("-returned_on").values_list("returned_on", flat=True).first()
            return last + REINTEGRATION if last else None
        return None


def _working_days_after(day: date, number: int) -> date:
    """Monday to Friday; holidays are not known here."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


class CaseAttachment(ScopedModel):
    """A photo of a case. Its file is private: only whoever may read the case is given it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", help_text="Empty: sent by the family."
    )
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = OfCaseQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("photo of a case")
        verbose_name_plural = _("photos of a case")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.at)

    @property
    def key(self) -> Any:
        """What its address names; nobody can guess one."""
        return self.attachment.key
