"""A report as a spreadsheet: one sheet a table, with its definition, time and source."""

import io
from datetime import datetime
from typing import Any, Protocol

import xlsxwriter
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dashboards.tables import Table
from publishing.spreadsheets import plain


class Sheets(Protocol):
    """What becomes a spreadsheet. `name`: whom or what place its tables are about; `subject`: how
    its file begins."""

    @property
    def name(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def as_at(self) -> datetime: ...
    @property
    def tables(self) -> tuple[Table, ...]: ...


def file_name(report: Sheets) -> str:
    """ "dasbor-kabupaten-banyuwangi-2026-11-24.xlsx" """
    day = f"{timezone.localtime(report.as_at):%Y-%m-%d}"
    return "-".join(part for part in (report.subject, slugify(report.name), day) if part) + ".xlsx"


def as_workbook(report: Sheets) -> bytes:
    """The report as an XLSX file."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "number": book.add_format({"num_format": "#,##0"}),
            "total": book.add_format({"bold": True, "top": 1, "num_format": "#,##0"}),
        }
        for table in report.tables:
            _write(book.add_worksheet(_sheet_name(table)), table, report, styles)
    return target.getvalue()


def _sheet_name(table: Table) -> str:
    """Excel allows 31 characters, and none of []:*?/\\."""
    return "".join(char for char in table.title if char not in "[]:*?/\\'")[:31]


def _write(sheet: Any, table: Table, report: Sheets, styles: dict[str, Any]) -> None:
    sheet.write_string(0, 0, plain(table.title), styles["title"])
    for line, (label, text) in enumerate(_notes(table, report), start=1):
        sheet.write_string(line, 0, plain(label))
        sheet.write_string(line, 1, plain(text))
    top = line + 2
    heads = [table.first, *table.columns, *([_("Total")] if table.has_sum else [])]
    for column, head in enumerate(heads):
        sheet.write_string(top, column, plain(head), styles["head"])
    line = top
    for line, (row, numbers) in enumerate(table.lines, start=top + 1):
        sheet.write_string(line, 0, plain(row.label))
        _write_numbers(sheet, line, numbers, styles["number"])
    if table.foot:
        label, numbers = table.foot
        sheet.write_string(line + 1, 0, plain(label), styles["total"])
        _write_numbers(sheet, line + 1, numbers, styles["total"])
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, len(heads), 16)
    sheet.freeze_panes(top + 1, 1)


def _write_numbers(sheet: Any, line: int, numbers: tuple[int | None, ...], style: Any) -> None:
    """Behind the name; a cell stays empty where there was nothing to reckon with."""
    for column, number in enumerate(numbers, start=1):
        if number is None:
            sheet.write_blank(line, column, None, style)
        else:
            sheet.write_number(line, column, number, style)


def _notes(table: Table, report: Sheets) -> list[tuple[str, str]]:
    """What somebody who only has this sheet must know."""
    as_at = date_format(timezone.localtime(report.as_at), "j F Y H.i")
    notes = [
        (_("Area"), report.name),
        (_("As at"), _("%(time)s WIB") % {"time": as_at}),
        (_("Number"), f"{table.n} {table.unit}"),
        (_("Definition"), table.definition),
        (_("Source"), table.source),
        (_("Passing on"), _("For official use. Do not publish counts below five.")),
    ]
    if table.period:
        notes.insert(1, (_("Period"), table.period))
    return notes
