"""Village, district and regency pages: their addresses, their search, what they name."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Role
from tests import factories as make
from tests.world import World
from villages.models import Village, VillageAlias

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.fixture
def kedunggebang() -> Village:
    return make.VillageFactory(code="35.10.04.2007", name="Kedunggebang")


def test_village_page_names_the_village_its_district_and_its_neighbours(
    client: Client, kedunggebang: Village
) -> None:
    neighbour = make.VillageFactory(code="35.10.04.2002", name="Kendalrejo")
    text = page(client, kedunggebang.get_absolute_url())
    assert "Kedunggebang" in text
    assert "Tegaldlimo" in text
    assert neighbour.get_absolute_url() in text


def test_village_page_of_an_empty_village_says_how_to_begin(
    client: Client, kedunggebang: Village
) -> None:
    text = page(client, kedunggebang.get_absolute_url())
    assert 'class="begin-steps"' in text
    assert "/ltsa/" in text


@pytest.mark.parametrize(
    "address",
    ["/desa/3510042007/", "/desa/3510042007/salah/", "/desa/3510042007/Kedunggebang/"],
)
def test_a_wrong_name_in_the_address_leads_to_the_right_one(
    client: Client, kedunggebang: Village, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 301
    assert answer["Location"] == "/desa/3510042007/kedunggebang/"


def test_a_wrong_name_of_a_district_or_regency_is_mended_too(
    client: Client, kedunggebang: Village
) -> None:
    district = kedunggebang.district
    assert client.get("/kecamatan/351004/salah/")["Location"] == district.get_absolute_url()
    assert client.get("/kabupaten/3510/salah/")["Location"] == district.regency.get_absolute_url()


@pytest.mark.parametrize(
    "address",
    [
        "/desa/3510049999/tidak-ada/",  # no such village
        "/desa/351004/tegaldlimo/",  # the code of a district
        "/desa/35100420077/x/",
        "/desa/351004200x/x/",
        "/desa/35.10.04.2007/kedunggebang/",
        "/desa/%00/x/",
        "/desa/٣٥١٠٠٤٢٠٠٧/x/",
        "/kecamatan/3510/banyuwangi/",
        "/kecamatan/351099/x/",
        "/kabupaten/35/jawa-timur/",
        "/kabupaten/9999/x/",
    ],
)
def test_a_code_that_does_not_exist_is_not_found(
    client: Client, kedunggebang: Village, address: str
) -> None:
    assert client.get(address).status_code == 404


def test_an_old_code_leads_to_the_village_that_came_after_it(client: Client) -> None:
    today = make.VillageFactory(code="35.10.25.2005", name="Bomo")
    old = make.VillageFactory(code="35.10.13.2004", name="Bomo", valid_to=date(2017, 1, 8))
    old.successors.add(today)
    answer = client.get("/desa/3510132004/bomo/")
    assert answer.status_code == 301
    assert answer["Location"] == today.get_absolute_url()


def test_an_old_code_with_several_successors_offers_the_choice(client: Client) -> None:
    old = make.VillageFactory(code="35.10.13.2004", name="Bomo", valid_to=date(2017, 1, 8))
    parts = [make.VillageFactory(name="Bomo Lor"), make.VillageFactory(name="Bomo Kidul")]
    old.successors.add(*parts)
    text = page(client, "/desa/3510132004/bomo/")
    for part in parts:
        assert part.get_absolute_url() in text


def test_an_old_code_without_successor_is_not_found(client: Client) -> None:
    make.VillageFactory(code="35.10.13.2004", name="Bomo", valid_to=date(2017, 1, 8))
    assert client.get("/desa/3510132004/bomo/").status_code == 404


def test_a_code_given_again_shows_the_village_of_today(client: Client) -> None:
    Village.objects.create(
        code="35.10.13.2004",
        name="Lama",
        district=make.DistrictFactory(),
        valid_to=date(2017, 1, 8),
    )
    today = Village.objects.create(
        code="35.10.13.2004", name="Baru", district=make.DistrictFactory()
    )
    assert client.get("/desa/3510132004/")["Location"] == today.get_absolute_url()


def test_search_finds_another_spelling_and_a_typing_error(
    client: Client, kedunggebang: Village
) -> None:
    VillageAlias.objects.create(village=kedunggebang, name="Desa Gebang")
    for typed in ("kedung gebang", "Kedungebang", "desa gebang"):
        assert kedunggebang.get_absolute_url() in page(client, f"/desa/?q={typed}"), typed


def test_search_tells_twin_names_apart_by_their_district(client: Client) -> None:
    blimbingsari = make.DistrictFactory(code="35.10.25", name="Blimbingsari")
    kota = make.DistrictFactory(code="35.10.16", name="Banyuwangi")
    for code, district in (("35.10.16.1007", kota), ("35.10.25.2008", blimbingsari)):
        make.VillageFactory(code=code, name="Karangrejo", district=district)
    text = page(client, "/desa/?q=karangrejo")
    assert "/desa/3510161007/karangrejo/" in text
    assert "/desa/3510252008/karangrejo/" in text
    assert "Kecamatan Blimbingsari" in text
    assert "Kecamatan Banyuwangi" in text


def test_search_without_a_match_offers_the_districts(client: Client, kedunggebang: Village) -> None:
    text = page(client, "/desa/?q=xyzzy")
    assert kedunggebang.get_absolute_url() not in text
    assert kedunggebang.district.get_absolute_url() in text


@pytest.mark.parametrize("query", ["q=%25", "q=" + "a" * 5000, "q=a&page=zzz", "q=%F0%9F%98%80"])
def test_search_survives_any_text(client: Client, kedunggebang: Village, query: str) -> None:
    page(client, f"/desa/?{query}")


def test_typing_swaps_only_the_result(client: Client, kedunggebang: Village) -> None:
    answer = client.get("/desa/?q=kedung", headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert kedunggebang.get_absolute_url() in text
    assert "<html" not in text
    assert "HX-Request" in answer["Vary"]


def test_search_result_has_pages(client: Client) -> None:
    for number in range(25):
        make.VillageFactory(name=f"Sumber {chr(97 + number) * 3}")
    assert "page=2" in page(client, "/desa/?q=sumber")


def test_former_villages_are_neither_found_nor_listed(client: Client) -> None:
    make.VillageFactory(code="35.10.04.2001", name="Lestari", valid_to=date(2017, 1, 8))
    now = make.VillageFactory(name="Purwoasri")
    assert "3510042001" not in page(client, "/desa/?q=lestari")
    assert "3510042001" not in page(client, now.district.get_absolute_url())
    assert "3510042001" not in page(client, now.get_absolute_url())


def test_only_a_coordinator_who_agreed_is_named(client: Client, kedunggebang: Village) -> None:
    make.UserFactory(
        role=Role.COORDINATOR,
        village=kedunggebang,
        full_name="Sri Setuju",
        phone="+6281234567890",
        is_public_contact=True,
    )
    shy = {"village": kedunggebang, "role": Role.COORDINATOR}
    make.UserFactory(full_name="Tidak Setuju", **shy)
    make.UserFactory(full_name="Sudah Berhenti", is_public_contact=True, is_active=False, **shy)
    make.UserFactory(
        full_name="Desa Lain", coordinator=True, is_public_contact=True
    )  # another village
    text = page(client, kedunggebang.get_absolute_url())
    assert "Sri Setuju" in text
    assert "0812-3456-7890" in text
    assert "https://wa.me/6281234567890" in text
    for name in ("Tidak Setuju", "Sudah Berhenti", "Desa Lain"):
        assert name not in text


def test_a_village_page_shows_nothing_of_its_neighbours(client: Client, world: World) -> None:
    text = page(client, world.own.village.get_absolute_url())
    assert "Markasendiri" in text
    for place in (world.neighbour, world.other_district, world.other_regency):
        assert place.marker not in text


def test_no_person_is_named_on_any_place_page(client: Client, world: World) -> None:
    village = world.own.village
    for place in (village, village.district, village.district.regency):
        assert world.own.person.name not in page(client, place.get_absolute_url())
    assert world.own.person.name not in page(client, "/")


def test_village_page_asks_few_queries_whatever_it_shows(
    client: Client,
    kedunggebang: Village,
    queries_do_not_grow: Callable[[Callable[[], object], Callable[[], object]], None],
    django_assert_max_num_queries: Callable,
) -> None:
    def more() -> None:
        for _ in range(10):
            make.PersonFactory(village=kedunggebang, abroad=True)
            make.GroupFactory(village=kedunggebang)
            make.ProductFactory(business=make.BusinessFactory(village=kedunggebang))
            make.VillageFactory()
            make.UserFactory(
                role=Role.COORDINATOR,
                village=kedunggebang,
                is_public_contact=True,
            )

    more()
    address = kedunggebang.get_absolute_url()
    queries_do_not_grow(lambda: client.get(address), more)
    with django_assert_max_num_queries(8):
        client.get(address)


@pytest.mark.parametrize("address", ["/", "/desa/?q=desa", "/kecamatan/351004/tegaldlimo/"])
def test_public_lists_do_not_ask_more_with_more_rows(
    client: Client,
    kedunggebang: Village,
    address: str,
    queries_do_not_grow: Callable[[Callable[[], object], Callable[[], object]], None],
) -> None:
    def more() -> None:
        for number in range(10):
            village = make.VillageFactory(name=f"Desa {number}")
            make.PersonFactory.create_batch(5, village=village, abroad=True)
            make.GroupFactory(village=village)
            make.ProductFactory(business=make.BusinessFactory(village=village))
            make.DistrictFactory(code=f"35.10.{number + 50}", name=f"Kecamatan {number}")

    more()
    queries_do_not_grow(lambda: client.get(address), more)


def test_regency_page_does_not_ask_more_with_more_districts(
    client: Client,
    kedunggebang: Village,
    queries_do_not_grow: Callable[[Callable[[], object], Callable[[], object]], None],
) -> None:
    numbers = iter(range(10, 99))

    def more() -> None:
        for _ in range(10):
            code = f"35.10.{next(numbers)}"
            district = make.DistrictFactory(code=code, name=f"Kecamatan {code}")
            village = make.VillageFactory(code=f"{code}.2001", district=district)
            make.PersonFactory.create_batch(5, village=village, abroad=True)

    more()
    address = kedunggebang.district.regency.get_absolute_url()
    queries_do_not_grow(lambda: client.get(address), more)


@pytest.mark.parametrize("address", ["/", "/desa/", "/privasi/", "/data/", "/robots.txt"])
def test_public_pages_stand_without_any_place_loaded(client: Client, address: str) -> None:
    page(client, address)


def test_about_data_names_the_licence_of_the_places(client: Client) -> None:
    text = page(client, "/data/")
    assert "Open Database License" in text
    assert "idn-area-data" in text


def test_privacy_says_whom_to_ask(client: Client, db: None) -> None:
    office = make.OfficeFactory(phone="0333-123456")
    text = page(client, "/privasi/")
    assert office.name in text
    assert "0333-123456" in text
    assert "27/2022" in text
