"""Files of pictures, which know nothing of transactions: written with a row, gone with it."""

import re
import weakref
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from publishing.models import Attachment, Photo

#: A file without a row is left alone until then: its row may not be committed yet.
WAIT = timedelta(days=1)
_PHOTO = re.compile(r"(?P<row>\d+-[0-9a-f]{64})-\d+\.webp")
_ATTACHMENT = re.compile(r"(?P<row>[0-9a-f-]{36})-\d+\.webp")


class _Written:
    """Files written in this transaction. Django forgets it when the transaction, or the savepoint,
    is rolled back, and with it the files go; it keeps it until the commit, which lets them stay."""

    def __init__(self, names: list[str]) -> None:
        self.undo = weakref.finalize(self, delete_files, names)
        self.undo.atexit = False

    def stay(self) -> None:
        self.undo.detach()


def write_files(files: Mapping[str, bytes]) -> None:
    """Write files by name; they go again if the transaction does not succeed."""
    transaction.on_commit(_Written(list(files)).stay)
    for name, content in files.items():
        default_storage.save(name, ContentFile(content))


def delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def delete_orphans() -> int:
    """Delete files of pictures that no row knows (the server was killed in between); how many.

    Only files that are named as ours are, and are older than WAIT.
    """
    folders, _files = default_storage.listdir("photos") if _is_there("photos") else ([], [])
    found = sum(_tidy(f"photos/{name}", _PHOTO, Photo.known) for name in folders)
    if _is_there("attachments"):
        found += _tidy("attachments", _ATTACHMENT, Attachment.known)
    return found


def _is_there(folder: str) -> bool:
    return folder in default_storage.listdir("")[0]


def _tidy(folder: str, ours: re.Pattern[str], known: Callable[[set[str]], set[str]]) -> int:
    old = dict(_old_files(folder, ours))
    rows = known(set(old.values())) if old else set()
    orphans = [name for name, row in old.items() if row not in rows]
    delete_files(orphans)
    return len(orphans)


def _old_files(folder: str, ours: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Name of the file, and what of it names the row."""
    for file in default_storage.listdir(folder)[1]:
        name = f"{folder}/{file}"
        match = ours.fullmatch(file)
        if match and default_storage.get_modified_time(name) < timezone.now() - WAIT:
            yield name, match["row"]
