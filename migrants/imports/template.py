"""Spreadsheets for people: the template with lists to choose from, and rows that were faulty."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries import countries

from migrants.imports import words
from migrants.imports.columns import BY_KEY
from migrants.models import ImportRow
from publishing.spreadsheets import plain

#: The template's columns, in the order in which one asks somebody.
TEMPLATE = (
    *("name", "nik", "no_nik_reason", "sex", "birth_place", "born", "phone", "hamlet", "rt", "rw"),
    *("kk", "relationship", "status", "country", "occupation", "sector", "agency", "scheme"),
    *("documentation", "departed", "contract_ends", "returned", "return_kind", "passport_name"),
    *("passport_number", "phone_abroad", "marital_status", "education", "present_work", "skills"),
    "note",
)
#: So many rows of the template are prepared.
_ROWS = 10_000
_CHOICES = (
    *("sex", "no_nik_reason", "relationship", "status", "sector", "scheme", "documentation"),
    *("return_kind", "marital_status", "education"),
)
#: Nobody has these numbers.
_EXAMPLE = {
    "name": "Siti Contoh",
    "nik": "3510995205880001",
    "birth_place": "Banyuwangi",
    "born": "12/05/1988",
    "phone": "0812 3456 7890",
    "hamlet": "Krajan",
    "rt": "003",
    "rw": "001",
    "kk": "3510991203090007",
    "occupation": "Pengasuh lansia",
    "departed": "2019",
    "agency": "PT Contoh Karya",
}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def template_columns(*, many_villages: bool) -> tuple[str, ...]:
    """Ours, in the order of the template. Whoever serves several villages says which."""
    return ("village", *TEMPLATE) if many_villages else TEMPLATE


def known_headers() -> list[list[str]]:
    """The column names of our own templates, in both languages."""
    found = []
    for language in ("id", "en"):
        with override(language):
            found += [
                [str(BY_KEY[key].label) for key in template_columns(many_villages=many)]
                for many in (False, True)
            ]
    return found


def make_template(villages: Sequence[str], *, many_villages: bool) -> bytes:
    """The template for somebody with these villages ("Kedunggebang, Kecamatan Tegaldlimo")."""
    target = io.BytesIO()
    columns = template_columns(many_villages=many_villages)
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        styles = _styles(book)
        sheet = book.add_worksheet(_("People"))
        _head(sheet, columns, styles)
        lists = _lists(book, villages)
        for column, key in enumerate(columns):
            if key in lists:
                rule = {"validate": "list", "source": lists[key], "error_type": "warning"}
                rule |= {
                    "error_title": _("Please look"),
                    "error_message": _("Choose from the list if you can."),
                }
                sheet.data_validation(1, column, _ROWS, column, rule)
        _example(book.add_worksheet(_("Example")), columns, styles)
        _hints(book.add_worksheet(_("How to")), columns, styles)
    return target.getvalue()


def make_faulty(rows: Iterable[ImportRow], columns: Sequence[str]) -> bytes:
    """The faulty rows as they came, in columns that can be read again, with what is wrong."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        styles = _styles(book)
        sheet = book.add_worksheet(_("Faulty rows"))
        _head(sheet, columns, styles)
        sheet.write_string(0, len(columns), _("What is wrong"), styles["head"])
        sheet.write_string(0, len(columns) + 1, _("Row in your file"), styles["head"])
        sheet.set_column(len(columns), len(columns), 60)
        for line, row in enumerate(rows, start=1):
            cells = row.cells
            for column, key in enumerate(columns):
                style = styles["wrong" if key in row.messages else "text"]
                sheet.write_string(line, column, plain(cells.get(key, "")), style)
            told = "; ".join(
                f"{BY_KEY[key].label}: {' '.join(sentences)}" if key in BY_KEY else sentences[0]
                for key, sentences in row.messages.items()
            )
            sheet.write_string(line, len(columns), plain(told), styles["text"])
            sheet.write_number(line, len(columns) + 1, row.number)
    return target.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"num_format": "@"}),
        "wrong": book.add_format({"num_format": "@", "bg_color": "#FCE4DC"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _head(sheet: Any, columns: Sequence[str], styles: dict[str, Any]) -> None:
    """Column names; every column is text, so that no program changes numbers and dates."""
    for column, key in enumerate(columns):
        sheet.write_string(0, column, str(BY_KEY[key].label), styles["head"])
        sheet.set_column(column, column, 24 if key in ("name", "nik", "kk") else 16, styles["text"])
    sheet.freeze_panes(1, 1 if columns[0] == "name" else 2)


def _lists(book: Any, villages: Sequence[str]) -> dict[str, str]:
    """A hidden sheet with what may be chosen → where in it each column's list stands."""
    sheet = book.add_worksheet(_("Lists"))
    sheet.hide()
    offered = {key: words.labels(key) for key in _CHOICES}
    offered["sex"] = ["P", "L"]
    offered["country"] = [str(name) for _code, name in countries]
    offered["village"] = list(villages)
    found = {}
    for column, (key, choices) in enumerate(offered.items()):
        sheet.write_column(0, column, [plain(choice) for choice in choices])
        if choices:
            letter = xlsxwriter.utility.xl_col_to_name(column)
            name = sheet.get_name()
            found[key] = f"='{name}'!${letter}$1:${letter}${len(choices)}"
    return found


def _example(sheet: Any, columns: Sequence[str], styles: dict[str, Any]) -> None:
    _head(sheet, columns, styles)
    cells = _EXAMPLE | {
        "sex": "P",
        "relationship": words.labels("relationship")[1],
        "status": words.labels("status")[1],
        "country": str(countries.name("HK")),
        "sector": words.labels("sector")[0],
    }
    for column, key in enumerate(columns):
        sheet.write_string(1, column, plain(cells.get(key, "")), styles["text"])


def _hints(sheet: Any, columns: Sequence[str], styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    hints = [
        _("Write one person in each row of the first sheet. Only name and sex must be there."),
        _("NIK, KK and phone numbers: type them as they are, with all zeros. The cells are text."),
        _("Dates: 24/11/2019 (day, month, year). Whoever knows only the year writes 2019."),
        _("No formulas, no merged cells, no password on the file. At most 10,000 rows."),
        _("Nothing is saved before you have looked at it. Cells you leave empty change nothing."),
    ]
    sheet.write_string(0, 0, _("How to fill in this list"), styles["title"])
    for line, hint in enumerate(hints, start=2):
        sheet.write_string(line, 0, hint, styles["wrap"])
    if "village" in columns:
        sheet.write_string(
            len(hints) + 2, 0, _("Choose the village of each row from the list."), styles["wrap"]
        )
