"""Small businesses (UMKM) of migrant families: owners, programme stages, products."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models import Consent, Group, Person
from publishing.models import Photo
from villages.models import Regency, Village

_READERS = (Role.COORDINATOR, Role.MENTOR, Role.BUSINESS_OFFICER, Role.OFFICIAL)


class BusinessQuerySet(ScopedQuerySet):
    readers = _READERS
    writers = (Role.COORDINATOR,)

    def public(self) -> Self:
        """Published, and every present owner agrees today. Asked each time a page is shown."""
        unwilling = (
            Ownership.unscoped.current()
            .filter(business=OuterRef("pk"))
            .exclude(
                Exists(
                    Consent.unscoped.valid()
                    .for_purpose(Consent.Purpose.BUSINESS_PAGE)
                    .filter(person=OuterRef("person"))
                )
            )
        )
        owned = Ownership.unscoped.current().filter(business=OuterRef("pk"))
        return self.filter(Exists(owned), ~Exists(unwilling), is_published=True, closed_on=None)

    def open(self) -> Self:
        return self.filter(closed_on=None)


@tracked()
class Business(ScopedModel):
    """A small business owned by people of the register."""

    class Kind(models.TextChoices):
        BREAD = "bread", _("Bread and cakes")
        COOKIES = "cookies", _("Dry cookies")
        SNACKS = "snacks", _("Snacks and crackers")
        DRINKS = "drinks", _("Drinks and herbal drinks")
        COOKED_FOOD = "cooked_food", _("Cooked food")
        CRAFTS = "crafts", _("Bags and crafts")
        SEWING = "sewing", _("Sewing and batik")
        FARMING = "farming", _("Farming and animals")
        TRADE = "trade", _("Shop and trade")
        SERVICES = "services", _("Services")

    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    about = models.TextField(_("about the business"), blank=True, max_length=1000)
    started_year = models.PositiveSmallIntegerField(_("started in"), null=True, blank=True)
    group = models.ForeignKey(
        Group,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="businesses",
        verbose_name=_("belongs to group"),
    )
    is_published = models.BooleanField(_("shown on the village page"), default=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    unscoped: Any = BusinessQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("business")
        verbose_name_plural = _("businesses")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "name"],
                name="businesses_business_name_unique_in_village",
                violation_error_message=_("This village already has a business with this name."),
            ),
            models.CheckConstraint(
                condition=Q(started_year=None) | Q(started_year__range=(1945, 2100)),
                name="businesses_business_started_year_sensible",
                violation_error_message=_("Give the year with four digits, such as 2016."),
            ),
        ]
        indexes = [models.Index(fields=["village", "name"], name="businesses_business_village")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("business_detail", args=[self.pk])


class OwnershipQuerySet(ScopedQuerySet):
    village_path = "business__village"
    readers = _READERS
    writers = (Role.COORDINATOR,)

    def current(self) -> Self:
        return self.filter(until=None)


@tracked()
class Ownership(ScopedModel):
    """Who owned a business, and what share of it, from when until when."""

    business = models.ForeignKey(Business, models.CASCADE, related_name="ownerships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="ownerships")
    share_percent = models.PositiveSmallIntegerField(_("share in percent"), default=100)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    unscoped: Any = OwnershipQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("owner")
        verbose_name_plural = _("owners")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "person"],
                condition=Q(until=None),
                name="businesses_ownership_once",
                violation_error_message=_("This person is already an owner."),
            ),
            models.CheckConstraint(
                condition=Q(share_percent__range=(1, 100)),
                name="businesses_ownership_share_is_percent",
                violation_error_message=_("A share lies between 1 and 100 percent."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="businesses_ownership_until_after_since",
                violation_error_message=_("The end cannot be before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.share_percent} %"


class Programme(models.Model):
    """A support programme of a regency, e.g. "UMKM Naik Kelas"."""

    regency = models.ForeignKey(Regency, models.PROTECT, related_name="programmes")
    name = models.CharField(_("name"), max_length=100)
    about = models.TextField(_("what it offers"), blank=True)
    is_active = models.BooleanField(_("open for new businesses"), default=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["regency", "name"],
                name="businesses_programme_name_unique",
                violation_error_message=_("This programme already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class EnrolmentQuerySet(ScopedQuerySet):
    village_path = "business__village"
    readers = _READERS
    #: Who may move the stage: the mentor who visits and the officer who verifies.
    writers = (Role.MENTOR, Role.BUSINESS_OFFICER)

    def in_stage(self, stage: str) -> Self:
        return self.filter(stage=stage)


class Stage(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    VERIFIED = "verified", _("Checked on site")
    ENROLLED = "enrolled", _("Taking part")
    GRADUATED = "graduated", _("Moved up a class")
    REJECTED = "rejected", _("Not accepted")
    LEFT = "left", _("Left the programme")


#: From which stage to which. The database refuses every other move.
NEXT_STAGES: dict[str, tuple[str, ...]] = {
    "": (Stage.PROPOSED,),
    Stage.PROPOSED: (Stage.VERIFIED, Stage.REJECTED),
    Stage.VERIFIED: (Stage.ENROLLED, Stage.REJECTED),
    Stage.ENROLLED: (Stage.GRADUATED, Stage.LEFT),
    Stage.REJECTED: (Stage.PROPOSED,),
    Stage.LEFT: (Stage.PROPOSED,),
    Stage.GRADUATED: (),
}


def _allowed_moves() -> Q:
    condition = Q()
    for before, following in NEXT_STAGES.items():
        for after in following:
            condition |= Q(from_stage=before, to_stage=after)
    return condition


class Enrolment(ScopedModel):
    """A business in a programme. Its `stage` is written only by the trigger on StageChange."""

    business = models.ForeignKey(Business, models.CASCADE, related_name="enrolments")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="enrolments")
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage, default="", editable=False, blank=True
    )
    baseline_turnover = models.PositiveBigIntegerField(
        _("monthly turnover at the start (rupiah)"), null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: Any = EnrolmentQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "programme"],
                name="businesses_enrolment_once",
                violation_error_message=_("This business already takes part in this programme."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.business} · {self.programme}"

    @property
    def next_stages(self) -> list[tuple[str, str]]:
        """(value, label) of the stages that may follow."""
        return [(stage, Stage(stage).label) for stage in NEXT_STAGES[self.stage]]


class StageChangeQuerySet(ScopedQuerySet):
    village_path = "enrolment__business__village"
    readers = _READERS


class StageChange(ScopedModel):
    """One logged step of an enrolment. Append-only; the latest one is the enrolment's stage."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="changes")
    from_stage = models.CharField(max_length=10, choices=Stage, blank=True)
    to_stage = models.CharField(_("new stage"), max_length=10, choices=Stage)
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unscoped: Any = StageChangeQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=_allowed_moves(),
                name="businesses_stagechange_allowed_move",
                violation_error_message=_("This stage cannot follow the present one."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="businesses_stagechange_has_reason",
                violation_error_message=_("Give a reason."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="apply_stage",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                # Two people who move the same enrolment at once: the second finds another stage.
                func="""
                    UPDATE businesses_enrolment SET stage = NEW.to_stage
                        WHERE id = NEW.enrolment_id AND stage = NEW.from_stage;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'the enrolment has another stage by now'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'businesses_stagechange_from_present_stage';
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"{self.from_stage} → {self.to_stage}"


class ProductQuerySet(ScopedQuerySet):
    village_path = "business__village"
    readers = _READERS
    writers = (Role.COORDINATOR,)

    def public(self) -> Self:
        return self.filter(is_published=True, business__in=Business.public())


@tracked()
class Product(ScopedModel):
    """Something a business sells."""

    business = models.ForeignKey(Business, models.CASCADE, related_name="products")
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    about = models.TextField(_("about the product"), blank=True, max_length=1000)
    price = models.PositiveIntegerField(_("price in rupiah"), null=True, blank=True)
    unit = models.CharField(
        _("sold by"), max_length=30, blank=True, help_text=_("Example: box of 500 grams.")
    )
    photo = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    is_published = models.BooleanField(_("shown to everybody"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: Any = ProductQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "name"],
                name="businesses_product_name_unique",
                violation_error_message=_("This business already has a product with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
