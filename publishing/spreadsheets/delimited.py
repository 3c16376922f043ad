"""CSV as the programs of this country write it: any usual encoding, ; , or tab between cells."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from publishing.spreadsheets.lines import LONGEST_CELL, Line, Refused, Trouble, tidy

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DELIMITERS = ";,\t|"
#: How many lines the delimiter is guessed from.
_SAMPLE = 30
MOST_COLUMNS = 300


def read_delimited(content: bytes) -> Iterator[Line]:
    """The lines of a CSV file. A cell that begins with = is text like any other.

    Raises Refused.
    """
    text = decode(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    csv.field_size_limit(1_000_000)
    try:
        for number, cells in enumerate(reader, start=1):
            if len(cells) > MOST_COLUMNS:
                raise Refused(_("This table has far too many columns."), "wide")
            yield _line(number, cells)
    except csv.Error as error:
        raise Refused(
            _("This CSV file cannot be read. Save it again, or save it as XLSX."), "damaged"
        ) from error


def _line(number: int, cells: list[str]) -> Line:
    line = Line(number, [tidy(cell) for cell in cells])
    for column, text in enumerate(line.cells):
        if len(text) > LONGEST_CELL:
            line.cells[column] = text[:LONGEST_CELL]
            line.troubles[column] = Trouble.LONG
    return line


def decode(content: bytes) -> str:
    """The text of a file whose encoding nobody says: UTF-8, UTF-16, or that of older Windows.

    Raises Refused.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _as(content, encoding)
    if content[:400].count(0) > len(content[:400]) // 4:
        return _as(content, "utf-16-be" if content[:1] == b"\0" else "utf-16-le")
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _as(content, "cp1252")


def _as(content: bytes, encoding: str) -> str:
    try:
        return _checked(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise _unreadable() from error


def _checked(text: str) -> str:
    """Text holds no NUL and hardly other control characters; another kind of file does."""
    sample = text[:4_000]
    odd = sum(ord(char) < 32 and char not in "\t\r\n" for char in sample)
    if "\0" in text or odd * 50 > len(sample):
        raise _unreadable()
    return text


def _unreadable() -> Refused:
    return Refused(
        _("This is not a text file that can be read. Save it as CSV in UTF-8, or as XLSX."),
        "encoding",
    )


def delimiter_of(text: str) -> str:
    """Whichever of ; , tab | splits the first lines into most cells, and all of them alike."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_SAMPLE]

    def score(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            return (0, 0)
        usual = max(set(widths), key=widths.count) if widths else 1
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(_DELIMITERS, key=score)
