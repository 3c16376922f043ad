"""Files that people hand in: what is read out of them, and what is refused with which words."""

import contextlib
import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.spreadsheets import Line, Refused, Trouble, plain, read_lines
from publishing.spreadsheets.lines import as_text, tidy
from tests.spreadsheets import (
    HEAD,
    csv_file,
    lying_archive,
    ods,
    ods_row,
    sheet_xml,
    with_part,
    xlsx,
)

ROW = ("Sumiati", "3510995205880001", "P", "12/05/1988", "081234567890")

SOUND = xlsx([HEAD, ROW])  # made once: a file says when it was made


def cells(content: bytes, name: str = "warga.xlsx") -> list[list[str]]:
    return [line.cells for line in read_lines(content, name) if not line.is_blank()]


def refusal(content: bytes, name: str = "warga.xlsx") -> str:
    with pytest.raises(Refused) as caught:
        list(read_lines(content, name))
    assert str(caught.value).endswith(".")  # a sentence for people
    return caught.value.code


def last_line(content: bytes) -> Line:
    return list(read_lines(content, "warga.xlsx"))[-1]


# --- what is read ---------------------------------------------------------------------------------


def test_text_cells_come_as_they_are() -> None:
    assert cells(xlsx([HEAD, ROW])) == [list(HEAD), list(ROW)]


def test_ods_is_read_like_xlsx() -> None:
    assert cells(ods(ods_row(*HEAD) + ods_row(*ROW)), "warga.ods") == [list(HEAD), list(ROW)]


def test_line_numbers_are_those_of_the_program() -> None:
    content = xlsx([(), (), HEAD, (), ROW])
    assert [line.number for line in read_lines(content, "a.xlsx") if not line.is_blank()] == [3, 5]


def test_first_sheet_that_holds_anything_is_read() -> None:
    def draw(book: Any, _sheet: Any) -> None:
        hidden = book.add_worksheet("Rahasia")
        hidden.write_string(0, 0, "tidak dibaca")
        hidden.hide()
        book.add_worksheet("Isi").write_string(0, 0, "dibaca")

    assert cells(xlsx([], draw=draw)) == [["dibaca"]]


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_dates_mean_the_same_in_both_date_systems(epoch_1904: bool) -> None:
    def draw(book: Any, sheet: Any) -> None:
        style = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(0, 0, datetime(1988, 5, 12), style)

    assert cells(xlsx(draw=draw, date_1904=epoch_1904)) == [["1988-05-12"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_any_usual_encoding(encoding: str, delimiter: str) -> None:
    rows = [("Nama", "Dusun"), ("Ésti Wahyuni", "Krajan"), ("Budi", "Krajan")]
    content = csv_file(rows, encoding=encoding, delimiter=delimiter)
    assert cells(content, "warga.csv") == [list(row) for row in rows]


def test_csv_cell_that_begins_like_a_formula_is_text() -> None:
    rows = [("Nama", "HP"), ("=1+1", "+6281234567890"), ("@Budi", "-")]
    assert cells(csv_file(rows), "a.csv") == [list(row) for row in rows]


def test_marks_that_only_force_text_are_taken_off() -> None:
    assert cells(csv_file([("Nama", "HP"), ('="0812"', "'0813")]), "a.csv")[1] == ["0812", "0813"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3510995205880001, "3510995205880001"),  # every digit is still there
        (3510995205880000, "3.51100E+15"),  # Excel cuts the sixteenth digit to 0
        (9110995205880001, "9.11100E+15"),  # beyond what a spreadsheet's number can hold
        (81234567890, "81234567890"),
        (12, "12"),
        (1.5, "1.5"),
    ],
)
def test_number_that_lost_digits_is_never_taken_for_whole(number: float, text: str) -> None:
    content = xlsx(draw=lambda book, sheet: sheet.write_number(0, 0, number))
    assert cells(content) == [[text]]


@given(st.integers(min_value=-(10**20), max_value=10**20))
def test_whole_numbers_come_back_or_show_that_they_are_rounded(number: int) -> None:
    text = as_text(float(number))
    assert "E+" in text or int(text) == number


@given(st.text())
def test_tidied_text_has_no_control_characters(text: str) -> None:
    assert all(char.isprintable() or char == "\n" for char in tidy(text))


@given(st.text())
def test_plain_text_is_no_formula(text: str) -> None:
    assert not plain(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_values_of_every_kind_become_text() -> None:
    assert [as_text(value) for value in (True, date(2019, 1, 2), None, float("nan"))] == [
        "true",
        "2019-01-02",
        "",
        "nan",
    ]


# --- troubles in single cells ---------------------------------------------------------------------


def test_formula_is_told_at_its_cell() -> None:
    content = xlsx([ROW], draw=lambda book, sheet: sheet.write_formula(0, 1, "=1+1", None, 2))
    assert last_line(content).troubles == {1: Trouble.FORMULA}


def test_formula_in_ods_is_told_at_its_cell() -> None:
    cell = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    line = list(read_lines(ods(ods_row("Sumiati", more=cell)), "a.ods"))[-1]
    assert line.troubles == {1: Trouble.FORMULA}


def test_merged_cells_are_told_at_each_of_them() -> None:
    def draw(_book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 0, 2, 1, "Krajan")
        sheet.write_string(2, 2, "P")

    lines = list(read_lines(xlsx([HEAD], draw=draw), "a.xlsx"))
    assert lines[1].troubles == lines[2].troubles == {0: Trouble.MERGED, 1: Trouble.MERGED}


# --- what is refused ------------------------------------------------------------------------------


def test_macros_are_refused_by_name_and_by_content() -> None:
    assert refusal(xlsx([ROW]), "warga.xlsm") == "macros"
    assert refusal(with_part(xlsx([ROW]), "xl/vbaProject.bin", b"x")) == "macros"
    assert refusal(with_part(ods(ods_row("a")), "Basic/Standard/M.xml", b"x"), "a.ods") == "macros"


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal(with_part(xlsx([ROW]), "xl/media/a.bin", b"0" * 20_000_000)) == "bomb"


def test_many_parts_that_are_too_large_together_are_refused() -> None:
    content = xlsx([ROW])
    noise = bytes(range(256)) * 20 + b"0" * 250_000
    for number in range(4):
        content = with_part(content, f"xl/media/{number}.bin", noise * 80)
    assert refusal(content) == "bomb"


def test_part_that_lies_about_its_size_is_refused() -> None:
    assert refusal(lying_archive(1_000)) == "damaged"
    assert refusal(lying_archive(80_000_000)) in ("damaged", "bomb")


def test_cell_far_away_is_refused_instead_of_filling_memory() -> None:
    content = xlsx([ROW], draw=lambda book, sheet: sheet.write_string(1_048_575, 16_383, "x"))
    assert refusal(content) == "sparse"


def test_row_repeated_a_million_times_is_refused_instead_of_filling_memory() -> None:
    cell = ods_row("a").replace(
        "<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384" '
    )
    rows = cell.replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">'
    )
    assert refusal(ods(rows), "a.ods") == "sparse"


def test_entities_are_refused() -> None:
    content = xlsx([ROW])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    part = sheet_xml(content).replace(b"<worksheet", bomb + b"<worksheet", 1)
    assert refusal(with_part(content, "xl/worksheets/sheet1.xml", part)) == "doctype"


def test_two_parts_of_one_name_are_refused() -> None:
    content = xlsx([ROW])
    assert refusal(with_part(content, "XL/Worksheets/Sheet1.xml", b"<worksheet/>")) == "damaged"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.xlsx", "empty"),
        (b"  \n ", "a.csv", "empty"),
        (xlsx(), "a.xlsx", "empty"),
        (b"Nama;NIK", "a.xlsx", "disguise"),
        (xlsx([ROW]), "a.csv", "disguise"),
        (b"%PDF-1.7", "a.pdf", "ending"),
        (b"\x89PNG", "a.png", "ending"),
        (b"PK\x03\x04 no archive at all", "a.xlsx", "damaged"),
        (xlsx([ROW])[:800], "a.xlsx", "damaged"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"0" * 600, "a.xls", "xls"),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "locked",
        ),
        (ods("", manifest="<m:encryption-data/>"), "a.ods", "locked"),
        (bytes(range(256)) * 40, "a.csv", "encoding"),
        (b"\x81\x8d\x8f\x90\x9d Nama;NIK", "a.csv", "encoding"),
        (b"," * 400, "a.csv", "wide"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_is_refused_with_a_reason(content: bytes, name: str, code: str) -> None:
    assert refusal(content, name) == code


def test_fifty_megabytes_are_refused_unread() -> None:
    assert refusal(b"PK\x03\x04" + b"0" * 50_000_000) == "size"


@override_settings(UPLOAD_MAX_BYTES=5_000)
def test_limit_is_that_of_the_settings() -> None:
    assert refusal(xlsx([ROW] * 50)) == "size"


@given(st.binary(max_size=400), st.sampled_from(["a.xlsx", "a.ods", "a.csv"]))
def test_no_file_breaks_the_reader(content: bytes, name: str) -> None:
    with contextlib.suppress(Refused):
        list(read_lines(content, name))


@given(st.data())
@settings(deadline=None, max_examples=40)  # each is read by a process of its own
def test_no_spoiled_archive_breaks_the_reader(data: st.DataObject) -> None:
    content = bytearray(SOUND)
    for _change in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Refused):
        list(read_lines(bytes(content), "a.xlsx"))


def overlapping(count: int) -> bytes:
    """A small table, and `count` merged cells that all lie over it."""
    content = xlsx([HEAD, ROW])
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    merged = '<mergeCell ref="A1:E2"/>' * count
    parts = sheet.replace("</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>")
    return with_part(content, "xl/worksheets/sheet1.xml", parts.encode())


def test_merged_cells_over_one_another_are_refused_instead_of_looked_through() -> None:
    assert cells(overlapping(1))
    assert refusal(overlapping(2)) == "damaged"


@pytest.mark.parametrize("place", ["A" + "9" * 5_000, "9" * 5_000, "AAAA1", ""])
def test_places_that_are_none_are_not_counted(place: str) -> None:
    content = xlsx([HEAD, ROW])
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    parts = sheet.replace('r="A2"', f'r="{place}"').replace('<row r="2"', f'<row r="{place}"')
    with contextlib.suppress(Refused):
        cells(with_part(content, "xl/worksheets/sheet1.xml", parts.encode()))


@pytest.mark.parametrize("count", ["1000000000000", "9" * 5_000, "-1"])
def test_file_that_would_end_its_reader_is_refused(count: str) -> None:
    """The reader takes the memory for as many texts as the file says there are."""
    content = xlsx([HEAD, ROW])
    texts = zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml").decode()
    lying = re.sub(r'ount="[0-9]+"', f'ount="{count}"', texts)
    assert lying != texts
    with contextlib.suppress(Refused):
        cells(with_part(content, "xl/sharedStrings.xml", lying.encode()))


def test_unknown_encoding_inside_is_refused() -> None:
    part = b'<?xml version="1.0" encoding="rahasia"?><workbook/>'
    assert refusal(with_part(xlsx([ROW]), "xl/workbook.xml", part)) == "damaged"
