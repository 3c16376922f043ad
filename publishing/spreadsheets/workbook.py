"""XLSX and ODS: a first look at the XML for what must not pass (formulas, merged cells, a table
that spans the whole sheet), then calamine reads the values, apart."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from publishing.spreadsheets.archive import local, open_archive, parse
from publishing.spreadsheets.lines import LONGEST_CELL, Line, Refused, Trouble, as_text
from publishing.spreadsheets.values import Unreadable, values_of

#: Rows times columns from A1 to the last filled cell: memory is taken for all of them.
MOST_CELLS = 2_000_000
_WHOLE = re.compile(r"[0-9]{1,9}")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass
class Look:
    """What one sheet holds besides values. Places are (row, column), from 0."""

    last_row: int = -1
    last_column: int = -1
    filled: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def fill(self, row: int, column: int) -> None:
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        self.filled += 1
        if (self.last_row + 1) * (self.last_column + 1) > MOST_CELLS:
            raise Refused(
                _(
                    "Something stands far away from the table, or the table is far too large. Copy "
                    "only the filled rows into a new file, or into our template."
                ),
                "sparse",
            )

    def troubles(self) -> dict[tuple[int, int], str]:
        """Place of a cell → why its text cannot be trusted.

        Raises Refused: merged cells never lie over one another, so together they cannot be larger
        than the table; a file in which they are was made to be slow.
        """
        inside = [
            (top, left, min(bottom, self.last_row) + 1, min(right, self.last_column) + 1)
            for top, left, bottom, right in self.merged
        ]
        sizes = (max(0, down - top) * max(0, end - left) for top, left, down, end in inside)
        if sum(sizes) > (self.last_row + 1) * (self.last_column + 1):
            raise _damaged()
        found: dict[tuple[int, int], str] = {
            (row, column): Trouble.MERGED
            for top, left, down, end in inside
            for row in range(top, down)
            for column in range(left, end)
        }
        return found | dict.fromkeys(self.formulas, Trouble.FORMULA)


def read_workbook(content: bytes) -> Iterator[Line]:
    """The lines of the first visible sheet that holds anything.

    Raises Refused.
    """
    archive = open_archive(content)
    sheets = _ods_sheets(archive) if _is_ods(archive) else _xlsx_sheets(archive)
    for name, look in sheets:
        if look.filled:
            return _lines(content, name, look)
    raise Refused(_("There is nothing in this file."), "empty")


def _lines(content: bytes, name: str, look: Look) -> Iterator[Line]:
    try:
        rows = values_of(content, name)
    except Unreadable as error:
        raise _damaged() from error
    troubles = look.troubles()
    for row, values in enumerate(rows):
        yield _line(row, values, troubles)


def _damaged() -> Refused:
    return Refused(
        _("This file is damaged, or it is no spreadsheet. Save it again as XLSX."), "damaged"
    )


def _line(row: int, values: list[Any], troubles: dict[tuple[int, int], str]) -> Line:
    line = Line(row + 1, [as_text(value) for value in values])
    for column, text in enumerate(line.cells):
        if troubles and (trouble := troubles.get((row, column))):
            line.troubles[column] = trouble
        elif text.startswith("#") and text.endswith(("!", "?", "#N/A")):
            line.troubles[column] = Trouble.FAULT
        elif len(text) > LONGEST_CELL:
            line.cells[column] = text[:LONGEST_CELL]
            line.troubles[column] = Trouble.LONG
    return line


# --- XLSX ---------------------------------------------------------------------------------------


def _xlsx_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, Look]]:
    """Name and look of every visible sheet of cells, in order."""
    targets: dict[str, str] = {}

    def relation(tag: str, found: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[found.get("Id", "")] = found.get("Target", "")

    sheets: list[dict[str, str]] = []

    def sheet(tag: str, found: dict[str, str]) -> None:
        if tag == "sheet":
            sheets.append({local(key): value for key, value in found.items()})

    parse(archive, "xl/workbook.xml", sheet)
    parse(archive, "xl/_rels/workbook.xml.rels", relation)
    for one in sheets:
        target = targets.get(one.get("id", ""), "").lstrip("/")
        path = target if target.startswith("xl/") else f"xl/{target}"
        if one.get("state", "visible") == "visible" and "chartsheet" not in path:
            yield one.get("name", ""), _look_at_xlsx(archive, path)


class _XlsxLook:
    """Follows rows and cells; both may leave out where they stand."""

    def __init__(self) -> None:
        self.look = Look()
        self.row = self.column = -1

    def start(self, tag: str, found: dict[str, str]) -> None:
        match tag:
            case "row":
                self.row = _row(found.get("r"), self.row)
                self.column = -1
            case "c":
                self.row, self.column = _place(found.get("r"), self.row, self.column + 1)
            case "v" | "is":
                self.look.fill(self.row, self.column)
            case "f":
                self.look.formulas.add((self.row, self.column))
                self.look.fill(self.row, self.column)
            case "mergeCell":
                self.look.merged.append(_range(found.get("ref", "")))
            case "dimension":
                _range(found.get("ref", ""))


def _look_at_xlsx(archive: zipfile.ZipFile, path: str) -> Look:
    reader = _XlsxLook()
    parse(archive, path, reader.start)
    return reader.look


#: What calamine is given has to mean the same to it as to us: a place that it counts differently,
#: or cannot count, makes it take all the memory there is and end the whole process.
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
MOST_COLUMNS_XLSX, MOST_ROWS_XLSX = 16_384, 1_048_576


def _row(text: str | None, before: int) -> int:
    """Row from 0; the one after `before` where the file does not say which.

    Raises Refused.
    """
    if text is None:
        return before + 1
    if not (_WHOLE.fullmatch(text) and 1 <= int(text) <= MOST_ROWS_XLSX):
        raise _damaged()
    return int(text) - 1


def _place(name: str | None, row: int, column: int) -> tuple[int, int]:
    """ "C7" → (6, 2); `row` and `column` where the file does not say which.

    Raises Refused.
    """
    if name is None:
        return row, column
    if not (found := _PLACE.fullmatch(name)):
        raise _damaged()
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    if number > MOST_COLUMNS_XLSX or int(found[2]) > MOST_ROWS_XLSX:
        raise _damaged()
    return int(found[2]) - 1, number - 1


def _range(text: str) -> tuple[int, int, int, int]:
    """ "A1:C7" → (0, 0, 6, 2).

    Raises Refused.
    """
    first, _colon, last = text.partition(":")
    return (*_place(first, 0, 0), *_place(last or first, 0, 0))


def _whole(text: str | None) -> int | None:
    """A count in the file; None when it is none. Nine digits are more than any program writes, and
    thousands of them would only be there to be counted."""
    return int(text) if text and _WHOLE.fullmatch(text) else None


# --- ODS ----------------------------------------------------------------------------------------


def _is_ods(archive: zipfile.ZipFile) -> bool:
    try:
        return archive.read("mimetype").strip() == _ODS
    except KeyError:
        return False


def _ods_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, Look]]:
    def manifest(tag: str, found: dict[str, str]) -> None:
        if tag == "encryption-data":
            raise Refused(
                _("This file is locked with a password. Save it without one and try again."),
                "locked",
            )

    parse(archive, "META-INF/manifest.xml", manifest)
    reader = _OdsLook()
    parse(archive, "content.xml", reader.start, reader.end)
    yield from reader.sheets


_OF_TABLE = ("table-row", "table-cell", "covered-table-cell")


class _OdsLook:
    """Cells and rows stand for several: "the same 1,000,000 times" must be counted, not done."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, Look]] = []
        self.row = self.column = 0
        self.rows = 1
        self.depth = 0  # tables inside cells are not looked at

    def start(self, tag: str, found: dict[str, str]) -> None:
        if tag == "table":
            self.depth += 1
        if self.depth > 1 or (not self.sheets and tag in _OF_TABLE):
            raise Refused(_("This file holds things that do not belong into a table."), "nested")
        attributes = {local(key): value for key, value in found.items()}
        match tag:
            case "table":
                self.sheets.append((attributes.get("name", ""), Look()))
                self.row = 0
            case "table-row":
                self.rows = _count(attributes.get("number-rows-repeated"))
                self.column = 0
            case "table-cell" | "covered-table-cell":
                self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        look = self.sheets[-1][1]
        wide = _count(attributes.get("number-columns-repeated"))
        if "value-type" in attributes or "formula" in attributes:
            look.fill(self.row + self.rows - 1, self.column + wide - 1)
            look.filled += self.rows * wide - 1
        if "formula" in attributes:
            look.formulas.update((self.row, self.column + more) for more in range(min(wide, 500)))
        down = _count(attributes.get("number-rows-spanned"))
        right = _count(attributes.get("number-columns-spanned"))
        if down > 1 or right > 1:
            look.merged.append(
                (self.row, self.column, self.row + down - 1, self.column + right - 1)
            )
        self.column += wide

    def end(self, tag: str) -> None:
        if tag == "table":
            self.depth -= 1
        if tag == "table-row":
            self.row += self.rows


def _count(text: str | None) -> int:
    return _whole(text) or 1
