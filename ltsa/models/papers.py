"""Which papers are there, as somebody has looked: paper by paper, who, when, by which list."""

import hashlib
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel
from ltsa.models.bookings import BookingQuerySet, Party
from ltsa.models.services import Requirement


def list_version(requirements: Iterable[Requirement]) -> str:
    """Which list of papers was looked at: it changes with every paper, word and condition."""
    said = "\n".join(
        "|".join((str(one.pk), one.text, one.copies, one.who_signs, one.only_if))
        for one in sorted(requirements, key=lambda one: one.pk)
    )
    return hashlib.sha256(said.encode()).hexdigest()[:12]


class PaperCheckQuerySet(BookingQuerySet):
    booking_path = "party__booking"
    writers = (Role.LTSA_OFFICER, Role.COORDINATOR)


@tracked()
class PaperCheck(ScopedModel):
    """One look at one person's papers. Each kind of checker has one, brought up to date; every
    earlier state is in the history."""

    class Checker(models.TextChoices):
        FAMILY = "family", _("the family itself")
        COORDINATOR = "coordinator", _("village coordinator")
        DESK = "desk", _("LTSA officer")

    party = models.ForeignKey(Party, models.CASCADE, related_name="paper_checks")
    checker = models.CharField(_("who looked"), max_length=12, choices=Checker)
    list_version = models.CharField(_("list"), max_length=12)
    revision = models.PositiveSmallIntegerField(default=1)
    checked_at = models.DateTimeField(_("checked at"), default=timezone.now)
    checked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    unscoped: ClassVar[Any] = PaperCheckQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("check of papers")
        verbose_name_plural = _("checks of papers")
        ordering = ["checked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "checker"],
                name="ltsa_papercheck_unique",
                violation_error_message=_("These papers are checked already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.checker}"


class CheckedPaperQuerySet(BookingQuerySet):
    booking_path = "check_of__party__booking"
    writers = (Role.LTSA_OFFICER, Role.COORDINATOR)


@tracked()
class CheckedPaper(ScopedModel):
    """One paper of a check. `text` is what the list said then; the paper itself may be edited."""

    class Answer(models.TextChoices):
        THERE = "there", _("there")
        MISSING = "missing", _("not yet")
        NOT_NEEDED = "not_needed", _("not needed")

    check_of = models.ForeignKey(PaperCheck, models.CASCADE, related_name="papers")
    requirement = models.ForeignKey(
        Requirement, models.SET_NULL, null=True, related_name="+", verbose_name=_("paper")
    )
    text = models.CharField(_("paper"), max_length=240)
    answer = models.CharField(_("is it there?"), max_length=10, choices=Answer)

    unscoped: ClassVar[Any] = CheckedPaperQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("checked paper")
        verbose_name_plural = _("checked papers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "requirement"],
                name="ltsa_checkedpaper_unique",
                violation_error_message=_("This paper is answered twice."),
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=["there", "missing", "not_needed"]),
                name="ltsa_checkedpaper_answer_known",
                violation_error_message=_("This answer does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.answer}"
