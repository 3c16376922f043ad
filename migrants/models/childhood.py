"""What is known about a child beyond her own record: her parents and her school. As little as is
needed, apart from the person, and read only by those who look after her family (UU 27/2022
art. 25)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from migrants.models.versions import Versioned, count_version
from villages.days import DayField


class ChildhoodQuerySet(ScopedQuerySet):
    village_path = "child__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)


@tracked()
class Parentage(ScopedModel):
    """Who a child's mother or father is, where the family card does not tell: divorced parents, a
    child that lives with her grandmother. It stands before what the family card would say."""

    class Kind(models.TextChoices):
        MOTHER = "mother", _("Mother")
        FATHER = "father", _("Father")

    child = models.ForeignKey(Person, models.CASCADE, related_name="parents")
    parent = models.ForeignKey(
        Person, models.CASCADE, related_name="children", verbose_name=_("mother or father")
    )
    kind = models.CharField(_("what she is to the child"), max_length=6, choices=Kind)
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    unscoped: ClassVar[Any] = ChildhoodQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("parent of a child")
        verbose_name_plural = _("parents of a child")
        ordering = ["-kind", "pk"]  # mother first
        constraints = [
            models.UniqueConstraint(
                fields=["child", "kind"],
                name="migrants_parentage_one_of_each",
                violation_error_message=_("This child's mother or father is already entered."),
                violation_error_code="kind",
            ),
            models.UniqueConstraint(
                fields=["child", "parent"],
                name="migrants_parentage_once",
                violation_error_message=_("This is already recorded."),
                violation_error_code="kind",
            ),
            models.CheckConstraint(
                condition=~Q(child=F("parent")),
                name="migrants_parentage_not_oneself",
                violation_error_message=_("Nobody is one's own parent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent} → {self.child}"


@tracked()
class Schooling(Versioned, ScopedModel):
    """The school of one child: which, which class, or when she left it early."""

    class Stage(models.TextChoices):
        NOT_YET = "not_yet", _("Not at school yet")
        KINDERGARTEN = "kindergarten", _("Kindergarten (PAUD, TK)")
        PRIMARY = "primary", _("Primary school (SD)")
        JUNIOR = "junior", _("Junior high school (SMP)")
        SENIOR = "senior", _("Senior high school (SMA, SMK)")
        FINISHED = "finished", _("Finished school")

    child = models.OneToOneField(Person, models.CASCADE, related_name="schooling")
    stage = models.CharField(_("school"), max_length=12, choices=Stage)
    grade = models.PositiveSmallIntegerField(_("class"), null=True, blank=True)
    left_on = DayField(_("left school early on"), null=True, blank=True)
    noted_on = DayField(default=timezone.localdate, editable=False)
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    unscoped: ClassVar[Any] = ChildhoodQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("school of a child")
        verbose_name_plural = _("schools of children")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade=None)
                | Q(stage="primary", grade__range=(1, 6))
                | Q(stage="junior", grade__range=(7, 9))
                | Q(stage="senior", grade__range=(10, 12)),
                name="migrants_schooling_grade_fits_school",
                violation_error_message=_(
                    "Classes: SD 1 to 6, SMP 7 to 9, SMA and SMK 10 to 12. "
                    "Leave it empty if you do not know."
                ),
                violation_error_code="grade",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(stage__in=["primary", "junior", "senior"]),
                name="migrants_schooling_left_a_school",
                violation_error_message=_("Say which school the child left."),
                violation_error_code="stage",
            ),
        ]
        triggers = [count_version(derived=["noted_on", "recorded_by"])]

    def __str__(self) -> str:
        return self.get_stage_display()
