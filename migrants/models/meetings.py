"""Meetings of a group: when, where, what about, and who came."""

from datetime import date
from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel
from migrants.models.groups import Group, GroupMembership, OfGroupQuerySet
from migrants.models.versions import Versioned, count_version
from villages.days import DayField


def of_one_group(column: str, of: str, constraint: str) -> pgtrigger.Trigger:
    """A trigger that refuses a member of another group than the row's: `column` is the row's key to
    table `of`, which says which group is meant."""
    return pgtrigger.Trigger(
        name="of_one_group",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF NEW.{column} IS NOT NULL AND (SELECT group_id FROM {of} WHERE id = NEW.{column})
                IS DISTINCT FROM
                (SELECT group_id FROM migrants_groupmembership WHERE id = NEW.member_id)
            THEN
                RAISE EXCEPTION 'member of another group'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  # no value of a user stands in it
    )


class MeetingQuerySet(OfGroupQuerySet):
    village_path = "group__village"

    def past(self, day: date | None = None) -> Self:
        """Held until today, the latest first."""
        return self.filter(held_on__lte=day or timezone.localdate()).order_by("-held_on", "-pk")

    def coming(self) -> Self:
        """Planned from today on, the next first."""
        return self.filter(held_on__gte=timezone.localdate()).order_by("held_on", "begins_at", "pk")

    def with_numbers(self) -> Self:
        """`came`: how many came."""
        return self.annotate(came=Count("attendances", distinct=True))


@tracked(exclude=["submit_key"])
class Meeting(Versioned, ScopedModel):
    """One meeting, planned or held."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="meetings")
    held_on = DayField(_("day"))
    begins_at = models.TimeField(_("begins at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    topic = models.CharField(_("what about"), max_length=120, blank=True)
    note = models.TextField(_("what was agreed"), max_length=2000, blank=True)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "held_on"],
                name="migrants_meeting_once_a_day",
                violation_error_message=_("A meeting of this day is already entered."),
                violation_error_code="held_on",
            ),
            models.CheckConstraint(
                condition=Q(held_on__range=(date(1990, 1, 1), date(2100, 1, 1))),
                name="migrants_meeting_day_sensible",
                violation_error_message=_("Please check the year."),
                violation_error_code="held_on",
            ),
        ]
        triggers = [count_version()]

    def __str__(self) -> str:
        return self.topic or str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.pk])

    @property
    def has_begun(self) -> bool:
        """Whether attendance can be taken: on its day or later."""
        return self.held_on <= timezone.localdate()


class AttendanceQuerySet(OfGroupQuerySet):
    """Who came by name: for the group itself and its coordinator. Others see how many."""

    village_path = "meeting__group__village"
    group_path = "meeting__group"
    readers = (Role.COORDINATOR, Role.GROUP_LEADER)


@tracked()
class Attendance(ScopedModel):
    """One member came to one meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(GroupMembership, models.CASCADE, related_name="attendances")

    unscoped: ClassVar[Any] = AttendanceQuerySet.as_manager()
    trigger_rules: ClassVar[dict[str, Any]] = {
        "migrants_attendance_of_one_group": (None, _("She is not a member of this group.")),
    }

    class Meta(ScopedModel.Meta):
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"],
                name="migrants_attendance_once",
                violation_error_message=_("This is already recorded."),
            ),
        ]
        triggers = [
            of_one_group("meeting_id", "migrants_meeting", "migrants_attendance_of_one_group")
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.meeting}"
