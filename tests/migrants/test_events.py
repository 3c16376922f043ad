"""What happens on the way: extensions, leaves, problems, and what was entered by mistake."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import ViewLog
from migrants.models import Journey, JourneyEvent, JourneyPrivate, Person
from tests import factories as make
from villages.models import Village

TODAY = timezone.localdate


@pytest.fixture
def journey(village: Village) -> Journey:
    made: Journey = make.JourneyFactory(
        person__village=village,
        person__name="Sumiati",
        country="TW",
        contract_ends_on=date(2021, 3, 1),
    )
    return made


def happen(browser: Client, journey: Journey, kind: str, **more: Any) -> Any:
    form = {"kind": kind, "happened_day": "2020-06-01"} | more
    return browser.post(f"/kerja/perjalanan/{journey.pk}/kejadian/?apa={kind}", form)


def end_of(journey: Journey) -> date | None:
    journey.refresh_from_db()
    return journey.contract_ends_on


def page(browser: Client, person: Person) -> str:
    return browser.get(person.get_absolute_url()).content.decode()


class TestExtension:
    def test_needs_the_new_end(self, browser: Client, journey: Journey) -> None:
        answer = happen(browser, journey, "extension")
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"until"}

    def test_moves_the_end_and_taking_back_sets_it_back(
        self, browser: Client, journey: Journey
    ) -> None:
        happen(browser, journey, "extension", until="2023-03-01")
        assert end_of(journey) == date(2023, 3, 1)
        event = JourneyEvent.unscoped.get()
        answer = browser.post(f"/kerja/kejadian/{event.pk}/batalkan/", {"why": "Salah orang."})
        assert answer.status_code == 302
        assert end_of(journey) == date(2021, 3, 1)
        assert "Salah orang" not in page(browser, journey.person)
        history = browser.get(f"{journey.person.get_absolute_url()}riwayat/").content.decode()
        assert "Salah orang." in history

    def test_correcting_it_corrects_the_end(self, browser: Client, journey: Journey) -> None:
        happen(browser, journey, "extension", until="2023-03-01")
        event = JourneyEvent.unscoped.get()
        form = {"kind": "extension", "happened_day": "2020-06-01", "until": "2022-09-01"}
        form["version"] = str(event.version)
        assert browser.post(f"/kerja/kejadian/{event.pk}/", form).status_code == 302
        assert end_of(journey) == date(2022, 9, 1)

    def test_an_older_one_does_not_shorten_a_newer(self, browser: Client, journey: Journey) -> None:
        happen(browser, journey, "extension", until="2025-03-01")
        happen(browser, journey, "extension", happened_day="2019-06-01", until="2023-03-01")
        assert end_of(journey) == date(2025, 3, 1)

    def test_taking_back_needs_a_reason(self, browser: Client, journey: Journey) -> None:
        happen(browser, journey, "extension", until="2023-03-01")
        event = JourneyEvent.unscoped.get()
        answer = browser.post(f"/kerja/kejadian/{event.pk}/batalkan/", {"why": ""})
        assert answer.status_code == 422
        assert end_of(journey) == date(2023, 3, 1)


class TestHomeLeave:
    @pytest.fixture
    def leave(self, browser: Client, journey: Journey) -> JourneyEvent:
        start, end = TODAY() - timedelta(days=30), TODAY() - timedelta(days=10)
        happen(
            browser,
            journey,
            "home_leave",
            happened_day=start.isoformat(),
            until=end.isoformat(),
        )
        return JourneyEvent.unscoped.get()

    def test_over_its_planned_end_asks_whether_she_is_back(
        self, browser: Client, journey: Journey, leave: JourneyEvent
    ) -> None:
        assert "Harusnya sudah kembali dari cuti" in page(browser, journey.person)
        assert Person.unscoped.lacking("leave_over").get() == journey.person
        listed = browser.get("/kerja/warga/?lacking=leave_over").content.decode()
        assert "Sumiati" in listed

    def test_ends_when_she_has_gone_back(
        self, browser: Client, journey: Journey, leave: JourneyEvent
    ) -> None:
        back = (TODAY() - timedelta(days=8)).isoformat()
        form = {"version": 1, "back_on": back}
        assert browser.post(f"/kerja/kejadian/{leave.pk}/kembali/", form).status_code == 302
        assert not Person.unscoped.lacking("leave_over").exists()
        journey.person.refresh_from_db()
        assert journey.person.status == Person.Status.ABROAD

    def test_she_cannot_go_back_before_it_began(
        self, browser: Client, journey: Journey, leave: JourneyEvent
    ) -> None:
        answer = browser.post(f"/kerja/kejadian/{leave.pk}/kembali/", {"back_on": "2020-01-01"})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"back_on"}

    def test_becomes_a_return_when_she_stays(
        self, browser: Client, journey: Journey, leave: JourneyEvent
    ) -> None:
        form = {"returned_day": leave.happened_on.isoformat(), "return_kind": "family"}
        browser.post(f"/kerja/perjalanan/{journey.pk}/pulang/", form)
        journey.person.refresh_from_db()
        assert journey.person.status == Person.Status.RETURNED
        assert not Person.unscoped.lacking("leave_over").exists()


def test_event_may_be_known_roughly(browser: Client, journey: Journey) -> None:
    happen(browser, journey, "problem", happened_day="", happened_year="6/2020", note="Gaji telat.")
    event = JourneyEvent.unscoped.get()
    assert (event.happened_on, event.happened_precision) == (date(2020, 6, 1), "month")
    assert "Juni 2020" in page(browser, journey.person)


def test_plan_goes_step_by_step_and_may_fail(browser: Client, village: Village) -> None:
    plan = make.JourneyFactory(person__village=village, departed_on=None)
    address = f"/kerja/perjalanan/{plan.pk}/"
    steps = [plan.plan_step]
    for name, day in (
        ("registered_on", "2026-01-05"),
        ("in_process_since", "2026-02-01"),
        ("ready_on", "2026-03-01"),
    ):
        form = {
            field: getattr(plan, field) or "" for field in ("registered_on", "in_process_since")
        }
        browser.post(f"{address}rencana/", form | {name: day})
        plan.refresh_from_db()
        steps.append(plan.plan_step)
    browser.post(f"{address}batal/", {"cancelled_on": "2026-04-01", "cancelled_why": "cheated"})
    plan.refresh_from_db()
    assert [*steps, plan.plan_step] == ["interest", "registered", "in_process", "ready", "failed"]
    assert "Gagal berangkat" in page(browser, plan.person)


class TestPrivate:
    FORM = {"country": "TW", "sector": "factory", "documentation": "undocumented"}

    @pytest.fixture
    def with_wage(self, browser: Client, village: Village) -> Journey:
        person = make.PersonFactory(village=village)
        form = self.FORM | {"wage_amount": "28.590", "departed_year": "2022"}
        assert browser.post(f"/kerja/warga/{person.pk}/perjalanan/", form).status_code == 302
        return Journey.unscoped.get(person=person)

    def test_wage_is_in_the_money_of_the_country(self, with_wage: Journey) -> None:
        private = with_wage.private
        assert (private.wage, private.currency) == ("28590", "TWD")

    def test_is_encrypted(self, with_wage: Journey) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT wage FROM migrants_journeyprivate")
            assert "28590" not in cursor.fetchone()[0]

    def test_is_shown_by_post_only_and_the_look_is_kept(
        self, browser: Client, with_wage: Journey
    ) -> None:
        address = f"/kerja/perjalanan/{with_wage.pk}/rahasia/"
        for text in (
            page(browser, with_wage.person),
            browser.get(address, follow=True).content.decode(),
            browser.get(f"/kerja/perjalanan/{with_wage.pk}/").content.decode(),
        ):
            assert "28.590" not in text
        shown = browser.post(address).content.decode()
        assert "NT$28.590" in shown
        assert "Tanpa" in shown or "dokumen" in shown
        assert ViewLog.objects.get().model == "migrants.journey"

    def test_saving_the_form_anew_keeps_it_and_it_can_be_deleted(
        self, browser: Client, with_wage: Journey
    ) -> None:
        address = f"/kerja/perjalanan/{with_wage.pk}/"
        form = self.FORM | {"departed_year": "2022", "wage_amount": ""}
        browser.post(address, form)
        assert JourneyPrivate.unscoped.get().wage == "28590"
        with_wage.refresh_from_db()
        browser.post(address, form | {"drop_wage": "on", "version": with_wage.version})
        assert JourneyPrivate.unscoped.get().wage is None

    def test_wage_without_a_known_money_is_asked(self, browser: Client, village: Village) -> None:
        person = make.PersonFactory(village=village)
        form = self.FORM | {"country": "IS", "wage_amount": "300"}
        answer = browser.post(f"/kerja/warga/{person.pk}/perjalanan/", form)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"wage"}


def test_words_for_the_formal_and_the_informal_sector() -> None:
    assert Journey(employer_kind="person").formality == "informal"
    assert Journey(employer_kind="ship").formality == "formal"
    assert Journey().formality == ""
    assert [
        Journey(return_kind=kind).return_group for kind in ("contract_ended", "ill", "family")
    ] == [
        "finished",
        "problem",
        "other",
    ]
