"""`manage.py load_areas` on the real files of the locked package."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from villages.areas import load_areas, proper_name, village_kind
from villages.models import District, Province, Regency, Village, VillageAlias

pytestmark = pytest.mark.django_db


@pytest.fixture
def banyuwangi() -> None:
    load_areas(regencies=["35.10"])


def test_banyuwangi_has_25_districts_and_217_villages_of_two_kinds(banyuwangi: None) -> None:
    villages = Village.objects.current()
    assert District.objects.count() == 25
    assert villages.filter(kind=Village.Kind.DESA).count() == 189
    assert villages.filter(kind=Village.Kind.KELURAHAN).count() == 28
    assert Province.objects.get().name == "Jawa Timur"
    assert Regency.objects.get().name == "Kabupaten Banyuwangi"


def test_a_village_hangs_from_its_district_and_has_a_short_address(banyuwangi: None) -> None:
    village = Village.objects.get(code="35.10.04.2007")
    assert (village.name, village.slug) == ("Kedunggebang", "kedunggebang")
    assert village.district.name == "Tegaldlimo"
    assert village.district.regency.slug == "banyuwangi"


@pytest.mark.parametrize("name", ["Karangrejo", "Watukebo", "Tamansari"])
def test_names_that_occur_twice_stay_apart(banyuwangi: None, name: str) -> None:
    villages = Village.objects.current().filter(name=name).select_related("district")
    assert len(villages) == 2
    assert len({village.full_name for village in villages}) == 2


def test_loading_again_changes_nothing_and_keeps_the_ids(banyuwangi: None) -> None:
    before = list(Village.objects.order_by("pk").values_list())
    output = StringIO()
    call_command("load_areas", "--regency", "35.10", stdout=output)
    assert list(Village.objects.order_by("pk").values_list()) == before
    assert "217 villages: 0 new, 0 renamed" in output.getvalue()


def test_a_renamed_village_keeps_its_id_and_is_still_found_by_its_old_name(
    banyuwangi: None,
) -> None:
    village = Village.objects.get(code="35.10.04.2007")
    village.name = "Alaspurwo"  # as if the package had known it by another name until now
    village.save()
    load_areas(regencies=["35.10"])
    renamed = Village.objects.named_like("alas purwo").first()
    assert renamed == village
    assert renamed is not None
    assert renamed.name == "Kedunggebang"


def test_a_name_respaced_by_hand_is_left_alone(banyuwangi: None) -> None:
    village = Village.objects.get(code="35.10.11.2001")
    village.name = "Kalibaru Kulon"
    village.save()
    load_areas(regencies=["35.10"])
    village.refresh_from_db()
    assert village.name == "Kalibaru Kulon"


def test_a_village_that_was_ended_here_does_not_come_back(banyuwangi: None) -> None:
    Village.objects.filter(code="35.10.04.2009").update(valid_to=date(2026, 1, 1))
    load_areas(regencies=["35.10"])
    assert Village.objects.filter(code="35.10.04.2009").count() == 1
    assert Village.objects.current().count() == 216


def test_another_regency_is_added_beside_the_first(banyuwangi: None) -> None:
    call_command("load_areas", "--regency", "35.09", "51.01", stdout=StringIO())
    assert set(Regency.objects.values_list("code", flat=True)) == {"35.10", "35.09", "51.01"}
    assert set(Province.objects.values_list("code", flat=True)) == {"35", "51"}


def test_former_codes_lead_to_the_villages_of_blimbingsari(banyuwangi: None) -> None:
    former = Village.objects.get(code="35.10.13.2015")
    assert former.valid_to == date(2017, 1, 8)
    assert former.district.name == "Rogojampi"
    successor = former.successors.get()
    assert (successor.code, successor.name) == ("35.10.25.2003", "Watukebo")
    assert successor.valid_from == date(2017, 1, 9)
    former_villages = Village.objects.exclude(valid_to=None)
    assert former_villages.count() == 10
    assert all(v.successors.get().district.code == "35.10.25" for v in former_villages)


def test_without_banyuwangi_there_are_no_former_villages_and_no_spellings() -> None:
    load_areas(regencies=["35.09"])
    assert not Village.objects.exclude(valid_to=None).exists()
    assert not VillageAlias.objects.exists()


def test_an_unknown_regency_is_refused_in_one_sentence_and_nothing_is_loaded() -> None:
    with pytest.raises(CommandError, match=r"Not the code of a regency: 35\.99"):
        call_command("load_areas", "--regency", "35.10", "35.99")
    assert not Village.objects.exists()


def test_without_the_package_the_command_says_what_to_run(
    settings: pytest.FixtureRequest, tmp_path: Path
) -> None:
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="npm ci"):
        call_command("load_areas")


def test_the_whole_country_loads() -> None:
    output = StringIO()
    call_command("load_areas", "--all", stdout=output)
    assert "83762 villages: 83762 new" in output.getvalue()
    assert Village.objects.current().count() == 83762
    assert {len(line) for line in Village.objects.values_list("code", flat=True)} == {13}


@pytest.mark.parametrize(
    ("raw", "proper"),
    [
        ("Dama pulo", "Dama Pulo"),
        ("Pangkajene dan Kepulauan", "Pangkajene dan Kepulauan"),
        ("2 x 11 Anam Lingkuang", "2 x 11 Anam Lingkuang"),
        ("Sitio-tio", "Sitio-tio"),
        ("Koto VII", "Koto VII"),
    ],
)
def test_every_word_of_a_name_begins_with_a_capital(raw: str, proper: str) -> None:
    assert proper_name(raw) == proper


def test_a_desa_adat_is_a_desa() -> None:
    assert village_kind("91.03.01.3007") == Village.Kind.DESA
