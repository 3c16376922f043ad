import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.rupiah import RupiahField, parse_rupiah, rupiah


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("15000", 15_000),
        ("15.000", 15_000),
        ("15,000", 15_000),
        ("Rp15.000", 15_000),
        ("Rp 15.000,-", 15_000),
        ("rp. 15.000", 15_000),
        ("15.000,00", 15_000),
        ("15rb", 15_000),
        ("15 ribu", 15_000),
        ("15RB", 15_000),
        ("15k", 15_000),
        ("15,5 rb", 15_500),
        ("1,5 jt", 1_500_000),
        ("1.5 juta", 1_500_000),
        ("1,25jt", 1_250_000),
        ("2 juta", 2_000_000),
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        (" 500 ", 500),
        ("1,5 miliar", 1_500_000_000),
    ],
)
def test_amount_is_read_as_people_write_it(text: str, amount: int) -> None:
    assert parse_rupiah(text) == amount


@pytest.mark.parametrize(
    "text", ["", "lima belas ribu", "-15.000", "15.00.000", "15 dolar", "1e6", "15.5", "15,50", "½"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_rupiah(text)


@given(st.integers(0, 10**12))
def test_written_amount_is_read_again(amount: int) -> None:
    assert parse_rupiah(rupiah(amount)) == amount


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        assert parse_rupiah(text) >= 0
    except ValidationError:
        return


def test_amount_is_shown_with_dots() -> None:
    assert rupiah(1_000_000) == "Rp1.000.000"
    assert rupiah(500) == "Rp500"


def test_field_asks_to_check_too_many_zeros() -> None:
    with pytest.raises(ValidationError, match=r"Rp2\.000\.000\.000"):
        RupiahField().clean("15 miliar")
    assert RupiahField(required=False).clean("") is None
