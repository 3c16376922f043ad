from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from migrants.nik import clean_nik, nik_warnings, read_nik

WOMAN = "3510995205880001"  # 12 May 1988


@pytest.mark.parametrize(
    ("nik", "sex", "dates"),
    [
        (WOMAN, "F", [date(1988, 5, 12), date(2088, 5, 12)]),
        ("3510991205880001", "M", [date(1988, 5, 12), date(2088, 5, 12)]),
        # 1904 and 2004 both have a 29 February: the birth date given decides.
        ("3510996902040001", "F", [date(1904, 2, 29), date(2004, 2, 29)]),
    ],
)
def test_digits_say_sex_and_birth_date(nik: str, sex: str, dates: list[date]) -> None:
    content = read_nik(clean_nik(nik))
    assert content.sex == sex
    assert content.dates() == dates
    assert not nik_warnings(nik, born_on=dates[0], sex=sex)


@pytest.mark.parametrize("text", ["3510 9952 0588 0001", "351099.520588.0001", "351099-5205880001"])
def test_spaces_dots_and_dashes_are_taken_out(text: str) -> None:
    assert clean_nik(text) == WOMAN


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("351099520588000", "length"),
        ("35109952058800011", "length"),
        ("351099520588000A", "length"),
        ("٣٥١٠٩٩٥٢٠٥٨٨٠٠٠١", "length"),
        ("3510995205880000", "serial"),
        ("3.51E+15", "rounded"),
        ("", "length"),
    ],
)
def test_what_cannot_be_a_nik_is_an_error(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as error:
        clean_nik(text)
    assert error.value.code == code


@pytest.mark.parametrize(
    "nik",
    [
        pytest.param("3510997102040001", id="31 February"),
        pytest.param("3510993002900001", id="30 February"),
        pytest.param("3510990113900001", id="month 13"),
        pytest.param("3510994001900001", id="day 40"),
        pytest.param("3510990001900001", id="day 0"),
    ],
)
def test_impossible_date_is_a_warning_and_no_error(nik: str) -> None:
    assert len(nik_warnings(clean_nik(nik))) == 1


def test_other_sex_or_other_birth_date_is_a_warning() -> None:
    assert nik_warnings(WOMAN, sex="M")
    assert nik_warnings(WOMAN, born_on=date(1988, 5, 13))
    assert not nik_warnings(WOMAN, born_on=date(1988, 5, 12), sex="F")


def test_birth_year_alone_is_compared_as_a_year() -> None:
    assert not nik_warnings(WOMAN, born_on=date(1988, 1, 1), precision="year")
    assert nik_warnings(WOMAN, born_on=date(1987, 1, 1), precision="year")
    assert not nik_warnings(WOMAN, born_on=date(1987, 1, 1), precision="about")


def test_number_of_another_regency_is_welcome() -> None:
    assert not nik_warnings("3273015205880001", born_on=date(1988, 5, 12), sex="F")


def test_province_that_does_not_exist_is_a_warning() -> None:
    assert len(nik_warnings("9910995205880001", sex="F")) == 1


@given(st.text(max_size=30))
def test_any_text_is_either_sixteen_digits_or_refused(text: str) -> None:
    try:
        nik = clean_nik(text)
    except ValidationError:
        return
    assert len(nik) == 16
    assert nik.isascii()
    assert nik.isdigit()
    nik_warnings(nik, born_on=date(1990, 1, 1), sex="F")


@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)), st.sampled_from("FM"), st.integers(1, 9999))
def test_nik_made_by_the_rule_never_warns(born_on: date, sex: str, serial: int) -> None:
    day = born_on.day + (40 if sex == "F" else 0)
    nik = f"351099{day:02d}{born_on:%m%y}{serial:04d}"
    assert not nik_warnings(clean_nik(nik), born_on=born_on, sex=sex)
