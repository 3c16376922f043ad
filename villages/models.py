"""Places: province > regency > district > village, their names, codes and successors; offices.

Records point at a place's internal id. Codes and names change when villages split or are renamed;
the id does not.
"""

import re
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from villages.days import DayField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise  # only in the development lock


def search_key(name: str) -> str:
    """Letters and digits only, lower case: "Kedung Gebang" and "Kedunggebang" become one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def place_slug(name: str) -> str:
    """The name as it stands in an address: "Kabupaten Banyuwangi" → "banyuwangi"."""
    return slugify(name.removeprefix("Kabupaten "))


class PlaceQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Places that exist today (not dissolved, renamed away or split up)."""
        return self.filter(valid_to=None)

    def by_digits(self, digits: str) -> Self:
        """The place with this code written without dots, as in public addresses; none if it is no
        code."""
        return self.filter(code=dotted(digits)) if re.fullmatch("[0-9]+", digits) else self.none()

    def named_like(self, text: str) -> Self:
        """Places whose name or other spelling resembles `text`, best first; cut it before use.

        Without spaces "Kedung Gebang" finds Kedunggebang, and from three letters on trigrams
        forgive typing errors. The candidates come out of the trigram indexes, each by itself: one
        condition over names *and* spellings would read all 83,762 villages.
        """
        key = search_key(text)
        if not key:
            return self.none()
        every = self.model._default_manager
        candidates: list[Any] = [every.filter(search_key__startswith=key).order_by().values("pk")]
        if len(key) > 2:
            similarity = TrigramSimilarity("search_key", key)
            candidates = [
                every.filter(search_key__contains=key).order_by().values("pk"),
                every.filter(search_key__trigram_similar=key)
                .order_by()
                .annotate(similarity=similarity)
                .filter(similarity__gte=0.4)
                .values("pk"),
            ]
        spelled = self._spelled_like(key)
        return (
            self.filter(pk__in=candidates[0].union(*candidates[1:], spelled))
            .annotate(likeness=TrigramSimilarity("search_key", key) + _bonus(key, spelled))
            .order_by("-likeness", "name", "code")
        )

    def _spelled_like(self, key: str) -> models.QuerySet:
        """Ids of places with another spelling that begins with `key`."""
        return self.model._default_manager.none().values("pk")


def _bonus(key: str, spelled: models.QuerySet) -> models.Case:
    """Same name before same beginning or another spelling, before the rest."""
    return models.Case(
        models.When(search_key=key, then=3.0),
        models.When(Q(search_key__startswith=key) | Q(pk__in=spelled), then=2.0),
        models.When(search_key__contains=key, then=1.0),
        default=0.0,
        output_field=models.FloatField(),
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
    valid_from = DayField(_("valid from"), null=True, blank=True)
    valid_to = DayField(_("valid until"), null=True, blank=True)

    objects: ClassVar[Any] = PlaceQuerySet.as_manager()

    #: The field that leads to the place above; a province has none.
    parent_field = ""

    class Meta:
        abstract = True
        ordering = ["code"]
        constraints = [
            # A code may be given again after a place was dissolved, never to two living ones.
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_to=None),
                name="%(app_label)s_%(class)s_code_unique_while_valid",
                violation_error_code="code",
                violation_error_message=_("Another place already has this code."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None)
                | Q(valid_from=None)
                | Q(valid_to__gte=models.F("valid_from")),
                name="%(app_label)s_%(class)s_valid_to_after_valid_from",
                violation_error_code="valid_to",
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
        self.slug = place_slug(self.name)
        self.search_key = search_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        """The code begins with the code of the place above."""
        parent = getattr(self, self.parent_field, None) if self.parent_field else None
        if parent and not self.code.startswith(f"{parent.code}."):
            raise ValidationError(
                {
                    "code": _("%(place)s has the code %(code)s: this code must begin with it.")
                    % {"place": parent, "code": parent.code}
                }
            )

    @property
    def digits(self) -> str:
        """The code without dots, as it stands in public addresses."""
        return self.code.replace(".", "")


def _code_looks_like(pattern: str, message: "StrOrPromise") -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(code__regex=pattern),
        name="%(app_label)s_%(class)s_code_well_formed",
        violation_error_code="code",
        violation_error_message=message,
    )


class Province(Place):
    class Meta(Place.Meta):
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        constraints = [
            *Place.Meta.constraints,
            _code_looks_like(r"^[0-9]{2}$", _("The code of a province looks like this: 35.")),
        ]


class Regency(Place):
    """Kabupaten or kota."""

    parent_field = "province"
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="regencies", verbose_name=_("province")
    )

    class Meta(Place.Meta):
        verbose_name = _("regency")
        verbose_name_plural = _("regencies")
        constraints = [
            *Place.Meta.constraints,
            _code_looks_like(
                r"^[0-9]{2}\.[0-9]{2}$", _("The code of a regency looks like this: 35.10.")
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("regency_page", args=[self.digits, self.slug])


class District(Place):
    """Kecamatan."""

    parent_field = "regency"
    regency = models.ForeignKey(
        Regency, models.PROTECT, related_name="districts", verbose_name=_("regency")
    )

    class Meta(Place.Meta):
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [
            *Place.Meta.constraints,
            _code_looks_like(
                r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}$",
                _("The code of a district looks like this: 35.10.04."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("district_page", args=[self.digits, self.slug])


class VillageQuerySet(PlaceQuerySet):
    def _spelled_like(self, key: str) -> models.QuerySet:
        return VillageAlias.objects.filter(search_key__startswith=key).values("village")


class Village(Place):
    """Desa or kelurahan. Everything in the product hangs from one."""

    class Kind(models.TextChoices):
        DESA = "desa", _("Village")
        KELURAHAN = "kelurahan", _("Urban village")

    parent_field = "district"
    district = models.ForeignKey(
        District, models.PROTECT, related_name="villages", verbose_name=_("district")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DESA)
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="predecessors",
        blank=True,
        verbose_name=_("villages that came after it"),
    )

    objects: ClassVar[Any] = VillageQuerySet.as_manager()

    class Meta(Place.Meta):
        verbose_name = _("village")
        verbose_name_plural = _("villages")
        constraints = [
            *Place.Meta.constraints,
            _code_looks_like(
                r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$",
                _("The code of a village looks like this: 35.10.04.2007."),
            ),
        ]

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
    search_key = models.CharField(max_length=100, editable=False)

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "search_key"],
                name="villages_villagealias_unique",
                violation_error_code="name",
                violation_error_message=_("This spelling is already listed."),
            )
        ]
        indexes = [
            GinIndex(
                fields=["search_key"],
                opclasses=["gin_trgm_ops"],
                name="villages_villagealias_key_trgm",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_key = search_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        self.search_key = search_key(self.name)  # for the rule about spellings listed twice


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
