"""What single cells of a list say: dates, words, villages, names of columns."""

import contextlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.phone import parse_phone
from accounts.rupiah import parse_rupiah
from migrants.imports import words
from migrants.imports.columns import COLUMNS
from migrants.imports.dates import come_in_two_ways, parse_date
from migrants.imports.mapping import find_header, guess, heading, is_numbering
from migrants.names import proper
from publishing.spreadsheets import Line

PAST = st.dates(min_value=date(1930, 1, 1), max_value=date(2020, 12, 31))


def said(text: str, order: str = "dmy") -> tuple[str, str]:
    rough = parse_date(text, order=order)
    return rough.day.isoformat(), rough.precision


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("12/05/1988", "1988-05-12", "day"),
        ("12-5-1988", "1988-05-12", "day"),
        ("12.05.1988", "1988-05-12", "day"),
        ("12 Mei 1988", "1988-05-12", "day"),
        ("12 MEI 88", "1988-05-12", "day"),
        ("7-Agust-2015", "2015-08-07", "day"),
        ("17 Nopember 1990", "1990-11-17", "day"),
        ("1988-05-12", "1988-05-12", "day"),
        ("1988-05-12 00:00:00", "1988-05-12", "day"),
        ("12/05/05", "2005-05-12", "day"),
        ("12/05/88", "1988-05-12", "day"),
        ("Mei 1988", "1988-05-01", "month"),
        ("05/1988", "1988-05-01", "month"),
        ("1988", "1988-01-01", "year"),
        ("tahun 2015", "2015-01-01", "year"),
        ("sekitar 1988", "1988-01-01", "about"),
        ("± 1988", "1988-01-01", "about"),
    ],
)
def test_date_is_understood(text: str, day: str, precision: str) -> None:
    assert said(text) == (day, precision)


@pytest.mark.parametrize("text", ["31/02/1990", "0", "kemarin", "32275", "12/05", "1/1/1850", "-"])
def test_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_date(text)


def test_day_to_come_is_refused_unless_it_is_a_plan() -> None:
    text = f"1/1/{timezone.localdate().year + 1}"
    with pytest.raises(ValidationError):
        parse_date(text)
    assert parse_date(text, past=False).day.month == 1


@given(PAST, st.sampled_from(["/", "-", ".", " "]))
def test_every_day_is_read_back_in_both_orders(day: date, mark: str) -> None:
    assert parse_date(f"{day:%d}{mark}{day:%m}{mark}{day:%Y}").day == day
    assert parse_date(f"{day:%m}{mark}{day:%d}{mark}{day:%Y}", order="mdy").day == day
    assert parse_date(day.isoformat(), order="mdy").day == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader_of_dates(text: str) -> None:
    try:
        found = parse_date(text)
    except ValidationError:
        return
    assert 1900 <= found.day.year <= timezone.localdate().year


@pytest.mark.parametrize(
    ("texts", "two_ways"),
    [
        (["12/05/1988", "01/02/1990"], False),
        (["13/05/1988", "31/12/1990"], False),
        (["05/13/1988", "01/02/1990"], True),
        (["05/13/1988", "13/05/1988"], True),
        (["13/05/1988", "1988-05-12"], True),  # Excel took one of them for a date
        (["1988-05-12", "2019"], False),
        (["", "-", "2019"], False),
    ],
)
def test_dates_in_two_ways_are_noticed(texts: list[str], two_ways: bool) -> None:
    assert come_in_two_ways(texts) == two_ways


@given(st.integers(min_value=0, max_value=2_000_000))
def test_money_is_read_back_however_it_is_written(amount: int) -> None:
    dotted = f"{amount:,}".replace(",", ".")
    for text in (str(amount), f"Rp{dotted}", f"Rp {dotted},-", dotted):
        assert parse_rupiah(text) == amount
    assert parse_rupiah(f"{amount}rb") == parse_rupiah(f"{amount} ribu") == amount * 1_000


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1,5 jt", 1_500_000), ("500rb", 500_000), ("Rp1.000.000", 1_000_000), ("2 juta", 2_000_000)],
)
def test_money_as_people_write_it(text: str, amount: int) -> None:
    assert parse_rupiah(text) == amount


@given(st.integers(min_value=10**8, max_value=10**9 - 1))
def test_phone_is_the_same_with_and_without_its_zero(rest: int) -> None:
    numbers = {parse_phone(f"{start}8{rest}") for start in ("0", "", "62", "+62", "0062")}
    assert numbers == {f"+628{rest}"}


@given(st.text(max_size=25))
def test_no_text_breaks_the_reader_of_phones(text: str) -> None:
    with contextlib.suppress(ValidationError):
        assert parse_phone(text).startswith("+")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hongkong", "HK"),
        ("HONG KONG", "HK"),
        ("Taiwan", "TW"),
        ("Arab Saudi", "SA"),
        ("Korsel", "KR"),
        ("Jepang", "JP"),
        ("Malaysia", "MY"),
        ("Singapore", "SG"),
        ("Brunei Darussalam", "BN"),
        ("my", "MY"),
        ("Atlantis", ""),
    ],
)
def test_country_is_known_by_many_names(text: str, code: str) -> None:
    assert words.country(text) == code


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("sex", "L", "M"),
        ("sex", "Perempuan", "F"),
        ("sex", "LAKI-LAKI", "M"),
        ("status", "Purna PMI", "returned"),
        ("status", "Di luar negeri", "abroad"),
        ("relationship", "ISTRI", "wife"),
        ("education", "SMP", "junior"),
        ("marital_status", "Cerai hidup", "divorced"),
        ("scheme", "P to P", "p_to_p"),
        ("documentation", "Non prosedural", "non_procedural"),
        ("return_kind", "Finish", "contract_ended"),
        ("sex", "?", ""),
    ],
)
def test_word_is_understood(kind: str, text: str, value: str) -> None:
    assert words.choice(kind, text) == value


def test_kind_of_work_follows_from_its_words() -> None:
    assert [words.sector_of(text) for text in ("PRT", "Buruh pabrik", "ABK", "Presiden")] == [
        "domestic",
        "factory",
        "sea",
        "",
    ]


VILLAGE_LIST = {
    "No": "",
    "Nama Lengkap": "name",
    "NIK": "nik",
    "No. KK": "kk",
    "Tgl Lahir (dd/mm/yyyy)": "born",
    "L/P": "sex",
    "HP/WA": "phone",
    "Negara": "country",
    "Pekerjaan": "occupation",
    "Berangkat": "departed",
    "Pulang": "returned",
    "PT/P3MI": "agency",
    "Dusun": "hamlet",
    "RT/RW": "rt_rw",
}
NATIONAL_LIST = {
    "NO": "",
    "NAMA PMI": "name",
    "NIK": "nik",
    "NO PASPOR": "passport_number",
    "JENIS KELAMIN": "sex",
    "TEMPAT LAHIR": "birth_place",
    "TANGGAL LAHIR": "born",
    "DESA/KELURAHAN": "village",
    "KECAMATAN": "district",
    "NEGARA PENEMPATAN": "country",
    "JABATAN": "occupation",
    "SEKTOR": "sector",
    "NAMA P3MI": "agency",
    "SKEMA PENEMPATAN": "scheme",
    "TANGGAL KEBERANGKATAN": "departed",
    "TANGGAL KEPULANGAN": "returned",
    "JENIS KEPULANGAN": "return_kind",
    "PENDIDIKAN": "education",
}


@pytest.mark.parametrize("expected", [VILLAGE_LIST, NATIONAL_LIST], ids=["village", "national"])
def test_columns_are_recognised(expected: dict[str, str]) -> None:
    names = list(expected)
    found = guess(names, COLUMNS)
    assert {name: found.get(str(number), "") for number, name in enumerate(names)} == expected


def test_column_name_with_a_slip_is_recognised() -> None:
    assert guess(["Nama Lengakp", "NIK", "Jenis Kelaminn"], COLUMNS) == {
        "0": "name",
        "1": "nik",
        "2": "sex",
    }


def test_header_below_a_title_is_found() -> None:
    lines = [
        Line(1, ["DAFTAR WARGA DESA", "", ""]),
        Line(3, ["No", "Nama", "NIK"]),
        Line(4, ["1", "2", "3"]),
        Line(5, ["1", "Siti", "3510"]),
    ]
    header = find_header(lines, COLUMNS)
    assert header is not None
    assert header.line == 3
    assert is_numbering(lines[2])
    assert not is_numbering(lines[3])


def test_no_header_is_made_up() -> None:
    assert find_header([Line(1, ["Siti", "3510995205889001"])], COLUMNS) is None
    assert find_header([], COLUMNS) is None


@given(st.text(max_size=80))
def test_no_column_name_breaks_the_mapping(name: str) -> None:
    assert set(guess([name], COLUMNS).values()) <= {column.key for column in COLUMNS}
    assert heading(heading(name)) == heading(name)


def test_shouted_names_are_written_as_names() -> None:
    assert [proper(name) for name in ("SITI AMINAH", "ahmad bin ali", "McDonald")] == [
        "Siti Aminah",
        "Ahmad bin Ali",
        "McDonald",
    ]
