"""Trainings: what somebody learned before leaving, abroad or after coming home."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.people import Person


class TrainingQuerySet(ScopedQuerySet):
    village_path = "person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)


@tracked(exclude=["submit_key"])
class Training(ScopedModel):
    """One training that somebody took part in."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="trainings")
    title = models.CharField(_("what about"), max_length=120)
    organiser = models.CharField(_("by whom"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    has_certificate = models.BooleanField(_("with a certificate"), default=False)
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = TrainingQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = [F("year").desc(nulls_last=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(1970, 2100)),
                name="migrants_training_year_sensible",
                violation_error_message=_("Give the year with four digits, such as 2016."),
                violation_error_code="year",
            ),
            models.UniqueConstraint(
                fields=["person", "title", "year"],
                nulls_distinct=False,
                name="migrants_training_once",
                violation_error_message=_("This training is already recorded."),
                violation_error_code="title",
            ),
        ]

    def __str__(self) -> str:
        return self.title
