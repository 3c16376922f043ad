import pgtrigger
import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from ltsa.models import Booking, NumberSeries, Pool, Service, Slot
from notices.models import Message
from villages.models import Office, Province

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_stress_holds_and_leaves_nothing_behind(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("stress_booking", clients=8, operations=240)

    printed = capsys.readouterr().out
    assert " 0 things wrong" in printed
    for done in ("book", "cancel", "arrive", "call_next", "at_counter"):
        assert f"{done}: done" in printed
    for model in (Slot, Pool, Service, Office, Province, NumberSeries, User):
        assert not model.objects.exists()
    assert not Booking.unscoped.exists()
    assert not Message.unscoped.exists()


def test_stress_fails_when_seats_are_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """If nothing is wrong here, the stress above proves nothing."""
    trigger = "ltsa.Allocation:count_seats"
    pgtrigger.disable(trigger)
    try:
        with pytest.raises(SystemExit) as stop:
            call_command("stress_booking", clients=8, operations=240)
    finally:
        pgtrigger.enable(trigger)
    assert stop.value.code == 1
    assert "within capacity: slot" in capsys.readouterr().out


def test_more_clients_than_the_database_has_room_for_are_refused() -> None:
    with pytest.raises(CommandError, match="has room for"):
        call_command("stress_booking", clients=100_000, operations=1)
