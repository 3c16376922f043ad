"""The small world, built once a day and worker and put back as rows: building it asks some 600
statements, and a thousand tests begin with it."""

import datetime
import pickle
from dataclasses import dataclass
from itertools import chain

import pgtrigger
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from publishing.files import write_files
from publishing.models import Attachment, Photo
from tests.world import World, build_world
from villages.models import Province


@dataclass(frozen=True)
class Snapshot:
    """Rows as JSON, and the Python objects that stand for them."""

    day: datetime.date
    rows: dict[str, str]
    files: dict[str, bytes]
    world: bytes


_taken: Snapshot | None = None


def snapshot_world() -> World:
    """The world of tests/world.py in an empty database; today's, since its visits are today."""
    global _taken
    if Province.objects.exists():
        return build_world()  # the test has places of its own: build around them
    if _taken is None or _taken.day != timezone.localdate():
        empty = _empty_tables()
        world = build_world()
        rows, files = _rows_of(empty), _files_of_pictures()
        _taken = Snapshot(timezone.localdate(), rows, files, pickle.dumps(world))
    else:
        _put_back(_taken.rows)
        write_files(_taken.files)  # they went with the transaction of the test before
    restored: World = pickle.loads(_taken.world)  # noqa: S301  (pickled here)
    return restored


def _empty_tables() -> list[str]:
    """Tables without a row: not the ones that migrations fill, such as content types."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        one = "SELECT '{0}' WHERE NOT EXISTS (SELECT FROM \"{0}\")"
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables))
        return [name for (name,) in cursor.fetchall()]


def _rows_of(tables: list[str]) -> dict[str, str]:
    """Rows of tables that have any, as JSON."""
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT json_agg(t)::text FROM "{table}" t')  # noqa: S608
            if (found := cursor.fetchone()[0]) is not None:
                rows[table] = found
    return rows


def _files_of_pictures() -> dict[str, bytes]:
    files = {}
    photos, private = Photo.unscoped.all(), Attachment.unscoped.all()
    for name in chain(*(one.file_names() for one in photos), *(a.file_names() for a in private)):
        with default_storage.open(name) as file:
            files[name] = file.read()
    return files


@pgtrigger.ignore()
def _put_back(rows: dict[str, str]) -> None:
    """What triggers wrote is among the rows, so they stand still."""
    insert = 'INSERT INTO "{0}" SELECT * FROM json_populate_recordset(NULL::"{0}", %s)'
    with connection.cursor() as cursor:
        cursor.execute(";".join(insert.format(table) for table in rows), list(rows.values()))
