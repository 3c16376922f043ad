"""The desk's calendar by a secret address: how many people come when, and nothing of anybody."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Role, User
from ltsa.actions import cancel, renew_feed, revoke_feed
from ltsa.models import Booking, CalendarFeed, Pool, Service
from ltsa.refusals import NotPossible
from tests.factories import OfficeFactory, UserFactory
from tests.ltsa.factories import (
    PoolFactory,
    ServiceFactory,
    ServiceStepFactory,
    SlotFactory,
    at,
    make_booking,
    make_day,
    on_sale_at_once,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Pool:
    return PoolFactory(name="Loket A")


@pytest.fixture
def service(desk: Pool) -> Service:
    return ServiceFactory(pool=desk)


@pytest.fixture
def officer(desk: Pool) -> User:
    return UserFactory(role=Role.LTSA_OFFICER, office=desk.office)


def address(desk: Pool, by: User, *, whole_office: bool = False) -> str:
    _feed, token = renew_feed(office=desk.office, pool=None if whole_office else desk, by=by)
    return f"/ltsa/kalender/{token}.ics"


def events(url: str) -> dict[str, str]:
    """Summary by UID, as a calendar program reads it."""
    answer = Client().get(url)
    assert answer.status_code == 200
    calendar: Any = Calendar.from_ical(answer.content)
    found = calendar.walk("VEVENT")
    return {str(event["uid"]): str(event["summary"]) for event in found}


def test_hours_tell_how_many_come(desk: Pool, service: Service, officer: User) -> None:
    slots = make_day(desk, slots=4, places=3)
    make_booking(slots[0], service, 1)
    make_booking(slots[1], service, 2, 3)
    make_booking(slots[2], service, 4)
    url = address(desk, officer)
    assert list(events(url).values()) == [
        "Loket A: 2 kunjungan, 3 orang",
        "Loket A: 1 kunjungan, 1 orang",
    ]
    calendar: Any = Calendar.from_ical(Client().get(url).content)
    first = calendar.walk("VEVENT")[0]
    assert first["dtstart"].dt == at(8)  # told in UTC
    assert first["dtstart"].dt.utcoffset() == dt.timedelta(0)
    assert first["dtend"].dt - first["dtstart"].dt == dt.timedelta(hours=1)


def test_cancelled_visits_vanish_and_the_rest_keep_their_uid(
    desk: Pool, service: Service, officer: User
) -> None:
    on_sale_at_once(desk.office)
    slots = make_day(desk, slots=4, places=2)
    first, second = make_booking(slots[0], service, 1), make_booking(slots[0], service, 2)
    make_booking(slots[2], service, 3)
    url = address(desk, officer)
    before = events(url)
    cancel(booking=first)
    after = events(url)
    assert list(before) == list(after)
    assert next(iter(after.values())) == "Loket A: 1 kunjungan, 1 orang"
    cancel(booking=second)
    assert len(events(url)) == 1


def test_it_carries_nothing_of_a_person(desk: Pool, service: Service, officer: User) -> None:
    booking = make_booking(SlotFactory(pool=desk), service, 7, phone="+6281299998888")
    text = Client().get(address(desk, officer)).content.decode()
    unfolded = re.sub(r"\r\n[ \t]", "", text)
    for secret in ("Warga 7", "99998888", booking.code, str(booking.uuid), service.name):
        assert secret not in unfolded


def test_each_desk_has_its_own_calendar_and_the_office_one_of_all(
    desk: Pool, service: Service, officer: User
) -> None:
    second = PoolFactory(office=desk.office, name="Loket B")
    ServiceStepFactory(service=service, pool=second, order=2)
    make_day(desk)
    make_day(second)
    for minute in (0, 30):  # the second desk is an hour later
        SlotFactory(pool=second, starts_at=at(12, minute))
    other = PoolFactory(office=OfficeFactory(code="genteng"), name="Loket C")
    slot = SlotFactory(pool=other)
    make_booking(slot, ServiceFactory(pool=other), 9)
    make_booking(desk.slots.order_by("starts_at")[1], service, 1)
    assert list(events(address(desk, officer)).values()) == ["Loket A: 1 kunjungan, 1 orang"]
    at_second = events(address(second, officer))
    assert list(at_second.values()) == ["Loket B: 1 kunjungan, 1 orang"]
    begin = timezone.localtime(at(9)).astimezone(dt.UTC)
    assert f"{begin:%Y%m%dT%H%M}" in next(iter(at_second))
    office = events(address(desk, officer, whole_office=True))
    assert list(office.values()) == [f"{desk.office}: 1 kunjungan, 1 orang"]


def test_far_away_days_are_not_told(desk: Pool, service: Service, officer: User) -> None:
    booking = make_booking(SlotFactory(pool=desk), service, 1)
    url = address(desk, officer)
    for days, number in ((62, 1), (63, 0), (-14, 1), (-15, 0)):
        start = at(8, days=days)
        Booking.unscoped.filter(pk=booking.pk).update(
            starts_at=start, ends_at=start + dt.timedelta(minutes=30)
        )
        feed = CalendarFeed.objects.active().get()
        feed.pool = None
        assert len(feed.hours()) == number, days
    assert events(url) is not None


def test_nothing_new_is_an_empty_answer(desk: Pool, service: Service, officer: User) -> None:
    slots = make_day(desk)
    make_booking(slots[0], service, 1)
    url, browser = address(desk, officer), Client()
    answer = browser.get(url)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    again: Any = {"If-None-Match": answer["ETag"]}
    assert browser.get(url, headers=again).status_code == 304
    since: Any = {"If-Modified-Since": answer["Last-Modified"]}
    assert browser.get(url, headers=since).status_code == 304
    assert browser.get(url).content == answer.content
    make_booking(slots[2], service, 2)
    CalendarFeed.objects.update(changed_at=timezone.now() - dt.timedelta(minutes=5))
    assert browser.get(url, headers=again).status_code == 200
    assert browser.head(url).status_code == 200
    assert browser.post(url).status_code == 405


def test_renewing_ends_the_old_address(desk: Pool, officer: User) -> None:
    old = address(desk, officer)
    assert Client().get(old).status_code == 200
    new = address(desk, officer)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert revoke_feed(feed=CalendarFeed.objects.active().get(), by=officer)
    assert not revoke_feed(feed=CalendarFeed.objects.order_by("-pk")[0], by=officer)
    assert Client().get(new).status_code == 404


def test_a_desk_out_of_use_tells_nothing(desk: Pool, officer: User) -> None:
    url = address(desk, officer)
    Pool.objects.filter(pk=desk.pk).update(is_active=False)
    assert Client().get(url).status_code == 404


def test_an_unknown_address_is_404(client: Client) -> None:
    for token in ("x", "a" * 43, "%00", "..%2F"):
        assert client.get(f"/ltsa/kalender/{token}.ics").status_code in (400, 404)


def test_a_desk_has_one_address_in_use(desk: Pool, officer: User) -> None:
    for pool in (desk, None):
        renew_feed(office=desk.office, pool=pool, by=officer)
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarFeed.objects.create(
                office=desk.office, pool=pool, token_hash="x", made_by=officer
            )


def test_another_offices_desk_gets_no_address_here(desk: Pool, officer: User) -> None:
    other = PoolFactory(office=OfficeFactory(code="genteng"))
    with pytest.raises(NotPossible):
        renew_feed(office=desk.office, pool=other, by=officer)


def test_officer_makes_renews_and_withdraws_on_her_page(
    desk: Pool, officer: User, client: Client
) -> None:
    client.force_login(officer)
    page = client.post("/kerja/loket/kalender/", {"pool": desk.pk}).content.decode()
    found = re.search(r"http://testserver(/ltsa/kalender/[\w-]+\.ics)", page)
    assert found
    assert Client().get(found[1]).status_code == 200
    later = client.get("/kerja/loket/kalender/").content.decode()
    assert found[1] not in later  # shown once
    assert "terakhir dibaca" in later
    assert found[1].split("/")[-1][:-4] not in CalendarFeed.objects.get().token_hash
    feed = CalendarFeed.objects.get()
    client.post(f"/kerja/loket/kalender/{feed.pk}/cabut/")
    assert Client().get(found[1]).status_code == 404


def test_officer_gets_no_address_of_another_office(
    desk: Pool, officer: User, client: Client
) -> None:
    other = PoolFactory(office=OfficeFactory(code="genteng"))
    feed, _token = renew_feed(office=other.office, pool=other, by=officer)
    client.force_login(officer)
    assert client.post("/kerja/loket/kalender/", {"pool": other.pk}).status_code == 422
    assert client.post(f"/kerja/loket/kalender/{feed.pk}/cabut/").status_code == 404
    feed.refresh_from_db()
    assert feed.revoked_at is None


def test_reading_asks_three_questions_whatever_there_is(
    desk: Pool, service: Service, officer: User, django_assert_max_num_queries: Any
) -> None:
    url = address(desk, officer)
    for number, slot in enumerate(make_day(desk, slots=8)):
        make_booking(slot, service, number)
    Client().get(url)
    with django_assert_max_num_queries(2):
        Client().get(url)
