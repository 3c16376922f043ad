"""Community groups such as "Sukses Migran" and their members over time."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.phone import PhoneField
from accounts.scoping import AnyUser, ScopedModel
from migrants.models.dated import Dated, DatedQuerySet
from migrants.models.people import Person
from migrants.models.versions import Versioned, count_version
from villages.models import Village


class OfGroupQuerySet(DatedQuerySet):
    """Rows that hang from a group. A leader has those of her own group and nothing else, whatever
    the village; everybody else those of the groups in her territory."""

    #: Lookup from the row to its group, "" for the group itself.
    group_path: ClassVar[str] = "group"
    readers: ClassVar[Collection[str]] = (
        Role.COORDINATOR,
        Role.MENTOR,
        Role.GROUP_LEADER,
        Role.BUSINESS_OFFICER,
        Role.OFFICIAL,
    )
    writers = (Role.COORDINATOR, Role.GROUP_LEADER)

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        if isinstance(user, User) and user.is_active and user.role == Role.GROUP_LEADER:
            path = f"{self.group_path}__leader" if self.group_path else "leader"
            return self.filter(**{path: user}) if user.role in roles else self.none()
        return super().within(user, roles)


class GroupQuerySet(OfGroupQuerySet):
    group_path = ""

    def public(self) -> Self:
        return self.filter(is_published=True)


@tracked()
class Group(Versioned, ScopedModel):
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
                violation_error_code="founded_year",
            ),
            models.UniqueConstraint(
                fields=["village", "name"],
                name="migrants_group_name_unique_in_village",
                violation_error_message=_("This village already has a group with this name."),
                violation_error_code="name",
            ),
        ]
        triggers = [count_version()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group_detail", args=[self.pk])


class GroupMembershipQuerySet(OfGroupQuerySet):
    village_path = "group__village"

    def on(self, day: date) -> Self:
        """Who was a member on that day."""
        begun = Q(since=None) | Q(since__lte=day)
        return self.filter(begun, Q(until=None) | Q(until__gt=day))

    def officers_first(self) -> Self:
        """Chair, secretary, treasurer, then everybody by name."""
        parts = GroupMembership.Part.values
        order = Case(*(When(part=part, then=number) for number, part in enumerate(parts)))
        return self.order_by(order, *self._by_name())

    def by_name(self) -> Self:
        return self.order_by(*self._by_name())

    @staticmethod
    def _by_name() -> tuple[Any, str]:
        return Coalesce("person__name_key", Lower("guest_name")), "pk"


@tracked(exclude=["submit_key"])
class GroupMembership(Dated, Versioned, ScopedModel):
    """Who was in a group, from when until when. `part` is what she is now; what she was before
    stands in FormerPart.

    Members may live in other villages. Somebody who is registered there is not looked up: the
    leader types the name and phone that the guest tells her, and whether the guest is in any
    register is the same to her, before and after. See docs/decisions/0005-members-of-groups.md.
    """

    class Part(models.TextChoices):
        CHAIR = "chair", _("Chair")
        SECRETARY = "secretary", _("Secretary")
        TREASURER = "treasurer", _("Treasurer")
        MEMBER = "member", _("Member")

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="group_memberships"
    )
    guest_name = models.CharField(_("name"), max_length=100, blank=True, default="", db_default="")
    guest_phone = PhoneField(_("phone or WhatsApp"), blank=True, default="", db_default="")
    guest_from = models.CharField(
        _("where she lives"), max_length=100, blank=True, default="", db_default=""
    )
    part = models.CharField(_("role"), max_length=10, choices=Part, default=Part.MEMBER)
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

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
                violation_error_code="part",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(until=None, part="chair"),
                name="migrants_groupmembership_one_chair",
                violation_error_message=_("This group already has a chair."),
            ),
            models.UniqueConstraint(
                fields=["group", "guest_name", "guest_phone"],
                condition=Q(until=None, person=None),
                name="migrants_groupmembership_guest_once",
                violation_error_message=_("This guest is already a member."),
                violation_error_code="guest_name",
            ),
            models.CheckConstraint(
                condition=Q(person=None, guest_name__gt="")
                | Q(person__isnull=False, guest_name="", guest_phone="", guest_from=""),
                name="migrants_groupmembership_person_or_guest",
                violation_error_message=_("A member is registered here, or a guest with a name."),
                violation_error_code="guest_name",
            ),
            *Dated.Meta.constraints,
        ]
        triggers = [count_version()]

    def __str__(self) -> str:
        return f"{self.name} · {self.group}"

    @property
    def name(self) -> str:
        """Hers as registered, or as the guest told it."""
        return self.person.name if self.person else self.guest_name

    @property
    def is_guest(self) -> bool:
        return self.person_id is None


class FormerPartQuerySet(OfGroupQuerySet):
    village_path = "membership__group__village"
    group_path = "membership__group"


@tracked()
class FormerPart(Dated, ScopedModel):
    """What a member was in her group before: chair from 2016 until 2021."""

    membership = models.ForeignKey(GroupMembership, models.CASCADE, related_name="former_parts")
    part = models.CharField(_("role"), max_length=10, choices=GroupMembership.Part)

    unscoped: ClassVar[Any] = FormerPartQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("former part in a group")
        verbose_name_plural = _("former parts in a group")
        ordering = ["-until", "-pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until__isnull=False),
                name="migrants_formerpart_has_ended",
                violation_error_message=_("Say until when."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_part_display()
