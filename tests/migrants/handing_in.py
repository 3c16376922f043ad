"""Handing in a file as a coordinator does: upload, columns, rows."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from migrants.models import ImportBatch, ImportRow, Person
from tests.spreadsheets import Rows, xlsx
from tests.tasks import work

HEAD = ("Nama Lengkap", "NIK", "L/P", "Tgl Lahir", "HP/WA", "Dusun")
SITI = ("Siti Aminah", "3510995205889001", "P", "12/05/1988", "081234567890", "Krajan")
BUDI = ("Budi Santoso", "3510991206908002", "L", "12/06/1990", "", "Krajan")
DEWI = ("Dewi Lestari", "3510995307958003", "P", "13/07/1995", "", "Sidomulyo")


def upload(browser: Client, content: bytes, name: str = "warga.xlsx", **more: Any) -> Any:
    """Post the file; the answer."""
    return browser.post("/kerja/impor/", {"file": SimpleUploadedFile(name, content), **more})


def hand_in(
    browser: Client, rows: Rows, *, name: str = "warga.xlsx", content: bytes = b"", **more: Any
) -> ImportBatch:
    """Upload, let the worker read, agree with the columns as they were understood."""
    answer = upload(browser, content or xlsx(rows), name, **more)
    assert answer.status_code == 302, answer.content.decode()
    work()
    batch: ImportBatch = ImportBatch.unscoped.latest("pk")
    if batch.state == ImportBatch.State.ASKS:
        agree(browser, batch)
        batch.refresh_from_db()
    return batch


def agree(browser: Client, batch: ImportBatch, **changes: str) -> Any:
    typed = {f"column_{number}": key for number, key in batch.mapping.items()}
    answer = browser.post(
        f"/kerja/impor/{batch.pk}/kolom/", {**typed, "date_order": "dmy"} | changes
    )
    work()
    return answer


def states(batch: ImportBatch) -> list[str]:
    """Of the rows, in the order of the file."""
    rows = ImportRow.unscoped.filter(batch=batch).order_by("number")
    return list(rows.values_list("state", flat=True))


def row_of(batch: ImportBatch, number: int) -> ImportRow:
    row: ImportRow = ImportRow.unscoped.select_related("batch").get(batch=batch, number=number)
    return row


def save(browser: Client, batch: ImportBatch, *, everything: bool = True) -> Any:
    """Choose all that can be saved, and save it."""
    if everything:
        for state in ("new", "update"):
            browser.post(f"/kerja/impor/{batch.pk}/", {"do": f"all_{state}"})
    answer = browser.post(f"/kerja/impor/{batch.pk}/simpan/")
    work()
    batch.refresh_from_db()
    return answer


def undo(browser: Client, batch: ImportBatch) -> Any:
    answer = browser.post(f"/kerja/impor/{batch.pk}/urungkan/")
    work()
    batch.refresh_from_db()
    return answer


def mend(browser: Client, row: ImportRow, **cells: str) -> Any:
    """Type into a row's cells; the others stay as the form shows them."""
    shown = {key: text for key, text in row.cells.items() if key not in ("nik", "kk")}
    typed = {**shown, "version": row.version, "do": "save", **cells}
    return browser.post(f"/kerja/impor/baris/{row.pk}/", typed)


def names() -> list[str]:
    return list(Person.unscoped.order_by("name").values_list("name", flat=True))


Look = Callable[[], Any]
