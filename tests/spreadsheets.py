"""Spreadsheets made by the tests, good ones and nasty ones; none lies in the repository."""

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Rows = Sequence[Sequence[Any]]
HEAD = ("Nama Lengkap", "NIK", "L/P", "Tgl Lahir", "HP/WA")


def xlsx(
    rows: Rows = (), *, draw: Callable[[Any, Any], None] | None = None, **options: Any
) -> bytes:
    """Rows as text cells; `draw(book, sheet)` does the rest."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("Warga")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell != "":
                    sheet.write_string(row, column, str(cell))
        if draw:
            draw(book, sheet)
    return target.getvalue()


def csv_file(rows: Rows, *, encoding: str = "utf-8", delimiter: str = ";") -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode(encoding)


def ods(table: str, *, manifest: str = "") -> bytes:
    """An ODS file with this XML inside its one table."""
    target = io.BytesIO()
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f"{manifest}</m:manifest>",
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Warga">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return target.getvalue()


def ods_row(*cells: str, more: str = "") -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p>'
        "</table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row>{inside}{more}</table:table-row>"


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same archive with one more part, or another one in the place of an old."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, part)
    return target.getvalue()


def sheet_xml(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def lying_archive(size: int) -> bytes:
    """An XLSX with a part that says it is ten bytes long and is `size`."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"0" * size) + packer.flush()
    name, crc = b"xl/worksheets/sheet1.xml", zlib.crc32(b"0" * size)
    fields = (20, 0, 8, 0, 0, crc, len(packed), 10, len(name), 0)
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + name
    entry = struct.pack("<4sH5H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(head + packed), 0)
    return head + packed + entry + end
