"""Wages as people write them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from migrants.forms.money import Wage, WageField
from migrants.money import _MARKS, LARGEST_WAGE, Currency, money_text, parse_money


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("NT$ 28.590", (28_590, "TWD")),
        ("nt$28590", (28_590, "TWD")),
        ("HK$5,100", (5_100, "HKD")),
        ("5100 HKD", (5_100, "HKD")),
        ("RM 1.500", (1_500, "MYR")),
        ("1500 ringgit", (1_500, "MYR")),
        ("S$ 650", (650, "SGD")),
        ("1,5 jt", (1_500_000, "")),
        ("500rb", (500_000, "")),
        ("Rp500rb", (500_000, "IDR")),
        ("Rp 4.500.000,-", (4_500_000, "IDR")),
        ("4,5 juta rupiah", (4_500_000, "IDR")),
        ("2 juta won", (2_000_000, "KRW")),
        ("¥180.000", (180_000, "JPY")),
        ("1.500", (1_500, "")),
        ("SAR 1.500 riyal", (1_500, "SAR")),
    ],
)
def test_wage_is_read_as_people_write_it(typed: str, meant: tuple[int, str]) -> None:
    assert parse_money(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "HK$", "banyak", "-500", "0", "NT$ 20 HKD", "RMB 500", "1e9", "3.000.000.000", "½"],
)
def test_what_is_no_wage_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        parse_money(typed)


@given(
    amount=st.integers(min_value=1, max_value=LARGEST_WAGE),
    currency=st.sampled_from(Currency.values),
)
def test_what_is_shown_can_be_typed_again(amount: int, currency: str) -> None:
    assert parse_money(money_text(amount, currency)) == (amount, currency)


@given(
    amount=st.integers(min_value=1, max_value=LARGEST_WAGE),
    mark=st.sampled_from([(code, mark) for code, marks in _MARKS.items() for mark in marks]),
    spaces=st.sampled_from(["", " ", "  ", "\u00a0"]),
)
def test_every_mark_may_stand_before_the_amount(
    amount: int, mark: tuple[str, str], spaces: str
) -> None:
    assert parse_money(f"{mark[1]}{spaces}{amount}") == (amount, mark[0])


@given(st.text(max_size=20))
def test_any_text_is_a_positive_wage_or_refused(text: str) -> None:
    try:
        amount, currency = parse_money(text)
    except ValidationError:
        return
    assert 0 < amount <= LARGEST_WAGE
    assert currency in ("", *Currency.values)


def test_amount_and_choice_must_not_contradict() -> None:
    field = WageField(required=False)
    assert field.clean(["NT$ 28.590", ""]) == Wage(28_590, "TWD")
    assert field.clean(["28.590", "TWD"]) == Wage(28_590, "TWD")
    assert field.clean(["", "TWD"]) is None
    with pytest.raises(ValidationError):
        field.clean(["NT$ 28.590", "HKD"])
