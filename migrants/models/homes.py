"""Where somebody is at home and where she lives: the village of her identity card, the place where
she really lives, and the history of both. See docs/decisions/0004-home-and-residence.md."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from villages.days import DayField
from villages.models import Village


class ResidenceQuerySet(ScopedQuerySet):
    village_path = "person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)

    def current(self) -> Self:
        return self.filter(until=None)

    def newcomers_to(self, user: AnyUser) -> Self:
        """Who lives in the user's village and is registered in another one: name, phone, address
        and nothing else. Only while she lives there, and only if her own coordinator agreed."""
        if not isinstance(user, User) or not user.is_active or user.role not in self.readers:
            return self.none()
        here = user.villages()
        return (
            self.current()
            .filter(village__in=here, is_shared=True)
            .exclude(person__village__in=here)
            .exclude(person__status=Person.Status.DECEASED)
        )


@tracked(exclude=["submit_key"])
class Residence(ScopedModel):
    """Where somebody lives who does not live at home, from when until when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="residences")
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("village where she lives"),
    )
    elsewhere = models.CharField(
        _("place, if it is outside the regency"), max_length=120, blank=True
    )
    address = models.CharField(_("street, hamlet, RT and RW"), max_length=200, blank=True)
    since = DayField(_("since"), null=True, blank=True)
    until = DayField(_("until"), null=True, blank=True)
    is_shared = models.BooleanField(
        _("the coordinator there may see her name, phone and address"), default=True
    )
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = ResidenceQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("place where she lives")
        verbose_name_plural = _("places where they live")
        ordering = [F("until").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until=None),
                name="migrants_residence_one_at_a_time",
                violation_error_message=_("She already lives somewhere else. End that first."),
            ),
            models.CheckConstraint(
                condition=Q(village=None, elsewhere__gt="")
                | Q(village__isnull=False, elsewhere=""),
                name="migrants_residence_village_or_elsewhere",
                violation_error_message=_("Choose the village, or write the place: one of both."),
                violation_error_code="village",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="migrants_residence_until_after_since",
                violation_error_message=_("The end cannot be before the beginning."),
                violation_error_code="since",
            ),
        ]
        indexes = [
            models.Index(
                fields=["village"], condition=Q(until=None), name="migrants_residence_village"
            )
        ]

    def __str__(self) -> str:
        return self.place

    @classmethod
    def newcomers_to(cls, user: AnyUser) -> Any:
        return cls.unscoped.newcomers_to(user)

    @property
    def place(self) -> str:
        return self.village.full_name if self.village else self.elsewhere


class HomeChangeQuerySet(ScopedQuerySet):
    village_path = "person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)


class HomeChange(ScopedModel):
    """A person's home village became another one. A trigger on the person writes it, so that no way
    of moving her (request, split, merge, repair) is forgotten."""

    class Why(models.TextChoices):
        MOVED = "moved", _("moved")
        VILLAGE_CHANGED = "village_changed", _("the village was split or renamed")

    person = models.ForeignKey(Person, models.CASCADE, related_name="home_changes")
    from_village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    to_village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    #: First day in the new shape: for a split the day after the old village ended.
    changed_on = DayField()
    why = models.CharField(max_length=16, choices=Why)
    at = models.DateTimeField(db_default=Now())

    unscoped: ClassVar[Any] = HomeChangeQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("change of home village")
        verbose_name_plural = _("changes of home village")
        ordering = ["-changed_on", "-pk"]
        indexes = [models.Index(fields=["person", "changed_on"], name="migrants_homechange_person")]

    def __str__(self) -> str:
        return f"{self.from_village} → {self.to_village}"


def _keys(villages: Collection[Village] | models.QuerySet[Village]) -> Any:
    """Their keys, in the database where they are a query."""
    if isinstance(villages, models.QuerySet):
        return villages.values("pk")
    return [village.pk for village in villages]


def counted_at_home(
    villages: Collection[Village] | models.QuerySet[Village],
    day: date | None = None,
    *,
    current_shape: bool = False,
) -> dict[int, int]:
    """How many people of the register had their home in each of these villages on `day`, as
    {village id: number}; for reports of earlier years.

    In the old shape, people count in the village as it was then, also one that has ended since. In
    the current shape those whom a split or a new name took along count in today's village; who
    moved by herself afterwards still counts where she was. People who were registered later but
    belonged there count too: the register is asked where its people were, not what it knew.
    """
    day = day or timezone.localdate()
    later = HomeChange.unscoped.filter(person=models.OuterRef("pk"), changed_on__gt=day).order_by(
        "changed_on", "pk"
    )
    if current_shape:
        later = later.filter(why=HomeChange.Why.MOVED)
    home = Coalesce(
        models.Subquery(later.values("from_village")[:1]),
        F("village"),
        output_field=models.BigIntegerField(),
    )
    rows = (
        Person.unscoped.annotate(home=home)
        .filter(home__in=_keys(villages))
        .order_by()
        .values_list("home")
        .annotate(number=models.Count("pk"))
    )
    return dict(rows)
