"""Nobody travels in vain: papers are ticked, checked, and the family is told what is true."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from ltsa.actions import cancel, check_papers
from ltsa.models import Booking, CheckedPaper, PaperCheck, Party, Requirement, Service, VisitEvent
from notices.models import Message
from tests.factories import UserFactory, VillageFactory
from tests.ltsa.factories import PoolFactory, ServiceFactory, SlotFactory, at, make_booking
from villages.models import Village

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
PHONE = "+6281234567890"


@pytest.fixture
def village() -> Village:
    return VillageFactory()


@pytest.fixture
def service() -> Service:
    service: Service = ServiceFactory(pool=PoolFactory())
    Requirement.objects.create(service=service, text="KTP", order=1)
    Requirement.objects.create(service=service, text="Kartu Keluarga", order=2)
    Requirement.objects.create(service=service, text="Akta cerai", only_if="Cerai", order=3)
    return service


def visit(service: Service, village: Village | None = None, days: int = 3, **more: Any) -> Booking:
    """A visit that was booked some days ago."""
    slot = SlotFactory(pool=service.steps.get().pool, starts_at=at(8, 15, days=days))
    booking = make_booking(slot, service, phone=PHONE, village=village, **more)
    long_ago(booking)
    return booking


def long_ago(booking: Booking) -> None:
    """Its events happened a week ago; they are append-only, so in a way no page can."""
    import pgtrigger

    with pgtrigger.ignore("ltsa.VisitEvent:append_only"):
        VisitEvent.unscoped.filter(booking=booking).update(at=timezone.now() - dt.timedelta(days=7))


def field(party: Party, text: str) -> str:
    return f"p{party.pk}-r{Requirement.objects.get(text=text).pk}"


def open_ticket(client: Client, booking: Booking) -> None:
    client.post(reverse("booking_ticket", args=[booking.code]), {"digits": PHONE[-4:]})


def reminders() -> list[Message]:
    return list(Message.unscoped.filter(key__contains="-remind").order_by("pk"))


def test_family_ticks_what_it_has_and_hears_what_is_missing(
    client: Client, service: Service
) -> None:
    booking = visit(service)
    party, url = booking.parties.get(), reverse("booking_checklist", args=[booking.code])
    assert client.get(url).status_code == 302, "the digits are asked first"
    open_ticket(client, booking)
    page = client.post(url, {field(party, "KTP"): "on"}, follow=True).content.decode()
    party.refresh_from_db()
    assert party.readiness == Party.Readiness.MISSING
    answers = dict(CheckedPaper.unscoped.values_list("text", "answer"))
    assert answers == {"KTP": "there", "Kartu Keluarga": "missing", "Akta cerai": "not_needed"}
    assert "Jangan berangkat dulu" in page
    client.post(url, {field(party, "KTP"): "on", field(party, "Kartu Keluarga"): "on"})
    party.refresh_from_db()
    assert party.readiness == Party.Readiness.DECLARED
    check = PaperCheck.unscoped.get()
    assert (check.checker, check.revision, check.checked_by) == ("family", 2, None)


def test_ticket_says_what_the_reminder_will_say(client: Client, service: Service) -> None:
    booking = visit(service)
    party = booking.parties.get()
    open_ticket(client, booking)
    ticket = reverse("booking_ticket", args=[booking.code])
    checklist = reverse("booking_checklist", args=[booking.code])
    assert "Berkasnya sudah lengkap?" in client.get(ticket).content.decode()
    client.post(checklist, {field(party, "KTP"): "on"})
    assert "Masih kurang: Kartu Keluarga." in client.get(ticket).content.decode()
    client.post(checklist, {field(party, "KTP"): "on", field(party, "Kartu Keluarga"): "on"})
    page = client.get(ticket).content.decode()
    assert "Masih kurang" not in page
    assert "Berkasnya sudah lengkap?" not in page
    Service.objects.update(come_anyway=True)
    client.post(checklist, {field(party, "KTP"): "on"})
    assert "Masih kurang" not in client.get(ticket).content.decode(), "there people come anyway"


def test_coordinator_checks_and_must_answer_every_paper(
    signed_in: SignedIn, village: Village, service: Service
) -> None:
    coordinator = UserFactory(role=Role.COORDINATOR, village=village)
    booking = visit(service, village)
    party, browser = booking.parties.get(), signed_in(coordinator)
    assert party.name in browser.get(reverse("visit_list")).content.decode()
    url = reverse("visit_papers", args=[booking.pk])
    wrong = browser.post(url, {field(party, "KTP"): "there"})
    assert wrong.status_code == 422
    assert "checked" in wrong.content.decode(), "what was answered is still there"
    said = {
        field(party, "KTP"): "there",
        field(party, "Kartu Keluarga"): "there",
        field(party, "Akta cerai"): "not_needed",
    }
    assert browser.post(url, said).status_code == 302
    party.refresh_from_db()
    assert party.readiness == Party.Readiness.COORDINATOR
    assert PaperCheck.unscoped.get().checked_by == coordinator


def test_unconditional_paper_cannot_be_not_needed(
    signed_in: SignedIn, village: Village, service: Service
) -> None:
    booking = visit(service, village)
    party = booking.parties.get()
    browser = signed_in(UserFactory(role=Role.COORDINATOR, village=village))
    said = {field(party, text): "not_needed" for text in ("KTP", "Kartu Keluarga", "Akta cerai")}
    assert browser.post(reverse("visit_papers", args=[booking.pk]), said).status_code == 422


def test_complaint_is_hidden_from_the_village_unless_its_coordinator_booked_it(
    signed_in: SignedIn, village: Village, service: Service
) -> None:
    coordinator = UserFactory(role=Role.COORDINATOR, village=village)
    Service.objects.update(is_confidential=True)
    booking = visit(service, village)
    browser = signed_in(coordinator)
    assert booking.contact_name not in browser.get(reverse("visit_list")).content.decode()
    assert browser.get(reverse("visit_papers", args=[booking.pk])).status_code == 404
    Booking.unscoped.update(booked_by=coordinator)
    assert browser.get(reverse("visit_papers", args=[booking.pk])).status_code == 200


def say(booking: Booking, **answers: str) -> None:
    party = booking.parties.get()
    papers = {Requirement.objects.get(text=text).pk: answer for text, answer in answers.items()}
    check_papers(booking=booking, checker="family", answers={party.pk: papers}, by=None)


def test_reminder_says_come_when_all_is_there(service: Service) -> None:
    booking = visit(service)
    say(booking, **{"KTP": "there", "Kartu Keluarga": "there"})
    call_command("remind_visits")
    call_command("remind_visits")
    (message,) = reminders()
    assert message.kind == "remind_ready"
    assert "08.15 WIB" in message.text
    assert message.expires_at == booking.starts_at


def test_reminder_says_do_not_travel_yet_and_what_is_missing(service: Service) -> None:
    booking = visit(service, days=1)
    say(booking, **{"KTP": "there", "Kartu Keluarga": "missing"})
    call_command("remind_visits")
    (message,) = reminders()
    assert message.kind == "remind_missing"
    assert message.text.startswith("Jangan berangkat dulu")
    assert "Kartu Keluarga" in message.text
    assert "KTP" not in message.text


def test_who_was_told_to_wait_is_told_when_it_is_complete(service: Service) -> None:
    booking = visit(service)
    say(booking, KTP="missing")
    call_command("remind_visits")
    (first,) = reminders()
    say(booking, **{"KTP": "there", "Kartu Keluarga": "there"})
    first.refresh_from_db()
    second = reminders()[-1]
    assert (first.state, second.kind) == (Message.State.CANCELLED, "remind_ready")
    say(booking, **{"KTP": "there", "Kartu Keluarga": "there"})
    assert len(reminders()) == 2, "nothing new, nothing to tell"


def test_nobody_is_kept_away_from_a_complaint(service: Service) -> None:
    Service.objects.update(come_anyway=True)
    booking = visit(service)
    say(booking, KTP="missing")
    call_command("remind_visits")
    assert [message.kind for message in reminders()] == ["remind_unsure"]


def test_changed_list_makes_a_check_stale(service: Service) -> None:
    booking = visit(service)
    say(booking, **{"KTP": "there", "Kartu Keluarga": "there"})
    Requirement.objects.create(service=service, text="Pas foto")
    call_command("remind_visits")
    assert [message.kind for message in reminders()] == ["remind_unsure"]
    check = PaperCheck.unscoped.get()
    assert list(check.papers.values_list("text", flat=True)) == ["KTP", "Kartu Keluarga"]


@pytest.mark.parametrize("days", [0, 4])
def test_no_reminder_on_other_days(service: Service, days: int) -> None:
    if days:
        visit(service, days=days)
    else:
        slot = SlotFactory(pool=service.steps.get().pool, starts_at=timezone.now())
        long_ago(make_booking(slot, service, phone=PHONE, channel=Booking.Channel.DESK))
    call_command("remind_visits")
    assert not reminders()


def test_who_booked_today_is_not_reminded_today(service: Service) -> None:
    slot = SlotFactory(pool=service.steps.get().pool, starts_at=at(8, days=1))
    make_booking(slot, service, phone=PHONE)
    call_command("remind_visits")
    assert not reminders()


def test_cancelled_visit_takes_its_reminder_along(service: Service) -> None:
    booking = visit(service)
    call_command("remind_visits")
    cancel(booking=booking)
    assert [message.state for message in reminders()] == [Message.State.CANCELLED]


def test_ticks_after_the_visit_was_cancelled_are_refused_with_words(
    client: Client, service: Service
) -> None:
    booking = visit(service)
    open_ticket(client, booking)
    cancel(booking=booking)
    url = reverse("booking_checklist", args=[booking.code])
    answer = client.post(url, {field(booking.parties.get(), "KTP"): "on"}, follow=True)
    assert answer.status_code == 200
    assert not PaperCheck.unscoped.exists()
