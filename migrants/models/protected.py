"""Specific personal data (UU 27/2022 art. 4(2)): health, money, what makes somebody vulnerable.

It stands apart from the person: encrypted, masked on her page, shown to her own coordinator and the
case officer by POST only, each look logged. It is in no list, count, export, import or search.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField
from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from migrants.models.versions import Versioned, count_version
from villages.days import DayField


class ProtectedQuerySet(ScopedQuerySet):
    village_path = "person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR, Role.CASE_OFFICER)


class VulnerabilityQuerySet(ProtectedQuerySet):
    def current(self) -> "VulnerabilityQuerySet":
        return self.filter(until=None)


class Protected(Versioned, ScopedModel):
    """What all rows of this kind share."""

    updated_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta(ScopedModel.Meta):
        abstract = True


@tracked()
class Health(Protected):
    """Disability and illness, as far as they matter for work, travel and being talked to."""

    class Disability(models.TextChoices):
        NONE = "none", _("None")
        BODY = "body", _("Body")
        SIGHT = "sight", _("Seeing")
        HEARING = "hearing", _("Hearing or speaking")
        MIND = "mind", _("Mind or learning")
        SEVERAL = "several", _("Several")

    person = models.OneToOneField(Person, models.CASCADE, related_name="health")
    disability = EncryptedField(_("disability"), choices=Disability, blank=True)
    needs = EncryptedField(
        _("what helps her"), blank=True, help_text=_("For example: speak slowly, a ramp, a reader.")
    )
    illness = EncryptedField(_("illness that matters for work or care"), blank=True)

    unscoped: ClassVar[Any] = ProtectedQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("health")
        verbose_name_plural = _("health")
        triggers = [count_version(["updated_by"])]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


@tracked()
class Finance(Protected):
    """What the wages became, what the family owns, what she owed when she left."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="finance")
    wage_use = EncryptedField(
        _("what the wages were used for"),
        blank=True,
        help_text=_("For example: house, school, land, capital for a business, debt."),
    )
    assets = EncryptedField(_("what the family owns from it"), blank=True)
    #: Whole rupiah, as text: encrypted.
    debt = EncryptedField(_("debt when she left"), blank=True)
    debt_to = EncryptedField(_("owed to whom"), blank=True)

    unscoped: ClassVar[Any] = ProtectedQuerySet.as_manager()

    class Meta(Protected.Meta):
        verbose_name = _("money")
        verbose_name_plural = _("money")
        triggers = [count_version(["updated_by"])]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def debt_amount(self) -> int | None:
        """Whole rupiah."""
        return int(self.debt) if self.debt else None


@tracked(exclude=["submit_key"])
class Vulnerability(ScopedModel):
    """Why somebody needs a closer eye, from when until when. What is a case (violence, trafficking,
    wages not paid) is none of these: cases are need-to-know above territory."""

    class Kind(models.TextChoices):
        ALONE_OLD = "alone_old", _("Old and alone")
        NO_CARER = "no_carer", _("Child without an adult carer")
        TODDLER = "toddler", _("Toddler whose mother is away")
        DROP_OUT = "drop_out", _("Child left school early")
        EARLY_MARRIAGE = "early_marriage", _("Married before 19")
        SINGLE_MOTHER = "single_mother", _("Mother alone with her children")
        DEBT = "debt", _("Heavy debt")
        PAPERS_HELD = "papers_held", _("Passport is held by somebody else")
        OTHER = "other", _("Something else")

    person = models.ForeignKey(Person, models.CASCADE, related_name="vulnerabilities")
    kind = models.CharField(_("what"), max_length=16, choices=Kind)
    note = EncryptedField(_("note"), blank=True)
    since = DayField(_("since"))
    until = DayField(_("until"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )
    #: One time token of the form that made this row, see Person.submit_key.
    submit_key = models.UUIDField(null=True, unique=True, editable=False)

    unscoped: ClassVar[Any] = VulnerabilityQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("what makes her vulnerable")
        verbose_name_plural = _("what makes her vulnerable")
        ordering = [F("until").desc(nulls_first=True), "-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(until=None) & ~Q(kind="other"),
                name="migrants_vulnerability_once",
                violation_error_message=_("This is already recorded."),
                violation_error_code="kind",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="migrants_vulnerability_until_after_since",
                violation_error_message=_("The end cannot be before the beginning."),
                violation_error_code="since",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
