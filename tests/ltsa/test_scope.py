"""Who sees which appointments: one rule on the booking, the same for everything under it."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Role, User
from ltsa.actions import close_day
from ltsa.models import (
    Allocation,
    Booking,
    CallTask,
    Claim,
    Party,
    VisitEvent,
    WaitingEntry,
)
from tests.factories import (
    DistrictFactory,
    OfficeFactory,
    ProvinceFactory,
    RegencyFactory,
    UserFactory,
    VillageFactory,
)
from tests.ltsa.factories import PoolFactory, ServiceFactory, SlotFactory, make_booking

pytestmark = pytest.mark.django_db

UNDER_BOOKING = (Party, Allocation, Claim, VisitEvent)


@pytest.fixture
def booking() -> Booking:
    """Of a village in Tegaldlimo, at the office in Banyuwangi."""
    return make_booking(SlotFactory(), ServiceFactory(), 1, village=VillageFactory())


@pytest.fixture
def without_village(booking: Booking) -> Booking:
    service = booking.parties.get().service
    slot = SlotFactory(pool=PoolFactory(), starts_at=booking.ends_at)
    return make_booking(slot, service, 2)


def sees(user: Any, *models: Any) -> list[bool]:
    return [model.visible_to(user).exists() for model in models]


def officer(**office: Any) -> User:
    return UserFactory(role=Role.LTSA_OFFICER, office=OfficeFactory(**office))


def test_officer_sees_and_changes_what_belongs_to_her_office(booking: Booking) -> None:
    user = officer()
    assert Booking.visible_to(user).get() == Booking.editable_by(user).get() == booking
    assert sees(user, *UNDER_BOOKING) == [True] * 4
    assert Party.editable_by(user).exists()


def test_officer_of_another_office_sees_nothing(booking: Booking) -> None:
    user = officer(code="lain", name="LTSA Lain")
    assert sees(user, Booking, *UNDER_BOOKING) == [False] * 5
    assert not Booking.editable_by(user).exists()


def test_coordinator_sees_her_village_and_changes_nothing(
    booking: Booking, without_village: Booking
) -> None:
    user = UserFactory(role=Role.COORDINATOR, village=booking.village)
    assert Booking.visible_to(user).get() == booking
    assert Party.visible_to(user).get().booking == booking
    assert not Booking.editable_by(user).exists()


def test_coordinator_of_the_next_village_sees_nothing(booking: Booking) -> None:
    user = UserFactory(role=Role.COORDINATOR, village=VillageFactory())
    assert sees(user, Booking, *UNDER_BOOKING) == [False] * 5


def test_official_counts_her_territory(booking: Booking, without_village: Booking) -> None:
    def count(**territory: Any) -> int:
        user = UserFactory(role=Role.OFFICIAL, **territory)
        return int(Booking.visible_to(user).count())

    assert count(regency=RegencyFactory()) == 2
    assert count(province=ProvinceFactory()) == 2
    assert count(district=DistrictFactory()) == 1
    assert count(district=DistrictFactory(code="35.10.09", name="Genteng")) == 0
    assert count(regency=RegencyFactory(code="35.09", name="Jember")) == 0


def test_others_see_nothing(booking: Booking) -> None:
    regency = RegencyFactory()
    users = [
        AnonymousUser(),
        UserFactory(),
        UserFactory(role=Role.MENTOR, district=DistrictFactory()),
        UserFactory(role=Role.GROUP_LEADER),
        UserFactory(role=Role.CASE_OFFICER, regency=regency),
        UserFactory(role=Role.BUSINESS_OFFICER, regency=regency),
        UserFactory(role=Role.ADMINISTRATOR, regency=regency),
        UserFactory(role=Role.LTSA_OFFICER),
        UserFactory(role=Role.COORDINATOR),
        UserFactory(role=Role.LTSA_OFFICER, office=booking.office, is_active=False),
    ]
    for user in users:
        assert sees(user, Booking, *UNDER_BOOKING) == [False] * 5
    assert not Booking.public().exists()


def test_family_opens_what_is_under_its_booking_only(
    booking: Booking, without_village: Booking
) -> None:
    for model in UNDER_BOOKING:
        assert model.by_code(booking.code, "0001").get().booking == booking
        assert not model.by_code(booking.code, "0002").exists()


def test_call_list_is_the_offices(booking: Booking) -> None:
    close_day(office=booking.office, day=booking.day, reason="Upacara")
    assert sees(officer(), CallTask) == [True]
    assert sees(officer(code="lain", name="LTSA Lain"), CallTask) == [False]


def test_waiting_list_is_the_offices_and_the_villages(booking: Booking) -> None:
    WaitingEntry.unscoped.create(
        office=booking.office,
        village=booking.village,
        service=booking.parties.get().service,
        submit_key=booking.submit_key,
        person_key="x",
        name="Warga",
        contact_phone="+6281200000001",
        first_day=booking.day,
        last_day=booking.day,
    )
    coordinator = UserFactory(role=Role.COORDINATOR, village=booking.village)
    assert sees(officer(), WaitingEntry) == sees(coordinator, WaitingEntry) == [True]
    assert sees(officer(code="lain", name="LTSA Lain"), WaitingEntry) == [False]
    assert not WaitingEntry.by_code(booking.code, "0001").exists()
