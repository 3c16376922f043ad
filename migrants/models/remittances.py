"""Money that is sent home: specific personal data (UU 27/2022 art. 4(2)). It stands apart from the
family, is shown to its coordinator and the case officer by POST only, each look logged, and is in
no list, count, export or search. Amounts are not asked: nobody here needs them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel
from migrants.models.dated import Dated, DatedQuerySet
from migrants.models.households import Household
from migrants.models.people import Person


class RemittanceQuerySet(DatedQuerySet):
    village_path = "household__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)


@tracked(exclude=["submit_key"])
class Remittance(Dated, ScopedModel):
    """Who of a family receives money from abroad, from whom and how often, from when until when."""

    class Frequency(models.TextChoices):
        UNKNOWN = "", _("not known")
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        IRREGULAR = "irregular", _("Now and then")
        NONE = "none", _("No money comes")

    household = models.ForeignKey(Household, models.CASCADE, related_name="remittances")
    sender = models.ForeignKey(
        Person,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="remittances_sent",
        verbose_name=_("who sends"),
    )
    receiver = models.ForeignKey(
        Person,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="remittances_received",
        verbose_name=_("who receives"),
    )
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency, blank=True)
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = RemittanceQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("money from abroad")
        verbose_name_plural = _("money from abroad")
        ordering = [F("until").desc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "sender", "receiver"],
                condition=Q(until=None),
                nulls_distinct=False,
                name="migrants_remittance_once",
                violation_error_message=_("This is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(frequency="none", receiver=None)
                | (~Q(frequency="none") & Q(receiver__isnull=False)),
                name="migrants_remittance_has_receiver",
                violation_error_message=_("Say who receives the money, or that none comes."),
                violation_error_code="receiver",
            ),
            models.CheckConstraint(
                condition=Q(sender=None) | Q(receiver=None) | ~Q(sender=F("receiver")),
                name="migrants_remittance_not_to_oneself",
                violation_error_message=_("Nobody sends money to herself."),
                violation_error_code="receiver",
            ),
            *Dated.Meta.constraints,
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
