"""Phone numbers as people write them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.phone import local_phone, parse_phone, whatsapp_url
from tests.factories import UserFactory


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "(0812) 3456.7890",
        "81234567890",
        "6281234567890",
        "+62 812-3456-7890",
        "+62 (0)812 3456 7890",
        "006281234567890",
        " 0812 3456 7890 (WA) ",
    ],
)
def test_spellings_of_one_number_are_one_number(typed: str) -> None:
    assert parse_phone(typed) == "+6281234567890"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+852 9123 4567", "+85291234567"),
        ("0085291234567", "+85291234567"),
        ("+886 912 345 678", "+886912345678"),
        ("+60 12-345 6789", "+60123456789"),
        ("+65 9123 4567", "+6591234567"),
        ("+966 50 123 4567", "+966501234567"),
        ("+82 10-1234-5678", "+821012345678"),
        ("+81 90-1234-5678", "+819012345678"),
        ("0333 424242", "+62333424242"),
    ],
)
def test_numbers_abroad_and_landlines_keep_their_country(typed: str, number: str) -> None:
    assert parse_phone(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        *("", "-", "abc", "0812", "081234567890123456", "+999 123456", "08.12E+10", "++", "0"),
        *("+62 00 812 3456 7890", "010 62 812 3456 7890", "+62 000 812 3456 7890"),
    ],
)
def test_what_is_no_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="0812 3456 7890"):
        parse_phone(typed)


@given(st.text())
def test_any_text_becomes_a_number_or_a_refusal(text: str) -> None:
    try:
        number = parse_phone(text)
    except ValidationError:
        return
    assert number.startswith("+")
    assert number[1:].isascii()
    assert number[1:].isdigit()


mobile = st.from_regex(r"8[1-9][0-9]{8,10}", fullmatch=True)


@given(mobile, st.sampled_from(["0{}", "62{}", "+62{}", "0062{}", "{}", "+62 {}", "0 {}"]))
def test_every_way_to_begin_a_mobile_number_gives_the_same(rest: str, way: str) -> None:
    assert parse_phone(way.format(rest)) == "+62" + rest


@given(mobile, st.text(alphabet=" -.()", min_size=12, max_size=12))
def test_signs_between_the_digits_do_not_matter(rest: str, signs: str) -> None:
    spread = "0" + "".join(digit + sign for digit, sign in zip(rest, signs, strict=False))
    assert parse_phone(spread + rest[len(signs) :]) == "+62" + rest


@given(mobile)
def test_a_parsed_number_parses_to_itself(rest: str) -> None:
    number = parse_phone("0" + rest)
    assert parse_phone(number) == number
    assert parse_phone(local_phone(number)) == number


def test_a_number_is_shown_as_people_here_write_it() -> None:
    assert local_phone("+6281234567890") == "0812-3456-7890"
    assert local_phone("+85291234567") == "+852 9123 4567"
    assert local_phone("unknown") == "unknown"


def test_a_whatsapp_address_has_no_plus_and_escapes_its_text() -> None:
    assert whatsapp_url("+6281234567890") == "https://wa.me/6281234567890"
    assert whatsapp_url("+6281234567890", "Halo & apa kabar?").endswith(
        "?text=Halo%20%26%20apa%20kabar%3F"
    )


@pytest.mark.django_db
def test_a_phone_field_keeps_one_spelling_and_two_people_cannot_share_it() -> None:
    UserFactory(phone="+6281234567890")
    twin = User(username="kembar", full_name="Kembar", phone="0812 3456 7890", password="x")
    with pytest.raises(ValidationError) as caught:
        twin.full_clean()
    assert list(caught.value.message_dict) == ["phone"]


@pytest.mark.django_db
def test_people_without_a_phone_do_not_collide() -> None:
    UserFactory.create_batch(2, phone=None)
    assert User.objects.filter(phone=None).count() == 2
