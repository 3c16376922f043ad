"""Assistance and protection cases. They are need-to-know *above* territory: the coordinator lives
next door, so she sees what a case says only if she opened it or it was given to her."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField
from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from villages.models import Village

#: A case that is open longer than this stands out.
OLD_AGE = timedelta(days=30)


class CaseQuerySet(ScopedQuerySet):
    readers = (Role.CASE_OFFICER, Role.COORDINATOR)
    writers = (Role.CASE_OFFICER, Role.COORDINATOR)

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        rows = super().within(user, roles)
        if isinstance(user, User) and user.role == Role.COORDINATOR:
            return rows.filter(Q(opened_by=user) | Q(assigned_to=user))
        return rows

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def unassigned(self) -> Self:
        return self.filter(assigned_to=None)

    def old(self) -> Self:
        return self.filter(opened_at__lt=timezone.now() - OLD_AGE)


@tracked(exclude=["submit_key"])
class Case(ScopedModel):
    """Something that went wrong for a worker or a family and is followed up until it is closed."""

    class Category(models.TextChoices):
        # The categories of the national agency (BP2MI), in plain words.
        WANTS_HOME = "wants_home", _("Wants to come home")
        UNPAID = "unpaid", _("Wage not paid")
        DEPORTED = "deported", _("Deported")
        NOT_DEPARTED = "not_departed", _("Departure failed")
        DIED = "died", _("Died abroad")
        FRAUD = "fraud", _("Fraud")
        ILL = "ill", _("Ill")
        PREGNANT = "pregnant", _("Pregnant or with a child")
        SOCIAL_SECURITY = "social_security", _("Social security")
        LOST_CONTACT = "lost_contact", _("Contact lost")
        CONTRACT = "contract", _("Work differs from the contract")
        VIOLENCE = "violence", _("Violence")
        TRAFFICKING = "trafficking", _("Trafficking")
        DEBT = "debt", _("Debt")

    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="cases")
    category = models.CharField(_("what about"), max_length=16, choices=Category)
    summary = EncryptedField(_("what happened"))
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    assigned_to = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    outcome = EncryptedField(_("outcome"), null=True, blank=True)
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = CaseQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(outcome__isnull=False),
                name="migrants_case_closed_needs_outcome",
                violation_error_message=_("Say how the case ended before you close it."),
            )
        ]
        indexes = [models.Index(fields=["village", "-opened_at"], name="migrants_case_village")]

    def __str__(self) -> str:
        return self.get_category_display()

    def get_absolute_url(self) -> str:
        return reverse("case_detail", args=[self.pk])

    @classmethod
    def exists_for(cls, person: Person) -> bool:
        """All that a village may know of somebody else's case: that there is one."""
        return cls.unscoped.open().filter(person=person).exists()


class CaseStepQuerySet(ScopedQuerySet):
    village_path = "case__village"
    readers = CaseQuerySet.readers
    writers = CaseQuerySet.writers

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        if not isinstance(user, User) or user.role not in roles:
            return self.none()
        return self.filter(case__in=Case.unscoped.within(user, roles))


@tracked(exclude=["submit_key"])
class CaseStep(ScopedModel):
    """One thing that was done in a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text = EncryptedField(_("what was done"))
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = CaseStepQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("step in a case")
        verbose_name_plural = _("steps in a case")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.at)
