"""The administrator sets up appointments: desks and hours of her regency, and loses nobody."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from ltsa.models import (
    Booking,
    Holiday,
    OfficeRules,
    OpeningException,
    OpeningHours,
    Pool,
    Requirement,
    Service,
    ServiceStep,
    Slot,
)
from tests.factories import OfficeFactory
from tests.ltsa.factories import (
    OfficeRulesFactory,
    OpeningHoursFactory,
    PoolFactory,
    ServiceFactory,
    make_booking,
)
from tests.world import World
from villages.models import Office

pytestmark = pytest.mark.django_db

POOLS, SERVICES, SLOTS = "/admin/ltsa/pool/", "/admin/ltsa/service/", "/admin/ltsa/slot/"
HOLIDAYS, RULES = "/admin/ltsa/holiday/", "/admin/ltsa/officerules/"
#: A Monday within the days that can be booked.
MONDAY = timezone.localdate() + dt.timedelta(days=14 - timezone.localdate().weekday())


@pytest.fixture
def browser(world: World, signed_in: Callable[[User], Client]) -> Client:
    """The administrator's of Banyuwangi."""
    return signed_in(world.users[Role.ADMINISTRATOR])


@pytest.fixture
def pool(world: World) -> Pool:
    """A desk in Banyuwangi, open on Mondays from 08.00 to 10.00, one week only, slots made."""
    desk: Pool = PoolFactory(office=OfficeFactory(), name="Loket Markabaru")
    OpeningHoursFactory(
        pool=desk, end=dt.time(10), online_counters=2, valid_from=MONDAY, valid_to=MONDAY
    )
    return desk


@pytest.fixture
def hours(pool: Pool) -> OpeningHours:
    return pool.hours.get()


@pytest.fixture
def slots(browser: Client, pool: Pool) -> list[Slot]:
    """Made by saving the desk's page unchanged: 08.00, 08.30, 09.00, 09.30."""
    assert browser.post(page(pool), desk_form(pool)).status_code == 302
    return list(pool.slots.order_by("starts_at"))


@pytest.fixture
def foreign(world: World) -> Pool:
    """A desk of an office in Jember."""
    desk: Pool = Pool.objects.get(office__code="kantor-markajember")
    desk.office.regency = world.other_regency.regency
    desk.office.save()
    return desk


def page(row: Any) -> str:
    return f"/admin/ltsa/{row._meta.model_name}/{row.pk}/change/"


def rows(prefix: str, saved: list[Any], *new: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The inline rows as a browser sends them: `saved` with `changes` made to the first of them,
    then `new` ones."""
    data: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(saved) + len(new),
        f"{prefix}-INITIAL_FORMS": len(saved),
    }
    for number, row in enumerate(saved):
        values = {
            field.name: field.value_from_object(row)
            for field in row._meta.fields
            if field.value_from_object(row) is not None
            and field.value_from_object(row) is not False
        }
        values |= changes if number == 0 else {}
        data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    for number, values in enumerate(new, start=len(saved)):
        data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data


def desk_form(pool: Pool, *tables: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The page of a desk as it stands, with changes and other tables laid over it."""
    form = {"name": pool.name, "slot_minutes": pool.slot_minutes, "is_active": "on"}
    form |= rows("hours", list(pool.hours.all()) if pool.pk else [])
    form |= rows("exceptions", list(pool.exceptions.all()) if pool.pk else [])
    for table in tables:
        form |= table
    return {**form, **changes}


def new_hours(start: str, end: str, **more: Any) -> dict[str, Any]:
    return {
        "weekday": 0,
        "start": start,
        "end": end,
        "counters": 1,
        "online_counters": 1,
        **more,
    }


def new_date(day: dt.date = MONDAY, start: str = "", end: str = "", **more: Any) -> dict[str, Any]:
    counters = 1 if start else 0
    return {
        "day": day.isoformat(),
        "start": start,
        "end": end,
        "counters": counters,
        "online_counters": counters,
        "reason": "Upacara",
        **more,
    }


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def errors_of(answer: Any, table: str = "") -> str:
    """All that is wrong with the form, or with the rows of one table, as text."""
    assert answer.status_code in (200, 422)
    if not table:
        return str(answer.context["adminform"].form.errors.as_json())
    formset = next(
        row.formset
        for row in answer.context["inline_admin_formsets"]
        if row.formset.prefix == table
    )
    return str([dict(errors) for errors in formset.errors])


# --- who gets in ---


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_get_no_page(
    world: World, signed_in: Callable[[User], Client], pool: Pool, role: str
) -> None:
    browser = signed_in(world.users[role])
    for path in [POOLS, page(pool), SERVICES, f"{SERVICES}add/", SLOTS, HOLIDAYS, RULES]:
        assert browser.get(path).status_code == 403, path
        assert browser.post(path, desk_form(pool, name="Diambil")).status_code == 403, path
    pool.refresh_from_db()
    assert pool.name == "Loket Markabaru"


def test_a_stranger_has_to_sign_in(client: Client, pool: Pool) -> None:
    assert client.get(page(pool))["Location"].startswith("/masuk/")


# --- only offices of her own regency ---


def test_a_desk_elsewhere_does_not_exist(browser: Client, foreign: Pool) -> None:
    assert browser.get(page(foreign)).status_code == 404
    assert browser.post(page(foreign), desk_form(foreign, name="Diambil")).status_code == 404
    foreign.refresh_from_db()
    assert foreign.name != "Diambil"


@pytest.mark.parametrize("path", [POOLS, SLOTS, HOLIDAYS, RULES, f"{POOLS}add/", f"{RULES}add/"])
def test_no_list_or_choice_shows_an_office_elsewhere(
    browser: Client, foreign: Pool, path: str
) -> None:
    Holiday.objects.create(office=foreign.office, day=MONDAY, name="Hari Jadi")
    OfficeRulesFactory(office=foreign.office)
    answer = browser.get(path)
    assert answer.status_code == 200
    assert "markajember" not in text_of(answer)


@pytest.mark.parametrize("kind", ["pool", "officerules", "holiday"])
def test_nothing_is_made_for_an_office_elsewhere(browser: Client, foreign: Pool, kind: str) -> None:
    form = desk_form(foreign, office=foreign.office_id, day=MONDAY.isoformat())
    rules = OfficeRules()
    form = {f.name: f.value_from_object(rules) for f in rules._meta.fields if f.name != "id"} | form
    answer = browser.post(f"/admin/ltsa/{kind}/add/", form)
    assert "office" in answer.context["adminform"].form.errors
    assert not OfficeRules.objects.exists()
    assert not Holiday.objects.exists()


def test_a_holiday_elsewhere_is_not_decided(browser: Client, foreign: Pool) -> None:
    holiday = Holiday.objects.create(office=foreign.office, day=MONDAY, name="Hari Jadi")
    browser.post(HOLIDAYS, {"action": "decide_open", "_selected_action": [holiday.pk]})
    holiday.refresh_from_db()
    assert holiday.state == Holiday.State.PROPOSED


def test_slots_elsewhere_are_not_reached_by_the_filter(browser: Client, foreign: Pool) -> None:
    answer = browser.get(SLOTS, {"pool": foreign.pk})
    assert answer.context["cl"].result_count == 0


# --- services ---


def service_form(service: Service, *tables: dict[str, Any], **changes: Any) -> dict[str, Any]:
    form = {"code": service.code, "name": service.name, "slug": service.slug, "order": 0}
    form |= {"booking": service.booking, "is_active": "on"}
    papers = list(service.requirements.all()) if service.pk else []
    steps = list(service.steps.filter(pool__office__code="banyuwangi")) if service.pk else []
    form |= rows("requirements", papers) | rows("steps", steps)
    for table in tables:
        form |= table
    return {**form, **changes}


def test_a_service_is_set_up_with_papers_and_desk(browser: Client, pool: Pool) -> None:
    paper = {"text": "Kartu Keluarga", "copies": "copy", "order": 1}
    paper |= {"valid_from": "01/12/2026", "source": "Brosur Disnaker 2026"}
    step = {"pool": pool.pk, "first_minutes": 20, "next_person_minutes": 10, "order": 1}
    form = service_form(
        Service(code="PSP", name="Surat paspor", slug="surat-paspor", booking="here"),
        rows("requirements", [], paper),
        rows("steps", [], step),
    )
    answer = browser.post(f"{SERVICES}add/", form)
    assert answer.status_code == 302, errors_of(answer)
    assert Requirement.objects.get(text="Kartu Keluarga").valid_from == dt.date(2026, 12, 1)
    shown = text_of(browser.get("/ltsa/surat-paspor/"))
    assert "Surat paspor" in shown
    assert ServiceStep.objects.get(service__code="PSP").pool == pool


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "janji"}, "slug"),
        ({"slug": "dua kata"}, "slug"),
        ({"booking": "link", "link": ""}, "link"),
        ({"name": ""}, "name"),
    ],
)
def test_a_mistake_about_a_service_is_said_beside_its_field(
    browser: Client, changes: dict[str, Any], field: str
) -> None:
    form = service_form(Service(code="PSP", name="Surat", slug="surat", booking="none"), **changes)
    answer = browser.post(f"{SERVICES}add/", form)
    assert field in answer.context["adminform"].form.errors
    assert not Service.objects.filter(code="PSP").exists()


def test_a_paper_cannot_end_before_it_starts(browser: Client, world: World) -> None:
    service = world.own.service
    paper = {"text": "KK", "order": 1, "valid_from": "02/12/2026", "valid_to": "01/12/2026"}
    answer = browser.post(page(service), service_form(service, rows("requirements", [], paper)))
    assert "valid_to" in errors_of(answer, "requirements")
    assert not service.requirements.filter(text="KK").exists()


def test_a_desk_stands_in_a_service_once(browser: Client, world: World, pool: Pool) -> None:
    service = world.own.service
    step = {"pool": pool.pk, "first_minutes": 20, "next_person_minutes": 10, "order": 2}
    twice = rows("steps", list(service.steps.all()), step, step)
    answer = browser.post(page(service), service_form(service, twice))
    assert "Loket ini sudah termasuk dalam layanan." in text_of(answer)
    again = {**step, "pool": service.steps.get().pool_id}
    answer = browser.post(
        page(service), service_form(service, rows("steps", list(service.steps.all()), again))
    )
    assert "Loket ini sudah termasuk dalam layanan." in errors_of(answer, "steps")
    assert service.steps.count() == 1


def test_desks_of_a_service_elsewhere_are_neither_shown_nor_touched(
    browser: Client, world: World, foreign: Pool
) -> None:
    service = world.other_regency.service
    assert "markajember" not in text_of(browser.get(page(service)))
    theirs = service.steps.get()
    for taken in ({"first_minutes": 1}, {"first_minutes": 1, "DELETE": "on"}):
        browser.post(page(service), service_form(service, rows("steps", [theirs], **taken)))
        theirs.refresh_from_db()
        assert theirs.first_minutes == 30
    mine = {"pool": foreign.pk, "first_minutes": 20, "next_person_minutes": 10, "order": 1}
    answer = browser.post(page(service), service_form(service, rows("steps", [], mine)))
    assert "pool" in errors_of(answer, "steps")
    assert service.steps.get() == theirs


def test_the_address_of_a_service_stays(browser: Client, world: World) -> None:
    service = world.own.service
    answer = browser.post(page(service), service_form(service, slug="lain", code="X", name="Baru"))
    assert answer.status_code == 302, errors_of(answer)
    old = (service.slug, service.code)
    service.refresh_from_db()
    assert (service.slug, service.code, service.name) == (*old, "Baru")


# --- hours ---


def test_new_hours_are_offered_to_the_public_at_once(
    browser: Client, pool: Pool, slots: list[Slot]
) -> None:
    ServiceFactory(pool=pool)
    assert len(slots) == 4
    table = rows("hours", list(pool.hours.all()), new_hours("13.00", "14.00"))
    answer = browser.post(page(pool), desk_form(pool, table))
    assert answer.status_code == 302, errors_of(answer, "hours")
    times = [
        f"{timezone.localtime(slot.starts_at):%H.%M}"
        for slot in pool.slots.on(MONDAY).open().order_by("starts_at")
    ]
    assert times == ["08.00", "08.30", "09.00", "09.30", "13.00", "13.30"]


def test_a_new_desk_gets_its_slots_with_its_hours(browser: Client, world: World) -> None:
    office = Office.objects.get(code="banyuwangi")
    table = rows("hours", [], new_hours("08.00", "09.00"))
    form = {**desk_form(Pool(name="Loket Baru"), table), "office": office.pk} | rows(
        "exceptions", []
    )
    answer = browser.post(f"{POOLS}add/", form)
    assert answer.status_code == 302, errors_of(answer)
    desk = Pool.objects.get(name="Loket Baru")
    assert desk.slots.on(MONDAY).count() == 2


def test_hours_with_people_in_them_are_not_taken_away(
    browser: Client, pool: Pool, hours: OpeningHours, slots: list[Slot]
) -> None:
    service = ServiceFactory(pool=pool)
    bookings = [make_booking(slots[3], service, number) for number in (1, 2)]
    before = list(Slot.objects.order_by("pk").values())

    answer = browser.post(
        page(pool), desk_form(pool, rows("hours", [hours], end="09.00"), name="Loket Lain")
    )

    assert "2 janji temu" in text_of(answer)
    assert f"{MONDAY.day} " in errors_of(answer)
    assert str(MONDAY.year) in errors_of(answer)
    assert 'value="Loket Lain"' in text_of(answer)
    assert 'value="09.00"' in text_of(answer)
    hours.refresh_from_db()
    pool.refresh_from_db()
    assert (hours.end, pool.name) == (dt.time(10), "Loket Markabaru")
    assert list(Slot.objects.order_by("pk").values()) == before
    assert all(Booking.unscoped.get(pk=booking.pk).is_active for booking in bookings)


def test_hours_without_people_are_taken_away(
    browser: Client, pool: Pool, hours: OpeningHours, slots: list[Slot]
) -> None:
    booking = make_booking(slots[0], ServiceFactory(pool=pool), 1)
    answer = browser.post(page(pool), desk_form(pool, rows("hours", [hours], end="09.00")))
    assert answer.status_code == 302, errors_of(answer)
    for slot in slots:
        slot.refresh_from_db()
    assert [slot.status for slot in slots] == ["open", "open", "closed", "closed"]
    assert Booking.unscoped.get(pk=booking.pk).is_active


def test_hours_with_people_in_them_are_not_deleted(
    browser: Client, pool: Pool, hours: OpeningHours, slots: list[Slot]
) -> None:
    make_booking(slots[0], ServiceFactory(pool=pool), 1)
    answer = browser.post(page(pool), desk_form(pool, rows("hours", [hours], DELETE="on")))
    assert "1 janji temu" in text_of(answer)
    assert pool.hours.exists()


def test_a_hold_whose_time_is_over_is_in_nobodys_way(
    browser: Client, pool: Pool, hours: OpeningHours, slots: list[Slot]
) -> None:
    booking = make_booking(
        slots[3], ServiceFactory(pool=pool), 1, hold_for=dt.timedelta(minutes=15)
    )
    Booking.unscoped.filter(pk=booking.pk).update(
        hold_until=timezone.now() - dt.timedelta(minutes=1)
    )
    answer = browser.post(page(pool), desk_form(pool, rows("hours", [hours], end="09.00")))
    assert answer.status_code == 302, errors_of(answer)
    assert Booking.unscoped.get(pk=booking.pk).state == "expired"


def test_who_was_outside_before_is_no_hindrance(
    browser: Client, pool: Pool, slots: list[Slot]
) -> None:
    make_booking(slots[0], ServiceFactory(pool=pool), 1)
    Holiday.objects.create(office=pool.office, day=MONDAY, name="Hari Jadi")
    assert browser.post(page(pool), desk_form(pool, name="Loket Lain")).status_code == 302


def test_two_stretches_exchange_their_border(
    browser: Client, pool: Pool, hours: OpeningHours
) -> None:
    later = OpeningHoursFactory(pool=pool, start=dt.time(10), end=dt.time(12))
    table = rows("hours", [hours, later], end="11.00", valid_to="")
    answer = browser.post(page(pool), desk_form(pool, {**table, "hours-1-start": "11.00"}))
    assert answer.status_code == 302, errors_of(answer, "hours")
    assert [row.start.hour for row in pool.hours.order_by("start")] == [8, 11]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (new_hours("09.00", "11.00"), "start"),
        (new_hours("12.00", "11.00"), "end"),
        (new_hours("12.00", "12.00"), "end"),
        (new_hours("12.00", "13.00", online_counters=2), "online_counters"),
        (new_hours("12.00", "13.00", valid_from="02/12/2026", valid_to="01/12/2026"), "valid_to"),
        (new_hours("12.00", "pagi"), "end"),
        (new_hours("12.00", "13.00", weekday=9), "weekday"),
        (new_hours("12.00", "13.00", counters=99999), "counters"),
    ],
)
def test_a_mistake_about_hours_is_said_beside_its_field(
    browser: Client, pool: Pool, row: dict[str, Any], field: str
) -> None:
    table = rows("hours", list(pool.hours.all()), row)
    answer = browser.post(page(pool), desk_form(pool, table))
    assert field in errors_of(answer, "hours")
    assert pool.hours.count() == 1


def test_two_new_rows_that_overlap_are_refused(browser: Client, pool: Pool) -> None:
    new = [new_hours("12.00", "14.00"), new_hours("13.00", "15.00")]
    answer = browser.post(page(pool), desk_form(pool, rows("hours", list(pool.hours.all()), *new)))
    assert "start" in errors_of(answer, "hours")
    assert pool.hours.count() == 1


def test_two_desks_of_an_office_have_two_names(browser: Client, pool: Pool) -> None:
    PoolFactory(office=pool.office, name="Loket Lain")
    answer = browser.post(page(pool), desk_form(pool, name="Loket Lain"))
    assert "name" in answer.context["adminform"].form.errors


@pytest.mark.parametrize("minutes", ["0", "4", "241", "99999", "-5", ""])
def test_the_length_of_a_slot_is_sensible(browser: Client, pool: Pool, minutes: str) -> None:
    answer = browser.post(page(pool), desk_form(pool, slot_minutes=minutes))
    assert "slot_minutes" in answer.context["adminform"].form.errors


@pytest.mark.parametrize("pk", ["abc", "999999", "99999999999999999999"])
def test_a_desk_that_does_not_exist_is_not_found(browser: Client, pool: Pool, pk: str) -> None:
    assert browser.get(f"{POOLS}{pk}/change/").status_code == 404
    assert browser.post(f"{POOLS}{pk}/change/", desk_form(pool)).status_code == 404


# --- dates ---


def test_a_closed_date_closes_its_free_slots(
    browser: Client, pool: Pool, slots: list[Slot]
) -> None:
    answer = browser.post(page(pool), desk_form(pool, rows("exceptions", [], new_date())))
    assert answer.status_code == 302, errors_of(answer, "exceptions")
    assert not pool.slots.on(MONDAY).open().exists()
    assert pool.slots.count() == len(slots)

    exception = pool.exceptions.get()
    form = desk_form(pool, rows("exceptions", [exception], DELETE="on"))
    assert browser.post(page(pool), form).status_code == 302
    assert pool.slots.on(MONDAY).open().count() == len(slots)


def test_a_date_with_people_is_not_closed(browser: Client, pool: Pool, slots: list[Slot]) -> None:
    booking = make_booking(slots[1], ServiceFactory(pool=pool), 1, 2)
    answer = browser.post(page(pool), desk_form(pool, rows("exceptions", [], new_date())))
    assert "1 janji temu" in text_of(answer)
    assert not pool.exceptions.exists()
    assert pool.slots.on(MONDAY).open().count() == len(slots)
    assert Booking.unscoped.get(pk=booking.pk).is_active


def test_other_hours_on_a_date_make_its_slots(browser: Client, pool: Pool) -> None:
    tuesday = MONDAY + dt.timedelta(days=1)
    table = rows("exceptions", [], new_date(tuesday, "18.00", "19.00"))
    assert browser.post(page(pool), desk_form(pool, table)).status_code == 302
    assert pool.slots.on(tuesday).count() == 2


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ([new_date(start="08.00", counters=1)], "end"),
        ([new_date(start="09.00", end="08.00")], "end"),
        ([new_date(counters=1)], "end"),
        ([new_date(start="08.00", end="09.00", online_counters=3)], "online_counters"),
        ([new_date(dt.date(2020, 1, 6))], "day"),
        ([new_date(), new_date()], "day"),
        ([new_date(), new_date(start="08.00", end="09.00")], "day"),
        ([new_date(start="08.00", end="10.00"), new_date(start="09.00", end="11.00")], "day"),
    ],
)
def test_a_mistake_about_a_date_is_said_beside_its_field(
    browser: Client, pool: Pool, dates: list[dict[str, Any]], field: str
) -> None:
    answer = browser.post(page(pool), desk_form(pool, rows("exceptions", [], *dates)))
    assert field in errors_of(answer, "exceptions")
    assert not pool.exceptions.exists()


def test_past_dates_are_not_shown(browser: Client, pool: Pool) -> None:
    OpeningException.objects.create(pool=pool, day=dt.date(2020, 1, 6), reason="Markalama")
    assert "Markalama" not in text_of(browser.get(page(pool)))


# --- holidays ---


@pytest.fixture
def holiday(pool: Pool) -> Holiday:
    row: Holiday = Holiday.objects.create(office=pool.office, day=MONDAY, name="Hari Jadi")
    return row


def decide(browser: Client, action: str, *chosen: Holiday) -> Any:
    data = {"action": action, "_selected_action": [row.pk for row in chosen]}
    return browser.post(HOLIDAYS, data, follow=True)


def test_a_holiday_that_is_worked_gets_its_slots(
    browser: Client, world: World, pool: Pool, holiday: Holiday, slots: list[Slot]
) -> None:
    assert slots == []
    decide(browser, "decide_open", holiday)
    holiday.refresh_from_db()
    assert (holiday.state, holiday.decided_by) == ("open", world.users[Role.ADMINISTRATOR])
    assert pool.slots.on(MONDAY).open().count() == 4
    decide(browser, "decide_closed", holiday)
    assert pool.slots.on(MONDAY).open().count() == 0


def test_closing_a_holiday_says_who_is_still_booked(
    browser: Client, pool: Pool, slots: list[Slot]
) -> None:
    booking = make_booking(slots[0], ServiceFactory(pool=pool), 1)
    holiday = Holiday.objects.create(office=pool.office, day=MONDAY, name="Hari Jadi")
    answer = decide(browser, "decide_closed", holiday)
    assert "1 janji temu" in text_of(answer)
    assert Booking.unscoped.get(pk=booking.pk).is_active
    assert not pool.slots.on(MONDAY).open().exists()
    assert pool.slots.on(MONDAY).get(used_total=1).status == Slot.Status.ENDING


@pytest.mark.parametrize("days", [43, 400])
def test_a_holiday_far_ahead_is_decided(browser: Client, pool: Pool, days: int) -> None:
    far = timezone.localdate() + dt.timedelta(days=days)
    holiday = Holiday.objects.create(office=pool.office, day=far, name="Nyepi")
    decide(browser, "decide_open", holiday)
    holiday.refresh_from_db()
    assert holiday.state == "open"
    assert not pool.slots.on(far).exists()


def test_a_past_holiday_is_not_decided_any_more(browser: Client, pool: Pool) -> None:
    holiday = Holiday.objects.create(office=pool.office, day=dt.date(2020, 1, 1), name="Lalu")
    assert "Lalu" not in text_of(browser.get(HOLIDAYS))
    assert "Lalu" in text_of(browser.get(HOLIDAYS, {"time": "past"}))
    data = {"action": "decide_closed", "_selected_action": [holiday.pk]}
    browser.post(f"{HOLIDAYS}?time=past", data)
    holiday.refresh_from_db()
    assert holiday.state == "proposed"


def test_a_day_off_of_the_office_is_added_and_closes(
    browser: Client, pool: Pool, slots: list[Slot]
) -> None:
    form = {"office": pool.office_id, "day": MONDAY.isoformat(), "name": "Hari Jadi Banyuwangi"}
    assert browser.post(f"{HOLIDAYS}add/", form).status_code == 302
    assert Holiday.objects.get().state == "closed"
    assert not pool.slots.on(MONDAY).open().exists()
    assert len(slots) == 4
    answer = browser.post(f"{HOLIDAYS}add/", form)
    assert "day" in answer.context["adminform"].form.errors


# --- rules and slots ---


def rules_form(**changes: Any) -> dict[str, Any]:
    rules = OfficeRules()
    form = {f.name: f.value_from_object(rules) for f in rules._meta.fields if f.name != "id"}
    return {**form, **changes}


def test_more_days_ahead_get_their_slots_at_once(browser: Client, pool: Pool) -> None:
    OpeningHoursFactory(pool=pool, weekday=1)
    form = rules_form(office=pool.office_id, days_ahead=60)
    answer = browser.post(f"{RULES}add/", form)
    assert answer.status_code == 302, errors_of(answer)
    last = pool.slots.latest("starts_at")
    assert timezone.localdate(last.starts_at) > timezone.localdate() + dt.timedelta(days=50)
    again = browser.post(f"{RULES}add/", form)
    assert "office" in again.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("field", "value"),
    [("days_ahead", "0"), ("days_ahead", "367"), ("days_ahead", "-1"), ("offer_hours", "0")],
)
def test_rules_that_make_no_sense_are_refused(
    browser: Client, pool: Pool, field: str, value: str
) -> None:
    answer = browser.post(f"{RULES}add/", rules_form(office=pool.office_id, **{field: value}))
    assert field in answer.context["adminform"].form.errors
    assert not OfficeRules.objects.exists()


def test_slots_are_read_by_desk_and_day_and_never_changed(
    browser: Client, pool: Pool, slots: list[Slot]
) -> None:
    day = {"starts_at__year": MONDAY.year, "starts_at__month": MONDAY.month}
    answer = browser.get(SLOTS, {"pool": pool.pk, **day, "starts_at__day": MONDAY.day})
    assert list(answer.context["cl"].result_list) == slots
    assert browser.get(f"{SLOTS}add/").status_code == 403
    assert browser.post(page(slots[0]), {"cap_total": 0}).status_code == 403
    assert browser.post(f"{SLOTS}{slots[0].pk}/delete/", {"post": "yes"}).status_code == 403
    assert browser.get(SLOTS, {"pool": "abc"}).status_code in (200, 302)


@pytest.mark.parametrize("path", [POOLS, SLOTS, HOLIDAYS, RULES, SERVICES])
def test_lists_ask_no_more_for_more_rows(
    browser: Client, pool: Pool, queries_do_not_grow: Callable[..., None], path: str
) -> None:
    def add_rows() -> None:
        for _ in range(5):
            number = Office.objects.count()
            office = OfficeFactory(code=f"k{number}", name=f"Kantor {number}")
            desk = PoolFactory(office=office)
            ServiceFactory(pool=desk)
            OfficeRulesFactory(office=office)
            Holiday.objects.create(office=office, day=MONDAY, name="Hari Jadi")
            Slot.objects.create(
                pool=desk, starts_at=timezone.now(), minutes=30, cap_online=1, cap_total=1
            )

    add_rows()
    queries_do_not_grow(lambda: browser.get(path), add_rows)
