from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from accounts.models import Role
from publishing.actions import drop_photo, keep_photo
from publishing.fields import PhotoField
from publishing.images import FULL_SIZE
from publishing.models import Photo
from tests import factories as make
from tests import pictures

pytestmark = pytest.mark.django_db


def test_kept_photo_has_a_file_of_every_size() -> None:
    photo = make.PhotoFactory()
    assert photo.sizes == [320, 640, FULL_SIZE]
    for name in photo.file_names():
        with default_storage.open(name) as file:
            assert file.read(4) == b"RIFF"


def test_same_picture_twice_has_files_of_its_own() -> None:
    first, second = make.PhotoFactory(), make.PhotoFactory()
    assert first.digest == second.digest
    assert not set(first.file_names()) & set(second.file_names())


def test_dropped_photo_takes_its_files_along(
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    photo = make.PhotoFactory()
    names = photo.file_names()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        drop_photo(photo=photo)
    assert not Photo.unscoped.exists()
    assert not [name for name in names if default_storage.exists(name)]


def test_files_stay_when_dropping_fails(
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    make.PhotoFactory()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():  # type: ignore[attr-defined]
        drop_photo(photo=Photo.unscoped.get())
        transaction.set_rollback(True)
    assert default_storage.exists(Photo.unscoped.get().file_name(FULL_SIZE))


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"digest": "../../etc/passwd"}, "publishing_photo_digest_is_sha256"),
        ({"width": 0}, "publishing_photo_has_extent"),
        ({"alt": ""}, "publishing_photo_has_alt"),
    ],
)
def test_photo_without_what_it_needs_is_refused(change: dict, constraint: str) -> None:
    photo = make.PhotoFactory()
    with pytest.raises(IntegrityError, match=constraint):
        Photo.unscoped.filter(pk=photo.pk).update(**change)


def test_staff_sees_photos_of_her_territory_only() -> None:
    photo, elsewhere = make.PhotoFactory(), make.PhotoFactory()
    coordinator = make.UserFactory(role=Role.COORDINATOR, village=photo.village)
    assert list(Photo.visible_to(coordinator)) == [photo]
    assert elsewhere not in Photo.editable_by(coordinator)
    assert not Photo.public()


# The field: every refusal is one plain sentence.


@pytest.mark.parametrize(("code", "content"), pictures.BAD.values(), ids=pictures.BAD)
def test_field_refuses_in_one_sentence(code: str, content: Callable[[], bytes]) -> None:
    with pytest.raises(ValidationError) as refusal:
        PhotoField().clean(pictures.upload(content()))
    assert refusal.value.code == code
    assert len(refusal.value.messages) == 1


def test_field_refuses_an_empty_file() -> None:
    with pytest.raises(ValidationError):
        PhotoField().clean(pictures.upload(b""))


def test_field_refuses_more_than_ten_megabytes() -> None:
    with pytest.raises(ValidationError) as refusal:
        PhotoField().clean(pictures.upload(pictures.jpeg() + b"\0" * 10 * 1024 * 1024))
    assert refusal.value.code == "too_big"


def test_field_may_stay_empty_only_if_optional() -> None:
    assert PhotoField(required=False).clean(None) is None
    with pytest.raises(ValidationError):
        PhotoField().clean(None)


def test_field_gives_a_picture_to_keep() -> None:
    picture = PhotoField().clean(pictures.upload())
    photo = keep_photo(village=make.VillageFactory(), picture=picture, alt="Kue", by=None)
    assert (photo.width, photo.height) == (800, 600)
