"""Families: who lives together by the family card (KK), and who cares for which child."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField, keyed_hash, masked
from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.dated import Dated, DatedQuerySet
from migrants.models.people import Person
from migrants.models.versions import Versioned, count_version
from villages.days import DayField
from villages.models import Village


class HouseholdQuerySet(ScopedQuerySet):
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR,)

    def with_kk_number(self, number: str) -> Self:
        """The household with this family card, found through its hash."""
        return self.filter(kk_hash=keyed_hash(number))

    def that_had_kk_number(self, number: str) -> Self:
        """Households whose card has, or once had, this number: whoever holds an old card finds
        the family too. Only for searching; a number that was given up is nobody's any more."""
        key = keyed_hash(number)
        former = FormerCard.unscoped.filter(kk_hash=key)
        return self.filter(Q(kk_hash=key) | Q(pk__in=former.values("household")))

    def together(self) -> Self:
        """Families with somebody in them. One that everybody has left has ended, and begins again
        when somebody joins; one without any member yet is only waiting for them."""
        return self.exclude(self._ended())

    def ended(self) -> Self:
        return self.filter(self._ended())

    @staticmethod
    def _ended() -> Q:
        members = HouseholdMembership.unscoped.filter(household=OuterRef("pk"))
        return Q(Exists(members) & ~Exists(members.filter(until=None)))


@tracked(exclude=["submit_key"])
class Household(Versioned, ScopedModel):
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
                violation_error_code="kk_number",
            )
        ]
        indexes = [models.Index(fields=["village", "-id"], name="migrants_household_village")]
        triggers = [count_version()]

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


class FormerCardQuerySet(ScopedQuerySet):
    village_path = "household__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)


@tracked()
class FormerCard(ScopedModel):
    """A family card that was replaced by another, until when it held and why. The number of a
    family that never changed stands in Household alone; a number that was only typed wrong is no
    former card (history keeps it)."""

    class Why(models.TextChoices):
        MARRIAGE = "marriage", _("Somebody married")
        SPLIT = "split", _("Somebody moved out with a card of her own")
        MOVE = "move", _("The family moved")
        HEAD = "head", _("New head of the family")
        RENEWED = "renewed", _("Lost, damaged or renewed")
        OTHER = "other", _("Another reason")

    household = models.ForeignKey(Household, models.CASCADE, related_name="former_cards")
    kk_number = EncryptedField(_("family card number (KK)"))
    kk_hash = models.CharField(max_length=64, editable=False, db_index=True)
    until = DayField(_("until"))
    why = models.CharField(_("why"), max_length=10, choices=Why)
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    unscoped: ClassVar[Any] = FormerCardQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("former family card")
        verbose_name_plural = _("former family cards")
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kk_hash"],
                name="migrants_formercard_once",
                violation_error_message=_("This family had this card before."),
                violation_error_code="kk_number",
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kk_hash = keyed_hash(self.kk_number)
        super().save(*args, **kwargs)

    @property
    def masked_kk_number(self) -> str:
        return masked(self.kk_number)


class HouseholdMembershipQuerySet(DatedQuerySet):
    village_path = "household__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR,)


@tracked()
class HouseholdMembership(Dated, Versioned, ScopedModel):
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
    #: Not read or written any more: see migrants.models.remittances. The column goes when no
    #: running release asks for it.
    receives_remittances = models.BooleanField(default=False, db_default=False, editable=False)

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
                violation_error_code="relationship",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until=None, relationship="head"),
                name="migrants_householdmembership_one_head",
                violation_error_message=_("This household already has a head."),
                violation_error_code="relationship",
            ),
            *Dated.Meta.constraints,
        ]
        triggers = [count_version()]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_relationship_display()}"

    @property
    def is_child(self) -> bool:
        """A child or grandchild of the family under 18, or of unknown age."""
        kinds = (self.Relationship.CHILD, self.Relationship.GRANDCHILD)
        age = self.person.age
        return self.relationship in kinds and (age is None or age < 18)


class CareQuerySet(DatedQuerySet):
    village_path = "child__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)


@tracked()
class Care(Dated, ScopedModel):
    """Who cares for a child that was left behind, since when."""

    child = models.ForeignKey(Person, models.CASCADE, related_name="carers")
    carer = models.ForeignKey(Person, models.CASCADE, related_name="cares_for")
    lives_together = models.BooleanField(
        _("the child lives with this carer"), default=True, db_default=True
    )

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
            *Dated.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.carer} → {self.child}"
