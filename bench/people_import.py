# ruff: noqa: E402  (Django is set up before its models are imported)
"""5,000 people out of a spreadsheet: read, checked against a village that has people already, and
saved; against a bare COPY of the same rows.

    python bench/people_import.py [--rows N] [--known N]

Prints seconds of each step and how much of it was the processor's, the most memory the process has
held, and the ratio to the COPY. It makes its own database and removes it again.
"""

import argparse
import io
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["TEST_DATABASE"] = f"bench_import_{os.getpid()}"

import django

django.setup()

import xlsxwriter
from django.db import connection

from migrants.actions.imports.applying import apply_rows, ask_to_apply
from migrants.actions.imports.intake import take_in
from migrants.actions.imports.reading import read_file
from migrants.models import ImportBatch, Person
from villages.areas import load_areas
from villages.models import Village
from workspace.demo.names import Names
from workspace.demo.scale import make_crowd

ROWS, SECONDS, MEGABYTES = 5_000, 15, 300
_HEAD = (
    *("No", "Nama Lengkap", "NIK", "No. KK", "L/P", "Tempat Lahir", "Tgl Lahir", "HP/WA", "Dusun"),
    *("RT/RW", "Negara", "Pekerjaan", "Berangkat", "Pulang", "PT/P3MI"),
)


def rows_of_list(count: int) -> Iterator[tuple[str, ...]]:
    """A village's list as they are: every cell text, some cells empty."""
    random = Random(count)
    names = Names(random, reuse=True)
    first = date(1960, 1, 1)
    for number in range(count):
        born = first + timedelta(days=random.randrange(16_000))
        sex = "F" if random.random() < 0.7 else "M"
        day = born.day + (40 if sex == "F" else 0)
        nik = f"351099{day:02}{born:%m%y}{number % 4_000 + 1:04}"
        yield (
            *(str(number + 1), names.draw(sex, born.year), nik),
            f"351099{number // 3:010}",
            *("P" if sex == "F" else "L", "Banyuwangi", f"{born:%d/%m/%Y}"),
            *(f"0845{random.randrange(10**8):08}", "Krajan", "003/001"),
            *(random.choice(("Hongkong", "Taiwan", "Malaysia")), "PRT"),
            *(str(random.randrange(2005, 2018)), random.choice(("", "2019", "12/05/2020"))),
            "PT Maju Karya",
        )


def workbook(rows: list[tuple[str, ...]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate([_HEAD, *rows]):
            for column, cell in enumerate(cells):
                sheet.write_string(line, column, cell)
    return target.getvalue()


@contextmanager
def timed(name: str, took: dict[str, float]) -> Iterator[None]:
    began, worked = time.perf_counter(), time.process_time()
    yield
    took[name] = time.perf_counter() - began
    print(f"{name:<34}{took[name]:8.2f} s{time.process_time() - worked:8.2f} s at work here")


def bare_copy(rows: list[tuple[str, ...]]) -> None:
    """The same cells into a table without keys, indexes and triggers."""
    lines = io.StringIO("".join("\t".join(cells) + "\n" for cells in rows))
    columns = ", ".join(f"c{number} text" for number in range(len(_HEAD)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare ({columns})")
        cursor.copy_expert("COPY bare FROM STDIN", lines)


def memory() -> float:
    """Megabytes that this process has held at most."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform == "linux" else most / 1024**2


def run(rows: int, known: int) -> None:
    """Measure once, beside so many people who are registered already."""
    village = Village.objects.get(code="35.10.04.2007")
    make_crowd(persons=known, villages=[village])
    listed = list(rows_of_list(rows))
    content = workbook(listed)
    took: dict[str, float] = {}
    with timed("bare COPY of the rows", took):
        bare_copy(listed)
    regency = village.district.regency
    with timed("take the file in", took):
        batch = take_in(
            content=content,
            name="warga.xlsx",
            village=village,
            regency=regency,
            by=None,
            in_background=False,
        )
    with timed("read and check", took):
        read_file(batch, may_ask=False)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.READY, batch.refusal
    counts = batch.counts()
    with timed("save what is new", took):
        apply_rows(ask_to_apply(batch=batch, by=None, in_background=False))
    saved = Person.unscoped.filter(village=village).count() - known
    assert saved == counts["new"], (saved, counts)
    whole = sum(took.values()) - took["bare COPY of the rows"]
    print(", ".join(f"{number} {state}" for state, number in counts.items()))
    print(f"{rows} rows beside {known} people: {whole:.1f} s, {memory():.0f} MB at most,")
    print(f"{whole / took['bare COPY of the rows']:.0f} x the bare COPY")
    print(f"(wanted for {ROWS} rows: under {SECONDS} s and {MEGABYTES} MB)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--known", type=int, default=2_000)
    options = parser.parse_args()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        load_areas(regencies=["35.10"])
        run(options.rows, options.known)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


if __name__ == "__main__":
    main()
