"""Papers that were applied for: from the desk until they are collected."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from ltsa import actions
from ltsa.actions import arrive, finish, follow, remind_uncollected, serve, undo
from ltsa.invariants import broken
from ltsa.models import AppliedPaper, Booking, PaperStep, Service
from ltsa.refusals import NotPossible
from notices.models import Message
from tests.factories import OfficeFactory, UserFactory, VillageFactory
from tests.ltsa.factories import PoolFactory, ServiceFactory, SlotFactory, make_booking, make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Service:
    made: Service = ServiceFactory(pool=PoolFactory(), paper="Rekomendasi paspor")
    return made


@pytest.fixture
def booking(service: Service) -> Booking:
    slot = SlotFactory(starts_at=timezone.now(), cap_online=0, cap_total=9)
    return make_booking(slot, service, 1, channel=Booking.Channel.DESK, village=VillageFactory())


@pytest.fixture
def paper(booking: Booking) -> AppliedPaper:
    return make_paper(booking)


def about_papers() -> Any:
    return Message.unscoped.filter(key__startswith="paper-").order_by("pk")


def test_visit_that_is_done_begins_the_way_of_its_paper(booking: Booking, officer: User) -> None:
    serve(booking=arrive(booking=booking), by=officer)
    finish(booking=booking, by=officer)
    paper = AppliedPaper.unscoped.get()
    assert (paper.title, paper.state) == ("Rekomendasi paspor", "received")
    # The mark was a mistake: so was the paper; done after all, it is the same one.
    undo(booking=booking, marked="done", by=officer)
    paper.refresh_from_db()
    assert paper.state == "withdrawn"
    finish(booking=booking, by=officer)
    paper.refresh_from_db()
    assert paper.state == "received"
    assert [step.state for step in paper.steps.all()] == ["received", "withdrawn", "received"]
    assert broken() == []


def test_missing_papers_begin_no_way(booking: Booking, officer: User) -> None:
    serve(booking=arrive(booking=booking), by=officer)
    finish(booking=booking, by=officer, papers_missing=True)
    assert not AppliedPaper.unscoped.exists()


def test_ready_tells_the_family_once_and_names_nobody(paper: AppliedPaper, officer: User) -> None:
    for _press in range(2):
        follow(papers=[paper], state="ready", by=officer)
    message = about_papers().get()
    assert message.state == Message.State.WAITING
    for private in ("Warga", "Rekomendasi"):
        assert private not in message.text
    assert PaperStep.unscoped.filter(paper=paper, state="ready").count() == 1


def test_not_ready_after_all_calls_the_message_off(paper: AppliedPaper, officer: User) -> None:
    follow(papers=[paper], state="ready", by=officer)
    follow(papers=[paper], state="received", by=officer)
    assert about_papers().get().state == Message.State.CANCELLED
    follow(papers=[paper], state="ready", by=officer)
    assert about_papers().waiting().count() == 1


def test_way_is_kept_in_the_log_and_the_log_only_grows(paper: AppliedPaper, officer: User) -> None:
    follow(papers=[paper], state="elsewhere", place="Imigrasi Jember", by=officer)
    paper.refresh_from_db()
    assert (paper.state, paper.place) == ("elsewhere", "Imigrasi Jember")
    for change in (
        lambda: PaperStep.unscoped.update(place="Lain"),
        lambda: PaperStep.unscoped.all().delete(),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            change()


@pytest.mark.parametrize("state", ["elsewhere", "returned", "rejected"])
def test_place_and_reason_must_be_said(paper: AppliedPaper, officer: User, state: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        follow(papers=[paper], state=state, by=officer)


def test_many_at_once_or_none(booking: Booking, officer: User) -> None:
    first, second = make_paper(booking, "Satu"), make_paper(booking, "Dua")
    follow(papers=[second], state="rejected", reason="Umur", by=officer)
    with pytest.raises(NotPossible):
        follow(papers=[first, second], state="ready", by=officer)
    first.refresh_from_db()
    assert first.state == "received"
    assert not about_papers().exists()


def test_who_does_not_collect_is_reminded_and_not_twice_for_one_day(
    paper: AppliedPaper, officer: User
) -> None:
    follow(papers=[paper], state="ready", by=officer)
    today = timezone.localdate()
    told = [
        remind_uncollected(today=today + dt.timedelta(days=days))
        for days in (0, 6, 7, 7, 13, 14, 30, 30, 90)
    ]
    assert told == [0, 0, 1, 0, 0, 1, 1, 0, 0]
    follow(papers=[paper], state="collected", by=officer)
    assert not about_papers().waiting().exists()
    assert remind_uncollected(today=today + dt.timedelta(days=14)) == 0


# --- pages ---------------------------------------------------------------------------------------


def test_officer_ticks_many_and_they_are_ready(
    booking: Booking, officer: User, signed_in: Any
) -> None:
    papers = [make_paper(booking, title) for title in ("Satu", "Dua", "Tiga")]
    browser = signed_in(officer)
    assert "Satu" in browser.get(reverse("paper_list")).content.decode()
    keys = [paper.pk for paper in papers[:2]]
    browser.post(reverse("papers_bulk"), {"paper": keys, "state": "ready"})
    states = AppliedPaper.unscoped.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["ready", "ready", "received"]
    for wrong in ({"paper": keys, "state": "rejected"}, {"state": "ready"}, {"paper": "9" * 30}):
        assert browser.post(reverse("papers_bulk"), wrong).status_code == 302
    assert list(states.all()) == ["ready", "ready", "received"]


def test_officer_of_another_office_moves_nothing(paper: AppliedPaper, signed_in: Any) -> None:
    other = OfficeFactory(code="lain", name="Lain")
    browser = signed_in(UserFactory(role=Role.LTSA_OFFICER, office=other))
    browser.post(reverse("papers_bulk"), {"paper": paper.pk, "state": "ready"})
    assert browser.get(reverse("paper_detail", args=[paper.pk])).status_code == 404
    paper.refresh_from_db()
    assert paper.state == "received"


def test_next_step_asks_for_office_and_reason(
    paper: AppliedPaper, officer: User, signed_in: Any
) -> None:
    browser, url = signed_in(officer), reverse("paper_detail", args=[paper.pk])
    for state, field in (("elsewhere", "place"), ("returned", "reason")):
        refused = browser.post(url, {"state": state})
        assert refused.status_code == 422
        assert f'href="#id_{field}"' in refused.content.decode()
    browser.post(url, {"state": "returned", "reason": "Foto buram"})
    paper.refresh_from_db()
    assert (paper.state, paper.reason) == ("returned", "Foto buram")


def test_family_sees_the_way_on_its_ticket(
    paper: AppliedPaper, booking: Booking, officer: User
) -> None:
    follow(papers=[paper], state="elsewhere", place="Imigrasi Jember", by=officer)
    follow(papers=[paper], state="ready", by=officer)
    family, url = Client(), reverse("booking_ticket", args=[booking.code])
    assert "Imigrasi" not in family.get(url).content.decode()
    family.post(url, {"digits": booking.contact_phone[-4:]})
    page = family.get(url).content.decode()
    assert "Imigrasi Jember" in page
    assert paper.title in page
    assert officer.full_name not in page


def test_coordinator_looks_at_her_village_and_changes_nothing(
    paper: AppliedPaper, booking: Booking, signed_in: Any
) -> None:
    url = reverse("paper_detail", args=[paper.pk])
    hers = signed_in(UserFactory(role=Role.COORDINATOR, village=booking.village))
    assert paper.title in hers.get(reverse("paper_list")).content.decode()
    assert hers.get(url).status_code == 200
    hers.post(url, {"state": "ready"})
    paper.refresh_from_db()
    assert paper.state == "received"
    other = signed_in(UserFactory(role=Role.COORDINATOR, village=VillageFactory()))
    assert paper.title not in other.get(reverse("paper_list")).content.decode()
    assert other.get(url).status_code == 404


def test_what_is_not_shown_to_the_village_is_not_shown(
    paper: AppliedPaper, booking: Booking, service: Service, officer: User
) -> None:
    Service.objects.filter(pk=service.pk).update(is_confidential=True)
    hers = UserFactory(role=Role.COORDINATOR, village=booking.village)
    assert not AppliedPaper.visible_to(hers).exists()
    assert not PaperStep.visible_to(hers).exists()
    assert AppliedPaper.visible_to(officer).get() == paper


def test_officer_adds_a_paper_that_the_service_does_not_name(
    booking: Booking, officer: User, signed_in: Any
) -> None:
    url = reverse("paper_add", args=[booking.parties.get().pk])
    browser = signed_in(officer)
    assert browser.post(url, {"title": ""}).status_code == 422
    for _press in range(2):
        browser.post(url, {"title": "Surat keterangan"})
    assert AppliedPaper.unscoped.get().title == "Surat keterangan"
    assert actions.remind_uncollected() == 0


def test_list_queries_do_not_grow(
    booking: Booking, officer: User, signed_in: Any, queries_do_not_grow: Any
) -> None:
    for number in range(5):
        make_paper(booking, f"Surat {number}")
    browser = signed_in(officer)
    queries_do_not_grow(
        lambda: browser.get(reverse("paper_list")),
        lambda: [make_paper(booking, f"Surat {number}") for number in range(5, 10)],
    )
