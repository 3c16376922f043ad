"""Small businesses (UMKM) of migrant families and who owns them."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from businesses.models.names import NameSearchQuerySet, name_search_index
from migrants.models import Consent, Group, Person
from migrants.models.versions import Versioned, count_version
from publishing.slugs import save_with_slug
from villages.days import DayField
from villages.models import Village

#: Who may read businesses and everything that hangs from them, inside her own territory.
READERS = (Role.COORDINATOR, Role.MENTOR, Role.BUSINESS_OFFICER, Role.OFFICIAL)


class BusinessQuerySet(NameSearchQuerySet):
    readers = READERS
    writers = (Role.COORDINATOR,)

    def public(self) -> Self:
        """Published, and every present owner agrees today. Asked each time a page is shown."""
        owners = Ownership.unscoped.current().filter(business=OuterRef("pk"))
        return self.open().filter(
            Exists(owners), ~Exists(owners.without_consent()), is_published=True
        )

    def open(self) -> Self:
        return self.filter(closed_on=None)

    def in_no_programme(self) -> Self:
        return self.filter(enrolments=None)

    def in_stage(self, stage: str) -> Self:
        """In some programme at this stage."""
        return self.filter(pk__in=Business.unscoped.filter(enrolments__stage=stage).values("pk"))

    def with_stage(self) -> Self:
        """With the `stage` of the latest enrolment; None without one."""
        latest = Business.unscoped.filter(pk=OuterRef("pk")).order_by("-enrolments__pk")
        return self.annotate(stage=Subquery(latest.values("enrolments__stage")[:1]))


@tracked()
class Business(Versioned, ScopedModel):
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
    closed_on = DayField(_("closed on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    unscoped: ClassVar[Any] = BusinessQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("business")
        verbose_name_plural = _("businesses")
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                "village",
                Lower("name"),
                name="businesses_business_name_unique_in_village",
                violation_error_code="name",
                violation_error_message=_("This village already has a business with this name."),
            ),
            models.CheckConstraint(
                condition=Q(started_year=None) | Q(started_year__range=(1945, 2100)),
                name="businesses_business_started_year_sensible",
                violation_error_code="started_year",
                violation_error_message=_("Give the year with four digits, such as 2016."),
            ),
        ]
        indexes = [
            models.Index(
                Lower("name"),
                "id",
                condition=Q(is_published=True, closed_on=None),
                name="businesses_business_shown",
            ),
            name_search_index("businesses_business_name_trgm"),
        ]
        triggers = [count_version()]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.slug:
            super().save(*args, **kwargs)
        else:
            save_with_slug(
                self,
                text=self.name,
                place=self.village.name,
                save=lambda: super(Business, self).save(*args, **kwargs),
            )

    def get_absolute_url(self) -> str:
        return reverse("business_detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    @property
    def is_public(self) -> bool:
        """Does everybody see it at this moment?"""
        return Business.public().filter(pk=self.pk).exists()

    @property
    def has_owner(self) -> bool:
        return bool(self.ownerships.current().exists())

    @property
    def owners_without_consent(self) -> models.QuerySet["Ownership"]:
        """Present owners whose agreement is missing for its public page."""
        return self.ownerships.current().without_consent().select_related("person")


class OwnershipQuerySet(ScopedQuerySet):
    village_path = "business__village"
    readers = READERS
    writers = (Role.COORDINATOR,)

    def current(self) -> Self:
        return self.filter(until=None)

    def public(self) -> Self:
        """Present owners of businesses that everybody may see; each agreed to be named there."""
        return self.current().filter(business__in=Business.public())

    def without_consent(self) -> Self:
        """Owners who do not agree today that their business is shown to everybody."""
        agreed = Consent.unscoped.valid().for_purpose(Consent.Purpose.BUSINESS_PAGE)
        return self.exclude(Exists(agreed.filter(person=OuterRef("person"))))


@tracked()
class Ownership(ScopedModel):
    """Who owned a business, and what share of it, from when until when."""

    business = models.ForeignKey(Business, models.CASCADE, related_name="ownerships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="ownerships")
    share_percent = models.PositiveSmallIntegerField(_("share in percent"), null=True, blank=True)
    since = DayField(_("since"), null=True, blank=True)
    until = DayField(_("until"), null=True, blank=True)

    unscoped: ClassVar[Any] = OwnershipQuerySet.as_manager()

    trigger_rules = {
        "businesses_ownership_shares_at_most_whole": (
            "share_percent",
            _("The shares of all owners together are more than 100 percent."),
        )
    }

    class Meta(ScopedModel.Meta):
        verbose_name = _("owner")
        verbose_name_plural = _("owners")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "person"],
                condition=Q(until=None),
                name="businesses_ownership_once",
                violation_error_code="person",
                violation_error_message=_("This person is already an owner."),
            ),
            models.CheckConstraint(
                condition=Q(share_percent=None) | Q(share_percent__range=(1, 100)),
                name="businesses_ownership_share_is_percent",
                violation_error_code="share_percent",
                violation_error_message=_("A share lies between 1 and 100 percent."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="businesses_ownership_until_after_since",
                violation_error_code="until",
                violation_error_message=_("The end cannot be before the beginning."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="shares_at_most_whole",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # The lock makes two people who add owners at once wait for one another.
                func="""
                    PERFORM FROM businesses_business WHERE id = NEW.business_id FOR NO KEY UPDATE;
                    IF (SELECT SUM(share_percent) FROM businesses_ownership
                            WHERE business_id = NEW.business_id AND until IS NULL) > 100 THEN
                        RAISE EXCEPTION 'the shares of business % exceed 100 percent',
                            NEW.business_id
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'businesses_ownership_shares_at_most_whole';
                    END IF;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.business}"
