"""Another time, fewer people, not at all: by the family, by the helper, by the desk."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from ltsa.actions import book, cancel, give_back_one, move
from ltsa.invariants import broken
from ltsa.models import Allocation, Booking, OfficeRules, Party, Service, Slot, State, VisitEvent
from ltsa.refusals import ChangedMeanwhile, LastPerson, MovedTooOften, TooLateToMove
from notices.models import Message
from tests.factories import UserFactory, VillageFactory
from tests.ltsa.factories import (
    OfficeRulesFactory,
    ServiceFactory,
    ServiceStepFactory,
    SlotFactory,
    at,
    make_booking,
    make_day,
    on_sale_at_once,
    visitor,
)
from tests.races import at_once, kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    """Six half hours of one place."""
    OfficeRulesFactory(daily_per_phone=100)
    return make_day(service.steps.get().pool, slots=6)


@pytest.fixture
def booking(slots: list[Slot], service: Service) -> Booking:
    return make_booking(slots[0], service, 1)


def family(booking: Booking) -> Client:
    """Her own phone: it has opened the ticket with the digits."""
    client = Client()
    ticket = reverse("booking_ticket", args=[booking.code])
    assert client.post(ticket, {"digits": booking.contact_phone[-4:]}).status_code == 302
    return client


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def officer(booking: Booking) -> User:
    return UserFactory(role=Role.LTSA_OFFICER, office=booking.office)


def choice(slot: Slot, booking: Booking, **more: str) -> dict[str, str]:
    local = timezone.localtime(slot.starts_at)
    return {"starts_at": f"{local:%Y-%m-%dT%H:%M}", "version": str(booking.version), **more}


def text_of(answer: Any) -> str:
    return answer.content.decode()


def move_url(booking: Booking) -> str:
    return reverse("booking_move", args=[booking.code])


# --- the family ----------------------------------------------------------------------------------


def test_family_moves_without_an_account(slots: list[Slot], booking: Booking) -> None:
    client = family(booking)
    ticket = reverse("booking_ticket", args=[booking.code])
    assert move_url(booking) in text_of(client.get(ticket))
    page = text_of(client.get(move_url(booking)))
    assert "08.30" in page
    assert 'value="08.00' not in page
    assert client.post(move_url(booking), choice(slots[2], booking))["Location"] == ticket
    booking.refresh_from_db()
    assert (booking.starts_at, booking.version, booking.moves) == (slots[2].starts_at, 2, 1)
    assert "09.00 WIB" in text_of(client.get(ticket))
    assert "09.00" in Message.unscoped.waiting().get().text
    assert broken() == []


def test_stranger_cannot_move_it(slots: list[Slot], booking: Booking) -> None:
    for client in (Client(), family(make_booking(slots[1], ServiceFactory(), 2))):
        assert client.get(move_url(booking)).status_code == 404
        assert client.post(move_url(booking), choice(slots[2], booking)).status_code == 404
    booking.refresh_from_db()
    assert booking.version == 1


def test_hour_that_is_just_taken_gets_three_others(
    slots: list[Slot], booking: Booking, service: Service
) -> None:
    client = family(booking)
    make_booking(slots[3], service, 2)
    answer = client.post(move_url(booking), choice(slots[3], booking))
    assert answer.status_code == 409
    assert text_of(answer).count('<button class="slot"') == 3
    booking.refresh_from_db()
    assert (booking.starts_at, booking.version) == (slots[0].starts_at, 1)
    assert Allocation.unscoped.filter(booking=booking).count() == 1


@pytest.mark.parametrize("typed", ["", "tomorrow", "9999-12-31T23:59", "0001-01-01T00:00"])
def test_hour_that_is_none_is_asked_again(slots: list[Slot], booking: Booking, typed: str) -> None:
    answer = family(booking).post(move_url(booking), {"starts_at": typed, "version": "1"})
    assert answer.status_code == 422
    assert 'href="#id_starts_at"' in text_of(answer)


def test_pressed_twice_it_moves_once(slots: list[Slot], booking: Booking) -> None:
    client = family(booking)
    form = choice(slots[2], booking)
    assert [client.post(move_url(booking), form).status_code for _twice in range(2)] == [302, 302]
    booking.refresh_from_db()
    assert (booking.version, booking.moves) == (2, 1)
    assert VisitEvent.unscoped.filter(kind="moved").count() == 1


def test_second_tab_is_shown_what_the_first_did(slots: list[Slot], booking: Booking) -> None:
    client = family(booking)
    stale = choice(slots[4], booking)
    client.post(move_url(booking), choice(slots[2], booking))
    answer = client.post(move_url(booking), stale)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "lebih dulu" in page
    assert "09.00 WIB" in page
    booking.refresh_from_db()
    assert booking.starts_at == slots[2].starts_at
    answer = client.post(reverse("booking_cancel", args=[booking.code]), {"version": "1"})
    assert answer.status_code == 409
    booking.refresh_from_db()
    assert booking.state == State.BOOKED


def test_family_is_told_that_the_office_was_faster(slots: list[Slot], booking: Booking) -> None:
    client = family(booking)
    move(booking=booking, starts_at=slots[3].starts_at, by=officer(booking), at_desk=True)
    answer = client.post(move_url(booking), choice(slots[4], booking))
    assert answer.status_code == 409
    assert "oleh kantor" in text_of(answer)


def test_moves_are_counted_and_end(slots: list[Slot], booking: Booking) -> None:
    OfficeRules.objects.update(most_moves=1)
    move(booking=booking, starts_at=slots[2].starts_at)
    booking.refresh_from_db()
    with pytest.raises(MovedTooOften):
        move(booking=booking, starts_at=slots[4].starts_at)
    assert "terlalu sering" in text_of(family(booking).get(move_url(booking)))


def test_move_because_papers_are_missing_does_not_count(
    slots: list[Slot], booking: Booking
) -> None:
    OfficeRules.objects.update(most_moves=0)
    booking.parties.update(readiness=Party.Readiness.DECLARED)
    client = family(booking)
    assert client.post(move_url(booking), choice(slots[2], booking)).status_code == 409
    form = choice(slots[2], booking, papers_missing="on")
    assert client.post(move_url(booking), form).status_code == 302
    booking.refresh_from_db()
    assert (booking.starts_at, booking.moves) == (slots[2].starts_at, 0)
    assert booking.parties.get().readiness == Party.Readiness.MISSING


def test_too_late_is_too_late_for_the_family_and_not_for_the_desk(service: Service) -> None:
    pool = service.steps.get().pool
    soon = timezone.now() + dt.timedelta(hours=2)
    booking = make_booking(SlotFactory(pool=pool, starts_at=soon), service, 1)
    later = SlotFactory(pool=pool, starts_at=at(9, days=3))
    with pytest.raises(TooLateToMove):
        move(booking=booking, starts_at=later.starts_at)
    moved = move(booking=booking, starts_at=later.starts_at, by=officer(booking), at_desk=True)
    assert (moved.starts_at, moved.moves) == (later.starts_at, 0)


def test_ended_appointment_cannot_be_moved(slots: list[Slot], booking: Booking) -> None:
    client = family(booking)
    cancel(booking=booking)
    assert "tidak bisa dipindah" in text_of(client.get(move_url(booking)))
    form = choice(slots[2], booking) | {"version": "2"}
    assert client.post(move_url(booking), form).status_code == 409


# --- one of several people -----------------------------------------------------------------------


def test_one_of_three_does_not_come(slots: list[Slot], service: Service) -> None:
    booking = make_booking(slots[0], service, 1, 2, 3)  # 30 + 15 + 15 minutes: two slots
    party = booking.parties.get(name="Warga 2")
    client = family(booking)
    url = reverse("booking_cancel", args=[booking.code])
    assert "Warga 2 tidak datang" in text_of(client.get(url))
    for _twice in range(2):
        assert client.post(url, {"version": "1", "party": str(party.pk)}).status_code == 302
    booking.refresh_from_db()
    assert [one.name for one in booking.parties.all()] == ["Warga 1", "Warga 3"]
    assert (booking.state, booking.version) == (State.BOOKED, 2)
    assert make_booking(slots[3], service, 2).is_active  # she can come by herself
    assert broken() == []
    give_back_one(booking=booking, party=booking.parties.get(name="Warga 3"))
    assert Allocation.unscoped.filter(booking=booking).count() == 1
    booking.refresh_from_db()
    assert booking.ends_at == slots[0].ends_at
    with pytest.raises(LastPerson):
        give_back_one(booking=booking, party=booking.parties.get())
    assert broken() == []


def test_whoever_needed_another_desk_gives_that_back(slots: list[Slot], service: Service) -> None:
    other = ServiceFactory(pool__name="x")
    other.steps.all().delete()
    second = SlotFactory(pool__name="Loket dua", starts_at=slots[0].ends_at)
    ServiceStepFactory(service=other, pool=second.pool, order=9)
    booking = make_booking(slots[5], ServiceFactory(), 9)
    booking = book(
        office=booking.office,
        starts_at=slots[0].starts_at,
        visitors=[visitor(service, 1), visitor(other, 2)],
        contact_name="Warga 1",
        contact_phone="+6281200000001",
        submit_key=booking.uuid,
    )
    assert Allocation.unscoped.filter(booking=booking).count() == 2
    give_back_one(booking=booking, party=booking.parties.get(service=service))
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at) == (second.starts_at, second.ends_at)
    assert broken() == []


# --- helper and desk -----------------------------------------------------------------------------


@pytest.fixture
def helped(slots: list[Slot], service: Service) -> Booking:
    """A coordinator has booked for her village."""
    coordinator = UserFactory(role=Role.COORDINATOR, village=VillageFactory())
    return make_booking(
        slots[0],
        service,
        1,
        village=coordinator.village,
        channel=Booking.Channel.COORDINATOR,
        booked_by_role=Booking.BookedBy.COORDINATOR,
        by=coordinator,
    )


def test_coordinator_moves_and_cancels_what_was_booked_through_her(
    slots: list[Slot], helped: Booking
) -> None:
    client = signed_in(helped.booked_by)  # type: ignore[arg-type]
    url = reverse("appointment_move", args=[helped.pk])
    assert url in text_of(client.get(reverse("appointment_list")))
    assert client.post(url, choice(slots[2], helped)).status_code == 302
    helped.refresh_from_db()
    assert (helped.starts_at, helped.moves) == (slots[2].starts_at, 1)
    event = helped.events.last()
    assert event is not None
    assert event.actor == helped.booked_by
    client.post(reverse("appointment_cancel", args=[helped.pk]), {"version": "2"})
    helped.refresh_from_db()
    assert helped.state == State.CANCELLED


def test_coordinator_sees_and_leaves_alone_what_a_family_booked_itself(
    slots: list[Slot], helped: Booking, service: Service
) -> None:
    own = make_booking(slots[3], service, 5, village=helped.village)
    client = signed_in(helped.booked_by)  # type: ignore[arg-type]
    page = text_of(client.get(reverse("appointment_list")))
    assert own.code in page
    assert reverse("appointment_move", args=[own.pk]) not in page
    assert client.get(reverse("appointment_move", args=[own.pk])).status_code == 404


def test_desk_moves_into_a_place_that_was_given_back(
    slots: list[Slot], booking: Booking, service: Service
) -> None:
    cancel(booking=make_booking(slots[2], service, 7))
    client = signed_in(officer(booking))
    url = reverse("appointment_move", args=[booking.pk])
    assert "09.00" in text_of(client.get(url))
    assert "09.00" not in text_of(family(booking).get(move_url(booking)))
    assert client.post(url, choice(slots[2], booking)).status_code == 302
    booking.refresh_from_db()
    assert booking.starts_at == slots[2].starts_at
    assert broken() == []


def test_list_finds_a_code_of_any_day(booking: Booking) -> None:
    client = signed_in(officer(booking))
    url = reverse("appointment_list")
    cancel(booking=booking)
    assert booking.code not in text_of(client.get(url))
    assert booking.code in text_of(client.get(url, {"kode": booking.code.lower()}))


# --- at once -------------------------------------------------------------------------------------


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_family_helper_and_desk_at_once_never_leave_none_or_two(
    slots: list[Slot], booking: Booking
) -> None:
    desk = officer(booking)
    on_sale_at_once(booking.office)
    for number in range(4):
        now = Booking.unscoped.get(pk=booking.pk)
        free = [slot for slot in slots if slot.starts_at != now.starts_at]
        results = at_once(
            partial(
                move,
                booking=now,
                starts_at=free[0].starts_at,
                version=now.version,
                papers_missing=True,
            ),
            partial(
                move,
                booking=now,
                starts_at=free[2].starts_at,
                version=now.version,
                by=desk,
                at_desk=True,
            ),
        )
        assert kinds(results) == {"Booking": 1, "ChangedMeanwhile": 1}, number
        assert Allocation.unscoped.filter(booking=booking).count() == 1
        assert broken() == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_control_without_a_version_the_last_one_wins_unseen(
    slots: list[Slot], booking: Booking
) -> None:
    """Without the version nobody would be told: each looks at the row as it is and goes on."""
    seen = booking.version
    move(booking=booking, starts_at=slots[2].starts_at)
    booking.refresh_from_db()
    assert move(booking=booking, starts_at=slots[4].starts_at).version == seen + 2
    with pytest.raises(ChangedMeanwhile):
        move(booking=booking, starts_at=slots[5].starts_at, version=seen)
