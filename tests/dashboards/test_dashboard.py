"""What an official sees: only her territory, the same numbers on page and in the spreadsheet."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User, ViewLog
from businesses.models import Enrolment, Stage, StageChange
from dashboards.spreadsheet import plain
from migrants.models import Person
from tests import factories as make
from tests.ltsa.factories import ServiceFactory, SlotFactory, make_booking
from tests.world import World
from villages.models import Village

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
#: Table on the page: {name of the row: numbers}.
Numbers = dict[str, list[int]]


@pytest.fixture
def village() -> Village:
    return make.VillageFactory(code="35.10.04.2007", name="Kedunggebang")


@pytest.fixture
def official(village: Village) -> User:
    return make.UserFactory(role=Role.OFFICIAL, regency=village.district.regency)


@pytest.fixture
def browser(official: User, signed_in: SignIn) -> Client:
    return signed_in(official)


def text_of(browser: Client, address: str = "/dasbor/") -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def tables(browser: Client, address: str = "/dasbor/") -> dict[str, Numbers]:
    """Every table of the page by its key, without the line of sums."""
    found = {}
    for section in re.split(r'<section class="chart-card', text_of(browser, address))[1:]:
        rows = re.findall(
            r'<tr(?: data-chart-skip)?><th scope="row">(.*?)</th>(.*?)</tr>',
            section.split("</tbody>")[0],
            re.S,
        )
        key = re.search(r'id="(\w+)"', section)
        assert key
        found[key[1]] = {
            re.sub(r"<[^>]+>", "", name): [int(n) for n in re.findall(r'data-value="(\d+)"', cells)]
            for name, cells in rows
        }
    return found


def sheets(content: bytes) -> dict[str, list[list[str]]]:
    """Cells of every sheet as text, read from the XLSX as it is stored."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = [
            "".join(item.itertext())
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
        ]
        names = [
            sheet.attrib["name"]
            for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iterfind(  # noqa: S314
                "m:sheets/m:sheet", space
            )
        ]
        result = {}
        for number, name in enumerate(names, start=1):
            tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314
            assert not tree.findall(".//m:f", space), "a formula"
            result[name] = [
                [
                    strings[int(cell.findtext("m:v", "0", space))]
                    if cell.get("t") == "s"
                    else cell.findtext("m:v", "", space)
                    for cell in row.iterfind("m:c", space)
                ]
                for row in tree.iterfind(".//m:row", space)
            ]
        return result


def test_people_are_counted_by_status_and_sex(browser: Client, village: Village) -> None:
    make.PersonFactory.create_batch(3, village=village, abroad=True)
    make.PersonFactory.create_batch(2, village=village, returned=True, sex=Person.Sex.MALE)
    make.PersonFactory(village=village)
    status = tables(browser)["status"]
    assert status["Di luar negeri"] == [3, 0, 3]
    assert status["Sudah pulang"] == [0, 2, 2]
    assert status["Tinggal di desa"] == [1, 0, 1]


def test_each_person_counts_once_in_the_country_of_the_latest_journey(
    browser: Client, village: Village
) -> None:
    person = make.PersonFactory(village=village)
    make.JourneyFactory(person=person, country="HK", returned_on=date(2020, 1, 1))
    make.JourneyFactory(person=person, country="TW", departed_on=date(2021, 1, 1))
    make.JourneyFactory(  # planned only
        person=make.PersonFactory(village=village), country="SG", departed_on=None
    )
    country = tables(browser)["country"]
    assert country == {"Taiwan": [1, 0, 0, 1]}


def test_a_new_plan_after_the_return_is_still_home(browser: Client, village: Village) -> None:
    person = make.PersonFactory(village=village, returned=True)
    make.JourneyFactory(person=person, country="TW", departed_on=None)
    assert tables(browser)["country"] == {"Hong Kong": [0, 1, 0, 1]}
    assert tables(browser)["status"]["Ingin berangkat"] == [1, 0, 1]


def test_districts_stand_with_zero_until_they_enter_something(
    browser: Client, village: Village
) -> None:
    genteng = make.DistrictFactory(code="35.10.09", name="Genteng")
    make.VillageFactory(code="35.10.09.2003", name="Genteng Kulon", district=genteng)
    make.PersonFactory(village=village, abroad=True)
    assert tables(browser)["place"] == {
        "Genteng": [0, 0, 0, 0, 0],
        "Tegaldlimo": [0, 1, 0, 0, 1],
    }


def test_a_district_opens_by_its_code(browser: Client, village: Village) -> None:
    neighbour = make.VillageFactory(code="35.10.04.2002", name="Kendalrejo")
    genteng = make.DistrictFactory(code="35.10.09", name="Genteng")
    elsewhere = make.VillageFactory(code="35.10.09.2003", name="Genteng Kulon", district=genteng)
    make.PersonFactory(village=village, abroad=True)
    make.PersonFactory.create_batch(2, village=neighbour, returned=True)
    make.PersonFactory.create_batch(3, village=elsewhere, returned=True)
    assert "?kecamatan=351004" in text_of(browser)
    found = tables(browser, "/dasbor/?kecamatan=351004")
    assert found["place"] == {"Kedunggebang": [0, 1, 0, 0, 1], "Kendalrejo": [0, 0, 2, 0, 2]}
    assert found["status"]["Sudah pulang"] == [2, 0, 2]
    assert found["country"]["Hong Kong"] == [1, 2, 0, 3]


def test_people_left_in_a_former_village_are_not_lost(browser: Client, village: Village) -> None:
    make.PersonFactory(village=village, abroad=True)
    village.valid_to = date(2025, 1, 1)
    village.save()
    assert tables(browser, "/dasbor/?kecamatan=351004")["place"] == {
        "Kedunggebang": [0, 1, 0, 0, 1]
    }


@pytest.mark.parametrize(
    "query",
    [
        "kecamatan=350901",  # another regency's
        "kecamatan=351099",
        "kecamatan=3510",
        "kecamatan=",
        "kecamatan=x",
        "bulan=2026-13",
        "bulan=kemarin",
    ],
)
@pytest.mark.parametrize("address", ["/dasbor/", "/dasbor/unduh/"])
def test_what_is_not_hers_does_not_exist(
    browser: Client, world: World, address: str, query: str
) -> None:
    assert browser.get(f"{address}?{query}").status_code == 404


def test_an_official_of_a_district_sees_that_district_only(signed_in: SignIn, world: World) -> None:
    user = make.UserFactory(role=Role.OFFICIAL, district=world.other_district.village.district)
    browser = signed_in(user)
    found = tables(browser)
    assert found["place"] == {"Genteng Kulon": [0, 1, 0, 0, 1]}
    hers = Person.unscoped.filter(village=world.other_district.village).count()
    assert sum(row[-1] for row in found["status"].values()) == hers
    assert sum(row[-1] for row in found["stage"].values()) == 1
    assert browser.get("/dasbor/?kecamatan=351004").status_code == 404


def test_an_official_of_a_province_goes_down_by_regency_and_district(
    signed_in: SignIn, world: World
) -> None:
    province = world.own.village.district.regency.province
    browser = signed_in(make.UserFactory(role=Role.OFFICIAL, province=province))
    assert sum(row[-1] for row in tables(browser)["place"].values()) == 4
    assert tables(browser, "/dasbor/?kabupaten=3509")["place"] == {"Kencong": [0, 1, 0, 0, 1]}
    assert tables(browser, "/dasbor/?kecamatan=350901")["place"] == {"Kencong": [0, 1, 0, 0, 1]}


def test_numbers_of_others_never_enter_hers(signed_in: SignIn, world: World) -> None:
    """A hundred people more elsewhere change nothing in what she is shown."""
    user = world.users[Role.OFFICIAL]
    before = tables(signed_in(user))
    make.PersonFactory.create_batch(20, village=world.other_regency.village, abroad=True)
    for _ in range(5):
        business = make.BusinessFactory(village=world.other_regency.village)
        make.EnrolmentFactory(business=business)
    assert tables(signed_in(user)) == before


def test_an_official_without_territory_sees_no_number(signed_in: SignIn, world: World) -> None:
    browser = signed_in(make.UserFactory(role=Role.OFFICIAL))
    assert "chart-card" not in text_of(browser)
    assert browser.get("/dasbor/unduh/").status_code == 404


def move(business_stages: list[str], enrolment: Enrolment, by: User) -> None:
    before = ""
    for stage in business_stages:
        StageChange.unscoped.create(
            enrolment=enrolment, from_stage=before, to_stage=stage, reason="Uji", by=by
        )
        before = stage


def test_businesses_count_once_by_their_latest_stage(
    browser: Client, village: Village, official: User
) -> None:
    make.BusinessFactory(village=village)
    enrolled = make.EnrolmentFactory(business=make.BusinessFactory(village=village))
    move([Stage.PROPOSED, Stage.VERIFIED, Stage.ENROLLED], enrolled, official)
    closed = make.BusinessFactory(village=village)
    closed.closed_on = date(2026, 1, 1)
    closed.save()
    found = tables(browser)
    assert found["stage"]["Di luar program"] == [1]
    assert found["stage"]["Ikut program"] == [1]
    assert sum(row[0] for row in found["stage"].values()) == 2
    assert found["kind"] == {"Kue kering": [1, 0, 1, 0, 0, 2]}


def test_appointments_of_the_month_are_counted_by_state_and_day(
    browser: Client, village: Village
) -> None:
    office = make.OfficeFactory(regency=village.district.regency)
    service = ServiceFactory()
    pool = service.steps.get().pool
    assert pool.office == office
    slot = SlotFactory(pool=pool, cap_online=5)
    booking = make_booking(slot, service, 1, village=village)
    make_booking(slot, service, 2)  # nobody said from which village
    day = timezone.localtime(booking.starts_at)
    found = tables(browser, f"/dasbor/?bulan={day:%Y-%m}")
    assert sum(row[0] for row in found["state"].values()) == 2
    assert list(found["day"].values()) == [[0, 2, 0, 0, 2]]
    elsewhen = tables(browser, "/dasbor/?bulan=2020-02")
    assert sum(row[0] for row in elsewhen["state"].values()) == 0
    inside = tables(browser, f"/dasbor/?kecamatan=351004&bulan={day:%Y-%m}")
    assert sum(row[0] for row in inside["state"].values()) == 1  # the one from this district


def test_every_table_says_n_time_definition_and_source(browser: Client, village: Village) -> None:
    text = text_of(browser)
    assert text.count('class="chart-card') == 11
    assert text.count("<strong>Dari ") == 11
    assert text.count("Sumber: ") == 11
    assert text.count("Keadaan ") >= 11


def test_spreadsheet_has_the_numbers_of_the_page(
    browser: Client, world: World, signed_in: SignIn
) -> None:
    make.PersonFactory.create_batch(3, village=world.own.village, returned=True)
    user = world.users[Role.OFFICIAL]
    browser = signed_in(user)
    for query in ("", "?kecamatan=351004"):
        answer = browser.get(f"/dasbor/unduh/{query}")
        assert answer["Content-Disposition"].startswith("attachment")
        book = sheets(answer.content)
        on_page = tables(browser, f"/dasbor/{query}")
        assert len(book) == len(on_page)
        for rows, numbers in zip(book.values(), on_page.values(), strict=True):
            in_file = {row[0]: row[1:] for row in rows if row}
            for name, values in numbers.items():
                assert [int(cell) for cell in in_file[name]] == values


def test_spreadsheet_says_what_it_is(browser: Client, village: Village) -> None:
    for rows in sheets(browser.get("/dasbor/unduh/").content).values():
        notes = {row[0]: row[1] for row in rows if len(row) == 2}
        for note in ("Wilayah", "Keadaan pada", "Banyaknya", "Pengertian", "Sumber"):
            assert notes[note], note


def test_download_is_written_down(browser: Client, official: User) -> None:
    browser.get("/dasbor/")
    assert not ViewLog.objects.exists()
    browser.get("/dasbor/unduh/")
    log = ViewLog.objects.get()
    assert (log.user, log.action) == (official, ViewLog.Action.EXPORT)


def test_no_cell_is_a_formula(browser: Client, village: Village) -> None:
    make.VillageFactory(name="=cmd|' /C calc'!A0")
    book = sheets(browser.get("/dasbor/unduh/?kecamatan=351004").content)
    names = [row[0] for rows in book.values() for row in rows if row]
    assert "'=cmd|' /C calc'!A0" in names
    assert plain("+62812") == "'+62812"
    assert plain("Kedunggebang") == "Kedunggebang"


def test_dashboard_asks_few_queries_whatever_there_is(
    browser: Client,
    village: Village,
    official: User,
    queries_do_not_grow: Callable[[Callable[[], object], Callable[[], object]], None],
    django_assert_max_num_queries: Callable,
) -> None:
    codes = iter(range(10, 99))

    def more() -> None:
        for _ in range(10):
            code = f"35.10.{next(codes)}"
            district = make.DistrictFactory(code=code, name=f"Kecamatan {code}")
            place = make.VillageFactory(code=f"{code}.2001", district=district)
            make.PersonFactory(village=place, abroad=True)
            make.EnrolmentFactory(business=make.BusinessFactory(village=place))

    more()
    queries_do_not_grow(lambda: browser.get("/dasbor/"), more)
    with django_assert_max_num_queries(18):
        browser.get("/dasbor/")
    queries_do_not_grow(lambda: browser.get("/dasbor/?kecamatan=351004"), more)
