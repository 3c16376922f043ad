"""The waiting list: freed places are offered by priority, then age, and block nobody."""

import datetime as dt
import uuid
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from ltsa.actions import (
    accept,
    cancel,
    close_day,
    end_stale,
    expire,
    leave_list,
    offer_places,
    wait_for_place,
)
from ltsa.actions.waiting import answer_until
from ltsa.invariants import broken
from ltsa.models import Allocation, Booking, OfficeRules, Service, Slot, State, WaitingEntry
from ltsa.refusals import AlreadyBooked, AlreadyWaiting, TooManyBookings
from notices.models import Message
from tests.factories import UserFactory
from tests.ltsa.factories import (
    OfficeRulesFactory,
    ServiceFactory,
    at,
    make_booking,
    make_day,
    make_waiting,
    visitor,
)
from tests.ltsa.test_family_pages import people
from tests.races import at_once

pytestmark = pytest.mark.django_db

E = WaitingEntry.State


@pytest.fixture
def service() -> Service:
    return ServiceFactory(slug="rekom")


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    """Two half hours of one place, both taken."""
    OfficeRulesFactory(daily_per_phone=100)
    slots = make_day(service.steps.get().pool, slots=2)
    for number, slot in enumerate(slots):
        make_booking(slot, service, 90 + number)
    return slots


def free(slot: Slot) -> None:
    """Somebody gives this place back."""
    cancel(booking=Booking.unscoped.active().get(allocations__slot=slot))


def offer_all(service: Service) -> int:
    return offer_places(office=service.steps.get().pool.office)


def state_of(entry: WaitingEntry) -> str:
    entry.refresh_from_db()
    return entry.state


def text_of(answer: Any) -> str:
    return answer.content.decode()


def opened(entry: WaitingEntry) -> Client:
    client = Client()
    url = reverse("waiting_entry", args=[entry.code])
    assert client.post(url, {"digits": entry.contact_phone[-4:]}).status_code == 302
    return client


def test_freed_place_is_held_for_the_first_by_priority_then_age(
    slots: list[Slot], service: Service
) -> None:
    old, young = make_waiting(service, 1), make_waiting(service, 2)
    urgent = make_waiting(service, 3, priority=Booking.Priority.PRIORITY)
    assert offer_all(service) == 0
    free(slots[0])
    assert offer_all(service) == 1
    free(slots[1])
    assert offer_all(service) == 1
    assert [state_of(one) for one in (urgent, old, young)] == [E.OFFERED, E.OFFERED, E.WAITING]
    offer = urgent.offer
    assert offer is not None
    assert (offer.state, offer.starts_at) == (State.HELD, slots[0].starts_at)
    message = Message.unscoped.waiting().get(phone=offer.contact_phone, text__contains=offer.code)
    assert "tempat kosong" in message.text
    assert broken() == []


def test_offer_that_is_accepted_is_an_appointment(slots: list[Slot], service: Service) -> None:
    entry = make_waiting(service, 1, 2)  # 45 minutes: both slots
    free(slots[0])
    assert offer_all(service) == 0
    free(slots[1])
    offer_all(service)
    client = opened(entry)
    page = text_of(client.get(reverse("waiting_entry", args=[entry.code])))
    assert "Ya, saya datang" in page
    entry.refresh_from_db()
    assert entry.offer is not None
    url = reverse("booking_answer", args=[entry.offer.code])
    for _twice in range(2):
        ticket = client.post(url, {"yes": "1"})["Location"]
    assert state_of(entry) == E.ACCEPTED
    assert [one.name for one in entry.offer.parties.all()] == ["Warga 1", "Warga 2"]
    assert "08.00 WIB" in text_of(client.get(ticket))
    assert broken() == []


def test_offer_that_is_declined_goes_to_the_next_and_she_waits_on(
    slots: list[Slot], service: Service
) -> None:
    first, second = make_waiting(service, 1), make_waiting(service, 2)
    free(slots[0])
    offer_all(service)
    client = opened(first)
    first.refresh_from_db()
    assert first.offer is not None
    client.get(reverse("waiting_entry", args=[first.code]))
    client.post(reverse("booking_answer", args=[first.offer.code]), {"no": "1"})
    assert state_of(first) == E.WAITING
    assert offer_all(service) == 1
    assert [state_of(one) for one in (first, second)] == [E.WAITING, E.OFFERED]
    free(slots[1])
    offer_all(service)
    assert state_of(first) == E.OFFERED  # another time, at her old place in the list
    assert broken() == []


def test_offer_without_an_answer_goes_on_and_the_second_time_ends_it(
    slots: list[Slot], service: Service
) -> None:
    first, second = make_waiting(service, 1), make_waiting(service, 2)
    free(slots[0])
    offer_all(service)
    Booking.unscoped.filter(state=State.HELD).update(hold_until=timezone.now())
    call_command("purge_expired")
    assert [state_of(one) for one in (first, second)] == [E.WAITING, E.OFFERED]
    free(slots[1])
    offer_all(service)
    held = Booking.unscoped.get(waiting_entry=first)
    Booking.unscoped.filter(pk=held.pk).update(hold_until=timezone.now())
    assert expire(booking=held)
    assert state_of(first) == E.ENDED
    texts = Message.unscoped.filter(phone=first.contact_phone).values_list("text", flat=True)
    assert sum("tidak menjawab" in text or "belum menjawab" in text for text in texts) == 2
    assert broken() == []


def test_dead_worker_blocks_nobody(slots: list[Slot], service: Service) -> None:
    """The offer ran out, nobody frees it: she books herself, and so does somebody else."""
    entry = make_waiting(service, 1)
    free(slots[0])
    offer_all(service)
    last = OfficeRules.of(entry.office).last_release(timezone.now())
    Booking.unscoped.filter(state=State.HELD).update(hold_until=last - dt.timedelta(minutes=1))
    more = make_day(service.steps.get().pool, slots=1, days=3)
    assert make_booking(more[0], service, 1).is_active
    assert make_booking(slots[0], service, 2).is_active
    assert state_of(entry) == E.WAITING
    assert broken() == []


def test_only_what_was_asked_for_is_offered(slots: list[Slot], service: Service) -> None:
    day = timezone.localdate(slots[0].starts_at)
    other = [(day.weekday() + 1) % 7]
    misses = [
        make_waiting(service, 1, first_day=day + dt.timedelta(days=1)),
        make_waiting(service, 2, weekdays=other),
        make_waiting(service, 3, hours=WaitingEntry.Hours.LATE),
    ]
    fits = make_waiting(
        service, 4, weekdays=[day.weekday()], hours=WaitingEntry.Hours.EARLY, last_day=day
    )
    free(slots[0])
    offer_all(service)
    assert {state_of(one) for one in misses} == {E.WAITING}
    assert state_of(fits) == E.OFFERED


def test_nobody_is_hurried(slots: list[Slot], service: Service) -> None:
    zone, rules = timezone.get_default_timezone(), OfficeRules(waiting_offer_hours=4)
    visit = dt.datetime(2026, 11, 30, 10, tzinfo=zone)

    def until(day: int, hour: int, starts_at: dt.datetime = visit) -> str:
        now = dt.datetime(2026, 11, day, hour, tzinfo=zone)
        answer = answer_until(now=now, starts_at=starts_at, rules=rules)
        return f"{timezone.localtime(answer):%d %H.%M}"

    assert until(24, 10) == "24 14.00"
    assert until(24, 17) == "25 09.00"
    assert until(24, 23) == "25 09.00"
    assert until(24, 10, dt.datetime(2026, 11, 24, 14, tzinfo=zone)) == "24 13.00"


def test_nobody_waits_twice_or_with_an_appointment(slots: list[Slot], service: Service) -> None:
    make_waiting(service, 1)
    with pytest.raises(AlreadyWaiting):
        make_waiting(service, 2, 1)
    with pytest.raises(AlreadyBooked):
        make_waiting(service, 90)
    OfficeRules.objects.update(daily_per_phone=1)
    with pytest.raises(TooManyBookings):
        make_waiting(service, 5, phone="+6281200000001")


def test_whoever_finds_a_time_herself_leaves_the_list(slots: list[Slot], service: Service) -> None:
    entry = make_waiting(service, 1)
    make_booking(make_day(service.steps.get().pool, slots=1, days=4)[0], service, 1)
    free(slots[0])
    assert offer_all(service) == 0
    assert state_of(entry) == E.ENDED


def test_entry_ends_when_its_days_are_over(slots: list[Slot], service: Service) -> None:
    entry = make_waiting(service, 1)
    today = timezone.localdate()
    WaitingEntry.unscoped.update(
        first_day=today - dt.timedelta(days=3), last_day=today - dt.timedelta(days=1)
    )
    assert [end_stale(office=entry.office) for _twice in range(2)] == [1, 0]
    assert state_of(entry) == E.ENDED
    assert "Mohon maaf" in Message.unscoped.order_by("pk").last().text  # type: ignore[union-attr]


def test_closed_day_withdraws_offers_and_she_waits_on(slots: list[Slot], service: Service) -> None:
    entry = make_waiting(service, 1)
    free(slots[0])
    offer_all(service)
    close_day(office=entry.office, day=slots[0].starts_at.date(), reason="Upacara")
    assert state_of(entry) == E.WAITING
    assert entry.unanswered == 0
    assert not Booking.unscoped.filter(state=State.HELD, waiting_entry__isnull=False).exists()
    assert broken() == []


# --- pages ---------------------------------------------------------------------------------------


def to_waiting(client: Client, service: Service) -> str:
    """Fill in the people; the address of the waiting page, which the hours lead to."""
    answer = client.post(reverse("booking_people", args=[service.slug]), people())
    page = text_of(client.get(answer["Location"]))
    url = reverse("waiting_join", args=[answer["Location"].rstrip("/").split("/")[-1]])
    assert url in page
    return url


def wish(**changes: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "first_day": today.isoformat(),
        "last_day": (today + dt.timedelta(days=20)).isoformat(),
        "hours": "any",
        **changes,
    }


def test_family_waits_and_comes_back_with_the_code(
    client: Client, slots: list[Slot], service: Service
) -> None:
    url = to_waiting(client, service)
    assert "12.00 dan 16.00" in text_of(client.get(url.replace("tunggu/daftar", "janji/waktu")))
    for _twice in range(2):
        page = client.post(url, wish())
    entry = WaitingEntry.unscoped.get()
    assert page["Location"] == reverse("waiting_entry", args=[entry.code])
    assert str(entry.code) in text_of(client.get(page["Location"]))
    assert not any(word in page["Location"] for word in ("Sri", "0812"))
    stranger = Client()
    assert stranger.get(page["Location"]).status_code == 200
    assert entry.name not in text_of(stranger.get(page["Location"]))
    assert stranger.post(page["Location"], {"digits": "9999"}).status_code == 422
    found = stranger.post(reverse("booking_find"), {"code": entry.code, "digits": "0001"})
    assert found["Location"] == page["Location"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last_day": "2020-01-01"}, "last_day"),
        ({"first_day": ""}, "first_day"),
        ({"last_day": "9999-12-31"}, "last_day"),
        ({"hours": "midnight"}, "hours"),
        ({"weekdays": "8"}, "weekdays"),
    ],
)
def test_wrong_wish_is_asked_again(
    client: Client, slots: list[Slot], service: Service, changes: dict[str, str], field: str
) -> None:
    answer = client.post(to_waiting(client, service), wish(**changes))
    assert answer.status_code == 422
    assert answer.context["form"].has_error(field)
    assert not WaitingEntry.unscoped.exists()


def test_family_leaves_the_list_and_gives_back_what_is_kept(
    slots: list[Slot], service: Service
) -> None:
    entry = make_waiting(service, 1)
    free(slots[0])
    offer_all(service)
    client = opened(entry)
    url = reverse("waiting_leave", args=[entry.code])
    assert client.get(url).status_code == 200
    for _twice in range(2):
        assert client.post(url).status_code == 302
    assert state_of(entry) == E.WITHDRAWN
    assert not Allocation.unscoped.filter(slot=slots[0]).exists()
    assert broken() == []


def test_office_sees_the_list_and_takes_people_off(slots: list[Slot], service: Service) -> None:
    entry = make_waiting(service, 1)
    client = Client()
    client.force_login(UserFactory(role=Role.LTSA_OFFICER, office=entry.office))
    assert "Warga 1" in text_of(client.get(reverse("waiting_list")))
    client.post(reverse("waiting_remove", args=[entry.pk]))
    assert state_of(entry) == E.WITHDRAWN


def test_desk_puts_somebody_on_the_list_and_may_let_her_go_first(
    client: Client, slots: list[Slot], service: Service
) -> None:
    officer = UserFactory(role=Role.LTSA_OFFICER, office=service.steps.get().pool.office)
    client.force_login(officer)
    client.post(to_waiting(client, service), wish(priority="on"))
    entry = WaitingEntry.unscoped.get()
    assert (entry.channel, entry.priority, entry.booked_by) == ("desk", 1, officer)


# --- at once -------------------------------------------------------------------------------------


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_workers_at_once_offer_each_place_once_and_in_order(
    slots: list[Slot], service: Service
) -> None:
    entries = [make_waiting(service, number) for number in range(1, 5)]
    bookings = list(Booking.unscoped.active())
    at_once(
        *(lambda booking=booking: cancel(booking=booking) for booking in bookings),
        *[lambda: offer_all(service)] * 4,
    )
    offer_all(service)
    assert [state_of(entry) for entry in entries] == [E.OFFERED, E.OFFERED, E.WAITING, E.WAITING]
    assert Booking.unscoped.filter(state=State.HELD).count() == 2
    assert broken() == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_answer_expiry_and_leaving_at_once(slots: list[Slot], service: Service) -> None:
    for number in range(4):
        entry = make_waiting(service, 10 + number)
        if number == 0:
            free(slots[0])
        offer_all(service)
        entry.refresh_from_db()
        offer: Any = entry.offer
        at_once(
            partial(accept, booking=offer),
            partial(leave_list, entry=entry),
            partial(expire, booking=offer),
            lambda: offer_all(service),
        )
        offer.refresh_from_db()
        assert (state_of(entry), offer.state) in {
            (E.ACCEPTED, State.BOOKED),
            (E.WITHDRAWN, State.CANCELLED),
            (E.ACCEPTED, State.CANCELLED),  # accepted, then given back
        }
        assert broken() == []
        if offer.is_active:
            cancel(booking=offer)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_same_form_at_once_is_one_entry(slots: list[Slot], service: Service) -> None:
    today, key = timezone.localdate(), uuid.uuid4()
    results = at_once(
        *[
            lambda: wait_for_place(
                office=slots[0].pool.office,
                visitors=[visitor(service, 1)],
                contact_name="Warga 1",
                contact_phone="+6281200000001",
                submit_key=key,
                first_day=today,
                last_day=at(8, days=9).date(),
            )
        ]
        * 4
    )
    assert {getattr(one, "pk", one) for one in results} == {WaitingEntry.unscoped.get().pk}
