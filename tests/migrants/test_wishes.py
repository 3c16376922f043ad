"""Does she wish to leave again?"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from migrants.models import Person, Wish
from tests import factories as make
from villages.models import Village


@pytest.fixture
def person(village: Village) -> Person:
    made: Person = make.PersonFactory(village=village, name="Sumiati", returned=True)
    return made


def ask(browser: Client, person: Person, **form: Any) -> Any:
    form = {"answer": "no", "asked_on": timezone.localdate().isoformat()} | form
    return browser.post(f"/kerja/warga/{person.pk}/keinginan/", form)


def test_answer_is_kept_with_its_reasons_and_shown(browser: Client, person: Person) -> None:
    assert (
        ask(browser, person, reasons=["business_goes", "children"], words="Cukup.").status_code
        == 302
    )
    page = browser.get(person.get_absolute_url()).content.decode()
    assert "Usaha sendiri lancar · Anak atau orang tua" in page
    assert "Cukup." in page
    assert "Ingin berangkat lagi: tidak" in page


def test_answers_of_different_days_are_all_kept(browser: Client, person: Person) -> None:
    ask(browser, person, answer="yes", asked_on="2025-01-05")
    ask(browser, person, answer="no")
    ask(browser, person, answer="unsure")  # the same day: she has thought again
    assert list(Wish.unscoped.values_list("answer", flat=True)) == ["unsure", "yes"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"answer": ""}, "answer"),
        ({"asked_on": (timezone.localdate() + timedelta(days=3)).isoformat()}, "asked_on"),
        ({"reasons": ["nonsense"]}, "reasons"),
    ],
)
def test_impossible_answer_is_refused(
    browser: Client, person: Person, typed: dict[str, Any], wrong: str
) -> None:
    answer = ask(browser, person, **typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {wrong}
    assert not Wish.unscoped.exists()


def test_list_is_narrowed_by_the_latest_answer(browser: Client, person: Person) -> None:
    other = make.PersonFactory(village=person.village, name="Wartini", returned=True)
    make.WishFactory(person=person, answer="yes", asked_on="2025-01-05")
    make.WishFactory(person=person, answer="no", asked_on="2026-01-05")

    def listed(wish: str) -> set[str]:
        page = browser.get(f"/kerja/warga/?wish={wish}").content.decode()
        return {name for name in (person.name, other.name) if name in page}

    assert listed("no") == {person.name}
    assert listed("yes") == set()
    assert listed("unasked") == {other.name}


def test_old_answers_are_asked_again(person: Person) -> None:
    make.WishFactory(person=person, asked_on=timezone.localdate() - timedelta(days=400))
    assert person in Person.unscoped.lacking("wish")
    make.WishFactory(person=person, asked_on=timezone.localdate())
    assert person not in Person.unscoped.lacking("wish")
