"""Users: one role and one territory each."""

from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.phone import PhoneField
from villages.models import District, Office, Province, Regency, Village, VillageQuerySet


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Village coordinator")
    MENTOR = "mentor", _("Business mentor")
    GROUP_LEADER = "group_leader", _("Group leader")
    LTSA_OFFICER = "ltsa_officer", _("LTSA officer")
    CASE_OFFICER = "case_officer", _("Case officer")
    BUSINESS_OFFICER = "business_officer", _("Business officer")
    OFFICIAL = "official", _("Official")
    ADMINISTRATOR = "administrator", _("Administrator")


#: Which kind of territory each role may be given. A group leader has none: her group names her.
TERRITORY_OF_ROLE: dict[str, tuple[str, ...]] = {
    Role.COORDINATOR: ("village",),
    Role.MENTOR: ("district",),
    Role.GROUP_LEADER: (),
    Role.LTSA_OFFICER: ("office",),
    Role.CASE_OFFICER: ("regency",),
    Role.BUSINESS_OFFICER: ("regency",),
    Role.OFFICIAL: ("regency", "district", "province"),
    Role.ADMINISTRATOR: ("regency",),
}
TERRITORY_FIELDS = ("village", "district", "regency", "province", "office")


def _territory_fits_role() -> Q:
    """For every role: all kinds of territory that it may not have are empty."""
    condition = Q(role="")
    for role, kinds in TERRITORY_OF_ROLE.items():
        others = {f"{kind}__isnull": True for kind in TERRITORY_FIELDS if kind not in kinds}
        condition |= Q(role=role, **others)
    return condition


def _at_most_one_territory() -> Q:
    condition = Q()
    for kind in TERRITORY_FIELDS:
        others = {f"{other}__isnull": True for other in TERRITORY_FIELDS if other != kind}
        condition |= Q(**others)
    return condition


def without_area() -> Q:
    """Whoever sees nothing: no role, or without the place that the role needs."""
    nowhere = Q(**dict.fromkeys(TERRITORY_FIELDS))
    return Q(role="") | nowhere & ~Q(role=Role.GROUP_LEADER)


class User(AbstractUser):
    """Somebody who works with the product. Accounts are made by administrators, one per person and
    never one per village: when a coordinator is replaced her entries keep her name.

    Without a role or without a territory a user sees nothing.
    """

    first_name = None  # type: ignore[assignment]  # one name field: many people have one word only
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=100)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, verbose_name=_("village")
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("district")
    )
    regency = models.ForeignKey(
        Regency, models.PROTECT, null=True, blank=True, verbose_name=_("regency")
    )
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, verbose_name=_("province")
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, verbose_name=_("office")
    )
    account_regency = models.ForeignKey(
        Regency,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="accounts",
        verbose_name=_("regency that keeps the account"),
        help_text="Whose administrators keep this account. It follows the territory, and stays "
        "when somebody has none: a group leader, or a coordinator who was replaced.",
    )
    phone = PhoneField(_("phone"), null=True, blank=True, unique=True)
    is_public_contact = models.BooleanField(
        _("show name and phone on the village page"),
        default=False,
        help_text=_("Only with this person's agreement."),
    )

    REQUIRED_FIELDS = ["full_name"]
    objects: ClassVar[Any] = UserManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]
        ordering = ["full_name", "username"]
        constraints = [
            models.CheckConstraint(
                condition=_territory_fits_role(),
                name="accounts_user_territory_fits_role",
                violation_error_code="role",
                violation_error_message=_("This role works for another kind of area."),
            ),
            models.CheckConstraint(
                condition=_at_most_one_territory(),
                name="accounts_user_one_territory",
                violation_error_code="role",
                violation_error_message=_("Choose one area only."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.account_regency_id = self._regency_of_territory() or self.account_regency_id
        super().save(*args, **kwargs)

    def _regency_of_territory(self) -> int | None:
        """Id of the regency that the user's village, district, office or regency belongs to."""
        if self.regency_id:
            return self.regency_id
        for kind, path in (
            ("village", "districts__villages"),
            ("district", "districts"),
            ("office", "offices"),
        ):
            if place_id := getattr(self, f"{kind}_id"):
                regencies = Regency.objects.filter(**{path: place_id})
                return regencies.values_list("pk", flat=True).first()
        return None

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0] if self.full_name else self.username

    @classmethod
    def public_contacts(cls, village: Village) -> QuerySet["User"]:
        """Coordinators of this village who agreed to be named on its public page."""
        return cls.objects.filter(
            role=Role.COORDINATOR, village=village, is_public_contact=True, is_active=True
        )

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def territory(self) -> Village | District | Regency | Province | Office | None:
        """The one place this user works for."""
        return next((place for kind in TERRITORY_FIELDS if (place := getattr(self, kind))), None)

    def villages(self) -> VillageQuerySet:
        """The one answer to "which villages?": those of this user's territory, else none."""
        if self.village_id:
            return Village.objects.filter(pk=self.village_id)
        if self.district_id:
            return Village.objects.filter(district=self.district_id)
        if self.regency_id:
            return Village.objects.filter(district__regency=self.regency_id)
        if self.province_id:
            return Village.objects.filter(district__regency__province=self.province_id)
        return Village.objects.none()


class ViewLogQuerySet(models.QuerySet):
    def of(self, row: models.Model) -> "ViewLogQuerySet":
        return self.filter(model=row._meta.label_lower, row=row.pk)


class ViewLog(models.Model):
    """Who looked at unmasked personal data, or took it out, and when (UU 27/2022 art. 31).

    Changes are kept by history triggers; this is for looking. Append-only: a trigger refuses
    UPDATE and DELETE.
    """

    class Action(models.TextChoices):
        UNMASK = "unmask", _("looked at in full")
        EXPORT = "export", _("downloaded")
        PRINT = "print", _("printed")

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("user"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    action = models.CharField(_("what"), max_length=10, choices=Action)
    model = models.CharField(_("kind of record"), max_length=60)
    row = models.BigIntegerField(_("record"), null=True)
    fields = models.CharField(_("which data"), max_length=200, blank=True)
    rows = models.PositiveIntegerField(_("number of records"), default=1)

    objects = ViewLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("view of personal data")
        verbose_name_plural = _("views of personal data")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["model", "row", "-at"], name="accounts_viewlog_row")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.action} {self.model} {self.row or ''}"
