"""Lines of business inside a group: one member who runs a business coaches up to five others."""

from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import User
from accounts.scoping import ScopedModel
from migrants.models.dated import Dated
from migrants.models.groups import Group, GroupMembership, OfGroupQuerySet
from migrants.models.meetings import of_one_group
from villages.days import DayField

#: How many one business coaches at a time (the programme's promise of 2020).
MOST_COACHED = 5


class CoachingLineQuerySet(OfGroupQuerySet):
    village_path = "group__village"


@tracked(exclude=["submit_key"])
class CoachingLine(Dated, ScopedModel):
    """What is made and taught ("Bread"), by whom, from when until when."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="lines")
    title = models.CharField(_("line of business"), max_length=80)
    member = models.ForeignKey(
        GroupMembership, models.CASCADE, related_name="lines", verbose_name=_("who coaches")
    )
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = CoachingLineQuerySet.as_manager()
    trigger_rules: ClassVar[dict[str, Any]] = {
        "migrants_coachingline_of_one_group": ("member", _("She is not a member of this group.")),
    }

    class Meta(ScopedModel.Meta):
        verbose_name = _("line of business")
        verbose_name_plural = _("lines of business")
        ordering = [F("until").desc(nulls_first=True), "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "title"],
                condition=Q(until=None),
                name="migrants_coachingline_title_once",
                violation_error_message=_("This group already has a line with this name."),
                violation_error_code="title",
            ),
            *Dated.Meta.constraints,
        ]
        triggers = [
            pgtrigger.Trigger(
                name="of_one_group",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NEW.group_id IS DISTINCT FROM
                        (SELECT group_id FROM migrants_groupmembership WHERE id = NEW.member_id)
                    THEN
                        RAISE EXCEPTION 'member of another group'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'migrants_coachingline_of_one_group';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.title


class CoachedMemberQuerySet(OfGroupQuerySet):
    village_path = "line__group__village"
    group_path = "line__group"


@tracked()
class CoachedMember(Dated, ScopedModel):
    """Who learns in a line, from when until when."""

    line = models.ForeignKey(CoachingLine, models.CASCADE, related_name="coached")
    member = models.ForeignKey(GroupMembership, models.CASCADE, related_name="coached_in")
    since = DayField(_("since"))

    unscoped: ClassVar[Any] = CoachedMemberQuerySet.as_manager()
    trigger_rules: ClassVar[dict[str, Any]] = {
        "migrants_coachedmember_of_one_group": ("member", _("She is not a member of this group.")),
        "migrants_coachedmember_not_the_coach": ("member", _("Nobody coaches herself.")),
        "migrants_coachedmember_five_at_a_time": (
            "member",
            _("One business coaches five people at a time. Let somebody finish first."),
        ),
    }

    class Meta(ScopedModel.Meta):
        verbose_name = _("coached member")
        verbose_name_plural = _("coached members")
        ordering = [F("until").desc(nulls_first=True), "since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "member"],
                condition=Q(until=None),
                name="migrants_coachedmember_once",
                violation_error_message=_("She is already coached in this line."),
                violation_error_code="member",
            ),
            *Dated.Meta.constraints,
        ]
        triggers = [
            of_one_group("line_id", "migrants_coachingline", "migrants_coachedmember_of_one_group"),
            # Two at once wait for one another at the line's row. Counted is each day on which
            # somebody begins while the new one is there: on no day are there more than five.
            pgtrigger.Trigger(
                name="five_at_a_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("coach", "BIGINT"), ("most", "INTEGER")],
                func=f"""
                    SELECT member_id INTO coach FROM migrants_coachingline
                        WHERE id = NEW.line_id FOR NO KEY UPDATE;
                    IF coach = NEW.member_id THEN
                        RAISE EXCEPTION 'nobody coaches herself'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'migrants_coachedmember_not_the_coach';
                    END IF;
                    SELECT max(others) INTO most FROM (
                        SELECT (
                            SELECT count(*) FROM migrants_coachedmember AS other
                            WHERE other.line_id = NEW.line_id
                                AND other.id IS DISTINCT FROM NEW.id
                                AND other.since <= start.day
                                AND (other.until IS NULL OR other.until > start.day)
                        ) AS others
                        FROM (
                            SELECT NEW.since AS day
                            UNION
                            SELECT since FROM migrants_coachedmember
                            WHERE line_id = NEW.line_id AND since >= NEW.since
                                AND (NEW.until IS NULL OR since < NEW.until)
                        ) AS start
                    ) AS days;
                    IF most >= {MOST_COACHED} AND NEW.until IS DISTINCT FROM NEW.since THEN
                        RAISE EXCEPTION 'one business coaches five people at a time'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'migrants_coachedmember_five_at_a_time';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  # a number of ours
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.line}"
