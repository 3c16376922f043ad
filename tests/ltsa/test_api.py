"""The public API: what other programs may read, and nothing else."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from ltsa.actions import cancel
from ltsa.models import Pool, Service
from tests.factories import OfficeFactory
from tests.ltsa.factories import (
    PoolFactory,
    ServiceFactory,
    SlotFactory,
    at,
    make_booking,
    make_day,
    on_sale_at_once,
)

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def desk() -> Pool:
    return PoolFactory(name="Loket A")


@pytest.fixture
def service(desk: Pool) -> Service:
    return ServiceFactory(pool=desk, name="Rekomendasi paspor", slug="rekomendasi-paspor")


def read(address: str, status: int = 200) -> dict[str, Any]:
    answer = Client().get(f"{API}{address}")
    assert answer.status_code == status, answer.content
    said: dict[str, Any] = json.loads(answer.content)
    kind = "application/json" if status == 200 else "application/problem+json"
    assert answer["Content-Type"] == kind
    return said


def slots_of(desk: Pool, query: str = "") -> dict[str, Any]:
    return read(f"/offices/{desk.office.code}/services/rekomendasi-paspor/open-slots{query}")


def test_root_leads_everywhere(desk: Pool) -> None:
    for key, url in read("/").items():
        if key != "version":
            assert Client().get(url.removeprefix("http://testserver")).status_code == 200, key


def test_offices_desks_and_services(desk: Pool, service: Service) -> None:
    OfficeFactory(code="lama", is_active=False)
    PoolFactory(office=desk.office, name="Loket lama", is_active=False)
    ServiceFactory(slug="lama", is_active=False, pool=desk)
    offices = read("/offices")
    assert [one["code"] for one in offices["results"]] == [desk.office.code]
    desks = read(f"/offices/{desk.office.code}/desks")["results"]
    assert desks == [{"id": desk.pk, "name": "Loket A", "services": ["rekomendasi-paspor"]}]
    (one,) = read("/services")["results"]
    assert one["offices"] == [desk.office.code]
    assert one["url"].endswith("/ltsa/rekomendasi-paspor/")
    elsewhere = OfficeFactory(code="genteng")
    assert read(f"/services?office={desk.office.code}")["count"] == 1
    assert read(f"/services?office={elsewhere.code}")["count"] == 0


def test_open_slots_are_those_of_the_booking_pages(desk: Pool, service: Service) -> None:
    slots = make_day(desk, slots=3, places=2)
    make_booking(slots[0], service, 1)
    make_booking(slots[1], service, 2)
    make_booking(slots[1], service, 3)
    found = slots_of(desk)
    assert [(one["starts_at"], one["free"]) for one in found["results"]] == [
        (timezone.localtime(slots[0].starts_at).isoformat(), 1),
        (timezone.localtime(slots[2].starts_at).isoformat(), 2),
    ]
    day = at(8).date().isoformat()
    assert found["days"] == [{"day": day, "open": 2}]
    assert found["results"][0]["starts_at"].endswith("+07:00")
    assert slots_of(desk, "?people=3")["count"] == 0  # an hour in one piece is not free
    assert slots_of(desk, f"?from={day}&until={day}")["count"] == 2
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert slots_of(desk, f"?from={tomorrow}&until={tomorrow}")["count"] == 0


def test_a_place_given_back_comes_back(desk: Pool, service: Service) -> None:
    on_sale_at_once(desk.office)
    booking = make_booking(SlotFactory(pool=desk), service, 1)
    assert slots_of(desk)["count"] == 0
    cancel(booking=booking)
    assert slots_of(desk)["count"] == 1


def test_the_past_has_no_open_slots(desk: Pool, service: Service) -> None:
    SlotFactory(pool=desk, starts_at=at(8, days=-3))
    week_ago = timezone.localdate() - dt.timedelta(days=7)
    found = slots_of(desk, f"?from={week_ago}")
    assert (found["count"], found["from"]) == (0, timezone.localdate().isoformat())


def test_nothing_of_a_person_is_told(desk: Pool, service: Service) -> None:
    booking = make_booking(SlotFactory(pool=desk, cap_online=3), service, 7, phone="+628129998888")
    text = "".join(
        Client().get(f"{API}{address}").content.decode()
        for address in (
            "/",
            "/offices",
            f"/offices/{desk.office.code}/desks",
            "/services",
            f"/offices/{desk.office.code}/services/rekomendasi-paspor/open-slots",
        )
    )
    for secret in ("Warga 7", "9998888", booking.code, str(booking.uuid)):
        assert secret not in text


def test_long_lists_have_pages(desk: Pool, service: Service) -> None:
    make_day(desk, slots=5)
    first = slots_of(desk, "?per_page=2")
    assert (first["count"], first["pages"], len(first["results"])) == (5, 3, 2)
    assert first["previous"] is None
    second = json.loads(Client().get(first["next"].removeprefix("http://testserver")).content)
    last = json.loads(Client().get(second["next"].removeprefix("http://testserver")).content)
    assert last["next"] is None
    told = [one["starts_at"] for page in (first, second, last) for one in page["results"]]
    assert len(set(told)) == 5
    assert told == sorted(told)


@pytest.mark.parametrize(
    "query",
    [
        "?people=0",
        "?people=6",
        "?people=dua",
        "?people=²",
        "?people=-1",
        "?page=0",
        "?per_page=101",
        "?per_page=9999999999",
        "?from=24-11-2026",
        "?from=2026-13-01",
        "?from=kemarin",
        "?until=2020-01-01",
        "?from=2026-01-01&until=2026-02-28",
    ],
)
def test_what_cannot_be_understood_is_a_problem(desk: Pool, service: Service, query: str) -> None:
    address = f"/offices/{desk.office.code}/services/rekomendasi-paspor/open-slots{query}"
    said = read(address, 400)
    assert said["status"] == 400
    assert said["type"] == "about:blank"
    assert said["title"]
    assert said["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "/offices/lama/desks",
        "/offices/lama/services/rekomendasi-paspor/open-slots",
        "/services?office=lama",
        "/offices?page=2",
        "/nothing",
        "/offices/",
        "/offices/x/y/z",
    ],
)
def test_what_is_not_there_is_a_problem(desk: Pool, service: Service, address: str) -> None:
    assert read(address, 404)["status"] == 404


def test_a_service_without_appointments_here_is_a_problem(desk: Pool, service: Service) -> None:
    address = f"/offices/{desk.office.code}/services"
    other = ServiceFactory(pool=PoolFactory(office=OfficeFactory(code="genteng")))
    read(f"{address}/{other.slug}/open-slots", 404)
    read(f"{address}/tidak-ada/open-slots", 404)


def test_days_at_the_end_of_time_are_no_fault(desk: Pool, service: Service) -> None:
    """The last day there is has no day after it."""
    address = f"/offices/{desk.office.code}/services/rekomendasi-paspor/open-slots"
    for day in ("9999-12-31", "0001-01-01"):
        answer = Client(raise_request_exception=False).get(f"{API}{address}?from={day}")
        assert answer.status_code == 400, day


def test_it_can_only_be_read(desk: Pool) -> None:
    answer = Client(enforce_csrf_checks=True).post(f"{API}/offices", {"name": "x"})
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert "GET" in answer["Allow"]
    assert Client().head(f"{API}/offices").status_code == 200


def test_nothing_new_is_an_empty_answer(desk: Pool, service: Service) -> None:
    slots = make_day(desk)
    address = f"{API}/offices/{desk.office.code}/services/rekomendasi-paspor/open-slots"
    answer = Client().get(address)
    assert "public" in answer["Cache-Control"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    again: Any = {"If-None-Match": answer["ETag"]}
    same = Client().get(address, headers=again)
    assert (same.status_code, same.content) == (304, b"")
    make_booking(slots[0], service, 1)
    assert Client().get(address, headers=again).status_code == 200


def test_questions_are_limited(desk: Pool) -> None:
    cache.clear()
    statuses = [Client().get(f"{API}/").status_code for _ in range(122)]
    assert statuses[:100] == [200] * 100
    answer = Client().get(f"{API}/offices")
    if 429 in statuses:  # not when the minute ended in between
        assert statuses.count(429) <= 22
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["Retry-After"] == "60"
    cache.clear()


def test_description_and_answers_agree(desk: Pool, service: Service) -> None:
    """Every address described answers, with just the fields that are described."""
    make_day(desk)
    described = read("/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert described["servers"] == [{"url": "http://testserver/api/v1"}]
    schemas = described["components"]["schemas"]
    for path, one in described["paths"].items():
        filled = path.replace("{office}", desk.office.code).replace("{service}", service.slug)
        named = {p["name"] for p in one["get"]["parameters"] if p["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))
        reference = one["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        of = schemas[reference.split("/")[-1]]
        said = read(filled)
        assert set(said) == set(of["properties"]) == set(of["required"])
        if "results" in said:
            row = schemas[of["properties"]["results"]["items"]["$ref"].split("/")[-1]]
            assert said["results"], path
            assert set(said["results"][0]) == set(row["properties"])


def test_docs_need_no_script_and_nothing_from_elsewhere(desk: Pool) -> None:
    answer = Client().get(f"{API}/docs")
    text = answer.content.decode()
    assert answer.status_code == 200
    for words in ("open-slots", "people", "starts_at", "If-None-Match"):
        assert words in text
    assert not re.findall(r'(?:src|srcset)="(?!/static/|data:)', text)
    assert "style=" not in text
    assert "<script>" not in text


def test_questions_to_the_database_do_not_grow(
    desk: Pool, service: Service, queries_do_not_grow: Any
) -> None:
    def more() -> None:
        for number in range(5):
            pool = PoolFactory(office=desk.office, name=f"Loket {Pool.objects.count()}")
            ServiceFactory(pool=pool)
            make_day(desk, slots=2, days=3 + Pool.objects.count() + number)

    for address in (
        "/offices",
        f"/offices/{desk.office.code}/desks",
        "/services",
        f"/offices/{desk.office.code}/services/rekomendasi-paspor/open-slots",
    ):
        more()
        Client().get(f"{API}{address}")
        queries_do_not_grow(lambda address=address: Client().get(f"{API}{address}"), more)
