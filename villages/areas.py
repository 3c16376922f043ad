"""Loads places from the locked npm package `idn-area-data` (data under ODbL; the notice stands on
the public page about the data). Its files are read where npm put them, never copied.
"""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from villages import local_facts
from villages.models import (
    District,
    Province,
    Regency,
    Village,
    VillageAlias,
    place_slug,
    search_key,
)


class AreasError(Exception):
    """The files are not there, or do not know the place; says what to do."""


@dataclass(frozen=True)
class Level:
    """One level of places: its model, its file, and how it hangs from the level above."""

    model: type[models.Model]
    file: str
    parent_column: str = ""
    parent_field: str = ""


LEVELS = (
    Level(Province, "provinces.csv"),
    Level(Regency, "regencies.csv", "province_code", "province"),
    Level(District, "districts.csv", "regency_code", "regency"),
    Level(Village, "villages.csv", "district_code", "district"),
)


@dataclass(frozen=True)
class Loaded:
    """What happened on one level, in numbers of places."""

    name: str
    read: int
    new: int
    renamed: int


def area_folder() -> Path:
    """Where npm put the files."""
    folder = settings.BASE_DIR / "node_modules" / "idn-area-data" / "data"
    if not (folder / "villages.csv").exists():
        raise AreasError(f"{folder} is missing: run `npm ci` (or `make run`) first.")
    return folder


@transaction.atomic
def load_areas(*, regencies: Collection[str] = ()) -> list[Loaded]:
    """Add the places of these regencies (Kemendagri codes; none: the whole country).

    Safe to run again, also with a newer package: ids stay, a name whose letters changed is taken
    over and its old spelling kept for the search, and a place that was ended here stays ended.
    Nothing is removed. A name that was only respaced by hand ("Kalibaru Kulon") is left alone.
    """
    folder = area_folder()
    _refuse_unknown(folder, regencies)
    _make_staging_table()
    result = [_load_level(level, folder, regencies) for level in LEVELS]
    _add_spellings()
    _add_former_villages()
    return result


def _refuse_unknown(folder: Path, regencies: Collection[str]) -> None:
    known = {row["code"] for row in _read(folder / "regencies.csv")}
    if unknown := sorted(set(regencies) - known):
        raise AreasError(f"Not the code of a regency: {', '.join(unknown)}. Example: 35.10.")


def _read(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _is_wanted(code: str, regencies: Collection[str]) -> bool:
    """Whether the place lies in one of the regencies, or (a province) above one."""
    if not regencies:
        return True
    return code[:5] in regencies or any(regency.startswith(code + ".") for regency in regencies)


def proper_name(name: str) -> str:
    """Some names are written "Dama pulo": every word begins with a capital, except "dan"."""
    words = name.split()
    return " ".join(w if w in ("dan", "x") else w[:1].upper() + w[1:] for w in words)


def village_kind(code: str) -> str:
    """The fourth part of a code starts with 1 for a kelurahan, 2 for a desa, and 3 for a desa adat,
    which is a desa too (UU 6/2014 art. 1)."""
    return Village.Kind.KELURAHAN if code[9:10] == "1" else Village.Kind.DESA


def _make_staging_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS pg_temp.incoming_area;"  # two loads in one transaction
            "CREATE TEMPORARY TABLE incoming_area (code text, parent text, name text, slug text,"
            " search_key text, kind text) ON COMMIT DROP"
        )


def _load_level(level: Level, folder: Path, regencies: Collection[str]) -> Loaded:
    count, lines = _rows_as_csv(level, folder, regencies)
    table = level.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE incoming_area")
        cursor.copy_expert("COPY incoming_area FROM STDIN WITH (FORMAT csv)", lines)
        cursor.execute("ANALYZE incoming_area")
        if level.model is Village:
            cursor.execute(_KEEP_OLD_NAMES)
        cursor.execute(_upsert(level))
        is_new = [row[0] for row in cursor.fetchall()]
        cursor.execute(f'ANALYZE "{table}"')
    new = sum(is_new)
    return Loaded(level.file.removesuffix(".csv"), count, new, len(is_new) - new)


def _rows_as_csv(level: Level, folder: Path, regencies: Collection[str]) -> tuple[int, io.StringIO]:
    """The wanted rows of a level as CSV for COPY, and how many there are."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    count = 0
    for row in _read(folder / level.file):
        if _is_wanted(row["code"], regencies):
            name = proper_name(row["name"])
            parent = row.get(level.parent_column, "")
            kind = village_kind(row["code"])
            writer.writerow([row["code"], parent, name, place_slug(name), search_key(name), kind])
            count += 1
    lines.seek(0)
    return count, lines


_KEEP_OLD_NAMES = """
INSERT INTO villages_villagealias (village_id, name, search_key)
SELECT place.id, place.name, place.search_key
FROM villages_village AS place JOIN incoming_area AS incoming USING (code)
WHERE place.valid_to IS NULL AND place.search_key <> incoming.search_key
ON CONFLICT DO NOTHING
"""


def _upsert(level: Level) -> str:
    """SQL that adds or renames the staged places and tells for each one whether it is new."""
    table = level.model._meta.db_table
    columns, values, source = ["code", "name", "slug", "search_key", "bps_code"], [], ""
    values = [f"incoming.{column}" for column in columns[:4]] + ["''"]
    if level.parent_field:
        parent_model: Any = level.model._meta.get_field(level.parent_field).related_model
        parent = parent_model._meta.db_table
        columns.append(f"{level.parent_field}_id")
        values.append("parent.id")
        source = (
            f'JOIN "{parent}" AS parent ON parent.code = incoming.parent'
            " AND parent.valid_to IS NULL"
        )
    if level.model is Village:
        columns.append("kind")
        values.append("incoming.kind")
    return f"""
        INSERT INTO "{table}" AS place ({", ".join(columns)})
        SELECT {", ".join(values)} FROM incoming_area AS incoming {source}
        WHERE NOT EXISTS (  -- ended here before the package knew
            SELECT FROM "{table}" AS ended
            WHERE ended.code = incoming.code AND ended.valid_to IS NOT NULL
        )
        ORDER BY incoming.code
        ON CONFLICT (code) WHERE valid_to IS NULL DO UPDATE
        SET name = excluded.name, slug = excluded.slug, search_key = excluded.search_key
        WHERE place.search_key <> excluded.search_key
        RETURNING xmax = 0
    """  # noqa: S608  (table and column names come from our models)


def _add_spellings() -> None:
    village_of = {v.code: v for v in _living([code for code, _ in local_facts.SPELLINGS])}
    VillageAlias.objects.bulk_create(
        [
            VillageAlias(village=village_of[code], name=name, search_key=search_key(name))
            for code, name in local_facts.SPELLINGS
            if code in village_of
        ],
        ignore_conflicts=True,
    )


def _add_former_villages() -> None:
    """Rows for the ten codes of before 2017, ended, each pointing at the village of today."""
    since = local_facts.BLIMBINGSARI_SINCE
    today = {v.code: v for v in _living([new for _, new in local_facts.FORMER_CODES])}
    districts = {d.code: d for d in District.objects.current().filter(regency__code="35.10")}
    for former_code, code in local_facts.FORMER_CODES:
        if code not in today:
            continue
        village = today[code]
        former, _created = Village.objects.get_or_create(
            code=former_code,
            defaults={
                "name": village.name,
                "kind": village.kind,
                "district": districts[former_code[:8]],
                "valid_to": since - timedelta(days=1),
            },
        )
        former.successors.add(village)
    if today:
        ids = [village.pk for village in today.values()]
        Village.objects.filter(pk__in=ids, valid_from=None).update(valid_from=since)
        District.objects.filter(code=local_facts.BLIMBINGSARI, valid_from=None).update(
            valid_from=since
        )


def _living(codes: list[str]) -> models.QuerySet[Village]:
    return Village.objects.current().filter(code__in=codes)
