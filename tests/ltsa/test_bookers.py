"""Brokers: who books very often stands on a list, the office decides, and booking obeys."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from ltsa.actions import cancel, forget_devices, offer_places
from ltsa.device import COOKIE
from ltsa.models import BookerDecision, Booking, Pool, Service, WaitingEntry
from ltsa.refusals import BookerStopped
from tests.factories import OfficeFactory, UserFactory
from tests.ltsa.factories import (
    OfficeRulesFactory,
    PoolFactory,
    at,
    make_booking,
    make_day,
    make_waiting,
)

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
BROKER, NEIGHBOUR = "+6281234567890", "+6281234567891"
SOON = str(timezone.localdate() + dt.timedelta(days=10))


@pytest.fixture
def pool() -> Pool:
    pool: Pool = PoolFactory()
    OfficeRulesFactory(office=pool.office, daily_per_phone=50, weekly_look=3)
    return pool


@pytest.fixture
def bookings(pool: Pool, service: Service) -> list[Booking]:
    """Three by a broker's phone, one of them cancelled; one by a neighbour."""
    slots = make_day(pool, slots=6)
    made = [make_booking(slots[n], service, n, phone=BROKER, device="d" * 64) for n in range(3)]
    cancel(booking=made[0])
    return [*made, make_booking(slots[3], service, 3, phone=NEIGHBOUR)]


def test_list_shows_who_books_often_and_nobody_else(
    signed_in: SignedIn, officer: User, bookings: list[Booking]
) -> None:
    page = signed_in(officer).get(reverse("booker_list")).content.decode()
    assert "0812-3456-7890" in page
    assert "33%" in page
    assert "dddddd" in page, "the device stands out, too"
    assert "0812-3456-7891" not in page
    elsewhere = UserFactory(role=Role.LTSA_OFFICER, office=OfficeFactory(code="lain"))
    assert "0812" not in signed_in(elsewhere).get(reverse("booker_list")).content.decode()


def decide(browser: Client, booking: Booking, kind: str = "nomor", **typed: str) -> Any:
    data = {"decision": "stop", "reason": "Menjual tempat", "until": SOON} | typed
    return browser.post(reverse("booker_decide", args=[kind, booking.pk]), data)


def test_stopped_phone_hears_to_come_to_the_desk(
    signed_in: SignedIn, officer: User, bookings: list[Booking], pool: Pool, service: Service
) -> None:
    assert decide(signed_in(officer), bookings[1]).status_code == 302
    slot = make_day(pool, days=4)[0]
    with pytest.raises(BookerStopped):
        make_booking(slot, service, 7, phone=BROKER)
    make_booking(slot, service, 8, phone=NEIGHBOUR)
    at_the_desk = make_day(pool, days=5)[0]
    made = make_booking(at_the_desk, service, 9, phone=BROKER, channel=Booking.Channel.DESK)
    assert made.pk, "at the desk she is served like everybody"
    decision = BookerDecision.unscoped.get()
    assert (decision.bookings, decision.cancelled, decision.by) == (3, 1, officer)


def test_stopped_device_stops_other_numbers_too(
    signed_in: SignedIn, officer: User, bookings: list[Booking], pool: Pool, service: Service
) -> None:
    decide(signed_in(officer), bookings[1], "perangkat")
    slot = make_day(pool, days=4)[0]
    with pytest.raises(BookerStopped):
        make_booking(slot, service, 7, phone="+6281299999999", device="d" * 64)


def test_stopped_booker_does_not_get_a_place_by_waiting_for_it(
    signed_in: SignedIn, officer: User, bookings: list[Booking], pool: Pool, service: Service
) -> None:
    waits = make_waiting(service, 7, phone=BROKER)
    neighbour = make_waiting(service, 8, phone=NEIGHBOUR)
    decide(signed_in(officer), bookings[1])
    with pytest.raises(BookerStopped):
        make_waiting(service, 9, phone=BROKER)
    decide(signed_in(officer), bookings[1], "perangkat")
    with pytest.raises(BookerStopped):
        make_waiting(service, 9, phone="+6281299999999", device="d" * 64)
    make_day(pool, days=6)
    offer_places(office=pool.office)
    waits.refresh_from_db()
    neighbour.refresh_from_db()
    assert (waits.state, neighbour.state) == (
        WaitingEntry.State.WAITING,
        WaitingEntry.State.OFFERED,
    )


def test_later_decision_counts_and_an_old_one_is_over(
    signed_in: SignedIn, officer: User, bookings: list[Booking], pool: Pool, service: Service
) -> None:
    browser = signed_in(officer)
    decide(browser, bookings[1])
    decide(browser, bookings[1], decision="allow", reason="Kader desa, menolong tetangga")
    make_booking(make_day(pool, days=4)[0], service, 7, phone=BROKER)
    BookerDecision.unscoped.create(
        office=pool.office,
        phone=NEIGHBOUR,
        decision="stop",
        reason="Dulu",
        until=timezone.localdate() - dt.timedelta(days=1),
        by=officer,
    )
    make_booking(make_day(pool, days=5)[0], service, 8, phone=NEIGHBOUR)


def test_helper_stands_on_the_list_by_name(
    signed_in: SignedIn, officer: User, pool: Pool, service: Service
) -> None:
    helper = UserFactory(role=Role.COORDINATOR, full_name="Bu Koordinator")
    slots = make_day(pool)
    for number in range(3):
        last = make_booking(
            slots[number],
            service,
            number,
            by=helper,
            channel=Booking.Channel.COORDINATOR,
            booked_by_role="coordinator",
        )
    browser = signed_in(officer)
    assert "Bu Koordinator" in browser.get(reverse("booker_list")).content.decode()
    decide(browser, last, "penolong")
    with pytest.raises(BookerStopped):
        make_booking(slots[3], service, 9, by=helper, channel=Booking.Channel.COORDINATOR)


@pytest.mark.parametrize(
    "typed",
    [
        {"reason": ""},
        {"decision": ""},
        {"until": "2020-01-01"},
        {"until": "2099-01-01"},
        {"until": "bukan tanggal"},
    ],
)
def test_decision_without_reason_or_with_an_odd_day_is_refused(
    signed_in: SignedIn, officer: User, bookings: list[Booking], typed: dict[str, str]
) -> None:
    answer = decide(signed_in(officer), bookings[1], **typed)
    assert answer.status_code == 422
    assert not BookerDecision.unscoped.exists()


def test_booker_that_a_booking_does_not_have_is_not_found(
    signed_in: SignedIn, officer: User, bookings: list[Booking]
) -> None:
    browser = signed_in(officer)
    assert (
        browser.get(reverse("booker_decide", args=["penolong", bookings[0].pk])).status_code == 404
    )
    assert browser.get(reverse("booker_decide", args=["lain", bookings[0].pk])).status_code == 404


def test_decisions_are_never_changed_and_are_about_one(officer: User, pool: Pool) -> None:
    common = {"office": pool.office, "decision": "stop", "until": timezone.localdate()}
    with pytest.raises(IntegrityError), transaction.atomic():
        BookerDecision.unscoped.create(
            **common, reason="x", phone=BROKER, device="d" * 64, by=officer
        )
    made = BookerDecision.unscoped.create(**common, reason="x", phone=BROKER, by=officer)
    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        BookerDecision.unscoped.filter(pk=made.pk).update(reason="lain")


def walk(client: Client, service: Service, number: int, phone: str) -> Any:
    """The family's way, to the last press."""
    people = reverse("booking_people", args=[service.slug])
    client.get(people)
    answer = client.post(
        people,
        {
            "people": "1",
            "booked_by_role": "self",
            "contact_name": f"Keluarga {number}",
            "contact_phone": phone,
            "village": "",
            "name_1": f"Warga {number}",
            "nik_1": f"351099520588{number:04d}",
            "relation_1": "self",
        },
    )
    starts_at = at(8, 30 * (number % 2)) + dt.timedelta(hours=number // 2)
    return client.post(answer["Location"], {"starts_at": f"{starts_at:%Y-%m-%dT%H:%M}"})


def test_same_browser_is_the_same_device_and_nothing_is_kept_but_a_hash(
    client: Client, pool: Pool, service: Service
) -> None:
    make_day(pool, slots=6)
    for number, phone in enumerate(("081211110000", "081211110001"), start=1):
        assert walk(client, service, number, phone).status_code == 302
    walk(Client(), service, 3, "081211110002")
    devices = list(Booking.unscoped.order_by("pk").values_list("device", flat=True))
    assert devices[0] == devices[1] != devices[2]
    cookie = client.cookies[COOKIE]
    assert cookie.value not in devices
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_stopped_phone_sees_the_words_on_the_page(
    client: Client, pool: Pool, service: Service, officer: User
) -> None:
    make_day(pool, slots=6)
    BookerDecision.unscoped.create(
        office=pool.office,
        phone="+6281211110000",
        decision="stop",
        reason="Menjual tempat",
        until=timezone.localdate(),
        by=officer,
    )
    answer = walk(client, service, 1, "081211110000")
    assert answer.status_code == 409
    assert str(BookerStopped()) in answer.content.decode()
    assert "Menjual" not in answer.content.decode()


def test_old_devices_are_forgotten(bookings: list[Booking]) -> None:
    Booking.unscoped.update(created_at=timezone.now() - dt.timedelta(days=61))
    assert forget_devices() == 3
    assert not Booking.unscoped.exclude(device="").exists()


def test_list_asks_no_more_for_more_bookers(
    signed_in: SignedIn,
    officer: User,
    bookings: list[Booking],
    pool: Pool,
    service: Service,
    queries_do_not_grow: Callable[..., None],
) -> None:
    browser = signed_in(officer)
    decide(browser, bookings[1])

    def add_rows() -> None:
        for day in range(6, 9):
            slots = make_day(pool, days=day)
            for number in range(4):
                make_booking(
                    slots[number], service, day * 10 + number, phone=f"+62813000000{day:02d}"
                )

    queries_do_not_grow(lambda: browser.get(reverse("booker_list")), add_rows)
