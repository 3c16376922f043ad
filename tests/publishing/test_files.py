"""Files follow their rows, also when a transaction fails or the server is killed."""

import os
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction

from publishing.files import delete_orphans, write_files
from publishing.models import Photo
from tests import factories as make

NAMES = {"photos/ab/1-" + "ab" * 32 + "-320.webp": b"RIFF"}


def exist(names: list[str]) -> list[bool]:
    return [default_storage.exists(name) for name in names]


def days_old(name: str, days: float) -> None:
    when = time.time() - days * 24 * 3600
    os.utime(Path(default_storage.path(name)), (when, when))


def write_and_fail() -> None:
    with transaction.atomic():
        write_files(NAMES)
        assert exist(list(NAMES)) == [True]
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_files_go_with_a_transaction_that_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert exist(list(NAMES)) == [False]


@pytest.mark.django_db(transaction=True)
def test_files_go_with_a_savepoint_that_is_rolled_back() -> None:
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            write_and_fail()
        assert exist(list(NAMES)) == [False]


@pytest.mark.django_db(transaction=True)
def test_files_stay_once_the_transaction_has_succeeded() -> None:
    with transaction.atomic():
        photo = make.PhotoFactory()
    assert all(exist(photo.file_names()))


@pytest.mark.django_db
def test_files_without_a_row_go_after_a_day() -> None:
    photo, gone = make.PhotoFactory(), make.PhotoFactory()
    names = gone.file_names()
    Photo.unscoped.filter(pk=gone.pk).delete()  # as if the files had not been told
    foreign = default_storage.save("photos/zz/logo.webp", ContentFile(b"x"))
    for name in [*names, *photo.file_names(), foreign]:
        days_old(name, 0.9)
    assert delete_orphans() == 0
    for name in [*names, *photo.file_names(), foreign]:
        days_old(name, 1.1)

    call_command("purge_expired")

    assert not any(exist(names))
    assert all(exist([*photo.file_names(), foreign]))
    default_storage.delete(foreign)
