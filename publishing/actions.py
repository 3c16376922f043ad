"""Keeping and dropping photos: a row and its files."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from publishing.files import delete_files, write_files
from publishing.images import Picture
from publishing.models import Attachment, Photo
from villages.models import Village


@transaction.atomic
def keep_photo(*, village: Village, picture: Picture, alt: str, by: User | None) -> Photo:
    """Store a picture (`publishing.images.encode`, or a form's PhotoField) for a village."""
    photo = Photo.unscoped.create(
        village=village,
        width=picture.width,
        height=picture.height,
        digest=picture.digest,
        alt=alt,
        uploaded_by=by,
    )
    write_files({photo.file_name(size): content for size, content in picture.files.items()})
    return photo


@transaction.atomic
def drop_photo(*, photo: Photo) -> None:
    """Delete a photo; its files go once the transaction has succeeded."""
    names = photo.file_names()
    photo.delete()
    transaction.on_commit(lambda: delete_files(names))


@transaction.atomic
def keep_attachment(*, picture: Picture) -> Attachment:
    """Store a picture that is never public. Whoever calls hangs it from a row with a door."""
    attachment = Attachment.unscoped.create(width=picture.width, height=picture.height)
    write_files({attachment.file_name(size): picture.files[size] for size in attachment.sizes})
    return attachment


@transaction.atomic
def drop_attachment(*, attachment: Attachment) -> None:
    """Delete a private picture; its files go once the transaction has succeeded."""
    names = attachment.file_names()
    attachment.delete()
    transaction.on_commit(lambda: delete_files(names))


def drop_forgotten_attachments() -> int:
    """Delete pictures that nothing hangs from any more, with their files (periodic); how many."""
    rows = Attachment.unscoped.all()
    for field in Attachment._meta.get_fields(include_hidden=True):
        if field.auto_created and not field.concrete:
            users = field.related_model._base_manager  # type: ignore[union-attr]
            used = users.filter(**{field.field.name: OuterRef("pk")})  # type: ignore[union-attr]
            rows = rows.filter(~Exists(used))
    forgotten = list(rows)
    for attachment in forgotten:
        drop_attachment(attachment=attachment)
    return len(forgotten)
