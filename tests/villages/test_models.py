"""Rules about places that the database holds."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from villages.areas import load_areas
from villages.models import District, Place, Province, Regency, Village, VillageAlias, dotted

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    load_areas(regencies=["35.10"])
    return Village.objects.get(code="35.10.04.2007")


def twin(village: Village, **changes: object) -> Village:
    fields = {"code": village.code, "name": "Kedunggebang", "district": village.district}
    return Village(**{**fields, **changes})


def refused_by_database(place: Place, constraint: str) -> bool:
    with pytest.raises(IntegrityError, match=constraint):
        place.save()
    return True


def test_two_living_places_cannot_share_a_code(village: Village) -> None:
    assert refused_by_database(twin(village), "villages_village_code_unique_while_valid")


def test_the_code_of_an_ended_place_may_be_given_again(village: Village) -> None:
    village.valid_to = date(2026, 1, 1)
    village.save()
    twin(village).save()
    assert Village.objects.filter(code=village.code).count() == 2


def test_a_place_cannot_end_before_it_begins(village: Village) -> None:
    village.valid_from, village.valid_to = date(2026, 1, 2), date(2026, 1, 1)
    assert refused_by_database(village, "villages_village_valid_to_after_valid_from")


@pytest.mark.parametrize("code", ["", "3510042007", "35.10.04.207", "35.10.04", "35.10.04.200x"])
def test_a_village_code_must_have_its_form(village: Village, code: str) -> None:
    assert refused_by_database(twin(village, code=code), "villages_village_code_well_formed")


@pytest.mark.parametrize(
    ("place", "constraint"),
    [
        (Province(code="3510", name="X"), "villages_province_code_well_formed"),
        (Regency(code="3510", name="X"), "villages_regency_code_well_formed"),
        (District(code="35.10", name="X"), "villages_district_code_well_formed"),
    ],
)
def test_codes_of_the_other_levels_must_have_their_form(
    village: Village, place: Place, constraint: str
) -> None:
    if isinstance(place, Regency):
        place.province = Province.objects.get()
    if isinstance(place, District):
        place.regency = Regency.objects.get()
    assert refused_by_database(place, constraint)


def test_a_code_begins_with_the_code_of_the_place_above(village: Village) -> None:
    with pytest.raises(ValidationError) as caught:
        twin(village, code="35.10.05.2099", slug="x").full_clean()
    assert "code" in caught.value.message_dict


def test_a_spelling_is_listed_once_per_village(village: Village) -> None:
    with pytest.raises(IntegrityError, match="villages_villagealias_unique"):
        VillageAlias.objects.create(village=village, name="kedung gebang")


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("35", "35"),
        ("3510", "35.10"),
        ("351004", "35.10.04"),
        ("3510042007", "35.10.04.2007"),
        ("351", "351"),
        ("abc", "abc"),
        ("٣٥١٠", "٣٥١٠"),
    ],
)
def test_digits_of_an_address_become_a_code(digits: str, code: str) -> None:
    assert dotted(digits) == code
