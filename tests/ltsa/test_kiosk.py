"""The device in the hall: who may use it, what it gives, and what it keeps to itself."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from ltsa import actions
from ltsa.invariants import broken
from ltsa.models import Booking, Kiosk, Pool, Service, State, Turn
from ltsa.refusals import NotPossible
from ltsa.ticket import write_ticket
from tests.factories import OfficeFactory, UserFactory
from tests.ltsa.factories import (
    PoolFactory,
    ServiceFactory,
    SlotFactory,
    make_booking,
    make_running,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool(pool: Pool) -> Pool:
    """Its hour has begun, with three places."""
    make_running(pool, places=3)
    return pool


@pytest.fixture
def device(officer: User, pool: Pool) -> Client:
    """The browser of a device that an officer has set up."""
    _kiosk, code = actions.enrol_kiosk(office=pool.office, name="Pintu", by=officer)
    browser = Client()
    answer = browser.post(reverse("kiosk", args=[pool.office.code]), {"code": code.lower()})
    assert answer.status_code == 302
    return browser


def page(name: str, pool: Pool, *args: Any) -> str:
    return reverse(name, args=[pool.office.code, *args])


def take(device: Client, pool: Pool, service: Service, key: str = "", **more: Any) -> Any:
    data = {"submit_key": key or str(uuid.uuid4()), "people": "1", "priority": "0"} | more
    return device.post(page("kiosk_number", pool, service.slug), data, follow=True)


def test_number_is_taken_without_a_name_and_a_double_tap_is_one(
    device: Client, pool: Pool, service: Service
) -> None:
    key = str(uuid.uuid4())
    for _tap in range(2):
        slip = take(device, pool, service, key)
    assert "A-001" in slip.content.decode()
    booking = Booking.unscoped.get()
    assert (booking.state, booking.channel) == (State.ARRIVED, Booking.Channel.WALK_IN)
    assert (booking.booked_by, booking.contact_phone) == (None, "")
    assert broken() == []


def test_family_takes_one_number_and_goes_first(
    device: Client, pool: Pool, service: Service
) -> None:
    take(device, pool, service, people="3", priority="1")
    booking = Booking.unscoped.get()
    assert (booking.parties.count(), booking.priority) == (3, 1)
    assert len(set(booking.parties.values_list("person_key", flat=True))) == 3


def test_from_home_no_number_is_taken(pool: Pool, service: Service) -> None:
    home = Client()
    answer = home.post(page("kiosk_number", pool, service.slug), {"submit_key": str(uuid.uuid4())})
    assert answer.status_code == 403
    home.cookies["kiosk"] = "invented"
    assert home.get(page("kiosk_services", pool)).status_code == 403
    assert not Booking.unscoped.exists()


def test_code_opens_one_device_once_and_not_for_ever(officer: User, pool: Pool) -> None:
    kiosk, code = actions.enrol_kiosk(office=pool.office, name="Pintu", by=officer)
    other = OfficeFactory(code="lain", name="Lain")
    with pytest.raises(NotPossible):
        actions.pair_kiosk(office=other, code=code)
    actions.pair_kiosk(office=pool.office, code=code)
    with pytest.raises(NotPossible):
        actions.pair_kiosk(office=pool.office, code=code)
    late, late_code = actions.enrol_kiosk(office=pool.office, name="Lift", by=officer)
    Kiosk.objects.filter(pk=late.pk).update(pair_until=timezone.now() - dt.timedelta(seconds=1))
    assert Client().post(page("kiosk", pool), {"code": late_code}).status_code == 422
    assert code not in repr(vars(kiosk))


def test_device_taken_off_the_list_stops_at_once(
    device: Client, pool: Pool, service: Service, officer: User, signed_in: Any
) -> None:
    assert device.get(page("kiosk", pool)).status_code == 200
    kiosk = Kiosk.objects.get()
    stranger = UserFactory(role=Role.LTSA_OFFICER, office=OfficeFactory(code="lain", name="Lain"))
    revoke = reverse("kiosk_revoke", args=[kiosk.pk])
    assert signed_in(stranger).post(revoke).status_code == 404
    signed_in(officer).post(revoke)
    assert device.get(page("kiosk", pool)).status_code == 403
    assert take(device, pool, service).status_code == 403
    assert not Booking.unscoped.exists()


def test_officer_gets_a_code_that_is_shown_once(pool: Pool, officer: User, signed_in: Any) -> None:
    browser = signed_in(officer)
    assert browser.post(reverse("kiosk_list"), {"name": ""}).status_code == 422
    answer = browser.post(reverse("kiosk_list"), {"name": "Pintu masuk"})
    code = answer.context["code"]
    assert code in answer.content.decode()
    assert code not in browser.get(reverse("kiosk_list")).content.decode()
    assert Client().post(page("kiosk", pool), {"code": code}).status_code == 302


def test_who_has_an_appointment_says_that_she_is_here(
    device: Client, pool: Pool, service: Service
) -> None:
    slot = pool.slots.get()
    booking = make_booking(slot, service, 1, channel=Booking.Channel.DESK)
    url = page("kiosk_here", pool)
    assert device.post(url, {"code": booking.code, "digits": "0000"}).status_code == 422
    booking.refresh_from_db()
    assert booking.state == State.BOOKED
    for text in (booking.code.lower(), write_ticket(booking)):
        digits = booking.contact_phone[-4:]
        slip = device.post(url, {"code": text, "digits": digits}, follow=True).content.decode()
    assert "A-001" in slip
    for private in ("Warga", booking.code, booking.contact_phone):
        assert private not in slip
    booking.refresh_from_db()
    assert booking.state == State.ARRIVED


def test_appointment_of_another_day_or_office_is_not_here(
    device: Client, pool: Pool, service: Service
) -> None:
    elsewhere = PoolFactory(office=OfficeFactory(code="lain", name="Lain"))
    tomorrow = make_booking(SlotFactory(pool=pool), service, 1)
    other = make_booking(SlotFactory(pool=elsewhere), ServiceFactory(pool=elsewhere), 2)
    for booking in (tomorrow, other):
        data = {"code": booking.code, "digits": booking.contact_phone[-4:]}
        assert device.post(page("kiosk_here", pool), data).status_code == 422
    assert not Turn.unscoped.exists()


def test_digits_are_not_guessed_at_the_device(device: Client, pool: Pool, service: Service) -> None:
    booking = make_booking(pool.slots.get(), service, 1, channel=Booking.Channel.DESK)
    wrong = {"code": booking.code, "digits": "0000"}
    answers = [device.post(page("kiosk_here", pool), wrong).status_code for _try in range(12)]
    assert answers[-1] == 429


def test_full_day_gives_no_number(device: Client, pool: Pool, service: Service) -> None:
    for number in range(3):
        make_booking(pool.slots.get(), service, number, channel=Booking.Channel.DESK)
    assert take(device, pool, service).status_code == 409
    assert Booking.unscoped.count() == 3


def test_nothing_stays_in_the_browser(device: Client, pool: Pool, service: Service) -> None:
    slip = take(device, pool, service)
    assert "no-store" in slip["Cache-Control"]
    assert slip["Refresh"].endswith(f";url={page('kiosk', pool)}")
    assert device.get(page("kiosk_slip", pool, "A" * 12)).status_code == 404
    data = {"submit_key": "no key", "people": "x"}
    assert device.post(page("kiosk_number", pool, service.slug), data).status_code == 302
