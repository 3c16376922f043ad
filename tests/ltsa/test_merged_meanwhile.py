"""Booking for a record that is merged away in the same second: words, and nothing is saved."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from ltsa.actions import Guest, Visitor, book, hold_list, wait_for_place
from ltsa.models import Booking, WaitingEntry
from ltsa.person_key import key_of
from ltsa.refusals import RecordGone
from migrants.models import Person
from tests.factories import PersonFactory, UserFactory
from tests.ltsa.factories import ServiceFactory, make_day

pytestmark = pytest.mark.django_db(transaction=True)


def test_merged_record_is_refused_in_words_by_every_way_to_a_place() -> None:
    service = ServiceFactory()
    slots = make_day(service.steps.get().pool)
    person = PersonFactory()
    gone = Person.unscoped.get(pk=person.pk)
    Person.unscoped.filter(pk=person.pk).delete()  # as a merge does, after the page was shown
    who = Visitor(key_of(gone), gone.name, service, person=gone)
    common: dict[str, Any] = {
        "office": slots[0].pool.office,
        "visitors": [who],
        "contact_name": "Warga",
        "contact_phone": "+6281200000001",
        "submit_key": uuid.uuid4(),
    }
    with pytest.raises(RecordGone, match="digabung"):
        book(starts_at=slots[0].starts_at, **common)
    today = timezone.localdate()
    with pytest.raises(RecordGone):
        wait_for_place(first_day=today, last_day=today + dt.timedelta(days=9), **common)
    with pytest.raises(RecordGone):
        hold_list(
            office=slots[0].pool.office,
            services=[service],
            guests=[Guest(gone, "+6281200000001")],
            starts_at=slots[0].starts_at,
            list_key=uuid.uuid4(),
            by=UserFactory(coordinator=True),
        )
    assert not Booking.unscoped.exists()
    assert not WaitingEntry.unscoped.exists()
