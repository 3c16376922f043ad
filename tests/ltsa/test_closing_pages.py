"""Closing days, hours and desks, other hours, and the list of people to be called, as an officer
does it."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from ltsa.actions import (
    close,
    expire,
    make_slots,
    offer_new_times,
    reopen,
)
from ltsa.invariants import broken
from ltsa.models import (
    Booking,
    CallTask,
    ClosedTime,
    OpeningException,
    Pool,
    Service,
    Slot,
    State,
)
from notices.models import Message
from tests.factories import OfficeFactory, UserFactory, VillageFactory
from tests.ltsa.factories import (
    OfficeRulesFactory,
    OpeningHoursFactory,
    PoolFactory,
    ServiceFactory,
    at,
    make_booking,
    make_day,
)
from tests.races import at_once, kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    """Six half hours from 08.00 on in two days, and the same a week later; ten places."""
    OfficeRulesFactory(daily_per_phone=100)
    pool = service.steps.get().pool
    make_day(pool, slots=6, places=10, days=9)
    return make_day(pool, slots=6, places=10)


def the_day() -> dt.date:
    return at(8).date()


def closing(**changes: str) -> dict[str, str]:
    return {"first_day": the_day().isoformat(), "reason": "Listrik mati", **changes}


def text_of(answer: Any) -> str:
    return answer.content.decode()


def no_phone(slot: Slot, service: Service, number: int, **more: Any) -> Booking:
    return make_booking(
        slot, service, number, contact_phone="", channel=Booking.Channel.DESK, **more
    )


def press_close(browser: Client, **changes: str) -> Any:
    """From the form through the preview to the button."""
    answer = browser.post(reverse("closed_list"), closing(**changes))
    assert answer.status_code == 302, answer.context["form"].errors
    preview = browser.get(answer["Location"])
    assert preview.status_code == 200
    form = preview.context["form"]
    data = {name: str(form.data.get(name, "")) for name in form.fields}
    return preview, lambda: browser.post(reverse("closing_preview"), data)


def test_day_is_closed_after_who_is_affected_was_seen(
    browser: Client, slots: list[Slot], service: Service
) -> None:
    booked = make_booking(slots[1], service, 1)
    no_phone(slots[2], service, 2)
    preview, press = press_close(browser)
    assert (preview.context["affected"], preview.context["without_phone"]) == (2, 1)
    assert booked.code in text_of(preview)
    assert Booking.unscoped.filter(state=State.BOOKED).count() == 2
    assert press()["Location"] == reverse("call_list")
    booked.refresh_from_db()
    assert (booked.state, booked.reason) == (State.DISPLACED, "Listrik mati")
    offer = booked.replaced_by
    assert offer.starts_at == slots[1].starts_at + dt.timedelta(days=7)
    assert press().status_code == 302  # pressed twice
    assert ClosedTime.objects.count() == 1
    assert "Listrik mati" in text_of(Client().get(reverse("ltsa_home")))
    assert broken() == []


def test_some_hours_are_closed_and_the_rest_stays(
    browser: Client, slots: list[Slot], service: Service
) -> None:
    stays, goes = make_booking(slots[0], service, 1), make_booking(slots[2], service, 2)
    long = make_booking(slots[1], service, 3, 4)  # reaches into the closed hour
    _preview, press = press_close(browser, start="09:00", end="10:00")
    press()
    states = [Booking.unscoped.get(pk=one.pk).state for one in (stays, goes, long)]
    assert states == [State.BOOKED, State.DISPLACED, State.DISPLACED]
    assert [Slot.objects.get(pk=slot.pk).status for slot in slots] == [
        "open",
        "open",
        "closed",
        "closed",
        "open",
        "open",
    ]
    pool = slots[0].pool
    for weekday in range(7):
        OpeningHoursFactory(pool=pool, weekday=weekday, end=dt.time(11), counters=10)
    assert make_slots(pool=pool, first_day=the_day(), last_day=the_day()) == 0
    assert broken() == []


def test_one_desk_is_closed_and_the_other_works_on(
    browser: Client, slots: list[Slot], service: Service
) -> None:
    other = PoolFactory(office=slots[0].pool.office, name="Loket dua")
    theirs = make_booking(make_day(other)[0], ServiceFactory(pool=other), 1)
    _preview, press = press_close(browser, pool=str(slots[0].pool_id))
    press()
    theirs.refresh_from_db()
    assert theirs.state == State.BOOKED
    assert not Slot.objects.on(the_day()).filter(pool=slots[0].pool).open().exists()


def test_several_days_are_closed_before_new_times_are_offered(
    slots: list[Slot], service: Service, officer: User
) -> None:
    booked = make_booking(slots[0], service, 1)
    make_day(slots[0].pool, days=3)
    days = [the_day() + dt.timedelta(days=number) for number in range(3)]
    close(office=booked.office, days=days, reason="Rapat", by=officer)
    booked.refresh_from_db()
    assert booked.replaced_by.day == the_day() + dt.timedelta(days=7)
    assert ClosedTime.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_day": "2020-01-01"}, "first_day"),
        ({"first_day": ""}, "first_day"),
        ({"last_day": "2020-01-01"}, "last_day"),
        ({"last_day": "2999-01-01"}, "last_day"),
        ({"start": "09:00"}, "end"),
        ({"start": "09:00", "end": "08:00"}, "end"),
        ({"reason": " "}, "reason"),
        ({"pool": "999999"}, "pool"),
    ],
)
def test_wrong_closing_is_asked_again(
    browser: Client, slots: list[Slot], changes: dict[str, str], field: str
) -> None:
    answer = browser.post(reverse("closed_list"), closing(**changes))
    assert answer.status_code == 422
    assert answer.context["form"].has_error(field)
    assert f'href="#id_{field}' in text_of(answer)


def test_desk_of_another_office_cannot_be_closed(browser: Client, slots: list[Slot]) -> None:
    other = PoolFactory(office=OfficeFactory(code="lain", name="LTSA Lain"))
    answer = browser.post(reverse("closed_list"), closing(pool=str(other.pk)))
    assert answer.status_code == 422


def test_reopened_hours_are_as_before_and_people_keep_their_new_time(
    browser: Client, slots: list[Slot], service: Service
) -> None:
    pool = slots[0].pool
    for weekday in range(7):
        OpeningHoursFactory(
            pool=pool, weekday=weekday, end=dt.time(11), counters=10, online_counters=10
        )
    OpeningException.objects.create(
        pool=pool, day=the_day(), start=dt.time(8), end=dt.time(10), counters=3, online_counters=3
    )
    booked = make_booking(slots[0], service, 1)
    _preview, press = press_close(browser)
    press()
    closed = ClosedTime.objects.get()
    for _twice in range(2):
        assert browser.post(reverse("closed_reopen", args=[closed.pk])).status_code == 302
    booked.refresh_from_db()
    assert booked.state == State.DISPLACED
    assert booked.replaced_by.state == State.HELD
    open_slots = Slot.objects.on(the_day()).open().filter(pool=pool)
    assert [slot.cap_total for slot in open_slots] == [3, 3, 3, 3]  # Ramadan hours, as before
    assert "Listrik mati" not in text_of(Client().get(reverse("ltsa_home")))
    assert make_booking(slots[0], service, 7).is_active
    assert broken() == []


def test_two_closures_over_the_same_hour_are_two(
    slots: list[Slot], service: Service, officer: User
) -> None:
    pool = slots[0].pool
    for weekday in range(7):
        OpeningHoursFactory(pool=pool, weekday=weekday, end=dt.time(11), counters=10)
    office = pool.office
    close(office=office, days=[the_day()], reason="Upacara", by=officer)
    close(
        office=office,
        days=[the_day()],
        start=dt.time(8),
        end=dt.time(9),
        reason="Rapat",
        by=officer,
    )
    reopen(closed=ClosedTime.objects.get(reason="Upacara"), by=officer)
    opened = Slot.objects.on(the_day()).open().order_by("starts_at").first()
    assert opened is not None
    assert opened.starts_at == at(9)
    assert broken() == []


# --- the call list -------------------------------------------------------------------------------


def test_call_list_is_worked_off_until_it_is_empty(
    browser: Client, slots: list[Slot], service: Service, officer: User
) -> None:
    village = VillageFactory()
    UserFactory(role=Role.COORDINATOR, village=village, full_name="Bu Koordinator")
    takes, other, silent = (
        no_phone(slots[0], service, number, village=village) for number in (1, 2, 3)
    )
    close(office=takes.office, days=[the_day()], reason="Upacara", by=officer)
    page = text_of(browser.get(reverse("call_list")))
    assert "Bu Koordinator" in page
    tasks = {task.booking_id: task for task in CallTask.unscoped.all()}

    def press(booking: Booking, outcome: str) -> None:
        url = reverse("call_result", args=[tasks[booking.pk].pk])
        assert browser.post(url, {"outcome": outcome}).status_code == 302

    press(silent, "no_answer")
    assert CallTask.unscoped.open().count() == 3
    for _twice in range(2):
        press(takes, "accepted")
    press(other, "given_up")
    press(silent, "invented")
    assert CallTask.unscoped.open().get().booking == silent
    assert CallTask.unscoped.open().get().tries == 1
    assert Booking.unscoped.get(replaces=takes).state == State.BOOKED
    assert Booking.unscoped.get(replaces=other).state == State.CANCELLED
    press(silent, "other")
    assert "Semua sudah diberi kabar" in text_of(browser.get(reverse("call_list")))
    assert broken() == []


def test_whoever_does_not_answer_the_new_time_is_called(
    browser: Client, slots: list[Slot], service: Service, officer: User
) -> None:
    booked = make_booking(slots[0], service, 1)
    close(office=booked.office, days=[the_day()], reason="Upacara", by=officer)
    Booking.unscoped.filter(replaces=booked).update(hold_until=timezone.now())
    assert expire(booking=Booking.unscoped.get(replaces=booked))
    page = text_of(browser.get(reverse("call_list")))
    assert f"tel:{booked.contact_phone}" in page
    task = CallTask.unscoped.get()
    browser.post(reverse("call_result", args=[task.pk]), {"outcome": "accepted"})
    assert CallTask.unscoped.open().exists(), "the time is no longer kept: she is not crossed off"


def test_old_ticket_leads_to_the_new_time(
    slots: list[Slot], service: Service, officer: User
) -> None:
    booked = make_booking(slots[0], service, 1)
    close(office=booked.office, days=[the_day()], reason="Upacara", by=officer)
    client, new = Client(), Booking.unscoped.get(replaces=booked)
    client.post(reverse("booking_ticket", args=[booked.code]), {"digits": "0001"})
    page = text_of(client.get(reverse("booking_ticket", args=[booked.code])))
    url = reverse("booking_ticket", args=[new.code])
    assert url in page
    assert "Ya, saya datang" in text_of(client.get(url))


def test_wrong_number_of_an_appointment_that_stands_is_only_told(
    browser: Client, slots: list[Slot], service: Service
) -> None:
    booked = make_booking(slots[0], service, 1)
    task = CallTask.unscoped.create(booking=booked, why=CallTask.Why.WRONG)
    page = text_of(browser.get(reverse("call_list")))
    assert "dibatalkan oleh kantor" not in page
    browser.post(reverse("call_result", args=[task.pk]), {"outcome": "told"})
    task.refresh_from_db()
    assert (task.outcome, task.done_at is None) == ("told", False)
    booked.refresh_from_db()
    assert booked.state == State.BOOKED


def test_family_that_takes_the_new_time_needs_no_call(
    slots: list[Slot], service: Service, officer: User
) -> None:
    booked = make_booking(slots[0], service, 1)
    CallTask.unscoped.create(booking=booked, why=CallTask.Why.WRONG)
    close(office=booked.office, days=[the_day()], reason="Upacara", by=officer)
    client = Client()
    offer = Booking.unscoped.get(replaces=booked)
    client.post(reverse("booking_ticket", args=[offer.code]), {"digits": "0001"})
    client.post(reverse("booking_answer", args=[offer.code]), {"yes": "1"})
    assert not CallTask.unscoped.open().exists()


# --- other hours ---------------------------------------------------------------------------------


def ramadan(pool: Pool, **changes: str) -> dict[str, str]:
    return {
        "pool": str(pool.pk),
        "first_day": the_day().isoformat(),
        "last_day": (the_day() + dt.timedelta(days=6)).isoformat(),
        "start": "08:00",
        "end": "10:00",
        "counters": "2",
        "online_counters": "1",
        "reason": "Ramadan",
        **changes,
    }


@pytest.fixture
def open_daily(slots: list[Slot]) -> Pool:
    pool = slots[0].pool
    for weekday in range(7):
        OpeningHoursFactory(
            pool=pool, weekday=weekday, end=dt.time(11), counters=10, online_counters=10
        )
    return pool


def test_officer_enters_ramadan_hours_and_takes_a_day_back(
    browser: Client, open_daily: Pool, slots: list[Slot], service: Service
) -> None:
    inside = make_booking(slots[0], service, 1)
    assert browser.post(reverse("hours_list"), ramadan(open_daily)).status_code == 302
    assert OpeningException.objects.count() == 7
    slots[0].refresh_from_db()
    slots[5].refresh_from_db()
    assert (slots[0].plan_total, slots[5].status) == (2, "closed")
    inside.refresh_from_db()
    assert inside.state == State.BOOKED
    row = OpeningException.objects.get(day=the_day())
    assert browser.post(reverse("hours_remove", args=[row.pk])).status_code == 302
    slots[5].refresh_from_db()
    assert slots[5].status == "open"
    assert broken() == []


def test_hours_with_people_in_them_are_not_taken_away(
    browser: Client, open_daily: Pool, slots: list[Slot], service: Service
) -> None:
    outside = make_booking(slots[5], service, 1)
    answer = browser.post(reverse("hours_list"), ramadan(open_daily))
    assert answer.status_code == 422
    assert "1 janji temu" in text_of(answer)
    outside.refresh_from_db()
    assert outside.state == State.BOOKED
    assert not OpeningException.objects.exists()


def test_extra_evening_makes_places_at_once(
    browser: Client, open_daily: Pool, service: Service
) -> None:
    form = ramadan(open_daily, last_day="", start="18:00", end="20:00", reason="Buka malam")
    morning = form | {"start": "08:00", "end": "11:00"}
    assert browser.post(reverse("hours_list"), morning).status_code == 302
    assert browser.post(reverse("hours_list"), form).status_code == 302
    assert Slot.objects.on(the_day()).open().filter(starts_at=at(19)).exists()
    assert browser.post(reverse("hours_list"), form).status_code == 422  # overlaps
    assert broken() == []


def test_hours_that_begin_otherwise_sell_no_minute_twice(
    browser: Client, open_daily: Pool, slots: list[Slot], service: Service
) -> None:
    """The day has slots at 08.00, 08.30; now it opens at 08.15, and later as usual again."""
    make_booking(slots[2], service, 1)
    form = ramadan(open_daily, last_day="", start="08:15", end="11:00")
    assert browser.post(reverse("hours_list"), form).status_code == 302
    assert broken() == []
    row = OpeningException.objects.get()
    browser.post(reverse("hours_remove", args=[row.pk]))
    assert broken() == []
    slots[0].refresh_from_db()
    assert slots[0].status == "open"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end": "07:00"}, "end"),
        ({"online_counters": "3"}, "online_counters"),
        ({"counters": "0"}, "counters"),
        ({"first_day": "2020-01-01"}, "first_day"),
        ({"weekdays": "9"}, "weekdays"),
        ({"start": "noon"}, "start"),
    ],
)
def test_wrong_hours_are_asked_again(
    browser: Client, open_daily: Pool, changes: dict[str, str], field: str
) -> None:
    answer = browser.post(reverse("hours_list"), ramadan(open_daily, **changes))
    assert answer.status_code == 422
    assert answer.context["form"].has_error(field)
    assert not OpeningException.objects.exists()


# --- at once -------------------------------------------------------------------------------------


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_hour_is_closed_while_thirty_people_book_it(slots: list[Slot], service: Service) -> None:
    office, key = slots[0].pool.office, uuid.uuid4()
    results = at_once(
        *(
            lambda number=number: make_booking(slots[number % 4], service, number)
            for number in range(30)
        ),
        *[
            lambda: close(
                office=office,
                days=[the_day()],
                start=dt.time(8),
                end=dt.time(10),
                reason="Upacara",
                submit_key=key,
            )
        ]
        * 2,
    )
    offer_new_times(office=office)
    booked = [result for result in results if isinstance(result, Booking)]
    assert set(kinds(results)) <= {"Booking", "JustTaken", "list"}
    assert ClosedTime.objects.count() == 1
    assert Booking.unscoped.filter(state=State.DISPLACED).count() == len(booked)
    assert Booking.unscoped.filter(state=State.HELD).count() == len(booked)
    assert Message.unscoped.filter(kind="displaced").count() == len(booked)
    assert broken() == []
