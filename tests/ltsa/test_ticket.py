import pytest
from django.conf import settings
from django.test import override_settings

from ltsa.actions import move
from ltsa.ticket import public_keys, read_ticket, write_ticket
from tests.ltsa.factories import PoolFactory, ServiceFactory, SlotFactory, make_booking, make_day

pytestmark = pytest.mark.django_db


def test_ticket_tells_code_office_time_and_version() -> None:
    slots = make_day(PoolFactory())
    booking = make_booking(slots[0], ServiceFactory(), 1)
    booking = move(booking=booking, starts_at=slots[1].starts_at)

    ticket = read_ticket(write_ticket(booking))

    assert ticket is not None
    assert (ticket.code, ticket.office, ticket.version) == (booking.code, "banyuwangi", 2)
    assert ticket.starts_at == slots[1].starts_at


def test_ticket_fits_a_small_code_and_names_nobody() -> None:
    text = write_ticket(make_booking(SlotFactory(), ServiceFactory(), 1))
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert len(text) < 160
    assert "WARGA" not in text.rpartition(":")[0]


def test_changed_ticket_is_refused() -> None:
    text = write_ticket(make_booking(SlotFactory(), ServiceFactory(), 1))
    other_hour = text.replace(text.split(":")[3], "202601010800")
    for wrong in (other_hour, text[:-1], text + "A", "", "KM1", "KM1:A:B:C:D:E", "x" * 5000):
        assert read_ticket(wrong) is None


def test_ticket_of_another_installation_is_refused_and_an_older_key_is_not() -> None:
    text = write_ticket(make_booking(SlotFactory(), ServiceFactory(), 1))
    keys, own_key = public_keys(), settings.SECRET_KEY
    with override_settings(SECRET_KEY="another"):
        assert read_ticket(text) is None
        assert public_keys() != keys
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[own_key]):
        assert read_ticket(text) is not None
        assert public_keys()[1:] == keys
