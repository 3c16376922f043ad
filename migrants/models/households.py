"""Families: who lives together by the family card (KK), and who cares for which child."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField, keyed_hash, masked
from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from villages.days import DayField
from villages.models import Village


class HouseholdQuerySet(ScopedQuerySet):
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR,)

    def with_kk_number(self, number: str) -> Self:
        """The household with this family card, found through its hash."""
        return self.filter(kk_hash=keyed_hash(number))


@tracked(exclude=["submit_key"])
class Household(ScopedModel):
    """One family card. The card's number changes with marriage, split and move: the household does
    not."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    kk_number = EncryptedField(_("family card number (KK)"), blank=True)
    kk_hash = models.CharField(max_length=64, null=True, editable=False, db_index=True)
    hamlet = models.CharField(_("hamlet (dusun)"), max_length=60, blank=True)
    rt = models.CharField(_("RT"), max_length=3, blank=True)
    rw = models.CharField(_("RW"), max_length=3, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = HouseholdQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "kk_hash"],
                name="migrants_household_kk_once_in_village",
                violation_error_message=_("This family card is already registered."),
            )
        ]
        indexes = [models.Index(fields=["village", "-id"], name="migrants_household_village")]

    def __str__(self) -> str:
        return _("Household %(number)s") % {"number": self.pk}

    @property
    def title(self) -> str:
        """The family by name. Looks at `memberships`: prefetch the present ones with people."""
        return self.title_by(self.memberships.all())

    def title_by(self, members: "Iterable[HouseholdMembership]") -> str:
        """The family by the name of its head, else of its first member."""
        heads_first = sorted(members, key=lambda one: one.relationship != "head")
        if not heads_first:
            return str(self)
        return _("Family of %(name)s") % {"name": heads_first[0].person.name}

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def derive_keys(self) -> None:
        """Fill the column that follows from another. Forms do it before asking the constraints."""
        self.kk_hash = keyed_hash(self.kk_number) if self.kk_number else None

    def get_absolute_url(self) -> str:
        return reverse("household_detail", args=[self.pk])

    @property
    def masked_kk_number(self) -> str:
        return masked(self.kk_number)


class HouseholdMembershipQuerySet(ScopedQuerySet):
    village_path = "household__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR,)

    def current(self) -> "HouseholdMembershipQuerySet":
        return self.filter(until=None)


@tracked()
class HouseholdMembership(ScopedModel):
    """Who belonged to a household, as what, from when until when."""

    class Relationship(models.TextChoices):
        HEAD = "head", _("Head of the family")
        WIFE = "wife", _("Wife")
        HUSBAND = "husband", _("Husband")
        CHILD = "child", _("Child")
        PARENT = "parent", _("Parent")
        PARENT_IN_LAW = "parent_in_law", _("Parent-in-law")
        GRANDPARENT = "grandparent", _("Grandparent")
        GRANDCHILD = "grandchild", _("Grandchild")
        SIBLING = "sibling", _("Brother or sister")
        OTHER = "other", _("Other")

    household = models.ForeignKey(Household, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="household_memberships")
    relationship = models.CharField(_("relationship"), max_length=15, choices=Relationship)
    receives_remittances = models.BooleanField(_("receives the money from abroad"), default=False)
    since = DayField(_("since"), null=True, blank=True)
    until = DayField(_("until"), null=True, blank=True)

    unscoped: ClassVar[Any] = HouseholdMembershipQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("household member")
        verbose_name_plural = _("household members")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until=None),
                name="migrants_householdmembership_one_at_a_time",
                violation_error_message=_("This person already belongs to a household."),
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until=None, relationship="head"),
                name="migrants_householdmembership_one_head",
                violation_error_message=_("This household already has a head."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="migrants_householdmembership_until_after_since",
                violation_error_message=_("The end cannot be before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_relationship_display()}"

    @property
    def is_child(self) -> bool:
        """A child or grandchild of the family under 18, or of unknown age."""
        kinds = (self.Relationship.CHILD, self.Relationship.GRANDCHILD)
        age = self.person.age
        return self.relationship in kinds and (age is None or age < 18)


class CareQuerySet(ScopedQuerySet):
    village_path = "child__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)

    def current(self) -> "CareQuerySet":
        return self.filter(until=None)


@tracked()
class Care(ScopedModel):
    """Who cares for a child that was left behind, since when."""

    child = models.ForeignKey(Person, models.CASCADE, related_name="carers")
    carer = models.ForeignKey(Person, models.CASCADE, related_name="cares_for")
    since = DayField(_("since"), null=True, blank=True)
    until = DayField(_("until"), null=True, blank=True)

    unscoped: ClassVar[Any] = CareQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("care for a child")
        verbose_name_plural = _("care for children")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(child=F("carer")),
                name="migrants_care_not_oneself",
                violation_error_message=_("Nobody is one's own carer."),
            ),
            models.UniqueConstraint(
                fields=["child", "carer"],
                condition=Q(until=None),
                name="migrants_care_once",
                violation_error_message=_("This carer is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="migrants_care_until_after_since",
                violation_error_message=_("The end cannot be before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carer} → {self.child}"
