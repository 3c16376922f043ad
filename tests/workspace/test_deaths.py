"""A death: reported by the village, confirmed by somebody of the regency, and what follows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from ltsa.models import State
from migrants.models import DeathReport, Person
from notices.models import Message
from tests import factories as make
from tests.world import World

SignIn = Callable[[User], Client]
FORM = {
    "died_day": "2026-03-01",
    "place": "Hong Kong",
    "evidence": "doctor",
    "evidence_text": "Surat rumah sakit Tuen Mun",
}


@pytest.fixture
def person(world: World) -> Person:
    found: Person = world.own.person
    return found


@pytest.fixture
def coordinator(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.users[Role.COORDINATOR])


@pytest.fixture
def officer(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.users[Role.CASE_OFFICER])


@pytest.fixture
def report(coordinator: Client, person: Person) -> DeathReport:
    answer = coordinator.post(f"/kerja/warga/{person.pk}/meninggal/", FORM)
    assert answer.status_code == 302
    return DeathReport.unscoped.get(person=person)


def status(person: Person) -> str:
    person.refresh_from_db()
    return person.status


def messages_to(person: Person, world: World) -> set[str]:
    keys = f"booking-{world.own.booking.pk}-"
    return set(Message.unscoped.filter(key__startswith=keys).values_list("state", flat=True))


def test_reported_is_not_yet_deceased_but_gets_no_messages(
    coordinator: Client, report: DeathReport, person: Person, world: World
) -> None:
    assert status(person) == Person.Status.ABROAD
    assert messages_to(person, world) == {Message.State.CANCELLED}
    assert world.own.booking.__class__.unscoped.get(pk=world.own.booking.pk).is_active
    page = coordinator.get(person.get_absolute_url()).content.decode()
    assert "Dilaporkan meninggal" in page
    assert "wa.me" not in page


def test_village_cannot_confirm(coordinator: Client, report: DeathReport, person: Person) -> None:
    assert coordinator.post(f"{report.get_absolute_url()}pastikan/").status_code == 403
    assert status(person) == Person.Status.ABROAD


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.OFFICIAL])
def test_confirmed_by_the_regency(
    role: str, signed_in: SignIn, report: DeathReport, person: Person, world: World
) -> None:
    browser = signed_in(world.users[role])
    assert "Surat rumah sakit Tuen Mun" in browser.get(report.get_absolute_url()).content.decode()
    assert browser.post(f"{report.get_absolute_url()}pastikan/").status_code == 302
    assert status(person) == Person.Status.DECEASED
    world.own.booking.refresh_from_db()
    assert world.own.booking.state == State.CANCELLED
    assert messages_to(person, world) == {Message.State.CANCELLED}, "no word to her phone"


def test_who_reported_cannot_confirm_herself(officer: Client, person: Person) -> None:
    officer.post(f"/kerja/warga/{person.pk}/meninggal/", FORM)
    report = DeathReport.unscoped.get(person=person)
    assert officer.post(f"{report.get_absolute_url()}pastikan/").status_code == 404
    assert status(person) == Person.Status.ABROAD


def test_refused_report_lets_messages_go_again(
    officer: Client, report: DeathReport, person: Person, world: World
) -> None:
    address = f"{report.get_absolute_url()}tolak/"
    assert officer.post(address, {"why": ""}).status_code == 422
    assert messages_to(person, world) == {Message.State.CANCELLED}
    assert officer.post(address, {"why": "Ia menelepon kemarin."}).status_code == 302
    assert status(person) == Person.Status.ABROAD
    assert messages_to(person, world) == {Message.State.WAITING}


def test_companions_keep_their_visit(
    officer: Client, report: DeathReport, person: Person, world: World
) -> None:
    booking = world.own.booking
    party = booking.parties.get()
    party.pk, party.person, party.person_key, party.name = None, None, "another", "Ibunya"
    party.save()
    officer.post(f"{report.get_absolute_url()}pastikan/")
    booking.refresh_from_db()
    assert booking.state == State.BOOKED


def test_confirmed_death_is_final(officer: Client, report: DeathReport, person: Person) -> None:
    officer.post(f"{report.get_absolute_url()}pastikan/")
    officer.post(f"{report.get_absolute_url()}tolak/", {"why": "Keliru."})
    assert status(person) == Person.Status.DECEASED
    report.refresh_from_db()
    assert report.refused_at is None


def test_reported_twice_leads_to_the_first_report(
    coordinator: Client, report: DeathReport, person: Person
) -> None:
    answer = coordinator.post(f"/kerja/warga/{person.pk}/meninggal/", FORM)
    assert answer["Location"] == report.get_absolute_url()
    assert DeathReport.unscoped.filter(person=person).count() == 1


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"evidence_text": ""}, "evidence_text"),
        ({"evidence": ""}, "evidence"),
        ({"died_day": ""}, "died"),
        ({"died_day": "1950-01-01"}, "died"),  # before she was born
        ({"died_day": "2999-01-01"}, "died"),
    ],
)
def test_report_needs_a_day_and_evidence(
    coordinator: Client, person: Person, typed: dict[str, Any], wrong: str
) -> None:
    answer = coordinator.post(f"/kerja/warga/{person.pk}/meninggal/", FORM | typed)
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert not DeathReport.unscoped.filter(person=person).exists()


def test_heirs_and_papers_are_shown(
    coordinator: Client, officer: Client, report: DeathReport, person: Person, world: World
) -> None:
    """She is the head of her family: her child stands before her mother."""
    for name, kin in (("Anak Ahli", "child"), ("Ibu Ahli", "parent")):
        make.HouseholdMembershipFactory(
            household=world.own.household,
            person=make.PersonFactory(village=world.own.village, name=name),
            relationship=kin,
        )
    officer.post(f"{report.get_absolute_url()}pastikan/")
    page = coordinator.get(person.get_absolute_url()).content.decode()
    assert page.index("Anak Ahli") < page.index("Ibu Ahli")
    assert "Surat keterangan ahli waris dari desa" in page
    coordinator.post(f"{report.get_absolute_url()}berkas/", {"papers": ["death", "nonsense"]})
    report.refresh_from_db()
    assert report.papers == ["death"]


def test_waiting_reports_are_on_the_start_pages(
    report: DeathReport, world: World, signed_in: SignIn
) -> None:
    for role in (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL):
        page = signed_in(world.users[role]).get("/kerja/").content.decode()
        assert "kabar duka perlu dipastikan" in page
        listed = signed_in(world.users[role]).get("/kerja/kabar-duka/").content.decode()
        assert world.own.marker in listed


def test_dead_person_is_asked_about_no_more(
    coordinator: Client, report: DeathReport, person: Person
) -> None:
    assert person not in Person.unscoped.in_rounds()
    assert coordinator.post(f"/kerja/putaran/{person.pk}/", {"answer": "true"}).status_code == 302
    person.refresh_from_db()
    assert person.checked_on != timezone.localdate()
