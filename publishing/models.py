"""Photos of village life and products: re-encoded on arrival, private until what shows them is
public."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.scoping import ScopedModel, ScopedQuerySet
from villages.models import Village


class PhotoQuerySet(ScopedQuerySet):
    readers = (Role.COORDINATOR, Role.MENTOR, Role.BUSINESS_OFFICER)
    writers = (Role.COORDINATOR,)


def photo_path(photo: "Photo", filename: str) -> str:
    return f"photos/{photo.digest[:2]}/{photo.digest}.webp"


class Photo(ScopedModel):
    """One picture as WebP, metadata removed, at most 1600 pixels wide; smaller sizes lie beside it.

    A photo has no address of its own: it is served by whatever shows it (a product, a story), after
    asking whether that may be seen.
    """

    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    file = models.ImageField(
        _("photo"), upload_to=photo_path, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    alt = models.CharField(
        _("what the photo shows"),
        max_length=200,
        help_text=_("For people who cannot see it. Example: cookies in a round tin."),
    )
    uploaded_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    unscoped: Any = PhotoQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.alt
