"""The desk's day: the list of today, and one step at a time."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from ltsa.models import Booking, Requirement, Service, State, VisitEvent
from ltsa.ticket import write_ticket
from tests.factories import OfficeFactory, UserFactory
from tests.ltsa.factories import make_visit
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking(service: Service) -> Booking:
    """A visit that was due a minute ago, today."""
    return make_visit(service, 1)


def press(browser: Client, booking: Booking, step: str, **data: str) -> Any:
    return browser.post(reverse("desk_step", args=[booking.pk, step]), data, follow=True)


def state_of(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.state


def test_visit_goes_from_arrival_to_done(officer: User, booking: Booking, signed_in: Any) -> None:
    browser = signed_in(officer)
    coming = browser.get(reverse("desk"), {"tab": "akan-datang"})
    assert "Warga 1" in coming.content.decode()
    press(browser, booking, "arrive")
    assert state_of(booking) == State.ARRIVED
    press(browser, booking, "serve")
    press(browser, booking, "done")
    assert state_of(booking) == State.DONE
    assert [event.kind for event in booking.events.all()] == [
        "booked",
        "arrived",
        "serving",
        "done",
    ]
    assert {event.actor for event in booking.events.all()} == {None, officer}


def test_pressing_twice_records_once(officer: User, booking: Booking, signed_in: Any) -> None:
    browser = signed_in(officer)
    press(browser, booking, "arrive")
    press(browser, booking, "arrive")
    assert VisitEvent.unscoped.filter(booking=booking, kind="arrived").count() == 1


def test_step_that_no_longer_fits_is_explained(
    officer: User, booking: Booking, signed_in: Any
) -> None:
    page = press(signed_in(officer), booking, "done")
    assert state_of(booking) == State.BOOKED
    assert booking.code in page.content.decode()
    assert list(page.context["messages"])


def test_missing_papers_are_named_and_reach_the_ticket(
    officer: User, booking: Booking, signed_in: Any
) -> None:
    browser = signed_in(officer)
    for step in ("arrive", "serve"):
        press(browser, booking, step)
    party = booking.parties.get()
    paper = Requirement.objects.create(service=party.service, text="Kartu Keluarga")
    other = Requirement.objects.create(service=party.service, text="Ijazah terakhir")
    refused = press(browser, booking, "incomplete")
    assert refused.status_code == 422
    assert f'href="#id_papers_{party.pk}"' in refused.content.decode()
    assert state_of(booking) == State.SERVING
    answers = {f"papers_{party.pk}": str(paper.pk), f"words_{party.pk}": "Surat izin tanpa meterai"}
    press(browser, booking, "incomplete", **answers)
    assert state_of(booking) == State.INCOMPLETE
    assert list(party.missing_papers.values_list("requirement", "text")) == [
        (paper.pk, "Kartu Keluarga"),
        (None, "Surat izin tanpa meterai"),
    ]
    family = Client()
    url = reverse("booking_ticket", args=[booking.code])
    family.post(url, {"digits": booking.contact_phone[-4:]})
    page = family.get(url).content.decode()
    assert "Surat izin tanpa meterai" in page
    assert "Kartu Keluarga" in page
    assert other.text not in page


def test_no_show_gives_no_place_back_to_nobody(
    officer: User, booking: Booking, signed_in: Any
) -> None:
    press(signed_in(officer), booking, "no_show")
    assert state_of(booking) == State.NO_SHOW
    assert not booking.allocations.exists()


def test_scanned_ticket_finds_its_visit(
    officer: User, booking: Booking, service: Service, signed_in: Any
) -> None:
    make_visit(service, 2)
    page = signed_in(officer).get(reverse("desk"), {"kode": write_ticket(booking)})
    assert [row.booking.code for row in page.context["rows"]] == [booking.code]


def test_another_office_sees_nothing(booking: Booking, signed_in: Any) -> None:
    other = UserFactory(
        role=Role.LTSA_OFFICER, office=OfficeFactory(code="lain", name="Kantor lain")
    )
    browser = signed_in(other)
    assert "Warga 1" not in browser.get(reverse("desk")).content.decode()
    assert browser.get(reverse("desk"), {"kode": booking.code}).context["rows"] == []
    assert press(browser, booking, "arrive").status_code == 404
    assert state_of(booking) == State.BOOKED


@pytest.mark.parametrize("step", ["terbang", "cancel", "walk_in"])
def test_unknown_step_is_not_found(
    officer: User, booking: Booking, signed_in: Any, step: str
) -> None:
    assert press(signed_in(officer), booking, step).status_code == 404


def test_desk_queries_do_not_grow(
    officer: User, service: Service, signed_in: Any, queries_do_not_grow: Any
) -> None:
    for number in range(10):
        make_visit(service, number)
    browser = signed_in(officer)
    queries_do_not_grow(
        lambda: browser.get(reverse("desk")),
        lambda: [make_visit(service, number) for number in range(10, 20)],
    )


def test_coordinator_has_no_desk(world: World, signed_in: Any) -> None:
    assert signed_in(world.users[Role.COORDINATOR]).get(reverse("desk")).status_code == 403
