"""A death: reported by the village, confirmed by somebody of the regency, and what follows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User, ViewLog
from ltsa.models import State
from migrants.models import DeathPhoto, DeathReport, Person
from notices.models import Message
from tests import factories as make
from tests import pictures
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


# --- pictures of the evidence ---------------------------------------------------------------------


@pytest.fixture
def pictured(coordinator: Client, person: Person) -> DeathReport:
    form = FORM | {"photo": pictures.upload()}
    assert coordinator.post(f"/kerja/warga/{person.pk}/meninggal/", form).status_code == 302
    return DeathReport.unscoped.get(person=person)


def test_picture_is_seen_by_those_who_may_read_the_report(
    coordinator: Client, officer: Client, pictured: DeathReport, world: World, signed_in: SignIn
) -> None:
    photo = DeathPhoto.unscoped.get(report=pictured)
    small, large = photo.attachment.sizes[0], photo.attachment.sizes[-1]
    address = reverse("death_photo", args=[photo.key, small])
    assert address in officer.get(pictured.get_absolute_url()).content.decode()
    answer = officer.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "no-store" in answer["Cache-Control"]
    assert officer.get(reverse("death_photo", args=[photo.key, large])).status_code == 200
    assert ViewLog.objects.of(photo).count() == 1  # the large one: a small one is no look
    for role in (Role.MENTOR, Role.GROUP_LEADER, Role.LTSA_OFFICER, Role.ADMINISTRATOR):
        assert signed_in(world.users[role]).get(address).status_code == 403
    neighbour = make.UserFactory(role=Role.COORDINATOR, village=world.neighbour.village)
    assert signed_in(neighbour).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_what_is_no_picture_is_refused(coordinator: Client, person: Person) -> None:
    form = FORM | {"photo": pictures.upload(b"<script>alert(1)</script>")}
    answer = coordinator.post(f"/kerja/warga/{person.pk}/meninggal/", form)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"photo"}
    assert not DeathReport.unscoped.filter(person=person).exists()


def test_letter_that_comes_later_is_added_once(coordinator: Client, report: DeathReport) -> None:
    address = reverse("death_photo_add", args=[report.pk])
    assert coordinator.get(address).status_code == 200
    for _tap in range(2):
        form = {"photo": pictures.upload(), "submit_key": "6f4d7a52-3f0c-4c39-8c4f-0f0f5a9d1a11"}
        assert coordinator.post(address, form).status_code == 302
    assert DeathPhoto.unscoped.filter(report=report).count() == 1
    assert coordinator.post(address, {"submit_key": ""}).status_code == 422


# --- what ends with a death, and begins again -----------------------------------------------------


@pytest.fixture
def places(person: Person, world: World) -> list[Any]:
    """Her place in a family with the money she received, in a group with what she taught there."""
    own = world.own
    line, coached = own.coaching_line, own.coached_member
    return [own.household_membership, own.remittance, own.group_membership, line, coached]


def days(rows: list[Any]) -> set[Any]:
    for row in rows:
        row.refresh_from_db()
    return {row.until for row in rows}


def test_her_places_end_on_the_day_she_died(
    officer: Client, report: DeathReport, places: list[Any]
) -> None:
    assert days(places) == {None}
    officer.post(f"{report.get_absolute_url()}pastikan/")
    assert days(places) == {report.died_on}


def test_reported_alone_ends_nothing(
    officer: Client, report: DeathReport, places: list[Any]
) -> None:
    officer.post(f"{report.get_absolute_url()}tolak/", {"why": "Keliru."})
    assert days(places) == {None}


def test_taken_back_she_lives_and_her_places_hold_again(
    officer: Client, report: DeathReport, person: Person, places: list[Any]
) -> None:
    before = status(person)
    officer.post(f"{report.get_absolute_url()}pastikan/")
    assert "Tarik kembali" in officer.get(report.get_absolute_url()).content.decode()
    address = reverse("death_take_back", args=[report.pk])
    assert officer.post(address, {"why": ""}).status_code == 422
    assert status(person) == Person.Status.DECEASED

    assert officer.post(address, {"why": "Orang lain dengan nama sama."}).status_code == 302

    assert status(person) == before
    assert days(places) == {None}
    page = officer.get(report.get_absolute_url()).content.decode()
    assert "Orang lain dengan nama sama." in page
    assert "ditarik kembali" in page
    assert person.died_on is None
    assert not DeathReport.unscoped.standing().filter(person=person).exists()


def test_place_that_somebody_changed_since_stays_as_it_is(
    officer: Client, report: DeathReport, places: list[Any]
) -> None:
    officer.post(f"{report.get_absolute_url()}pastikan/")
    corrected = places[2]
    type(corrected).unscoped.filter(pk=corrected.pk).update(until=date(2026, 6, 1))
    officer.post(reverse("death_take_back", args=[report.pk]), {"why": "Ia hidup."})
    corrected.refresh_from_db()
    assert corrected.until == date(2026, 6, 1)
    assert days([places[0]]) == {None}


def test_who_reported_cannot_take_it_back(
    coordinator: Client, officer: Client, report: DeathReport, person: Person
) -> None:
    officer.post(f"{report.get_absolute_url()}pastikan/")
    address = reverse("death_take_back", args=[report.pk])
    assert coordinator.post(address, {"why": "Keliru."}).status_code == 403
    assert status(person) == Person.Status.DECEASED


def test_death_is_not_erased_beside_its_report(
    officer: Client, report: DeathReport, person: Person
) -> None:
    """The database's own rule: no report taken back, no life given back."""
    officer.post(f"{report.get_absolute_url()}pastikan/")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.unscoped.filter(pk=person.pk).update(died_on=None)


def test_reported_again_after_it_was_taken_back(
    officer: Client, coordinator: Client, report: DeathReport, person: Person
) -> None:
    officer.post(f"{report.get_absolute_url()}pastikan/")
    officer.post(reverse("death_take_back", args=[report.pk]), {"why": "Keliru."})
    assert coordinator.post(f"/kerja/warga/{person.pk}/meninggal/", FORM).status_code == 302
    second = DeathReport.unscoped.standing().get(person=person)
    officer.post(f"{second.get_absolute_url()}pastikan/")
    assert status(person) == Person.Status.DECEASED
