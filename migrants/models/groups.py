"""Community groups such as "Sukses Migran" and their members over time."""

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from villages.days import DayField
from villages.models import Village


class GroupQuerySet(ScopedQuerySet):
    readers = (
        Role.COORDINATOR,
        Role.MENTOR,
        Role.GROUP_LEADER,
        Role.BUSINESS_OFFICER,
        Role.OFFICIAL,
    )
    writers = (Role.COORDINATOR, Role.GROUP_LEADER)

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        """A leader has her own group and nothing else, whatever the village."""
        if isinstance(user, User) and user.is_active and user.role == Role.GROUP_LEADER:
            return self.filter(leader=user) if user.role in roles else self.none()
        return super().within(user, roles)

    def public(self) -> Self:
        return self.filter(is_published=True)


@tracked()
class Group(ScopedModel):
    """A group of (former) migrant workers and families in a village."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    about = models.TextField(_("about the group"), blank=True, max_length=1000)
    leader = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_groups",
        verbose_name=_("leader's account"),
        limit_choices_to={"role": Role.GROUP_LEADER},
    )
    is_published = models.BooleanField(_("shown on the village page"), default=False)

    unscoped: ClassVar[Any] = GroupQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(founded_year=None) | Q(founded_year__range=(1945, 2100)),
                name="migrants_group_founded_year_sensible",
                violation_error_message=_("Give the year with four digits, such as 2016."),
            ),
            models.UniqueConstraint(
                fields=["village", "name"],
                name="migrants_group_name_unique_in_village",
                violation_error_message=_("This village already has a group with this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group_detail", args=[self.pk])


class GroupMembershipQuerySet(ScopedQuerySet):
    village_path = "group__village"
    readers = GroupQuerySet.readers
    writers = GroupQuerySet.writers

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        if isinstance(user, User) and user.is_active and user.role == Role.GROUP_LEADER:
            return self.filter(group__leader=user) if user.role in roles else self.none()
        return super().within(user, roles)

    def current(self) -> Self:
        return self.filter(until=None)

    def officers_first(self) -> Self:
        """Chair, secretary, treasurer, then everybody by name."""
        parts = GroupMembership.Part.values
        order = Case(*(When(part=part, then=number) for number, part in enumerate(parts)))
        return self.order_by(order, "person__name_key", "pk")


@tracked()
class GroupMembership(ScopedModel):
    """Who was in a group, as what, from when until when. Members may live in other villages."""

    class Part(models.TextChoices):
        CHAIR = "chair", _("Chair")
        SECRETARY = "secretary", _("Secretary")
        TREASURER = "treasurer", _("Treasurer")
        MEMBER = "member", _("Member")

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="group_memberships")
    part = models.CharField(_("role"), max_length=10, choices=Part, default=Part.MEMBER)
    since = DayField(_("since"), null=True, blank=True)
    until = DayField(_("until"), null=True, blank=True)

    unscoped: ClassVar[Any] = GroupMembershipQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("group member")
        verbose_name_plural = _("group members")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(until=None),
                name="migrants_groupmembership_once",
                violation_error_message=_("This person is already a member."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="migrants_groupmembership_until_after_since",
                violation_error_message=_("The end cannot be before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.group}"
