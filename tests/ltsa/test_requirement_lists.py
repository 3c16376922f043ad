"""The office changes its list of papers; what a family was told stays known."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from ltsa.drafts import remember_opened
from ltsa.models import Requirement, Service, Slot
from tests import factories as make
from tests.ltsa.factories import PoolFactory, ServiceFactory, make_booking, make_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Service:
    return ServiceFactory(slug="rekom", pool=PoolFactory())


@pytest.fixture
def paper(service: Service) -> Requirement:
    return Requirement.objects.create(service=service, text="Surat izin keluarga")


@pytest.fixture
def officer(client: Client, service: Service) -> Client:
    office = service.steps.get().pool.office
    client.force_login(make.UserFactory(role=Role.LTSA_OFFICER, office=office))
    return client


@pytest.fixture
def slot(service: Service) -> Slot:
    return make_day(service.steps.get().pool)[0]


def today(shift: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=shift)


def change(client: Client, paper: Requirement, **data: Any) -> Any:
    sent = {"text": paper.text, "from_day": today().isoformat(), **data}
    return client.post(reverse("requirement_change", args=[paper.pk]), sent)


def on_list(service: Service, day: dt.date) -> list[str]:
    return [paper.text for paper in service.requirements_on(day)]


def test_change_is_a_new_version_from_its_day_on(
    officer: Client, service: Service, paper: Requirement
) -> None:
    change(officer, paper, text="Surat izin, bermeterai", from_day=today(3).isoformat())
    assert on_list(service, today(2)) == ["Surat izin keluarga"]
    assert on_list(service, today(3)) == ["Surat izin, bermeterai"]
    paper.refresh_from_db()
    assert paper.text == "Surat izin keluarga"


def test_change_sent_twice_is_one_version(
    officer: Client, service: Service, paper: Requirement
) -> None:
    for _time in range(2):
        change(officer, paper, text="Surat izin, bermeterai")
    assert Requirement.objects.count() == 2


def test_saving_without_a_change_makes_no_version(officer: Client, paper: Requirement) -> None:
    change(officer, paper)
    assert Requirement.objects.count() == 1


def test_ended_paper_is_no_longer_asked_for(
    officer: Client, service: Service, paper: Requirement
) -> None:
    change(officer, paper, end="1")
    assert on_list(service, today()) == []
    assert on_list(service, today(-1)) == ["Surat izin keluarga"]


def test_version_that_never_began_is_withdrawn(
    officer: Client, service: Service, paper: Requirement
) -> None:
    change(officer, paper, text="Salah ketik", from_day=today(5).isoformat())
    wrong = Requirement.objects.get(text="Salah ketik")
    change(officer, wrong, text="Benar", from_day=today(5).isoformat())
    assert on_list(service, today(5)) == ["Benar"]
    assert on_list(service, today(6)) == ["Benar"]


def test_past_days_stay_as_they_were(officer: Client, paper: Requirement) -> None:
    answer = change(officer, paper, text="Lain", from_day=today(-1).isoformat())
    assert answer.status_code == 422
    assert Requirement.objects.count() == 1


def test_ticket_says_what_has_changed_since_booking(
    client: Client, officer: Client, service: Service, paper: Requirement, slot: Slot
) -> None:
    booking = make_booking(slot, service, 1, phone="+6281200009876")
    change(officer, paper, text="Surat izin, bermeterai")
    family = Client()
    session = family.session
    remember_opened(session, booking.code, "9876")
    session.save()
    page = family.get(reverse("booking_ticket", args=[booking.code]))
    assert page.context["new_papers"] == ["Surat izin, bermeterai"]
    assert page.context["gone_papers"] == ["Surat izin keluarga"]
    later = make_booking(make_day(slot.pool, days=4)[0], service, 2, phone="+6281200009877")
    remember_opened(session, later.code, "9877")
    session.save()
    page = family.get(reverse("booking_ticket", args=[later.code]))
    assert page.context["new_papers"] == [], "she was told the new list"


def test_paper_is_added(officer: Client, service: Service) -> None:
    url = reverse("requirement_add", args=[service.slug])
    officer.post(url, {"text": "Akta lahir", "copies": "both", "from_day": today().isoformat()})
    assert on_list(service, today()) == ["Akta lahir"]
    assert "Akta lahir" in officer.get(reverse("requirement_list")).content.decode()


def test_officer_of_another_office_may_not(client: Client, paper: Requirement) -> None:
    elsewhere = make.OfficeFactory(code="lain", name="Lain")
    client.force_login(make.UserFactory(role=Role.LTSA_OFFICER, office=elsewhere))
    assert change(client, paper, text="Lain").status_code == 404


def test_letter_of_authority_is_printed_without_anybodys_data(client: Client) -> None:
    assert "SURAT KUASA" in client.get(reverse("authority_letter")).content.decode()
