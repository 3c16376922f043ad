"""Cases as staff work on them: who sees what, states, offices, deadlines, hand-over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User, ViewLog
from migrants.actions.cases import TakenMeanwhile, close_case, hand_over, reopen_case, take_case
from migrants.case_messages import next_good_time
from migrants.models import Case, CaseAttachment, CaseDeadline, CaseReferral, CaseStep, Person
from notices.models import Message
from publishing.actions import drop_forgotten_attachments
from publishing.models import Attachment
from tests import factories as make
from tests import pictures
from tests.races import at_once
from villages.models import Village

SECRET = "Majikan memukul dan mengunci pintu"


@pytest.fixture
def person(village: Village) -> Person:
    made: Person = make.PersonFactory(village=village, name="Sumiati", abroad=True)
    return made


@pytest.fixture
def case(person: Person) -> Case:
    made: Case = make.CaseFactory(person=person, category="violence", summary=SECRET)
    return made


@pytest.fixture
def other_officer(officer: User) -> User:
    made: User = make.UserFactory(
        role=Role.CASE_OFFICER, regency=officer.regency, full_name="Bu Lain"
    )
    return made


def page_of(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


# --- who may know ---------------------------------------------------------------------------------


def test_only_officer_reads_and_every_look_is_logged(
    desk: Client, officer: User, browser: Client, case: Case
) -> None:
    assert SECRET in page_of(desk, case.get_absolute_url())
    assert browser.get(case.get_absolute_url()).status_code == 404
    log = ViewLog.objects.of(case).get()
    assert (log.user, log.fields) == (officer, "summary, steps")
    assert "Pak Petugas" in page_of(desk, case.get_absolute_url())  # who has looked


def test_coordinator_finds_nothing_of_the_case_anywhere(browser: Client, case: Case) -> None:
    make.CaseReferralFactory(case=case, to_name="Perwakilan di Taipei")
    make.CaseDeadlineFactory(case=case)
    photo = make.CaseAttachmentFactory(case=case)
    CaseStep.unscoped.create(case=case, text="Sudah ditelepon")
    Message.unscoped.create(
        key="case-1-1",
        regency=make.RegencyFactory(),
        phone="+6281234567890",
        text="Ada pesan",
        due_at=timezone.now(),
    )
    assert case.person
    person = case.person.get_absolute_url()
    for address in (
        person,
        f"{person}riwayat/",
        reverse("case_list"),
        reverse("case_list") + "?status=tenggat",
        reverse("work"),
        reverse("person_list"),
        reverse("household_list"),
    ):
        text = page_of(browser, address)
        for word in (SECRET, "Kekerasan", "Perwakilan di Taipei", "Sudah ditelepon", case.code):
            assert str(word) not in text.replace('value="violence">Kekerasan', ""), address
        assert f"/kerja/kasus/{case.pk}/" not in text, address
    assert browser.get(reverse("case_photo", args=[photo.key, 320])).status_code == 404
    assert browser.get(reverse("message_list")).status_code == 403
    counted = browser.get(reverse("case_list")).context["options"]
    assert {number for _key, _label, number in counted} == {0}


def test_village_sees_that_a_case_exists_unless_it_is_concealed(
    browser: Client, desk: Client, case: Case
) -> None:
    assert case.person
    page = case.person.get_absolute_url()
    assert "Ada kasus" in page_of(browser, page)
    desk.post(reverse("case_conceal", args=[case.pk]), {"hide": "yes"})
    assert "Ada kasus" not in page_of(browser, page)
    desk.post(reverse("case_conceal", args=[case.pk]), {"hide": "no"})
    assert "Ada kasus" in page_of(browser, page)


def test_case_of_another_regency_does_not_exist(desk: Client) -> None:
    regency = make.RegencyFactory(code="35.09", name="Jember")
    case = make.CaseFactory(reported=True, regency=regency)
    assert desk.get(case.get_absolute_url()).status_code == 404
    here = make.CaseFactory(reported=True)
    assert desk.get(here.get_absolute_url()).status_code == 200


# --- states ---------------------------------------------------------------------------------------


def test_officer_takes_works_and_closes(desk: Client, officer: User, case: Case) -> None:
    url = case.get_absolute_url()
    desk.post(f"{url}tangani/", {"seen": ""})
    desk.post(url, {"text": "Menelepon keluarga", "submit_key": str(uuid4())})
    answer = desk.post(f"{url}tutup/", {"ending": "", "text": "Selamat"})
    assert answer.status_code == 422  # how it ended must be said
    assert "Selamat" in answer.content.decode()
    desk.post(f"{url}tutup/", {"ending": "came_home", "text": "Sudah di rumah"})
    case.refresh_from_db()
    assert (case.state, case.assigned_to, case.ending) == ("closed", officer, "came_home")
    assert [step.kind for step in case.steps.all()] == ["taken", "step", "closed"]
    desk.post(f"{url}buka-lagi/", {"text": "Dia pergi lagi"})
    case.refresh_from_db()
    assert (case.state, case.ending, case.outcome) == ("in_hand", "", None)


def test_closed_case_takes_no_step_and_stays_as_it_was_closed(
    desk: Client, officer: User, case: Case
) -> None:
    close_case(case=case, ending="solved", outcome="Selesai", by=officer)
    desk.post(case.get_absolute_url(), {"text": "Terlambat"})
    assert not CaseStep.unscoped.filter(kind="step").exists()
    with pytest.raises(IntegrityError, match="closed case stays"), transaction.atomic():
        Case.unscoped.filter(pk=case.pk).update(ending="unsolved")
    close_case(case=case, ending="solved", outcome="Selesai", by=officer)  # the second of two taps
    with pytest.raises(ValidationError, match="baru saja ditutup"):
        close_case(case=case, ending="unsolved", outcome="Lain", by=officer)
    case.refresh_from_db()
    assert (case.ending, case.outcome) == ("solved", "Selesai")


def test_words_that_come_too_late_are_not_lost(desk: Client, officer: User, case: Case) -> None:
    """A colleague was quicker: nothing is overwritten, and what was typed stands on the page."""
    url = case.get_absolute_url()
    answered = make.CaseReferralFactory(case=case, answer="Sudah", answered_on=timezone.localdate())
    close_case(case=case, ending="solved", outcome="Selesai", by=officer)
    late = "Kata-kata yang panjang"
    answers = [
        desk.post(url, {"text": late}),
        desk.post(f"{url}tutup/", {"ending": "solved", "text": late}),
        desk.post(f"{url}serahkan/", {"note": late}),
        desk.post(
            reverse("case_answer", args=[answered.pk]),
            {"answer": late, "answered_on": timezone.localdate()},
        ),
    ]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert all(late in answer.content.decode() for answer in answers)
    answered.refresh_from_db()
    assert answered.answer == "Sudah"
    assert [step.kind for step in case.steps.all()] == ["closed"]


def test_database_refuses_moves_that_cannot_follow(officer: User, case: Case) -> None:
    close_case(case=case, ending="solved", outcome="Selesai", by=officer)
    for kind in ("closed", "taken", "handed_over"):
        with pytest.raises(IntegrityError, match="cannot follow"), transaction.atomic():
            CaseStep.unscoped.create(case=case, kind=kind, text="?")
    reopen_case(case=case, reason="Lagi", by=officer)
    with pytest.raises(IntegrityError, match="cannot follow"), transaction.atomic():
        CaseStep.unscoped.create(case=case, kind="reopened", text="?")


def test_log_of_steps_is_append_only(case: Case) -> None:
    step = CaseStep.unscoped.create(case=case, text="Menelepon")
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        CaseStep.unscoped.filter(pk=step.pk).update(kind="closed")


@pytest.mark.django_db(transaction=True)
def test_state_without_its_step_is_refused_at_commit() -> None:
    case = make.CaseFactory()
    with pytest.raises(IntegrityError, match="logged step"), transaction.atomic():
        Case.unscoped.filter(pk=case.pk).update(closed_at=timezone.now(), outcome="Diam-diam")
    case.refresh_from_db()
    assert case.closed_at is None


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("careful", [True, False])
def test_two_officers_take_at_once_and_one_wins(careful: bool) -> None:
    """The control (`careful` is False) says what is really there instead of what the page showed:
    then both succeed, and the first never learns that she lost the case."""
    regency = make.RegencyFactory()
    officers = [make.UserFactory(role=Role.CASE_OFFICER, regency=regency) for _ in range(2)]
    case = make.CaseFactory(person=make.PersonFactory())

    def take(officer: User) -> object:
        seen = None if careful else Case.unscoped.get(pk=case.pk).assigned_to_id
        try:
            return take_case(case=case, by=officer, seen=seen)
        except TakenMeanwhile as lost:
            if careful:
                raise
            return take_case(case=case, by=officer, seen=lost.case.assigned_to_id)

    results = at_once(*(lambda officer=officer: take(officer) for officer in officers))

    lost = [result for result in results if isinstance(result, TakenMeanwhile)]
    taken = CaseStep.unscoped.filter(case=case, kind="taken").count()
    assert (len(lost), taken) == ((1, 1) if careful else (0, 2)), results
    if careful:
        winner = Case.unscoped.get(pk=case.pk).assigned_to
        assert str(winner) in str(lost[0])


def test_second_press_says_who_was_quicker(
    desk: Client, other_officer: User, signed_in: Callable[[User], Client], case: Case
) -> None:
    signed_in(other_officer).post(reverse("case_take", args=[case.pk]), {"seen": ""})
    answer = desk.post(reverse("case_take", args=[case.pk]), {"seen": ""}, follow=True)
    assert "Bu Lain" in answer.content.decode()
    case.refresh_from_db()
    assert case.assigned_to == other_officer
    desk.post(reverse("case_take", args=[case.pk]), {"seen": str(other_officer.pk)})
    case.refresh_from_db()
    assert case.assigned_to != other_officer  # taking over openly from a colleague works


# --- hand-over ------------------------------------------------------------------------------------


def test_hand_over_opens_the_case_to_one_and_closes_it_to_the_former(
    desk: Client, browser: Client, coordinator: User, officer: User, case: Case
) -> None:
    url = case.get_absolute_url()
    desk.post(f"{url}serahkan/", {"to": coordinator.pk, "note": "Mohon temui ibunya"})
    assert SECRET in page_of(browser, url)
    answer = browser.post(f"{url}serahkan/", {"note": "Sudah ditemui"})
    assert answer["Location"] == reverse("case_list")
    assert browser.get(url).status_code == 404  # no longer hers
    case.refresh_from_db()
    assert case.assigned_to is None
    assert "Sudah ditemui" in page_of(desk, url)


def test_whoever_opened_the_case_keeps_sight_after_giving_it_back(
    browser: Client, coordinator: User, officer: User, person: Person
) -> None:
    case = make.CaseFactory(person=person, opened_by=coordinator)
    hand_over(case=case, to=coordinator, note="Untuk Anda", by=officer)
    answer = browser.post(f"{case.get_absolute_url()}serahkan/", {"note": "Kembali"})
    assert answer["Location"] == case.get_absolute_url()
    assert browser.get(case.get_absolute_url()).status_code == 200


def test_case_cannot_be_given_to_a_stranger(desk: Client, neighbour: Village, case: Case) -> None:
    stranger = make.UserFactory(role=Role.COORDINATOR, village=neighbour)
    mentor = make.UserFactory(role=Role.MENTOR, district=neighbour.district)
    for user in (stranger, mentor):
        answer = desk.post(
            f"{case.get_absolute_url()}serahkan/", {"to": user.pk, "note": "Catatan tetap"}
        )
        assert answer.status_code == 422
        assert "Catatan tetap" in answer.content.decode()
    case.refresh_from_db()
    assert case.assigned_to is None


# --- offices and deadlines ------------------------------------------------------------------------


def test_case_is_passed_on_and_waits_for_the_answer(desk: Client, case: Case) -> None:
    make.OfficeFactory(name="LTSA Banyuwangi")
    abroad = make.HelpOfficeFactory(country="HK", name="Serikat Hong Kong")
    make.HelpOfficeFactory(country="TW", name="Serikat Taiwan")
    make.HelpOfficeFactory(country="HK", name="Contoh saja", is_demo=True)
    url = reverse("case_refer", args=[case.pk])
    form = page_of(desk, url)
    assert "Serikat Hong Kong" in form
    assert "LTSA Banyuwangi" in form
    assert "Serikat Taiwan" not in form
    assert "Contoh saja" not in form
    today = timezone.localdate()
    assert f'value="{today.isoformat()}"' in form  # most letters are sent today
    typed = {
        "to": f"help-{abroad.pk}",
        "asked": "Mohon jemput",
        "sent_on": today.isoformat(),
        "reference": "A-1",
        "due_on": (today - timedelta(days=1)).isoformat(),
        "submit_key": str(uuid4()),
    }
    answer = desk.post(url, typed)
    assert answer.status_code == 422
    assert "sebelum surat dikirim" in answer.content.decode()
    typed["due_on"] = today.isoformat()
    desk.post(url, typed)
    desk.post(url, typed)  # the second of two taps
    referral = CaseReferral.unscoped.get()
    assert (referral.to_name, referral.office, referral.reference) == (
        "Serikat Hong Kong",
        None,
        "A-1",
    )
    assert Case.unscoped.due().get() == case
    desk.post(
        reverse("case_answer", args=[referral.pk]),
        {"answer": "Sudah dijemput", "answered_on": today.isoformat()},
    )
    assert not Case.unscoped.due().exists()
    assert "Sudah dijemput" in page_of(desk, case.get_absolute_url())
    kinds = CaseStep.unscoped.values_list("kind", flat=True)
    assert list(kinds) == ["referred", "answered"]


def test_another_office_needs_its_name(desk: Client, case: Case) -> None:
    typed = {"to": "other", "asked": "Tolong", "sent_on": timezone.localdate().isoformat()}
    answer = desk.post(reverse("case_refer", args=[case.pk]), typed)
    assert answer.status_code == 422
    assert "Tulis nama kantornya" in answer.content.decode()
    desk.post(reverse("case_refer", args=[case.pk]), {**typed, "to_name": "Polres"})
    assert CaseReferral.unscoped.get().to_name == "Polres"


def test_deadline_has_a_default_only_where_a_rule_gives_one(
    desk: Client, case: Case, person: Person
) -> None:
    url = reverse("case_deadline", args=[case.pk])
    answer = desk.post(url, {"kind": "court", "due_on": "", "note": "Bawa surat"})
    assert answer.status_code == 422
    assert "Bawa surat" in answer.content.decode()
    journey = person.journeys.get()
    journey.returned_on = timezone.localdate() - timedelta(days=10)
    journey.save()
    desk.post(url, {"kind": "reintegration", "due_on": ""})
    assert CaseDeadline.unscoped.get().due_on == journey.returned_on + timedelta(days=365)
    desk.post(url, {"kind": "passport", "due_on": ""})
    passport = CaseDeadline.unscoped.get(kind="passport")
    assert 3 <= (passport.due_on - timezone.localdate()).days <= 5
    assert passport.due_on.weekday() < 5


def test_what_is_due_stands_in_front_until_it_is_done(desk: Client, case: Case) -> None:
    deadline = make.CaseDeadlineFactory(case=case)
    later = make.CaseFactory(person=case.person, category="debt")
    make.CaseDeadlineFactory(case=later, due_on=timezone.localdate() + timedelta(days=3))
    due = reverse("case_list") + "?status=tenggat"
    assert [found.pk for found in desk.get(due).context["page"]] == [case.pk]
    assert "jatuh tempo" in page_of(desk, reverse("work"))
    desk.post(reverse("case_deadline_done", args=[deadline.pk]))
    desk.post(reverse("case_deadline_done", args=[deadline.pk]))
    assert list(desk.get(due).context["page"]) == []
    assert CaseStep.unscoped.filter(case=case).count() == 1


# --- the list -------------------------------------------------------------------------------------


def test_list_is_filtered_by_state_and_category(
    desk: Client, officer: User, person: Person
) -> None:
    new = make.CaseFactory(person=person, category="debt")
    mine = make.CaseFactory(person=person, category="ill", assigned_to=officer)
    closed = make.CaseFactory(person=person, category="debt")
    close_case(case=closed, ending="solved", outcome="Selesai", by=officer)
    news = make.CaseFactory(reported=True, category="fraud", news_at=timezone.now())

    def shown(query: str) -> set[int]:
        return {case.pk for case in desk.get(f"{reverse('case_list')}?{query}").context["page"]}

    assert shown("") == {new.pk, mine.pk, news.pk}
    assert shown("status=baru") == {new.pk, news.pk}
    assert shown("status=saya") == {mine.pk}
    assert shown("status=kabar") == {news.pk}
    assert shown("status=tutup") == {closed.pk}
    assert shown("tentang=debt") == {new.pk}
    assert shown("tentang=debt&status=tutup") == {closed.pk}
    assert shown("tentang=<script>&status=lain&page=999") == {new.pk, mine.pk, news.pk}


def test_list_and_page_ask_a_fixed_number_of_questions(
    desk: Client, officer: User, case: Case, queries_do_not_grow: Callable[..., None]
) -> None:
    def more() -> None:
        for _ in range(5):
            other = make.CaseFactory(person=make.PersonFactory(village=case.village))
            make.CaseDeadlineFactory(case=other)
            make.CaseFactory(reported=True, assigned_to=officer)
            make.CaseAttachmentFactory(case=case)
            make.CaseReferralFactory(case=case)
            make.CaseDeadlineFactory(case=case)
            CaseStep.unscoped.create(case=case, text="Langkah", by=officer)

    make.CaseDeadlineFactory(case=case)
    make.CaseAttachmentFactory(case=case)
    CaseStep.unscoped.create(case=case, text="Langkah", by=officer)

    def look() -> None:
        desk.get(reverse("case_list"))
        desk.get(case.get_absolute_url())
        desk.get(reverse("work"))

    queries_do_not_grow(look, more)


# --- photos ---------------------------------------------------------------------------------------


def upload(content: bytes, name: str = "surat.jpg", kind: str = "image/jpeg") -> Any:
    return SimpleUploadedFile(name, content, kind)


def test_photo_is_private_kept_by_nobody_and_logged(
    desk: Client, browser: Client, officer: User, case: Case
) -> None:
    url = reverse("case_photo_add", args=[case.pk])
    desk.post(url, {"photo": upload(pictures.jpeg()), "submit_key": str(uuid4())})
    photo = CaseAttachment.unscoped.get()
    address = reverse("case_photo", args=[photo.key, photo.attachment.sizes[-1]])
    assert address in page_of(desk, case.get_absolute_url())
    answer = desk.get(address)
    assert answer.content[8:12] == b"WEBP"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert ViewLog.objects.of(photo).get().user == officer
    assert browser.get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert desk.get(address.replace(str(photo.key), str(uuid4()))).status_code == 404


def test_only_pictures_are_kept(desk: Client, case: Case) -> None:
    for content, name, kind in (
        (b"%PDF-1.7 surat", "surat.pdf", "application/pdf"),
        (b"<svg onload='alert(1)'/>", "surat.svg", "image/svg+xml"),
        (b"", "kosong.jpg", "image/jpeg"),
    ):
        answer = desk.post(
            reverse("case_photo_add", args=[case.pk]), {"photo": upload(content, name, kind)}
        )
        assert answer.status_code == 422
    assert not Attachment.unscoped.exists()


def test_attachment_has_no_door_of_its_own(officer: User, case: Case) -> None:
    make.CaseAttachmentFactory(case=case)
    assert not Attachment.visible_to(officer).exists()
    assert not Attachment.public().exists()


def test_picture_goes_with_its_case(case: Case, django_capture_on_commit_callbacks: Any) -> None:
    kept = make.CaseAttachmentFactory(case=case)
    gone = make.CaseAttachmentFactory(case=make.CaseFactory(reported=True))
    names = gone.attachment.file_names()
    assert all(default_storage.exists(name) for name in names)
    gone.case.delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_forgotten_attachments() == 1
    assert Attachment.unscoped.get() == kept.attachment
    assert not any(default_storage.exists(name) for name in names)


# --- telling the family ---------------------------------------------------------------------------


@pytest.mark.parametrize(("way", "told"), [("whatsapp", 1), ("both", 1), ("call", 0), ("none", 0)])
def test_family_is_told_only_where_writing_is_safe(
    desk: Client, person: Person, way: str, told: int
) -> None:
    case = make.CaseFactory(person=person, contact_way=way)
    desk.post(reverse("case_message", args=[case.pk]), {"text": "Kami sudah menelepon KBRI"})
    assert Message.unscoped.count() == told
    for message in Message.unscoped.all():
        assert (
            message.text
            == "Halo. Ada pesan untuk Anda di Kampung Migran. Silakan dibuka saat Anda sempat."
        )
        for word in ("Sumiati", "KBRI", str(case.code), "kasus", "bantuan", "lapor", "http"):
            assert word.lower() not in message.text.lower()


def test_message_about_a_case_is_seen_by_case_officers_only(
    desk: Client, person: Person, signed_in: Callable[[User], Client]
) -> None:
    case = make.CaseFactory(person=person, contact_way="whatsapp", contact_phone="+6281211112222")
    desk.post(reverse("case_message", args=[case.pk]), {"text": "Ada kabar"})
    Message.unscoped.update(due_at=timezone.now())
    assert "0812-1111-2222" in page_of(desk, reverse("message_list"))
    ltsa = signed_in(make.UserFactory(role=Role.LTSA_OFFICER, office=make.OfficeFactory()))
    assert "0812-1111-2222" not in page_of(ltsa, reverse("message_list"))
    message = Message.unscoped.get()
    assert ltsa.post(reverse("message_sent", args=[message.pk])).status_code == 404
    desk.post(reverse("message_sent", args=[message.pk]))
    message.refresh_from_db()
    assert message.state == Message.State.SENT


def test_message_waits_for_an_hour_that_is_safe() -> None:
    zone = timezone.get_current_timezone()
    now = timezone.datetime(2026, 11, 24, 9, 0, tzinfo=zone)  # type: ignore[attr-defined]
    assert next_good_time("morning", now) == now
    assert next_good_time("evening", now).hour == 18
    late = now.replace(hour=22)
    assert next_good_time("any", late) == late.replace(day=25, hour=7)


# --- a desk that does not see the register --------------------------------------------------------


def test_desk_reports_without_seeing_the_register_or_the_case(
    signed_in: Callable[[User], Client], desk: Client, person: Person
) -> None:
    clerk = make.UserFactory(role=Role.LTSA_OFFICER, office=make.OfficeFactory())
    ltsa = signed_in(clerk)
    url = reverse("case_report")
    assert "Sumiati" not in page_of(ltsa, url)
    typed = {
        "category": "unpaid",
        "subject_name": "Sumiati",
        "village": person.village_id,
        "summary": SECRET,
        "contact_phone": "0812 3456 7890",
        "contact_way": "call",
        "submit_key": str(uuid4()),
    }
    wrong = ltsa.post(url, {**typed, "contact_phone": ""})
    assert wrong.status_code == 422
    assert SECRET in wrong.content.decode()
    answers = [ltsa.post(url, typed).content.decode() for _tap in range(2)]
    case = Case.unscoped.get()
    assert all(str(case.code) in answer for answer in answers)
    assert all(SECRET not in answer for answer in answers)
    assert (case.person, case.channel, case.subject_name) == (None, "desk", "Sumiati")
    assert ltsa.get(case.get_absolute_url()).status_code == 403
    assert ltsa.get(person.get_absolute_url()).status_code == 403
    assert "Sumiati" in page_of(desk, case.get_absolute_url())


def test_officer_finds_the_person_in_the_register(desk: Client, person: Person) -> None:
    case = make.CaseFactory(reported=True, subject_name="Mbak Sum")
    url = reverse("case_link", args=[case.pk])
    assert "Sumiati" in desk.post(url, {"q": "sumiati"}).content.decode()
    elsewhere = make.PersonFactory(
        village=make.VillageFactory(
            code="35.09.01.2001",
            district=make.DistrictFactory(
                code="35.09.01", name="Kencong", regency=make.RegencyFactory(code="35.09")
            ),
        )
    )
    desk.post(url, {"person": elsewhere.pk})
    case.refresh_from_db()
    assert case.person is None
    desk.post(url, {"person": person.pk})
    case.refresh_from_db()
    assert (case.person, case.village) == (person, person.village)
