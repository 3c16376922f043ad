"""Papers: those that were missing at a visit, and the way of those that were applied for."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.scoping import AnyUser, ScopedModel
from ltsa.models.bookings import BookingQuerySet, Party
from ltsa.models.services import Requirement


class MissingPaperQuerySet(BookingQuerySet):
    booking_path = "party__booking"


class MissingPaper(ScopedModel):
    """One paper that one person did not have with her. `text` stays as it was when the office
    changes its list later; without a `requirement` they are the officer's own words."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="missing_papers")
    requirement = models.ForeignKey(
        Requirement, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.CharField(_("paper"), max_length=240)

    unscoped: ClassVar[Any] = MissingPaperQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("missing paper")
        verbose_name_plural = _("missing papers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "requirement"],
                name="ltsa_missingpaper_once",
                violation_error_message=_("This paper is already listed."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class AppliedPaperQuerySet(BookingQuerySet):
    booking_path = "party__booking"

    def within(self, user: AnyUser, roles: Any) -> Self:
        """As bookings; a coordinator also sees those of registered people of her village, whoever
        booked for them, but none of a service that is not shown to the village."""
        rows = super().within(user, roles)
        if not isinstance(user, User) or user.role != Role.COORDINATOR or not user.is_active:
            return rows
        if Role.COORDINATOR not in roles or not user.village_id:
            return rows
        hers = Q(party__booking__village=user.village_id)
        hers |= Q(party__person__village=user.village_id)
        return self.filter(hers, party__service__is_confidential=False)

    def shown(self) -> Self:
        """Without those that were entered by mistake."""
        return self.exclude(state=AppliedPaper.State.WITHDRAWN)

    def under_way(self) -> Self:
        return self.filter(state__in=AppliedPaper.UNDER_WAY)

    def in_state(self, state: str) -> Self:
        return self.filter(state=state)


class AppliedPaper(ScopedModel):
    """A paper that somebody applied for at a visit. Its state is that of the last step in its log:
    a trigger on PaperStep writes it, so that the two cannot disagree."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received by the office")
        ELSEWHERE = "elsewhere", _("at another office")
        READY = "ready", _("ready to be collected")
        COLLECTED = "collected", _("collected")
        RETURNED = "returned", _("returned: something is missing")
        REJECTED = "rejected", _("refused")
        WITHDRAWN = "withdrawn", _("entered by mistake")

    #: Somebody is still waiting for it.
    UNDER_WAY = (State.RECEIVED, State.ELSEWHERE, State.READY, State.RETURNED)
    #: What may come next; the rest would be a slip of the hand.
    NEXT: ClassVar[dict[str, tuple[str, ...]]] = {
        State.RECEIVED: (
            State.ELSEWHERE,
            State.READY,
            State.COLLECTED,
            State.RETURNED,
            State.REJECTED,
            State.WITHDRAWN,
        ),
        State.ELSEWHERE: (
            State.ELSEWHERE,  # from one office to the next
            State.RECEIVED,
            State.READY,
            State.RETURNED,
            State.REJECTED,
            State.WITHDRAWN,
        ),
        State.READY: (State.COLLECTED, State.RECEIVED, State.ELSEWHERE, State.WITHDRAWN),
        State.COLLECTED: (State.READY,),  # pressed by mistake
        State.RETURNED: (State.RECEIVED, State.REJECTED, State.WITHDRAWN),
        State.REJECTED: (State.RECEIVED,),
        State.WITHDRAWN: (State.RECEIVED,),
    }
    NEEDS_REASON = (State.RETURNED, State.REJECTED)

    party = models.ForeignKey(Party, models.CASCADE, related_name="papers")
    title = models.CharField(_("paper"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    place = models.CharField(_("at which office"), max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    unscoped: ClassVar[Any] = AppliedPaperQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("paper under way")
        verbose_name_plural = _("papers under way")
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["state", "since"], name="ltsa_appliedpaper_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "title"],
                name="ltsa_appliedpaper_unique",
                violation_error_code="title",
                violation_error_message=_("This paper is already listed for this person."),
            ),
            models.CheckConstraint(
                condition=~Q(state="elsewhere") | ~Q(place=""),
                name="ltsa_appliedpaper_elsewhere_has_place",
                violation_error_code="place",
                violation_error_message=_("Say at which office the paper is now."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "rejected"]) | ~Q(reason=""),
                name="ltsa_appliedpaper_refusal_has_reason",
                violation_error_code="reason",
                violation_error_message=_("Say why, so that the family knows what to do."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days_waiting(self) -> int:
        """Days since it came into this state."""
        return (timezone.localdate() - timezone.localdate(self.since)).days


class PaperStepQuerySet(BookingQuerySet):
    booking_path = "paper__party__booking"

    def within(self, user: AnyUser, roles: Any) -> Self:
        return self.filter(paper__in=AppliedPaper.unscoped.within(user, roles).values("pk"))


class PaperStep(ScopedModel):
    """One step on a paper's way. Append-only."""

    paper = models.ForeignKey(AppliedPaper, models.CASCADE, related_name="steps")
    state = models.CharField(_("state"), max_length=10, choices=AppliedPaper.State)
    place = models.CharField(_("at which office"), max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    unscoped: ClassVar[Any] = PaperStepQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("step of a paper")
        verbose_name_plural = _("steps of a paper")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["paper", "at"], name="ltsa_paperstep_paper")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="tells_state",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="""
                    UPDATE ltsa_appliedpaper SET state = NEW.state, place = NEW.place,
                        reason = NEW.reason, since = NEW.at
                    WHERE id = NEW.paper_id;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.state}"
