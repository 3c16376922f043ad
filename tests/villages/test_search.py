"""Finding a place by its name."""

import pytest

from villages.areas import load_areas
from villages.models import District, Regency, Village, VillageAlias

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _banyuwangi(db: None) -> None:
    load_areas(regencies=["35.10"])


def codes(text: str) -> list[str]:
    return list(Village.objects.current().named_like(text).values_list("code", flat=True)[:10])


@pytest.mark.parametrize(
    "typed",
    [
        "Kedunggebang",
        "Kedung Gebang",
        "kedung gebang ",
        "KEDUNG-GEBANG",
        "kedungebang",
        "kedunggeban",
        "kedung geb",
    ],
)
def test_kedunggebang_is_found_however_it_is_written(typed: str) -> None:
    assert codes(typed)[0] == "35.10.04.2007"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Tegaldelimo", "35.10.04.2005"),
        ("Kedungsari", "35.10.04.2003"),
        ("Kedung Sari", "35.10.04.2003"),
        ("Sineporejo", "35.10.22.2004"),
    ],
)
def test_press_spellings_find_the_official_village(typed: str, code: str) -> None:
    assert codes(typed)[0] == code


def test_a_name_that_occurs_twice_gives_both_first() -> None:
    assert set(codes("Tamansari")[:2]) == {"35.10.23.2003", "35.10.24.2008"}


def test_the_same_name_comes_before_names_that_only_contain_it() -> None:
    assert codes("Padang")[0] == "35.10.12.2008"
    assert codes("Pakis")[0] == "35.10.16.1001"  # and not Pakistaji


def test_one_village_with_several_spellings_appears_once() -> None:
    village = Village.objects.get(code="35.10.04.2007")
    VillageAlias.objects.create(village=village, name="Kedung Gebang Lama")
    assert codes("Kedung Gebang").count("35.10.04.2007") == 1


def test_a_village_that_ended_is_not_among_the_current_ones() -> None:
    assert codes("Blimbingsari") == ["35.10.25.2001"]


@pytest.mark.parametrize("typed", ["", "  ", "%", "' OR 1=1", "_" * 500, "\x00", "😀"])
def test_text_without_letters_or_sense_finds_nothing(typed: str) -> None:
    assert codes(typed) == []


def test_two_letters_find_names_that_begin_with_them() -> None:
    names = Village.objects.current().named_like("ge").values_list("name", flat=True)
    assert names
    assert all(name.startswith("Ge") for name in names)


def test_districts_and_regencies_are_found_too() -> None:
    assert next(d.code for d in District.objects.named_like("tegal dlimo")) == "35.10.04"
    assert Regency.objects.named_like("banyuwangi").get().code == "35.10"
