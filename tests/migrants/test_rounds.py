"""The round "still true?"."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role, User
from migrants.half_years import HalfYear
from migrants.models import Person, RoundCheck, Wish
from migrants.rounds import next_in_round, progress_of
from tests import factories as make
from villages.models import Village


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2200, 12, 31)))
def test_every_day_lies_in_one_half_year(day: date) -> None:
    half = HalfYear.of(day)
    assert half.first <= day <= half.last
    assert (half.first.month, half.first.day) in ((1, 1), (7, 1))
    assert half.following.first == half.last + timedelta(days=1)


def worker(village: Village, name: str, **facts: Any) -> Person:
    made: Person = make.PersonFactory(village=village, name=name, abroad=True, **facts)
    return made


@pytest.fixture
def three(village: Village) -> list[Person]:
    return [worker(village, name) for name in ("Ani", "Budi", "Citra")]


def answer(browser: Client, person: Person, **form: str) -> Any:
    return browser.post(f"/kerja/putaran/{person.pk}/", form)


def shown(browser: Client) -> str:
    return browser.get("/kerja/putaran/").content.decode()


def test_one_after_another_until_the_village_is_done(
    browser: Client, coordinator: User, three: list[Person]
) -> None:
    make.PersonFactory(village=coordinator.village, name="Tinggal Saja")  # never asked about
    for done, person in enumerate(three):
        page = shown(browser)
        assert person.name in page
        assert f"{done} dari 3 sudah dipastikan" in page
        answer(browser, person, answer="true")
        person.refresh_from_db()
        assert person.checked_on == timezone.localdate()
    assert "Data desa sudah benar" in shown(browser)


def test_starts_anew_every_half_year(coordinator: User, three: list[Person]) -> None:
    now = HalfYear.now()
    for person in three:
        make.RoundCheckFactory(person=person, on=now.first - timedelta(days=1))
    assert progress_of(coordinator, now).confirmed == 0
    assert next_in_round(coordinator, now) == three[0]


def test_unreached_comes_again_another_day_and_after_the_others(
    browser: Client, coordinator: User, three: list[Person]
) -> None:
    first, second, third = three
    answer(browser, first, answer="unreached")
    assert second.name in shown(browser)
    assert "1 belum terhubung" in shown(browser)
    RoundCheck.unscoped.update(on=timezone.localdate() - timedelta(days=1))
    assert second.name in shown(browser)
    answer(browser, second, answer="true")
    answer(browser, third, answer="true")
    assert first.name in shown(browser)
    answer(browser, first, answer="unreached")
    assert "Cukup untuk hari ini" in shown(browser)


def test_two_coordinators_do_not_confirm_twice(
    browser: Client, signed_in: Callable[[User], Client], village: Village, three: list[Person]
) -> None:
    other = make.UserFactory(role=Role.COORDINATOR, village=village, full_name="Bu Kedua")
    answer(browser, three[0], answer="true")
    said = signed_in(other).post(f"/kerja/putaran/{three[0].pk}/", {"answer": "true"}, follow=True)
    assert "Bu Koordinator sudah menjawab untuk Ani" in said.content.decode()
    assert RoundCheck.unscoped.count() == 1


def test_change_leads_to_the_forms_and_back_to_the_round(
    browser: Client, three: list[Person]
) -> None:
    person = three[0]
    assert answer(browser, person, answer="change")["Location"].endswith("/perubahan/")
    journey = person.journeys.get()
    page = browser.get(f"/kerja/warga/{person.pk}/perubahan/").content.decode()
    assert f"/kerja/perjalanan/{journey.pk}/pulang/" in page
    form = {"returned_day": "2025-03-01", "return_kind": "contract_ended"}
    back = browser.post(f"/kerja/perjalanan/{journey.pk}/pulang/", form, follow=True)
    assert "Sudah benar: lanjut" in back.content.decode()
    assert RoundCheck.unscoped.count() == 0, "not confirmed by changing alone"
    after = browser.post(f"/kerja/putaran/{person.pk}/", {"answer": "changed"}, follow=True)
    assert three[1].name in after.content.decode()
    assert RoundCheck.unscoped.get().outcome == RoundCheck.Outcome.CHANGED


def test_slip_of_the_finger_is_taken_back(browser: Client, three: list[Person]) -> None:
    answer(browser, three[0], answer="true")
    check = RoundCheck.unscoped.get()
    assert "Batalkan" in shown(browser)
    browser.post(f"/kerja/putaran/jawaban/{check.pk}/")
    three[0].refresh_from_db()
    assert three[0].checked_on is None
    assert three[0].name in shown(browser)


def test_answer_taken_back_takes_the_wish_with_it(browser: Client, village: Village) -> None:
    person = make.PersonFactory(village=village, returned=True)
    make.WishFactory(person=person, asked_on=timezone.localdate() - timedelta(days=200))
    answer(browser, person, answer="true", wish="yes")
    browser.post(f"/kerja/putaran/jawaban/{RoundCheck.unscoped.get().pk}/")
    assert Wish.unscoped.get().asked_on < timezone.localdate()


def test_answer_of_somebody_else_stays(
    browser: Client, village: Village, three: list[Person]
) -> None:
    check = make.RoundCheckFactory(person=three[0], on=timezone.localdate())
    browser.post(f"/kerja/putaran/jawaban/{check.pk}/")
    assert RoundCheck.unscoped.filter(pk=check.pk).exists()


def test_wish_is_asked_in_passing(browser: Client, village: Village) -> None:
    person = make.PersonFactory(village=village, returned=True)
    assert "Apakah ingin berangkat lagi?" in shown(browser)
    answer(browser, person, answer="true", wish="unsure")
    assert Wish.unscoped.get().answer == Wish.Answer.UNSURE


def test_unknown_answer_changes_nothing(browser: Client, three: list[Person]) -> None:
    assert answer(browser, three[0], answer="nonsense").status_code == 302
    assert RoundCheck.unscoped.count() == 0


def test_queries_do_not_grow(
    browser: Client, village: Village, three: list[Person], queries_do_not_grow: Callable[..., None]
) -> None:
    queries_do_not_grow(
        lambda: shown(browser), lambda: [worker(village, f"Zul {n}") for n in range(8)]
    )
