"""How the LTSA does: every number from events made by hand, whose answer is known."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User, ViewLog
from ltsa.actions.desk import NOT_MARKED
from ltsa.models import (
    Booking,
    MissingPaper,
    Party,
    Pool,
    Requirement,
    Service,
    State,
    TravelTime,
    VisitEvent,
)
from tests import factories as make
from tests.dashboards.test_dashboard import sheets
from tests.ltsa.factories import (
    PoolFactory,
    ServiceFactory,
    ServiceStepFactory,
    SlotFactory,
    make_booking,
)
from tests.world import World
from villages.models import Office, Village

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
DAY = dt.date(2026, 3, 2)  # a Monday
WEEK = "?dari=2026-03-02&sampai=2026-03-08"
ADDRESS = "/dasbor/ltsa/"


def moment(clock: str, day: dt.date = DAY) -> dt.datetime:
    """ "08.15" of a day, in Jakarta."""
    hour, minute = map(int, clock.split("."))
    zone = timezone.get_default_timezone()
    return dt.datetime.combine(day, dt.time(hour, minute), zone)


@pytest.fixture
def village() -> Village:
    return make.VillageFactory(code="35.10.04.2007", name="Kedunggebang")


@pytest.fixture
def office(village: Village) -> Office:
    return make.OfficeFactory(regency=village.district.regency)


@pytest.fixture
def desk(office: Office) -> Pool:
    return PoolFactory(office=office, name="Loket A")


@pytest.fixture
def service(desk: Pool) -> Service:
    return ServiceFactory(pool=desk, name="Rekomendasi paspor")


@pytest.fixture
def browser(office: Office, signed_in: SignIn) -> Client:
    return signed_in(make.UserFactory(role=Role.LTSA_OFFICER, office=office))


def visit(
    service: Service,
    village: Village | None,
    state: str = State.DONE,
    events: str = "",
    *,
    at: str = "08.00",
    day: dt.date = DAY,
    booked: dt.date = DAY - dt.timedelta(days=3),
    channel: str = Booking.Channel.ONLINE,
    parties: tuple[tuple[int, Service], ...] = (),
    desks: dict[str, Pool] | None = None,
    notes: dict[str, str] | None = None,
) -> Booking:
    """A visit that is over. `events`: "arrived 08.00, called 08.10, done 08.30"; `desks` and
    `notes`: by the words of an event ("passed 08.20")."""
    pool = service.steps.order_by("order", "pk")[0].pool
    start = moment(at, day)
    booking: Booking = Booking.unscoped.create(
        office=pool.office,
        village=village,
        channel=channel,
        submit_key=uuid.uuid4(),
        state=state,
        starts_at=start,
        ends_at=start + dt.timedelta(minutes=30),
        booked_by_role=Booking.BookedBy.SELF,
        contact_name="Warga",
        contact_phone="+6281234567890",
        created_at=moment("10.00", booked),
    )
    kinds = [("booked", booking.created_at, "")]
    for words in filter(None, events.split(", ")):
        kind, clock = words.split(" ")[:2]
        kinds.append((kind, moment(clock, day), words))
    VisitEvent.unscoped.bulk_create(
        VisitEvent(
            booking=booking,
            kind=kind,
            at=when,
            pool=(desks or {}).get(words, pool) if kind != "booked" else None,
            note=(notes or {}).get(words, ""),
        )
        for kind, when, words in kinds
    )
    outcome = state if state in (State.DONE, State.INCOMPLETE) else ""
    Party.unscoped.bulk_create(
        Party(
            booking=booking,
            service=what,
            person_key=f"{booking.pk}-{who}",
            name=f"Warga {who}",
            outcome=outcome,
        )
        for who, what in parties or ((1, service),)
    )
    return booking


Numbers = dict[str, list[int | None]]


def figures(browser: Client, query: str = WEEK) -> dict[str, Numbers]:
    """Every table by its key: numbers by the name of the line, the last line included."""
    answer = browser.get(f"{ADDRESS}{query}")
    assert answer.status_code == 200
    found: dict[str, Numbers] = {}
    for section in answer.content.decode().split('<section class="chart-card')[1:]:
        key = re.search(r'id="(\w+)"', section)
        assert key
        rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', section, re.S)
        found[key[1]] = {
            name: [
                None if cell == "\N{EN DASH}" else int(cell.replace(".", ""))
                for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)
            ]
            for name, cells in rows
        }
    return found


def test_an_empty_period_has_no_numbers_and_no_error(browser: Client, service: Service) -> None:
    assert all(not rows for rows in figures(browser).values())
    assert len(figures(browser)) == 9
    assert "Belum ada yang dihitung" in browser.get(f"{ADDRESS}{WEEK}").content.decode()
    assert browser.get(f"{ADDRESS}unduh/{WEEK}").status_code == 200


def test_days_from_booking_to_the_visit_have_median_and_ninth_tenth(
    browser: Client, service: Service, village: Village
) -> None:
    for days in (0, 2, 4, 6, 10):
        visit(service, village, booked=DAY - dt.timedelta(days=days))
    visit(service, village, State.CANCELLED, "cancelled 07.00", booked=dt.date(2026, 1, 1))
    visit(service, village, channel=Booking.Channel.WALK_IN, booked=DAY)
    lead = figures(browser)["lead"]
    assert lead["Daring"] == [5, 4, 8]  # the ninth tenth of 0 2 4 6 10: 6 + 0.6 * 4 = 8.4
    assert lead["Semuanya"] == [5, 4, 8]


def test_booked_just_before_midnight_is_the_day_before(
    browser: Client, service: Service, village: Village
) -> None:
    """23.59 in Jakarta is 16.59 in UTC: the same day there."""
    booking = visit(service, village, at="00.10")
    VisitEvent.unscoped.bulk_create(
        [VisitEvent(booking=booking, kind="booked", at=moment("23.59", dt.date(2026, 2, 1)))]
    )
    assert figures(browser)["lead"]["Semuanya"] == [1, 29, 29]


def test_waiting_and_serving_of_single_visits(
    browser: Client, service: Service, village: Village
) -> None:
    visit(service, village, events="arrived 08.00, called 08.10, serving 08.11, done 08.30")
    visit(service, village, events="arrived 08.00, called 08.20, serving 08.21, done 08.50")
    visit(service, village, events="arrived 09.00, called 09.30, serving 09.31, done 10.10")
    found = figures(browser)
    assert found["waiting"] == {"Loket A": [3, 20, 28], "Semuanya": [3, 20, 28]}  # of 10 20 30
    assert found["serving"]["Loket A"] == [3, 30, 38]  # of 20 30 40
    assert found["waiting_hour"]["08.00"] == [2, 15, 19]
    assert found["waiting_hour"]["09.00"] == [1, 30, 30]


def test_a_desk_that_does_not_call_waits_until_it_begins(
    browser: Client, service: Service, village: Village
) -> None:
    visit(service, village, events="arrived 08.00, serving 08.12, done 08.32")
    visit(service, village, events="arrived 08.00, done 08.32")  # only the end was marked
    found = figures(browser)
    assert found["waiting"]["Loket A"] == [1, 12, 12]
    assert found["serving"]["Loket A"] == [1, 20, 20]


def test_time_set_aside_is_neither_waiting_nor_service(
    browser: Client, service: Service, village: Village
) -> None:
    visit(  # called once more, not there, later called again
        service,
        village,
        events="arrived 08.00, called 08.10, recalled 08.12, parked 08.15, called 09.00, "
        "done 09.20",
    )
    visit(  # set aside while waiting, taken up again, then set aside from the counter for a copy
        service,
        village,
        events="arrived 10.00, parked 10.05, resumed 10.35, called 10.40, serving 10.41, "
        "parked 10.50, called 11.00, serving 11.00, checked 11.02, done 11.10",
    )
    found = figures(browser)
    assert found["waiting"]["Loket A"] == [2, 10, 10]  # 10, and 5 + 5
    assert found["serving"]["Loket A"] == [2, 20, 20]  # 20, and 10 + 10


def test_marks_taken_back_never_were(browser: Client, service: Service, village: Village) -> None:
    visit(  # called by mistake
        service,
        village,
        events="arrived 08.00, called 08.02, undone 08.03, called 08.20, done 08.30",
    )
    visit(  # two marks taken back, one after the other
        service,
        village,
        events="arrived 09.00, called 09.02, serving 09.03, undone 09.04, undone 09.05, "
        "called 09.20, done 09.25, undone 09.26, done 09.30",
    )
    found = figures(browser)
    assert found["waiting"]["Loket A"] == [2, 20, 20]
    assert found["serving"]["Loket A"] == [2, 10, 10]


def test_arrived_by_mistake_and_set_back_is_no_waiting(
    browser: Client, service: Service, village: Village
) -> None:
    visit(
        service,
        village,
        events="arrived 07.00, returned 07.05, arrived 08.00, called 08.04, done 08.10",
    )
    assert figures(browser)["waiting"]["Loket A"] == [1, 4, 4]


def test_a_visit_over_two_desks_waits_and_is_served_at_each(
    browser: Client, office: Office, service: Service, village: Village
) -> None:
    second = PoolFactory(office=office, name="Loket B")
    ServiceStepFactory(service=service, pool=second, order=2)
    visit(
        service,
        village,
        events="arrived 08.00, called 08.10, serving 08.11, passed 08.30, called 08.36, done 08.50",
        desks={"passed 08.30": second, "called 08.36": second, "done 08.50": second},
    )
    found = figures(browser)
    assert found["waiting"] == {
        "Loket A": [1, 10, 10],
        "Loket B": [1, 6, 6],
        "Semuanya": [2, 8, 10],
    }
    assert found["serving"]["Loket A"] == [1, 20, 20]
    assert found["serving"]["Loket B"] == [1, 14, 14]
    only = figures(browser, f"{WEEK}&loket={second.pk}")
    assert only["waiting"] == {"Loket B": [1, 6, 6], "Semuanya": [1, 6, 6]}
    assert only["walk_in"]["Semuanya"] == [1, 0, 0]


def test_a_desk_counts_only_visits_that_pass_it(
    browser: Client, office: Office, service: Service, village: Village
) -> None:
    other = ServiceFactory(pool=PoolFactory(office=office, name="Loket C"))
    visit(service, village)
    visit(other, village)
    visit(other, village)
    desk = service.steps.get().pool
    assert figures(browser)["walk_in"]["Semuanya"] == [3, 0, 0]
    assert figures(browser, f"{WEEK}&loket={desk.pk}")["walk_in"]["Semuanya"] == [1, 0, 0]


def test_events_from_before_they_named_desks_belong_to_the_desk_of_the_service(
    browser: Client, service: Service, village: Village
) -> None:
    names = ("arrived 08.00", "called 08.10", "done 08.30")
    nowhere: Any = dict.fromkeys(names)
    visit(service, village, events=", ".join(names), desks=nowhere)
    assert figures(browser)["waiting"]["Loket A"] == [1, 10, 10]


def test_what_the_night_ended_has_no_length(
    browser: Client, service: Service, village: Village
) -> None:
    """Nobody marked the end: the next day's timer did."""
    booking = visit(service, village, events="arrived 08.00, called 08.10, serving 08.11")
    VisitEvent.unscoped.bulk_create(
        [
            VisitEvent(
                booking=booking,
                kind="done",
                at=moment("00.05", DAY + dt.timedelta(days=1)),
                note=NOT_MARKED,
            )
        ]
    )
    visit(  # by hand, but on the same day
        service,
        village,
        events="arrived 08.00, called 08.10, done 23.00",
        notes={"done 23.00": NOT_MARKED},
    )
    found = figures(browser)
    assert found["waiting"]["Loket A"] == [2, 10, 10]
    assert "Loket A" not in found["serving"]


def test_the_last_minute_of_the_last_day_belongs_to_the_period(
    browser: Client, service: Service, village: Village
) -> None:
    last = DAY + dt.timedelta(days=6)
    visit(service, village, at="23.59", day=last, events="arrived 23.40, called 23.58, done 23.59")
    visit(service, village, at="00.00", day=last + dt.timedelta(days=1))
    visit(service, village, at="23.59", day=DAY - dt.timedelta(days=1))
    visit(service, village, at="00.00")
    found = figures(browser)
    assert found["walk_in"]["Semuanya"] == [2, 0, 0]
    assert list(found["walk_in"]) == ["2 Maret", "8 Maret", "Semuanya"]
    assert found["waiting"]["Loket A"] == [1, 18, 18]
    assert found["waiting_hour"]["23.00"] == [1, 18, 18]


def test_no_shows_are_told_of_those_due(
    browser: Client, service: Service, village: Village
) -> None:
    for _ in range(4):
        visit(service, village)
    visit(service, village, State.INCOMPLETE)
    visit(service, village, State.NO_SHOW, "no_show 08.40")
    visit(service, village, State.NO_SHOW, "no_show 08.40", channel=Booking.Channel.PHONE)
    visit(service, village, State.CANCELLED, "cancelled 07.59")  # in time
    visit(service, village, State.CANCELLED, "cancelled 08.00")  # the very minute: in time
    visit(service, village, State.CANCELLED, "cancelled 08.01")  # too late
    visit(service, village, State.DISPLACED, "displaced 07.00")  # the office's doing
    visit(service, village, State.EXPIRED, "expired 07.00")  # never booked
    visit(service, village, channel=Booking.Channel.WALK_IN)
    visit(service, village, State.NO_SHOW, "no_show 08.40", channel=Booking.Channel.WALK_IN)
    found = figures(browser)["no_show"]
    assert found["Daring"] == [7, 1, 1, 14]
    assert found["Lewat telepon"] == [1, 1, 0, 100]
    assert found["Semuanya"] == [8, 2, 1, 25]
    text = browser.get(f"{ADDRESS}{WEEK}").content.decode()
    assert "2 dari 8 yang ditunggu" in text
    assert "sebelum jamnya (2)" in text


def test_whoever_is_still_expected_is_not_due_yet(
    browser: Client, desk: Pool, service: Service, village: Village
) -> None:
    booking = make_booking(SlotFactory(pool=desk), service, 1, village=village)
    day = timezone.localdate(booking.starts_at)
    found = figures(browser, f"?dari={day}&sampai={day}")
    assert found["no_show"] == found["lead"] == {}


def test_walk_ins_are_a_share_of_those_who_came(
    browser: Client, service: Service, village: Village
) -> None:
    visit(service, village)
    visit(service, village, State.INCOMPLETE)
    visit(service, village, State.NO_SHOW)
    visit(service, None, channel=Booking.Channel.WALK_IN)
    found = figures(browser)
    assert found["walk_in"]["2 Maret"] == [2, 1, 33]
    weeks = figures(browser, "?dari=2026-01-01&sampai=2026-03-31")["walk_in"]
    assert weeks == {"minggu mulai 2 Maret": [2, 1, 33], "Semuanya": [2, 1, 33]}


def test_missing_papers_are_counted_by_people(
    browser: Client, service: Service, village: Village
) -> None:
    card = Requirement.objects.create(service=service, text="KTP")
    photo = Requirement.objects.create(service=service, text="Pas foto")
    visit(service, village)
    cases: tuple[list[Requirement | None], ...] = ([card, photo], [card], [None], [])
    for number, lacking in enumerate(cases):
        booking = visit(service, village, State.INCOMPLETE)
        party = booking.parties.get()
        MissingPaper.unscoped.bulk_create(
            MissingPaper(party=party, requirement=one, text=one.text if one else f"Kata {number}")
            for one in lacking
        )
    found = figures(browser)
    assert found["incomplete"]["Rekomendasi paspor"] == [5, 4, 80]
    assert found["missing"] == {
        "KTP": [2],
        "Pas foto": [1],
        "Hal lain, ditulis petugas": [1],
        "Tidak ditulis apa yang kurang": [1],
    }
    assert "Kata 2" not in browser.get(f"{ADDRESS}{WEEK}").content.decode()


def test_a_result_taken_back_leaves_no_missing_paper(
    browser: Client, service: Service, village: Village
) -> None:
    """The names of the papers stay for the next press; the person was served after all."""
    booking = visit(service, village)
    card = Requirement.objects.create(service=service, text="KTP")
    MissingPaper.unscoped.bulk_create(
        [MissingPaper(party=booking.parties.get(), requirement=card, text="KTP")]
    )
    assert figures(browser)["missing"] == {}


def test_trips_and_hours_saved_by_combined_visits(
    browser: Client, office: Office, service: Service, village: Village
) -> None:
    other, third = ServiceFactory(pool=service.steps.get().pool), ServiceFactory()
    TravelTime.objects.create(
        office=office, district=village.district, minutes=40, as_of=DAY, source="Diukur"
    )
    far = make.VillageFactory(code="35.10.04.2002", name="Kendalrejo")
    TravelTime.objects.create(office=office, village=far, minutes=90, as_of=DAY, source="Diukur")
    elsewhere = make.VillageFactory(
        code="35.10.09.2003", district=make.DistrictFactory(code="35.10.09", name="Genteng")
    )
    visit(service, village)  # saves nothing
    visit(service, village, parties=((1, service), (1, other), (1, third)))  # 2 trips, 160 min
    visit(service, far, parties=((1, service), (2, service), (2, other)))  # 1 + 1 trips, 180 each
    visit(service, elsewhere, parties=((1, service), (2, service)))  # 1 trip, nobody knows how far
    visit(service, None, parties=((1, service), (2, service)))  # nor from where
    visit(service, village, State.NO_SHOW, parties=((1, service), (2, service)))  # nobody came
    found = figures(browser)["saved"]
    assert found["beberapa urusan sekali datang"] == [3, 6, 0]  # 160 + 180 = 340 minutes
    assert found["beberapa orang datang bersama"] == [3, 3, 2]
    assert found["Semuanya"] == [6, 9, 2]  # 520 minutes


def test_tiles_say_the_same_as_the_tables(
    browser: Client, service: Service, village: Village
) -> None:
    visit(service, village, events="arrived 08.00, called 08.10, done 08.30")
    visit(service, village, State.NO_SHOW)
    text = browser.get(f"{ADDRESS}{WEEK}").content.decode()
    tiles = re.findall(r'stat-label">(.*?)<.*?stat-value[^>]*>(.*?)<', text, re.S)
    assert dict(tiles) == {
        "kunjungan yang datang": "1",
        "menit menunggu": "10",
        "menit dilayani": "20",
        "persen tidak datang": "50",
        "persen tanpa janji": "0",
        "perjalanan dihemat": "0",
    }


def test_officer_counts_her_office_only(
    browser: Client, service: Service, village: Village
) -> None:
    other = PoolFactory(office=make.OfficeFactory(code="genteng", regency=village.district.regency))
    visit(ServiceFactory(pool=other), village)
    assert all(not rows for rows in figures(browser).values())
    for more in (f"loket={other.pk}", "loket=x", "loket=999999", "kantor=genteng", "kantor=x"):
        assert browser.get(f"{ADDRESS}{WEEK}&{more}").status_code == 422


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ADMINISTRATOR])
def test_a_regency_counts_its_own_people_and_offices(
    role: str, signed_in: SignIn, service: Service, village: Village, office: Office
) -> None:
    jember = make.RegencyFactory(code="35.09", name="Jember")
    kencong = make.VillageFactory(
        code="35.09.01.2001", district=make.DistrictFactory(code="35.09.01", regency=jember)
    )
    theirs = PoolFactory(
        office=make.OfficeFactory(code="jember", name="LTSA Jember", regency=jember)
    )
    browser = signed_in(make.UserFactory(role=role, regency=village.district.regency))
    visit(service, village)
    visit(service, None)  # at an office of the regency
    visit(service, kencong)  # somebody else's people
    visit(ServiceFactory(pool=theirs), kencong)
    visit(ServiceFactory(pool=theirs), None)
    assert figures(browser)["walk_in"]["Semuanya"] == [2, 0, 0]
    text = browser.get(f"{ADDRESS}{WEEK}").content.decode()
    assert "Jember" not in text
    assert browser.get(f"{ADDRESS}{WEEK}&kantor=jember").status_code == 422
    assert browser.get(f"{ADDRESS}{WEEK}&loket={theirs.pk}").status_code == 422


def test_an_official_of_a_district_counts_its_villages(
    signed_in: SignIn, service: Service, village: Village
) -> None:
    genteng = make.VillageFactory(
        code="35.10.09.2003", district=make.DistrictFactory(code="35.10.09", name="Genteng")
    )
    browser = signed_in(make.UserFactory(role=Role.OFFICIAL, district=village.district))
    visit(service, village)
    visit(service, genteng)
    visit(service, None)
    assert figures(browser)["walk_in"]["Semuanya"] == [1, 0, 0]


def test_with_several_offices_one_is_chosen_and_desks_are_named_with_theirs(
    signed_in: SignIn, service: Service, village: Village, office: Office
) -> None:
    genteng = make.OfficeFactory(code="genteng", name="LTSA Genteng", regency=office.regency)
    other = ServiceFactory(pool=PoolFactory(office=genteng, name="Loket A"))
    browser = signed_in(make.UserFactory(role=Role.OFFICIAL, regency=office.regency))
    visit(service, village, events="arrived 08.00, called 08.10, done 08.30")
    visit(other, village, events="arrived 08.00, called 08.20, done 08.30")
    assert figures(browser)["waiting"]["LTSA Genteng: Loket A"] == [1, 20, 20]
    only = figures(browser, f"{WEEK}&kantor=genteng")
    assert only["waiting"] == {"Loket A": [1, 20, 20], "Semuanya": [1, 20, 20]}
    desk = service.steps.get().pool
    wrong = browser.get(f"{ADDRESS}{WEEK}&kantor=genteng&loket={desk.pk}")
    assert wrong.status_code == 422
    assert "Loket ini milik kantor lain" in wrong.content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?dari=2026-03-08&sampai=2026-03-02", "Hari terakhir tidak boleh sebelum hari pertama"),
        ("?dari=2024-03-08&sampai=2026-03-02", "Paling lama satu tahun"),
        ("?dari=kemarin&sampai=2026-03-02", "kemarin"),
        ("?dari=0001-01-01&sampai=0001-01-02", "0001-01-01"),
        ("?dari=2026-03-02", ""),
    ],
)
def test_wrong_days_are_told_and_kept(
    browser: Client, service: Service, query: str, words: str
) -> None:
    for address in (ADDRESS, f"{ADDRESS}unduh/"):
        answer = browser.get(f"{address}{query}")
        assert answer.status_code == 422
        assert "error-summary" in answer.content.decode()
        assert words in answer.content.decode()


def test_a_leap_year_is_one_year(browser: Client, service: Service) -> None:
    assert browser.get(f"{ADDRESS}?dari=2024-01-01&sampai=2024-12-31").status_code == 200


def test_spreadsheet_has_the_numbers_of_the_page_and_is_written_down(
    browser: Client, service: Service, village: Village
) -> None:
    visit(service, village, events="arrived 08.00, called 08.10, done 08.30")
    visit(service, village, State.NO_SHOW)
    visit(service, village, State.INCOMPLETE, parties=((1, service), (2, service)))
    answer = browser.get(f"{ADDRESS}unduh/{WEEK}")
    assert "angka-ltsa-" in answer["Content-Disposition"]
    book, page = sheets(answer.content), figures(browser)
    assert len(book) == len(page) == 9
    for rows, numbers in zip(book.values(), page.values(), strict=True):
        in_file = {row[0]: row[1:] for row in rows if row}
        for name, values in numbers.items():
            assert [cell or None for cell in in_file[name]] == [
                None if value is None else str(value) for value in values
            ]
        assert in_file["Masa"] == ["2 Maret 2026 sampai 8 Maret 2026"]
    assert ViewLog.objects.get().action == ViewLog.Action.EXPORT


def test_numbers_of_others_never_enter_hers(signed_in: SignIn, world: World) -> None:
    for role in (Role.OFFICIAL, Role.LTSA_OFFICER, Role.ADMINISTRATOR):
        browser = signed_in(world.users[role])
        before = browser.get(ADDRESS).content.decode()
        elsewhere = world.other_regency
        visit(
            elsewhere.service,
            elsewhere.village,
            day=timezone.localdate() - dt.timedelta(days=1),
            events="arrived 08.00, called 08.10, done 08.30",
        )
        assert elsewhere.marker not in before
        after = browser.get(ADDRESS).content.decode()
        strip = r"Keadaan [^<]*|csrf[^>]*|nonce[^>]*"
        assert re.sub(strip, "", after) == re.sub(strip, "", before)


def test_figures_ask_few_queries_whatever_there_is(
    browser: Client,
    service: Service,
    village: Village,
    queries_do_not_grow: Callable[[Callable[[], object], Callable[[], object]], None],
    django_assert_max_num_queries: Callable,
) -> None:
    def more() -> None:
        for _ in range(10):
            visit(service, village, events="arrived 08.00, called 08.10, done 08.30")

    more()
    queries_do_not_grow(lambda: browser.get(f"{ADDRESS}{WEEK}"), more)
    with django_assert_max_num_queries(14):
        browser.get(f"{ADDRESS}{WEEK}")
