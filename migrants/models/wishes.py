"""Whether somebody wishes to leave again: asked, dated, with reasons."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from villages.days import DayField


class WishQuerySet(ScopedQuerySet):
    village_path = "person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR,)


@tracked()
class Wish(ScopedModel):
    """One answer of one day. The latest counts; the earlier ones show how it changed."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNSURE = "unsure", _("Not sure")

    class Reason(models.TextChoices):
        # Why people leave again: the four causes of LIPI (Tulungagung, 2017), and others.
        MONEY_SPENT = "money_spent", _("The money from abroad is used up")
        NO_WORK = "no_work", _("There is little work or pay here")
        BUSINESS = "business", _("The own business does not go well")
        FRIENDS = "friends", _("Friends and acquaintances abroad call")
        DEBT = "debt", _("Debt")
        SCHOOL = "school", _("School fees of the children")
        # Why people stay.
        BUSINESS_GOES = "business_goes", _("The own business goes well")
        HAS_WORK = "has_work", _("Has work here")
        CHILDREN = "children", _("The children, the parents")
        HEALTH = "health", _("Age or health")
        OTHER = "other", _("Other")

    person = models.ForeignKey(Person, models.CASCADE, related_name="wishes")
    answer = models.CharField(_("wishes to leave again"), max_length=6, choices=Answer)
    asked_on = DayField(_("asked on"))
    reasons = ArrayField(
        models.CharField(max_length=13, choices=Reason),
        verbose_name=_("why"),
        default=list,
        blank=True,
    )
    words = models.CharField(_("in her own words"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)

    unscoped: ClassVar[Any] = WishQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("wish to leave again")
        verbose_name_plural = _("wishes to leave again")
        ordering = ["-asked_on", "-pk"]
        constraints = [
            # Also the index by which the latest answer is found.
            models.UniqueConstraint(
                fields=["person", "asked_on"],
                name="migrants_wish_once_a_day",
                violation_error_message=_("This day's answer is already recorded."),
            )
        ]

    def __str__(self) -> str:
        return self.get_answer_display()

    @property
    def reason_labels(self) -> list[str]:
        return [str(self.Reason(reason).label) for reason in self.reasons]
