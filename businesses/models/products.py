"""What businesses sell."""

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role
from accounts.scoping import ScopedModel
from businesses.models.businesses import READERS, Business
from businesses.models.names import NameSearchQuerySet, name_search_index
from migrants.models.versions import Versioned, count_version
from publishing.models import Photo
from publishing.slugs import save_with_slug


class ProductQuerySet(NameSearchQuerySet):
    village_path = "business__village"
    readers = READERS
    writers = (Role.COORDINATOR,)

    def public(self) -> Self:
        return self.filter(is_published=True, business__in=Business.public())

    def shown_by(self, businesses: Collection[Business]) -> Self:
        """Public products of businesses that `Business.public()` has just given: the owners'
        consents were asked with them and are not asked again."""
        return self.filter(is_published=True, business__in=businesses)


@tracked()
class Product(Versioned, ScopedModel):
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

    unscoped: ClassVar[Any] = ProductQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gt=0),
                name="businesses_product_price_positive",
                violation_error_code="price",
                violation_error_message=_("Give a price above zero, or leave it empty."),
            ),
            models.UniqueConstraint(
                "business",
                Lower("name"),
                name="businesses_product_name_unique",
                violation_error_code="name",
                violation_error_message=_("This business already has a product with this name."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(is_published=True),
                name="businesses_product_newest",
            ),
            name_search_index("businesses_product_name_trgm"),
        ]
        triggers = [count_version()]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def shown_by(cls, businesses: Collection[Business]) -> Any:
        return cls.unscoped.shown_by(businesses)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.slug:
            super().save(*args, **kwargs)
        else:
            save_with_slug(
                self,
                text=self.name,
                place=self.business.name,
                save=lambda: super(Product, self).save(*args, **kwargs),
            )
