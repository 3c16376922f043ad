"""Photos of village life and products: re-encoded on arrival, private until what shows them is
public. Attachments: re-encoded in the same way, and never public."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.scoping import ScopedModel, ScopedQuerySet
from publishing.images import scaled, sizes_of
from villages.models import Village


class PhotoQuerySet(ScopedQuerySet):
    readers = (Role.COORDINATOR, Role.MENTOR, Role.BUSINESS_OFFICER, Role.OFFICIAL)
    writers = (Role.COORDINATOR,)


class Photo(ScopedModel):
    """One picture as WebP without metadata, at most 1600 pixels at its longest side; smaller sizes
    lie beside it. Made by `publishing.actions.keep_photo`, taken away by `drop_photo`.

    A photo has no address of its own: it is served by whatever shows it (a product, a story), after
    asking whether that may be seen.
    """

    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
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

    unscoped: ClassVar[Any] = PhotoQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="publishing_photo_digest_is_sha256",
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0), name="publishing_photo_has_extent"
            ),
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="publishing_photo_has_alt",
                violation_error_message=_("Say in a few words what the photo shows."),
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def sizes(self) -> list[int]:
        """Longest sides in which it exists, smallest first."""
        return sizes_of(self.width, self.height)

    def extent(self, size: int) -> tuple[int, int]:
        """Width and height in pixels of the file of this size."""
        return scaled(self.width, self.height, size)

    def file_name(self, size: int) -> str:
        """Where the file of this size lies in the private storage.

        Row and content make the name: no two photos share a file, and nobody can guess one.
        """
        return f"photos/{self.digest[:2]}/{self.pk}-{self.digest}-{size}.webp"

    @classmethod
    def known(cls, names: set[str]) -> set[str]:
        """Which of `names` (key and digest, as files begin) belong to a photo that is there."""
        keys = [int(name.split("-")[0]) for name in names]
        found = cls.unscoped.filter(pk__in=keys).values_list("pk", "digest")
        return {f"{key}-{digest}" for key, digest in found}

    def file_names(self) -> list[str]:
        return [self.file_name(size) for size in self.sizes]


class Attachment(ScopedModel):
    """A picture for the eyes of few, such as a photo in a case: WebP without metadata, two sizes.

    It has no door of its own, so that no list and no search of pictures can ever find it: whatever
    it hangs from asks its own door first, then hands it to `attachment_response`. Only pictures are
    kept, drawn anew: no PDF, no other document is ever stored or served.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    unscoped: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("private picture")
        verbose_name_plural = _("private pictures")

    def __str__(self) -> str:
        return str(self.key)

    @property
    def sizes(self) -> list[int]:
        """A small one for the page, and the largest; one when the picture itself is small."""
        every = sizes_of(self.width, self.height)
        return list(dict.fromkeys([every[0], every[-1]]))

    def file_name(self, size: int) -> str:
        """Where the file of this size lies in the private storage."""
        return f"attachments/{self.key}-{size}.webp"

    @classmethod
    def known(cls, keys: set[str]) -> set[str]:
        """Which of `keys` belong to an attachment that is there."""
        found = cls.unscoped.filter(key__in=keys).values_list("key", flat=True)
        return {str(key) for key in found}

    def file_names(self) -> list[str]:
        return [self.file_name(size) for size in self.sizes]
