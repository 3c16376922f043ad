"""What is given back is not on sale at once: the waiting list first, then at announced moments."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from ltsa.actions import (
    apply_hours,
    cancel,
    expire,
    finish,
    move,
    offer_places,
    serve,
    undo,
)
from ltsa.actions.desk import arrive
from ltsa.availability import openings
from ltsa.invariants import broken
from ltsa.models import (
    Allocation,
    Booking,
    OfficeRules,
    OpeningException,
    Service,
    Slot,
    State,
    WaitingEntry,
)
from ltsa.refusals import JustTaken, PlaceGiven
from tests.factories import UserFactory
from tests.ltsa.factories import (
    OfficeRulesFactory,
    SlotFactory,
    make_booking,
    make_day,
    make_waiting,
)
from tests.races import at_once, kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def slots(service: Service) -> list[Slot]:
    """Four half hours of one place, and an office that releases at 12.00 and 16.00."""
    OfficeRulesFactory(daily_per_phone=100)
    return make_day(service.steps.get().pool)


def on_sale(slot: Slot, service: Service, *, online: bool = True) -> bool:
    day = timezone.localdate(slot.starts_at)
    found = openings(
        office=slot.pool.office, services=[service], first_day=day, last_day=day, online=online
    )
    return slot.starts_at in [opening.starts_at for opening in found]


def moment_comes() -> None:
    """The announced moment has come, and no worker has done anything."""
    Slot.objects.filter(kept_total__gt=0).update(kept_until=timezone.now())


def test_moments_before_and_after() -> None:
    rules = OfficeRules(release_times=[dt.time(16), dt.time(12)])
    zone = timezone.get_default_timezone()

    def at(day: int, hour: int) -> dt.datetime:
        return dt.datetime(2026, 11, day, hour, tzinfo=zone)

    assert rules.next_release(at(24, 9)) == at(24, 12)
    assert rules.next_release(at(24, 12)) == at(24, 16)
    assert rules.next_release(at(24, 23)) == at(25, 12)
    assert rules.last_release(at(24, 9)) == at(23, 16)
    assert rules.last_release(at(24, 12)) == at(24, 12)
    assert rules.releases == "12.00 dan 16.00"
    rules = OfficeRules(release_times=[])
    assert rules.next_release(at(24, 9)) == rules.last_release(at(24, 9)) == at(24, 9)


def test_cancelled_place_is_on_sale_at_the_next_moment_only(
    slots: list[Slot], service: Service
) -> None:
    cancel(booking=make_booking(slots[0], service, 1))

    slots[0].refresh_from_db()
    assert slots[0].kept_until == OfficeRules.of(slots[0].pool.office).next_release(timezone.now())
    assert not on_sale(slots[0], service)
    with pytest.raises(JustTaken) as refusal:
        make_booking(slots[0], service, 2)
    assert slots[0].starts_at not in [one.starts_at for one in refusal.value.alternatives]
    moment_comes()
    assert on_sale(slots[0], service)
    assert make_booking(slots[0], service, 2).state == State.BOOKED
    assert broken() == []


def test_desk_may_give_it_to_whoever_stands_there(slots: list[Slot], service: Service) -> None:
    cancel(booking=make_booking(slots[0], service, 1))
    assert on_sale(slots[0], service, online=False)
    assert make_booking(slots[0], service, 2, channel=Booking.Channel.DESK).is_active
    assert broken() == []


def test_places_that_nobody_had_stay_on_sale(service: Service) -> None:
    slot = SlotFactory(pool=service.steps.get().pool, cap_online=3, cap_total=4)
    first, _second = (make_booking(slot, service, number) for number in (1, 2))
    cancel(booking=first)
    assert make_booking(slot, service, 3).is_active
    with pytest.raises(JustTaken):
        make_booking(slot, service, 4)
    assert broken() == []


def test_moved_away_from_is_kept_and_where_both_overlap_is_not_lost(
    slots: list[Slot], service: Service
) -> None:
    booking = make_booking(slots[0], service, 1, 2)  # 45 minutes: two slots
    moved = move(booking=booking, starts_at=slots[1].starts_at)
    assert moved.starts_at == slots[1].starts_at
    assert not on_sale(slots[0], service)
    assert Allocation.unscoped.count() == 2
    assert broken() == []


def test_expired_hold_is_on_sale_when_its_moment_is_over_although_no_worker_runs(
    slots: list[Slot], service: Service
) -> None:
    hold = make_booking(slots[0], service, 1, hold_for=dt.timedelta(hours=9))
    Booking.unscoped.update(hold_until=timezone.now())
    assert not on_sale(slots[0], service)
    last = OfficeRules.of(hold.office).last_release(timezone.now())
    Booking.unscoped.update(hold_until=last - dt.timedelta(minutes=1))
    assert on_sale(slots[0], service)
    assert make_booking(slots[0], service, 2).is_active
    assert broken() == []


def test_it_is_the_same_whoever_frees_an_expired_hold(slots: list[Slot], service: Service) -> None:
    hold = make_booking(slots[0], service, 1, hold_for=dt.timedelta(hours=9))
    last = OfficeRules.of(hold.office).last_release(timezone.now())
    Booking.unscoped.update(hold_until=last - dt.timedelta(minutes=1))
    assert expire(booking=hold)
    assert on_sale(slots[0], service)


def test_place_above_a_reduced_capacity_is_kept_by_its_people_and_not_sold_again(
    service: Service,
) -> None:
    pool = service.steps.get().pool
    OfficeRulesFactory(release_times=[])
    slot = SlotFactory(pool=pool, cap_online=3)
    bookings = [make_booking(slot, service, number) for number in (1, 2, 3)]
    day = timezone.localdate(slot.starts_at)
    OpeningException.objects.create(
        pool=pool, day=day, start=dt.time(8), end=dt.time(9), counters=2, online_counters=2
    )
    apply_hours(pool=pool)
    cancel(booking=bookings[0])
    for channel in (Booking.Channel.ONLINE, Booking.Channel.DESK):
        with pytest.raises(JustTaken):
            make_booking(slot, service, 4, channel=channel)
    cancel(booking=bookings[1])
    assert make_booking(slot, service, 4).is_active
    slot.refresh_from_db()
    assert (slot.used_total, slot.plan_total) == (2, 2)
    assert broken() == []


def test_database_refuses_it_too(service: Service) -> None:
    """The same, without a look at what the hours allow."""
    slot = SlotFactory(pool=service.steps.get().pool, cap_online=2)
    first = make_booking(slot, service, 1)
    Slot.objects.update(plan_total=1, plan_online=1)
    with pytest.raises(Exception, match="no place left by its hours"):
        Allocation.unscoped.create(
            booking=make_booking(SlotFactory(starts_at=slot.ends_at), service, 2),
            slot=slot,
            online=True,
        )
    assert first.is_active


def test_mark_on_a_day_off_is_taken_back_into_its_own_place(service: Service) -> None:
    """Whoever came on a day that was closed over her head and was marked done by mistake: the place
    went to nobody, so the mark can be taken back."""
    pool, officer = service.steps.get().pool, UserFactory()
    now = timezone.localtime()
    slot = SlotFactory(pool=pool, starts_at=now, cap_online=0, cap_total=1)
    booking = make_booking(slot, service, 1, channel=Booking.Channel.DESK)
    Slot.objects.update(status=Slot.Status.ENDING, plan_total=0, plan_online=0)
    arrive(booking=booking)
    serve(booking=booking, by=officer)
    finish(booking=booking, by=officer)
    assert undo(booking=booking, marked=State.DONE, by=officer).state == State.SERVING
    assert broken() == []


def test_mark_is_not_taken_back_when_the_place_is_somebody_elses(service: Service) -> None:
    pool, officer = service.steps.get().pool, UserFactory()
    slot = SlotFactory(pool=pool, starts_at=timezone.localtime(), cap_online=0, cap_total=1)
    booking = make_booking(slot, service, 1, channel=Booking.Channel.DESK)
    arrive(booking=booking)
    finish(booking=booking, by=officer)
    make_booking(slot, service, 2, channel=Booking.Channel.DESK)
    with pytest.raises(PlaceGiven):
        undo(booking=booking, marked=State.DONE, by=officer)


# --- races ---------------------------------------------------------------------------------------


def rush(slot: Slot, service: Service) -> list[object]:
    """One cancels, and 12 families press at the same moment for her place."""
    booked = make_booking(slot, service, 0)
    return at_once(
        lambda: cancel(booking=booked),
        *(lambda n=n: make_booking(slot, service, n) for n in range(1, 13)),
    )


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_nobody_is_fast_enough_for_a_place_that_is_given_back(
    slots: list[Slot], service: Service
) -> None:
    assert kinds(rush(slots[0], service)) == {"Booking": 1, "JustTaken": 12}
    assert not Booking.unscoped.active().exists()
    assert offer_places(office=slots[0].pool.office) == 0
    make_waiting(service, 99)
    offer: Any = WaitingEntry.unscoped.get().offer
    assert (offer.state, offer.starts_at) == (State.HELD, slots[0].starts_at)
    assert broken() == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("without_check")
def test_control_without_the_rule_somebody_gets_it(
    slots: list[Slot], service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If nobody gets the place here, the race above proves nothing."""
    monkeypatch.setattr(Slot, "keeps", False)
    cancel(booking=make_booking(slots[0], service, 0))
    results = at_once(*(lambda n=n: make_booking(slots[0], service, n) for n in range(1, 13)))
    assert kinds(results) == {"Booking": 1, "JustTaken": 11}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("without_check")
def test_control_the_look_alone_keeps_it_too(slots: list[Slot], service: Service) -> None:
    cancel(booking=make_booking(slots[0], service, 0))
    results = at_once(*(lambda n=n: make_booking(slots[0], service, n) for n in range(1, 6)))
    assert kinds(results) == {"JustTaken": 5}
