"""What a page says of somebody is one thing, and quiet where it must be; countries are
abroad, and stand on a page once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from migrants.forms.country import CountryNameField
from migrants.half_years import HalfYear
from migrants.models import Journey, Person, RoundCheck
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> User:
    return make.UserFactory(coordinator=True)


@pytest.fixture
def browser(signed_in: Callable[[User], Client], coordinator: User) -> Client:
    return signed_in(coordinator)


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_who_is_lost_is_not_on_leave_as_well(browser: Client, coordinator: User) -> None:
    person = make.PersonFactory(village=coordinator.village, abroad=True)
    today = timezone.localdate()
    make.JourneyEventFactory(
        journey=person.journeys.get(), happened_on=today - timedelta(days=9), until=None
    )
    assert "Pulang cuti" in text_of(browser.get(person.get_absolute_url())) or "cuti" in text_of(
        browser.get(reverse("person_list"))
    )
    Person.unscoped.filter(pk=person.pk).update(lost_contact_since=today)
    page = browser.get(person.get_absolute_url())
    assert not page.context["on_leave"]
    assert "Putus kabar" in text_of(page)
    listed = browser.get(reverse("person_list")).context["page"].object_list
    assert [one.is_on_leave for one in listed] == [False]


def test_family_page_says_quietly_that_a_death_is_reported(
    browser: Client, coordinator: User
) -> None:
    household = make.HouseholdFactory(village=coordinator.village)
    person = make.PersonFactory(village=coordinator.village, name="Pak Karto")
    make.HouseholdMembershipFactory(household=household, person=person)
    page = text_of(browser.get(household.get_absolute_url()))
    assert "Dilaporkan meninggal" not in page
    make.DeathReportFactory(person=person)
    page = text_of(browser.get(household.get_absolute_url()))
    assert "Dilaporkan meninggal" in page
    assert "Tinggal di desa" not in page


def test_people_not_reached_lead_to_their_list(browser: Client, coordinator: User) -> None:
    missed = make.PersonFactory(village=coordinator.village, abroad=True, name="Belum Terhubung")
    make.PersonFactory(village=coordinator.village, abroad=True, name="Belum Dicoba")
    now = HalfYear.now()
    make.RoundCheckFactory(
        person=missed,
        outcome=RoundCheck.Outcome.UNREACHED,
        on=timezone.localdate(),
        round_begins=now.first,
    )
    url = f"{reverse('person_list')}?lacking=unreached"
    assert url in text_of(browser.get(reverse("round_next")))
    listed = browser.get(url).context["page"].object_list
    assert [one.name for one in listed] == ["Belum Terhubung"]


def test_no_journey_leads_home(browser: Client, coordinator: User) -> None:
    person = make.PersonFactory(village=coordinator.village)
    with pytest.raises(IntegrityError, match="leads_abroad"), transaction.atomic():
        Journey.unscoped.create(person=person, country="ID", sector="other")
    page = text_of(browser.get(reverse("journey_add", args=[person.pk])))
    assert 'value="HK"' in page
    assert 'value="ID"' not in page


def test_countries_stand_once_on_the_page_of_a_family(browser: Client) -> None:
    page = text_of(browser.get(reverse("household_add")))
    assert page.count('value="Hong Kong"') == 1
    assert page.count('list="countries"') >= 2
    assert len(page) < 60_000


@pytest.mark.parametrize(
    ("typed", "code"), [("Hong Kong", "HK"), ("hongkong", "HK"), ("arab saudi", "SA"), ("", "")]
)
def test_country_is_understood_by_its_name(typed: str, code: str) -> None:
    assert CountryNameField(required=False).clean(typed) == code


def test_journey_form_without_a_version_does_not_count_as_just_opened(
    browser: Client, coordinator: User
) -> None:
    person = make.PersonFactory(village=coordinator.village, abroad=True)
    journey = person.journeys.get()
    url = reverse("journey_edit", args=[journey.pk])
    form = browser.get(url).context["form"]
    typed = {
        field.html_name: field.value() for field in form if field.value() not in (None, "", False)
    }
    del typed["version"]
    typed |= {"city": "Tainan", "departed_year": "2024", "departed": ""}
    Journey.unscoped.filter(pk=journey.pk).update(city="Taichung")
    answer = browser.post(url, typed)
    assert answer.status_code in (409, 422)
    journey.refresh_from_db()
    assert journey.city == "Taichung"
