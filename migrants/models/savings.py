"""What the members of a group save together: a cash book that only grows.

Money of persons is specific personal data (UU 27/2022 art. 4(2)): only the group's leader and the
coordinator of its village read it. An entry is never changed or deleted; a mistake is put right by
a counter-entry.
"""

from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q, Sum, Window
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel
from migrants.models.groups import GroupMembership, OfGroupQuerySet
from migrants.models.meetings import Meeting, of_one_group
from villages.days import DayField

#: Whole rupiah. Above it somebody typed a zero too many.
MOST_AT_ONCE = 100_000_000


class SavingsEntryQuerySet(OfGroupQuerySet):
    village_path = "member__group__village"
    group_path = "member__group"
    readers = (Role.COORDINATOR, Role.GROUP_LEADER)

    def balance(self) -> int:
        """Whole rupiah."""
        held: int = self.aggregate(held=Coalesce(Sum("amount"), 0))["held"]
        return held

    def with_balance(self) -> Self:
        """Each entry with what the member had after it, in the order of the days. For the entries
        of one member or of all: the balance runs over what this queryset holds."""
        order = [F("booked_on").asc(), F("pk").asc()]
        running = Window(Sum("amount"), partition_by=[F("member")], order_by=order)
        return self.annotate(balance=running).order_by("-booked_on", "-pk")


@tracked(exclude=["submit_key"])
class SavingsEntry(ScopedModel):
    """Money that came into or left the savings of one member, in whole rupiah."""

    class Kind(models.TextChoices):
        DEPOSIT = "deposit", _("Saved")
        WITHDRAWAL = "withdrawal", _("Taken out")
        CORRECTION = "correction", _("Correction")

    member = models.ForeignKey(GroupMembership, models.PROTECT, related_name="savings")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="savings"
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    amount = models.IntegerField(_("amount"))  #: negative: money leaves
    booked_on = DayField(_("day"), default=timezone.localdate)
    note = models.CharField(_("note"), max_length=200, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = SavingsEntryQuerySet.as_manager()
    trigger_rules: ClassVar[dict[str, Any]] = {
        "migrants_savingsentry_of_one_group": ("member", _("She is not a member of this group.")),
        "migrants_savingsentry_not_below_zero": ("amount", _("She has not saved that much.")),
        "migrants_savingsentry_not_in_future": ("booked_on", _("This day has not come yet.")),
        "migrants_savingsentry_undoes_its_entry": (
            None,
            _("A correction takes back exactly one entry, and no other correction."),
        ),
    }

    class Meta(ScopedModel.Meta):
        verbose_name = _("entry of savings")
        verbose_name_plural = _("entries of savings")
        ordering = ["-booked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="deposit", amount__gt=0, corrects=None)
                | Q(kind="withdrawal", amount__lt=0, corrects=None)
                | Q(kind="correction", corrects__isnull=False, note__gt=""),
                name="migrants_savingsentry_amount_fits_kind",
                violation_error_message=_("Give an amount above zero."),
                violation_error_code="amount",
            ),
            models.CheckConstraint(
                condition=Q(amount__range=(-MOST_AT_ONCE, MOST_AT_ONCE)),
                name="migrants_savingsentry_amount_sensible",
                violation_error_message=_("This is very much. Please check the zeros."),
                violation_error_code="amount",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "booked_on", "id"], name="migrants_savings_member")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            of_one_group("meeting_id", "migrants_meeting", "migrants_savingsentry_of_one_group"),
            # Two withdrawals at once wait for one another at the member's row, so that the second
            # counts what the first has left.
            pgtrigger.Trigger(
                name="keep_balance",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("held", "BIGINT")],
                func="""
                    PERFORM 1 FROM migrants_groupmembership
                        WHERE id = NEW.member_id FOR NO KEY UPDATE;
                    SELECT COALESCE(sum(amount), 0) INTO held
                        FROM migrants_savingsentry WHERE member_id = NEW.member_id;
                    IF held + NEW.amount < 0 THEN
                        RAISE EXCEPTION 'savings would fall below zero'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'migrants_savingsentry_not_below_zero';
                    END IF;
                    IF NEW.booked_on > CURRENT_DATE + 1 THEN
                        RAISE EXCEPTION 'this day has not come yet'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'migrants_savingsentry_not_in_future';
                    END IF;
                    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
                        SELECT FROM migrants_savingsentry
                        WHERE id = NEW.corrects_id AND member_id = NEW.member_id
                            AND amount = -NEW.amount AND corrects_id IS NULL
                    ) THEN
                        RAISE EXCEPTION 'a correction takes back exactly one entry'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'migrants_savingsentry_undoes_its_entry';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_corrected(self) -> bool:
        """Looks at `corrected_by`: select_related it for a list."""
        return hasattr(self, "corrected_by")
