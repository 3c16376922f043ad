"""What is known of a journey that few may read: money and health (UU 27/2022 art. 4: specific
personal data). It lies apart, so that no list, household page or export comes upon it by chance."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField
from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.journeys import Journey
from migrants.models.versions import Versioned, count_version
from migrants.money import Currency, money_text


class JourneyPrivateQuerySet(ScopedQuerySet):
    village_path = "journey__person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)


@tracked()
class JourneyPrivate(Versioned, ScopedModel):
    """The wage of one journey and how she came home: encrypted, shown by POST only, every look
    kept; in no list, count, export or search."""

    class Condition(models.TextChoices):
        WELL = "well", _("Well")
        ILL = "ill", _("Ill")
        INJURED = "injured", _("Injured")
        PREGNANT = "pregnant", _("Pregnant or with a child")
        SHAKEN = "shaken", _("Shaken, needs somebody to talk to")

    journey = models.OneToOneField(Journey, models.CASCADE, related_name="private")
    #: Whole units of `currency` a month, as digits; cents are not kept.
    wage = EncryptedField(_("wage a month"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, blank=True)
    return_condition = EncryptedField(_("how she came home"), choices=Condition, blank=True)
    updated_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    unscoped: ClassVar[Any] = JourneyPrivateQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("private details of a journey")
        verbose_name_plural = _("private details of journeys")
        constraints = [
            models.CheckConstraint(
                condition=Q(wage__isnull=True, currency="")
                | (Q(wage__isnull=False) & ~Q(currency="")),
                name="migrants_journeyprivate_wage_has_currency",
                violation_error_message=_("A wage needs its currency."),
            )
        ]
        triggers = [count_version(["updated_by"])]

    def __str__(self) -> str:
        return str(self.journey_id)

    @property
    def wage_text(self) -> str:
        """ "NT$28.590"; "" when it is not known."""
        return money_text(int(self.wage), self.currency) if self.wage else ""
