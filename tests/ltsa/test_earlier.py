"""Somebody has an appointment and waits for an earlier one: she never has none, and never two."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from ltsa.actions import (
    accept,
    accept_earlier,
    cancel,
    expire,
    leave_list,
    offer_places,
    wait_for_earlier,
)
from ltsa.invariants import broken
from ltsa.models import Allocation, Booking, Claim, Service, Slot, State, WaitingEntry
from ltsa.refusals import NotPossible
from notices.models import Message
from tests.factories import UserFactory
from tests.ltsa.factories import (
    OfficeRulesFactory,
    ServiceFactory,
    make_booking,
    make_day,
    make_waiting,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db

E = WaitingEntry.State


@pytest.fixture
def service() -> Service:
    return ServiceFactory(slug="rekom")


@pytest.fixture
def early(service: Service) -> Slot:
    """A place in two days, taken by somebody."""
    OfficeRulesFactory(daily_per_phone=100)
    [slot] = make_day(service.steps.get().pool, slots=1)
    make_booking(slot, service, 90)
    return slot


@pytest.fixture
def booking(service: Service, early: Slot) -> Booking:
    """An appointment in five days."""
    [slot] = make_day(service.steps.get().pool, slots=1, days=5)
    return make_booking(slot, service, 1)


def wait(booking: Booking) -> WaitingEntry:
    today = timezone.localdate()
    return wait_for_earlier(
        booking=booking, first_day=today, last_day=timezone.localdate(booking.starts_at)
    )


def kept_for(booking: Booking, early: Slot) -> Booking:
    """Somebody gives the early place back; it is kept for whoever waits."""
    cancel(booking=Booking.unscoped.active().get(allocations__slot=early))
    offer_places(office=booking.office)  # with real commits it is done already
    return Booking.unscoped.get(earlier_for=booking, state=State.HELD)


def opened(booking: Booking) -> Client:
    client = Client()
    url = reverse("booking_ticket", args=[booking.code])
    assert client.post(url, {"digits": booking.contact_phone[-4:]}).status_code == 302
    return client


def slots_of(booking: Booking) -> set[int]:
    return set(Allocation.unscoped.filter(booking=booking).values_list("slot", flat=True))


def test_family_asks_and_its_yes_moves_the_appointment(booking: Booking, early: Slot) -> None:
    old = slots_of(booking)
    client = opened(booking)
    ticket = reverse("booking_ticket", args=[booking.code])
    url = reverse("booking_earlier", args=[booking.code])
    assert url in client.get(ticket).content.decode()
    assert "tetap" in client.get(url).content.decode()
    days = {
        "first_day": f"{timezone.localdate()}",
        "last_day": f"{timezone.localdate(booking.starts_at)}",
        "hours": "any",
    }
    for _double in range(2):
        answer = client.post(url, days)
        assert answer.status_code == 302
    entry = WaitingEntry.unscoped.get()
    assert answer["Location"] == reverse("waiting_entry", args=[entry.code])
    kept = kept_for(booking, early)
    assert broken() == []
    page = client.get(reverse("waiting_entry", args=[entry.code])).content.decode()
    assert "Ya, saya datang lebih awal" in page
    booking.refresh_from_db()
    assert booking.state == State.BOOKED, "she keeps what she has until she says yes"
    assert slots_of(booking) == old
    for _twice in range(2):
        answer = client.post(reverse("booking_answer", args=[kept.code]), {"yes": "1"})
    assert answer["Location"] == ticket
    booking.refresh_from_db()
    entry.refresh_from_db()
    assert (booking.state, booking.starts_at, entry.state) == (
        State.BOOKED,
        early.starts_at,
        E.ACCEPTED,
    )
    assert slots_of(booking) == {early.pk}
    assert Claim.unscoped.filter(booking__in=[booking, kept]).count() == 1
    kept_ticket = client.get(reverse("booking_ticket", args=[kept.code]))
    assert kept_ticket["Location"] == ticket
    assert broken() == []


def test_old_place_goes_to_the_next_who_waits(
    booking: Booking, early: Slot, service: Service
) -> None:
    wait(booking)
    kept = kept_for(booking, early)
    later = booking.starts_at
    next_one = make_waiting(service, 5)
    accept_earlier(kept=kept)
    offer_places(office=booking.office)
    next_one.refresh_from_db()
    assert next_one.offer is not None
    assert next_one.offer.starts_at == later


def test_no_or_no_answer_leaves_the_appointment(booking: Booking, early: Slot) -> None:
    entry = wait(booking)
    kept = kept_for(booking, early)
    client = opened(booking)
    client.get(reverse("booking_ticket", args=[booking.code]))
    client.get(reverse("waiting_entry", args=[entry.code]))
    client.post(reverse("booking_answer", args=[kept.code]), {"no": "1"})
    entry.refresh_from_db()
    assert entry.state == E.WAITING
    booking.refresh_from_db()
    assert booking.state == State.BOOKED
    with pytest.raises(NotPossible):
        accept_earlier(kept=kept)
    assert broken() == []


def test_expired_offer_cannot_be_accepted(booking: Booking, early: Slot) -> None:
    entry = wait(booking)
    kept = kept_for(booking, early)
    Booking.unscoped.filter(pk=kept.pk).update(hold_until=timezone.now() - dt.timedelta(1))
    with pytest.raises(NotPossible):
        accept_earlier(kept=kept)
    assert expire(booking=kept)
    booking.refresh_from_db()
    entry.refresh_from_db()
    assert (booking.state, entry.state, entry.unanswered) == (State.BOOKED, E.WAITING, 1)
    assert broken() == []


def test_kept_time_never_becomes_an_appointment_of_its_own(booking: Booking, early: Slot) -> None:
    wait(booking)
    kept = kept_for(booking, early)
    with pytest.raises(NotPossible):
        accept(booking=kept)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.unscoped.filter(pk=kept.pk).update(state=State.BOOKED, hold_until=None)


def test_only_earlier_times_are_offered(booking: Booking, early: Slot, service: Service) -> None:
    entry = wait(booking)
    make_day(service.steps.get().pool, slots=2, days=7)
    assert offer_places(office=booking.office) == 0
    entry.refresh_from_db()
    assert entry.state == E.WAITING


def test_cancelled_appointment_waits_for_nothing(booking: Booking, early: Slot) -> None:
    entry = wait(booking)
    kept = kept_for(booking, early)
    cancel(booking=booking)
    entry.refresh_from_db()
    kept.refresh_from_db()
    assert (entry.state, kept.state) == (E.WITHDRAWN, State.CANCELLED)
    with pytest.raises(NotPossible):
        wait(Booking.unscoped.get(pk=booking.pk))
    assert broken() == []


def test_waiting_may_end_and_begin_again(booking: Booking) -> None:
    first = wait(booking)
    assert wait(booking) == first
    leave_list(entry=first)
    assert wait(booking) != first


def test_day_after_the_appointment_is_refused(booking: Booking) -> None:
    client = opened(booking)
    later = timezone.localdate(booking.starts_at) + dt.timedelta(days=1)
    answer: Any = client.post(
        reverse("booking_earlier", args=[booking.code]),
        {"first_day": f"{timezone.localdate()}", "last_day": f"{later}", "hours": "any"},
    )
    assert answer.status_code == 422
    assert answer.context["form"].has_error("last_day")


def test_in_vain_says_that_the_appointment_stays(booking: Booking) -> None:
    entry = wait(booking)
    WaitingEntry.unscoped.filter(pk=entry.pk).update(
        first_day=timezone.localdate() - dt.timedelta(days=3),
        last_day=timezone.localdate() - dt.timedelta(days=1),
    )
    call_command("purge_expired")
    text = Message.unscoped.filter(kind="earlier_in_vain").get().text
    assert "tetap" in text
    booking.refresh_from_db()
    assert booking.state == State.BOOKED


def test_desk_asks_for_somebody(booking: Booking) -> None:
    client = Client()
    client.force_login(UserFactory(role=Role.LTSA_OFFICER, office=booking.office))
    url = reverse("appointment_earlier", args=[booking.pk])
    assert url in client.get(reverse("appointment_list")).content.decode()
    days = {
        "first_day": f"{timezone.localdate()}",
        "last_day": f"{timezone.localdate(booking.starts_at)}",
        "hours": "any",
    }
    assert client.post(url, days)["Location"] == reverse("waiting_list")
    assert "datang lebih awal" in client.get(reverse("waiting_list")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_yes_and_cancel_at_once_leave_one_or_none_and_no_seat_too_many(
    booking: Booking, early: Slot
) -> None:
    wait(booking)
    kept = kept_for(booking, early)

    def yes() -> str:
        try:
            return accept_earlier(kept=kept).state
        except NotPossible:
            return "refused"

    def no() -> str:
        try:
            return cancel(booking=booking).state
        except NotPossible:
            return "refused"

    at_once(yes, no, yes)
    booking.refresh_from_db()
    assert booking.state == State.CANCELLED
    assert not Booking.unscoped.active().exists()
    assert broken() == []
