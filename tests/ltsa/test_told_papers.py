"""A paper of which families were told is never rewritten: other words are a new version."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Role
from ltsa.models import Requirement, Service
from tests.factories import OfficeFactory, UserFactory
from tests.ltsa.factories import ServiceFactory, make_booking, make_day
from tests.ltsa.test_admin import page, rows, service_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    browser = Client()
    browser.force_login(UserFactory(role=Role.ADMINISTRATOR, regency=OfficeFactory().regency))
    return browser


@pytest.fixture
def told() -> Requirement:
    service = ServiceFactory(slug="rekom")
    paper = Requirement.objects.create(service=service, text="Kartu Keluarga")
    make_booking(make_day(service.steps.get().pool)[0], service, 1)
    return paper


def test_database_refuses_to_rewrite_or_delete_what_was_told(told: Requirement) -> None:
    with pytest.raises(IntegrityError, match="told"), transaction.atomic():
        Requirement.objects.filter(pk=told.pk).update(text="Akta lahir")
    with pytest.raises(IntegrityError, match="told"), transaction.atomic():
        Requirement.objects.filter(pk=told.pk).delete()


def test_paper_of_which_nobody_was_told_may_be_mended(told: Requirement) -> None:
    fresh = Requirement.objects.create(service=ServiceFactory(), text="Kartu Keluargo")
    Requirement.objects.filter(pk=fresh.pk).update(text="Kartu Keluarga")
    fresh.delete()


def test_administrator_who_rewrites_a_paper_makes_a_new_version(
    browser: Client, told: Requirement
) -> None:
    service: Service = told.service
    form = rows("requirements", [told])
    form = {**form, "requirements-0-text": "Kartu Keluarga terbaru"}
    answer = browser.post(page(service), service_form(service, form))
    assert answer.status_code == 302, (
        answer.context["adminform"].form.errors,
        answer.context["errors"],
    )
    told.refresh_from_db()
    assert told.text == "Kartu Keluarga"
    assert told.ended_at is not None
    new = Requirement.objects.get(replaces=told)
    assert new.text == "Kartu Keluarga terbaru"


def test_administrator_who_takes_a_paper_away_ends_it(browser: Client, told: Requirement) -> None:
    service = told.service
    form = {**rows("requirements", [told]), "requirements-0-DELETE": "on"}
    assert browser.post(page(service), service_form(service, form)).status_code == 302
    told.refresh_from_db()
    assert told.ended_at is not None
