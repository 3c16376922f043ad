"""The same form of a case sent twice at the same moment, as an impatient thumb does."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from migrants.models import Case, CaseDeadline, CaseReferral, CaseStep
from tests import factories as make
from tests.races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
TAPS = 4


@pytest.fixture
def case() -> Case:
    made: Case = make.CaseFactory()
    return made


@pytest.fixture
def officer(case: Case) -> User:
    assert case.village
    regency = case.village.district.regency
    made: User = make.UserFactory(role=Role.CASE_OFFICER, regency=regency)
    return made


def tap(browser: Client, address: str, typed: dict[str, Any]) -> list[object]:
    def post() -> int:
        other = Client()
        other.cookies = browser.cookies
        return other.post(address, typed).status_code

    return at_once(*[post] * TAPS)


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.mark.parametrize(
    ("page", "typed", "counted"),
    [
        ("case_detail", {"text": "Menelepon"}, lambda: CaseStep.unscoped.count()),
        ("case_message", {"text": "Kami urus"}, lambda: CaseStep.unscoped.count()),
        (
            "case_deadline",
            {"kind": "papers", "due_on": "2030-01-01"},
            lambda: CaseDeadline.unscoped.count(),
        ),
        (
            "case_refer",
            {"to": "other", "to_name": "Kantor", "asked": "Tolong", "sent_on": "2026-01-02"},
            lambda: CaseReferral.unscoped.count(),
        ),
    ],
)
def test_taps_of_the_officer_make_one_row_and_lead_on(
    page: str, typed: dict[str, str], counted: Callable[[], int], case: Case, officer: User
) -> None:
    once = typed | {"submit_key": str(uuid4())}
    answers = tap(browser_of(officer), reverse(page, args=[case.pk]), once)
    assert (answers, counted()) == ([302] * TAPS, 1)


def test_taps_on_done_say_it_once(case: Case, officer: User) -> None:
    deadline = make.CaseDeadlineFactory(case=case)
    tap(browser_of(officer), reverse("case_deadline_done", args=[deadline.pk]), {})
    deadline.refresh_from_db()
    assert (deadline.done_on, CaseStep.unscoped.count()) == (timezone.localdate(), 1)


def test_taps_of_the_family_add_its_words_once(case: Case) -> None:
    family = Client()
    address = reverse("report_page", args=[case.code])
    family.post(address, {"digits": "7890"})
    answers = tap(family, address, {"text": "Dia menelepon", "submit_key": str(uuid4())})
    assert (answers, CaseStep.unscoped.count()) == ([302] * TAPS, 1)
