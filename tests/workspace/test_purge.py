import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from ltsa.actions import close_day
from ltsa.models import Booking, CallTask, Slot, State
from tests.ltsa.factories import PoolFactory, ServiceFactory, make_booking, make_day

pytestmark = pytest.mark.django_db


def test_purging_frees_expired_holds_and_leaves_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    over = make_booking(slots[0], service, 1, hold_for=dt.timedelta(hours=1))
    make_booking(slots[1], service, 2, hold_for=dt.timedelta(hours=1))
    make_booking(slots[2], service, 3)
    Booking.unscoped.filter(pk=over.pk).update(hold_until=timezone.now())

    call_command("purge_expired")
    call_command("purge_expired")

    states = Booking.unscoped.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.EXPIRED, State.HELD, State.BOOKED]
    assert Slot.objects.filter(used_total=1).count() == 2
    assert "1 holds freed" in capsys.readouterr().out


def test_purging_offers_what_a_broken_off_closure_left_undone() -> None:
    slots, service = make_day(PoolFactory()), ServiceFactory()
    booking = make_booking(slots[0], service, 1)
    close_day(office=booking.office, day=booking.day, reason="Upacara")
    CallTask.unscoped.all().delete()  # as if the process had died after closing
    make_day(slots[0].pool, days=9)

    call_command("purge_expired")

    assert Booking.unscoped.get(replaces=booking).state == State.HELD
