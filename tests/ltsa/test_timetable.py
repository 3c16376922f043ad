import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from ltsa.actions import apply_hours, cancel, decide_holiday, make_slots, propose_holidays
from ltsa.availability import openings
from ltsa.models import Holiday, OpeningException, OpeningHours, Pool, Slot
from ltsa.refusals import JustTaken
from tests.factories import OfficeFactory, UserFactory
from tests.ltsa.factories import (
    OpeningHoursFactory,
    PoolFactory,
    ServiceFactory,
    make_booking,
    on_sale_at_once,
)

pytestmark = pytest.mark.django_db

#: A Monday well ahead, with its week.
MONDAY = timezone.localdate() + dt.timedelta(days=14 - timezone.localdate().weekday())
SUNDAY = MONDAY + dt.timedelta(days=6)


def make_week(pool: Pool) -> int:
    return make_slots(pool=pool, first_day=MONDAY, last_day=SUNDAY)


def times() -> list[str]:
    return [f"{timezone.localtime(s.starts_at):%a %H.%M}" for s in Slot.objects.all()]


def test_slots_follow_the_weekly_pattern_with_its_break() -> None:
    pool = PoolFactory()
    OpeningHoursFactory(pool=pool, weekday=4, start=dt.time(8), end=dt.time(9))
    OpeningHoursFactory(pool=pool, weekday=4, start=dt.time(13), end=dt.time(13, 45))

    assert make_week(pool) == 3

    assert times() == ["Fri 08.00", "Fri 08.30", "Fri 13.00"]
    slot = Slot.objects.first()
    assert slot is not None
    assert (slot.cap_online, slot.cap_total, slot.minutes) == (1, 2, 30)


def test_making_slots_twice_makes_them_once() -> None:
    pool = PoolFactory()
    OpeningHoursFactory(pool=pool)
    assert make_week(pool) == 12
    assert make_week(pool) == 0


def test_existing_slot_is_not_changed_by_making_slots() -> None:
    pool = PoolFactory()
    OpeningHoursFactory(pool=pool)
    make_week(pool)
    Slot.objects.update(cap_total=9)
    make_week(pool)
    assert set(Slot.objects.values_list("cap_total", flat=True)) == {9}


def test_day_keeps_the_length_of_its_slots() -> None:
    pool = PoolFactory()
    OpeningHoursFactory(pool=pool)
    make_week(pool)
    pool.slot_minutes = 20
    pool.save()

    assert make_week(pool) == 0


def test_pattern_counts_only_while_it_is_valid() -> None:
    pool = PoolFactory()
    OpeningHoursFactory(pool=pool, valid_to=MONDAY - dt.timedelta(days=1))
    OpeningHoursFactory(pool=pool, valid_from=MONDAY, start=dt.time(9), end=dt.time(10))
    make_week(pool)
    assert times() == ["Mon 09.00", "Mon 09.30"]


def test_exception_replaces_the_day() -> None:
    pool = PoolFactory()
    OpeningHoursFactory(pool=pool)
    OpeningHoursFactory(pool=pool, weekday=1)
    OpeningException.objects.create(
        pool=pool, day=MONDAY, start=dt.time(18), end=dt.time(19), counters=3, online_counters=2
    )
    OpeningException.objects.create(pool=pool, day=MONDAY + dt.timedelta(days=1), reason="Upacara")
    make_week(pool)
    assert times() == ["Mon 18.00", "Mon 18.30"]


@pytest.mark.parametrize(
    ("state", "slots"),
    [(Holiday.State.PROPOSED, 0), (Holiday.State.CLOSED, 0), (Holiday.State.OPEN, 12)],
)
def test_holiday_closes_unless_the_office_says_that_it_works(state: str, slots: int) -> None:
    pool = PoolFactory()
    OpeningHoursFactory(pool=pool)
    Holiday.objects.create(office=pool.office, day=MONDAY, name="Hari libur", state=state)
    assert make_week(pool) == slots


def test_deciding_a_holiday_opens_its_day() -> None:
    pool, officer = PoolFactory(), UserFactory()
    OpeningHoursFactory(pool=pool)
    holiday = Holiday.objects.create(office=pool.office, day=MONDAY, name="Hari libur")
    make_week(pool)

    decide_holiday(holiday=holiday, is_open=True, by=officer)
    assert Slot.objects.on(MONDAY).open().count() == 12
    decide_holiday(holiday=holiday, is_open=False, by=officer)
    assert Slot.objects.on(MONDAY).open().count() == 0
    assert holiday.decided_by == officer


def test_holidays_are_proposed_once_and_decisions_stay() -> None:
    office = OfficeFactory()
    assert propose_holidays(office=office, years=[2026]) > 20
    independence = Holiday.objects.get(day=dt.date(2026, 8, 17))
    assert independence.state == Holiday.State.PROPOSED
    independence.state = Holiday.State.OPEN
    independence.save()

    assert propose_holidays(office=office, years=[2026]) == 0
    independence.refresh_from_db()
    assert independence.state == Holiday.State.OPEN


def test_changed_hours_never_go_below_what_is_taken() -> None:
    pool = PoolFactory()
    hours = OpeningHoursFactory(pool=pool, counters=2, online_counters=2, end=dt.time(10))
    make_week(pool)
    slots = list(Slot.objects.order_by("starts_at"))
    booking = make_booking(slots[0], ServiceFactory(), 1)
    make_booking(slots[0], ServiceFactory(), 2)

    hours.counters = hours.online_counters = 1
    hours.save()
    assert apply_hours(pool=pool) == []

    for slot in slots:
        slot.refresh_from_db()
    assert [slot.cap_total for slot in slots] == [2, 1, 1, 1]
    booking.refresh_from_db()
    assert booking.is_active


def test_hours_that_end_earlier_close_empty_slots_and_name_those_with_people() -> None:
    pool = PoolFactory()
    hours = OpeningHoursFactory(pool=pool, end=dt.time(10))
    make_week(pool)
    slots = list(Slot.objects.order_by("starts_at"))
    make_booking(slots[3], ServiceFactory(), 1)

    hours.end = dt.time(9)
    hours.save()
    outside = apply_hours(pool=pool)

    assert outside == [slots[3]]
    for slot in slots:
        slot.refresh_from_db()
    assert [slot.status for slot in slots] == ["open", "open", "closed", "ending"]
    assert slots[3].free(online=False) == 0


def test_a_place_given_back_on_a_day_off_goes_to_nobody() -> None:
    pool, officer, service = PoolFactory(), UserFactory(), ServiceFactory()
    on_sale_at_once(pool.office)
    OpeningHoursFactory(pool=pool, counters=2, online_counters=2)
    make_week(pool)
    holiday = Holiday.objects.create(office=pool.office, day=MONDAY, name="Hari libur")
    slot = Slot.objects.order_by("starts_at")[0]
    stays, leaves = (make_booking(slot, service, number) for number in (1, 2))
    decide_holiday(holiday=holiday, is_open=False, by=officer)

    cancel(booking=leaves)

    assert openings(office=pool.office, services=[service], first_day=MONDAY, last_day=MONDAY) == []
    with pytest.raises(JustTaken):
        make_booking(slot, service, 3)
    stays.refresh_from_db()
    slot.refresh_from_db()
    assert (stays.state, slot.status, slot.used_total) == ("booked", "ending", 1)

    decide_holiday(holiday=holiday, is_open=True, by=officer)
    assert make_booking(slot, service, 3).is_active


def test_command_makes_slots_and_proposes_holidays(capsys: pytest.CaptureFixture[str]) -> None:
    for weekday in range(7):
        OpeningHoursFactory(pool=PoolFactory(), weekday=weekday)
    call_command("make_slots", days=10)
    made = Slot.objects.count()
    call_command("make_slots", days=10)
    assert Slot.objects.count() == made > 0
    assert "0 slots made, 0 holidays proposed" in capsys.readouterr().out


def test_hours_of_one_desk_cannot_overlap() -> None:
    hours = OpeningHoursFactory()
    with pytest.raises(IntegrityError, match="ltsa_openinghours_no_overlap"):
        OpeningHoursFactory(pool=hours.pool, start=dt.time(13), end=dt.time(15))


def test_hours_may_follow_each_other() -> None:
    hours = OpeningHoursFactory()
    OpeningHoursFactory(pool=hours.pool, start=dt.time(14), end=dt.time(15))
    assert OpeningHours.objects.count() == 2
