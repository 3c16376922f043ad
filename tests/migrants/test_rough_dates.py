"""Dates as people remember them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from migrants.forms.rough_date import RoughDate, RoughDateField, parse_roughly


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2019", date(2019, 1, 1), "year"),
        (" 2019 ", date(2019, 1, 1), "year"),
        ("3/2019", date(2019, 3, 1), "month"),
        ("03-2019", date(2019, 3, 1), "month"),
        ("2019-03", date(2019, 3, 1), "month"),
        ("Maret 2019", date(2019, 3, 1), "month"),
        ("mar 2019", date(2019, 3, 1), "month"),
        ("Agustus 2019", date(2019, 8, 1), "month"),
        ("December 2019", date(2019, 12, 1), "month"),
        ("sekitar 2019", date(2019, 1, 1), "about"),
        ("kira-kira 2019", date(2019, 1, 1), "about"),
        ("±2019", date(2019, 1, 1), "about"),
        ("about 2019", date(2019, 1, 1), "about"),
        ("5/3/1988", date(1988, 3, 5), "day"),
        ("05-03-1988", date(1988, 3, 5), "day"),
        ("5 Maret 1988", date(1988, 3, 5), "day"),
    ],
)
def test_rough_date_is_read_as_people_write_it(typed: str, day: date, precision: str) -> None:
    assert parse_roughly(typed) == RoughDate(day, precision)


@pytest.mark.parametrize(
    "typed",
    ["", "19", "13/2019", "0/2019", "juni", "ma 2019", "kemarin", "20199", "31/2/1988", "5/3/88"],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (its message is what was typed)
        parse_roughly(typed)


rough_dates = st.builds(
    lambda day, precision: RoughDate(
        day.replace(day=1) if precision == "month" else day.replace(month=1, day=1), precision
    ),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.sampled_from(["month", "year", "about"]),
)


@given(rough_dates, st.sampled_from(["id", "en"]))
def test_what_is_shown_can_be_typed_again(rough: RoughDate, language: str) -> None:
    with translation.override(language):
        assert parse_roughly(rough.typed) == rough
        assert parse_roughly(str(rough)) == rough


@given(rough_dates, st.dates(min_value=date(1900, 1, 1), max_value=date(2101, 1, 1)))
def test_a_rough_date_moves_only_inside_itself(rough: RoughDate, than: date) -> None:
    moved = rough.no_earlier(than)
    assert rough.day <= moved.day <= rough.last
    assert moved.day >= than or moved == rough
    assert moved.precision == rough.precision


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    field = RoughDateField(required=False)
    try:
        found = field.clean(["", text])
    except ValidationError:
        return
    assert found is None or found.day.year >= 1900


def test_day_and_rough_date_must_agree() -> None:
    field = RoughDateField()
    assert field.clean(["2019-03-05", "3/2019"]) == RoughDate(date(2019, 3, 5))
    with pytest.raises(ValidationError):
        field.clean(["2019-03-05", "4/2019"])
