"""Taking back a mark at the desk: all that the visit had, or nothing."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from ltsa.actions import arrive, finish, no_show, record_outcome, serve, undo
from ltsa.invariants import broken
from ltsa.models import Booking, Party, Service, Slot, State, VisitEvent
from ltsa.refusals import AlreadyBooked, NotPossible, PlaceGiven
from tests.ltsa.factories import SlotFactory, make_booking

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot() -> Slot:
    """The one that is running now, with one place; just after midnight it began today as well."""
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    made: Slot = SlotFactory(
        starts_at=max(now - dt.timedelta(minutes=5), midnight), cap_online=0, cap_total=1
    )
    return made


@pytest.fixture
def booking(slot: Slot, service: Service) -> Booking:
    return at_desk(slot, service, 1)


def at_desk(slot: Slot, service: Service, number: int) -> Booking:
    return make_booking(slot, service, number, channel=Booking.Channel.DESK)


def test_who_did_come_after_all_has_her_place_again(
    booking: Booking, slot: Slot, officer: User
) -> None:
    no_show(booking=booking, by=officer)

    undo(booking=booking, marked=State.NO_SHOW, by=officer)

    booking.refresh_from_db()
    slot.refresh_from_db()
    assert (booking.state, slot.used_total, booking.claims.count()) == (State.BOOKED, 1, 1)
    event = booking.events.last()
    assert event is not None
    assert (event.kind, event.actor, event.note) == ("undone", officer, "no_show")
    assert broken() == []
    assert arrive(booking=booking, by=officer).state == State.ARRIVED


@pytest.mark.parametrize("papers_missing", [False, True])
def test_a_visit_that_goes_on_was_being_served(
    booking: Booking, officer: User, papers_missing: bool
) -> None:
    serve(booking=arrive(booking=booking, by=officer), by=officer)
    ended = finish(booking=booking, by=officer, papers_missing=papers_missing)

    assert undo(booking=booking, marked=ended.state, by=officer).state == State.SERVING
    assert Party.unscoped.get().outcome == ""
    assert broken() == []
    assert undo(booking=booking, marked=State.SERVING, by=officer).state == State.ARRIVED
    finish(booking=booking, by=officer)
    assert undo(booking=booking, marked=State.DONE, by=officer).state == State.ARRIVED


def test_papers_that_were_named_stay_named(booking: Booking, officer: User) -> None:
    arrive(booking=booking, by=officer)
    record_outcome(party=booking.parties.get(), outcome="incomplete", missing="Buku nikah")
    finish(booking=booking, by=officer, papers_missing=True)
    undo(booking=booking, marked=State.INCOMPLETE, by=officer)
    assert Party.unscoped.get().missing == "Buku nikah"


def test_pressing_twice_takes_back_one_mark(booking: Booking, officer: User) -> None:
    serve(booking=arrive(booking=booking, by=officer), by=officer)
    finish(booking=booking, by=officer)
    for _press in range(2):
        undo(booking=booking, marked=State.DONE, by=officer)
    booking.refresh_from_db()
    assert booking.state == State.SERVING


def test_a_place_that_was_given_away_is_not_taken_back(
    booking: Booking, slot: Slot, service: Service, officer: User
) -> None:
    no_show(booking=booking, by=officer)
    at_desk(slot, service, 2)
    with pytest.raises(PlaceGiven):
        undo(booking=booking, marked=State.NO_SHOW, by=officer)
    booking.refresh_from_db()
    assert (booking.state, booking.claims.count()) == (State.NO_SHOW, 0)
    assert broken() == []


def test_nobody_gets_two_appointments_by_it(
    booking: Booking, service: Service, officer: User
) -> None:
    no_show(booking=booking, by=officer)
    other = make_booking(SlotFactory(), service, 1)
    with pytest.raises(AlreadyBooked) as refusal:
        undo(booking=booking, marked=State.NO_SHOW, by=officer)
    assert refusal.value.booking == other
    booking.refresh_from_db()
    assert booking.state == State.NO_SHOW
    assert broken() == []


def test_only_marks_of_the_desk_and_of_today_are_taken_back(
    slot: Slot, service: Service, officer: User
) -> None:
    booking = at_desk(slot, service, 1)
    with pytest.raises(NotPossible):
        undo(booking=booking, marked=State.BOOKED, by=officer)
    Booking.unscoped.filter(pk=booking.pk).update(
        starts_at=slot.starts_at - dt.timedelta(days=1), ends_at=slot.ends_at - dt.timedelta(days=1)
    )
    booking.refresh_from_db()
    no_show(booking=booking, by=officer)
    with pytest.raises(NotPossible):
        undo(booking=booking, marked=State.NO_SHOW, by=officer)


def test_the_desk_has_a_button_for_it(booking: Booking, officer: User, signed_in: Any) -> None:
    browser: Client = signed_in(officer)
    no_show(booking=booking, by=officer)
    page = browser.get(reverse("desk"), {"tab": "selesai"}).content.decode()
    step = reverse("desk_step", args=[booking.pk, "undo"])
    assert f'action="{step}"' in page
    assert 'name="marked" value="no_show"' in page
    browser.post(step, {"marked": "no_show"})
    booking.refresh_from_db()
    assert booking.state == State.BOOKED
    assert VisitEvent.unscoped.filter(booking=booking, actor=officer).count() == 2
