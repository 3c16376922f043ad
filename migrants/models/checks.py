"""The round "still true?": every half-year somebody confirms what the register says of a worker."""

from datetime import date
from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from villages.days import DayField


class RoundCheckQuerySet(ScopedQuerySet):
    village_path = "person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR,)

    def in_round(self, first: date) -> Self:
        """Of the half-year that begins on `first`."""
        return self.filter(round_begins=first)

    def confirmed(self) -> Self:
        return self.filter(outcome__in=RoundCheck.CONFIRMED)


@tracked()
class RoundCheck(ScopedModel):
    """One answer to "still true?" about one person. Whoever could not be reached is asked again in
    the same round. `Person.checked_on` follows from these rows, by trigger."""

    class Outcome(models.TextChoices):
        TRUE = "true", _("Still true")
        CHANGED = "changed", _("Changed, and entered")
        UNREACHED = "unreached", _("Could not be reached")

    #: Answers after which the person is done in this round.
    CONFIRMED = (Outcome.TRUE, Outcome.CHANGED)

    person = models.ForeignKey(Person, models.CASCADE, related_name="round_checks")
    round_begins = DayField(_("half-year"))
    outcome = models.CharField(_("answer"), max_length=9, choices=Outcome)
    on = DayField(_("asked on"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)

    unscoped: ClassVar[Any] = RoundCheckQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("answer to “still true?”")
        verbose_name_plural = _("answers to “still true?”")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(round_begins__month__in=(1, 7), round_begins__day=1)
                & Q(on__gte=F("round_begins")),
                name="migrants_roundcheck_in_its_half_year",
                violation_error_message=_("A round begins on 1 January or 1 July."),
            ),
            models.UniqueConstraint(
                fields=["person", "round_begins"],
                condition=Q(outcome__in=("true", "changed")),
                name="migrants_roundcheck_confirmed_once",
                violation_error_message=_("Somebody has confirmed this person already."),
            ),
            models.UniqueConstraint(
                fields=["person", "on"],
                condition=Q(outcome="unreached"),
                name="migrants_roundcheck_unreached_once_a_day",
                violation_error_message=_("This is already recorded."),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-on"], name="migrants_roundcheck_person"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="checked_on",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    UPDATE migrants_person SET checked_on = (
                        SELECT max("on") FROM migrants_roundcheck
                        WHERE person_id = migrants_person.id AND outcome IN ('true', 'changed')
                    ) WHERE id IN (OLD.person_id, NEW.person_id);
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
