"""Places: province > regency > district > village, their names, codes and successors; offices.

Records point at a place's internal id. Codes and names change when villages split or are renamed;
the id does not.
"""

import re
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


def search_key(name: str) -> str:
    """Letters and digits only, lower case: "Kedung Gebang" and "Kedunggebang" become one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


class PlaceQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Places that exist today (not dissolved, renamed away or split up)."""
        return self.filter(valid_to=None)

    def by_digits(self, digits: str) -> Self:
        """The place with this code written without dots, as in public addresses."""
        return self.filter(code=dotted(digits))

    def named_like(self, text: str) -> Self:
        """Places whose name or other spelling resembles `text`, best first.

        A trigram match forgives typing errors; without spaces "Kedung Gebang" finds Kedunggebang.
        """
        key = search_key(text)
        if not key:
            return self.none()
        exact = Q(search_key__contains=key) | Q(aliases__search_key__contains=key)
        return (
            self.filter(exact | Q(search_key__trigram_similar=key))
            .annotate(
                likeness=TrigramSimilarity("search_key", key)
                + models.Case(models.When(exact, then=1.0), default=0.0)
            )
            .distinct()
            .order_by("-likeness", "name", "code")
        )


def dotted(digits: str) -> str:
    """ "3510042007" → "35.10.04.2007"; what is not a code comes back unchanged."""
    if not re.fullmatch(r"[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{4})?)?)?", digits):
        return digits
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


class Place(models.Model):
    """What the four levels share: an official code, a name, and the time they were valid."""

    code = models.CharField(_("Kemendagri code"), max_length=13)
    bps_code = models.CharField(_("BPS code"), max_length=10, blank=True)
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100)
    search_key = models.CharField(max_length=100, editable=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code"]
        constraints = [
            # A code may be given again after a place was dissolved, never to two living ones.
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_to=None),
                name="%(app_label)s_%(class)s_code_unique_while_valid",
                violation_error_message=_("Another place already has this code."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None)
                | Q(valid_from=None)
                | Q(valid_to__gte=models.F("valid_from")),
                name="%(app_label)s_%(class)s_valid_to_after_valid_from",
                violation_error_message=_("A place cannot end before it begins."),
            ),
        ]
        indexes = [
            GinIndex(
                fields=["search_key"],
                opclasses=["gin_trgm_ops"],
                name="%(app_label)s_%(class)s_key_trgm",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or slugify(self.name)
        self.search_key = search_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def digits(self) -> str:
        """The code without dots, as it stands in public addresses."""
        return self.code.replace(".", "")


class Province(Place):
    class Meta(Place.Meta):
        verbose_name = _("province")
        verbose_name_plural = _("provinces")


class Regency(Place):
    """Kabupaten or kota."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="regencies")

    class Meta(Place.Meta):
        verbose_name = _("regency")
        verbose_name_plural = _("regencies")

    def get_absolute_url(self) -> str:
        return reverse("regency_page", args=[self.digits, self.slug])


class District(Place):
    """Kecamatan."""

    regency = models.ForeignKey(Regency, models.PROTECT, related_name="districts")

    class Meta(Place.Meta):
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    def get_absolute_url(self) -> str:
        return reverse("district_page", args=[self.digits, self.slug])


class Village(Place):
    """Desa or kelurahan. Everything in the product hangs from one."""

    class Kind(models.TextChoices):
        DESA = "desa", _("Village")
        KELURAHAN = "kelurahan", _("Urban village")

    district = models.ForeignKey(District, models.PROTECT, related_name="villages")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DESA)
    successors = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True
    )

    class Meta(Place.Meta):
        verbose_name = _("village")
        verbose_name_plural = _("villages")

    def get_absolute_url(self) -> str:
        return reverse("village_page", args=[self.digits, self.slug])

    @property
    def full_name(self) -> str:
        """Name with its district, because three names occur twice in Banyuwangi alone."""
        return _("%(village)s, %(district)s District") % {
            "village": self.name,
            "district": self.district.name,
        }


class VillageAlias(models.Model):
    """Another spelling of a village in the press, on old letters or in people's speech."""

    village = models.ForeignKey(Village, models.CASCADE, related_name="aliases")
    name = models.CharField(_("spelling"), max_length=100)
    search_key = models.CharField(max_length=100, editable=False, db_index=True)

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "search_key"],
                name="villages_villagealias_unique",
                violation_error_message=_("This spelling is already listed."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_key = search_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class OfficeQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)


class Office(models.Model):
    """A place where people are served, such as the LTSA desk in the Mal Pelayanan Publik."""

    code = models.SlugField(_("short name in addresses"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="offices")
    address = models.TextField(_("address"))
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    map_url = models.URLField(_("map link"), blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
