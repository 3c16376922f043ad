"""What the demo holds: enough for every page to have something to show, and what a second run
does."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import Role, User
from businesses.models import Business, Enrolment, Product, Stage
from ltsa.models import Booking, Slot, State
from migrants.models import Case, Group, Person
from migrants.nik import nik_warnings
from tests import factories as make
from workspace.demo.accounts import ACCOUNTS, PASSWORD
from workspace.demo.seed import seed


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo takes seconds: it is made once, and each test works inside its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(made_once: None, db: None) -> None:
    """The demo, and whatever the test does to it is undone."""


def test_kedunggebang_has_about_seventy_who_came_back_and_every_status(demo: None) -> None:
    people = Person.unscoped.filter(village__code="35.10.04.2007")
    assert 60 <= people.with_status(Person.Status.RETURNED).count() <= 80
    assert set(people.values_list("status", flat=True)) == set(Person.Status.values)


def test_the_group_of_2016_is_led_by_its_leader(demo: None) -> None:
    leader = User.objects.get(username="ketua.sukses")
    group = Group.visible_to(leader).get()
    assert (group.name, group.founded_year) == ("Sukses Migran", 2016)
    assert group.memberships.filter(since__year=2016).count() == 20


def test_every_nik_belongs_to_nobody_and_fits_its_person(demo: None) -> None:
    people = list(Person.unscoped.filter(nik__isnull=False))
    assert people
    for person in people:
        assert person.nik
        assert person.nik.startswith("351099")
        assert not nik_warnings(person.nik, born_on=person.born_on, sex=person.sex)


def test_bookings_stand_in_every_state_and_today_is_alive(demo: None) -> None:
    states = set(Booking.unscoped.values_list("state", flat=True))
    assert states == set(State.values)
    today = Booking.unscoped.filter(starts_at__date=timezone.localdate())
    assert {State.SERVING, State.CALLED, State.ARRIVED, State.BOOKED} <= set(
        today.values_list("state", flat=True)
    )


def test_slots_reach_six_weeks_ahead(demo: None) -> None:
    last = Slot.objects.latest("starts_at").starts_at
    assert (timezone.localdate(last) - timezone.localdate()).days >= 38  # may end on a free day


def test_cases_are_open_given_and_closed(demo: None) -> None:
    cases = Case.unscoped.all()
    assert cases.filter(closed_at__isnull=False).exists()
    assert cases.open().filter(assigned_to=None).exists()
    assert cases.open().filter(assigned_to__isnull=False).exists()


def test_businesses_stand_in_every_stage_and_only_those_who_agree_are_public(demo: None) -> None:
    assert set(Enrolment.unscoped.values_list("stage", flat=True)) == set(Stage.values)
    public = set(Business.public().values_list("name", flat=True))
    assert {"Roti Wilujeng", "Kue Kering Kenanga"} <= public
    assert not public & {"Sambal Mbok Sri", "Batik Segara Kidul", "Jahit Sekar Melati"}


def test_every_product_has_a_picture_with_words(demo: None) -> None:
    for product in Product.unscoped.select_related("photo"):
        assert product.photo
        assert product.photo.alt


def test_every_account_signs_in_with_the_printed_password(demo: None) -> None:
    printed = StringIO()
    call_command("seed_demo", stdout=printed)
    assert PASSWORD in printed.getvalue()
    for account in ACCOUNTS:
        assert account.username in printed.getvalue()
        user = User.objects.get(username=account.username)
        assert user.check_password(PASSWORD)
        assert user.territory or user.role == Role.GROUP_LEADER
        assert not user.is_superuser


def test_a_second_run_changes_nothing(demo: None) -> None:
    people = Person.unscoped.order_by("pk").values_list("name", "status", "nik_hash")
    before = list(people)
    call_command("seed_demo", stdout=StringIO())
    assert list(people.all()) == before


def test_a_later_run_ends_the_visits_of_days_gone_by(demo: None) -> None:
    coming = Booking.unscoped.filter(state=State.BOOKED, starts_at__gt=timezone.now())
    missed = coming.earliest("starts_at")
    day = timedelta(days=30)
    coming.filter(pk=missed.pk).update(
        starts_at=missed.starts_at - day, ends_at=missed.ends_at - day
    )
    call_command("seed_demo", stdout=StringIO())
    missed.refresh_from_db()
    assert missed.state == State.DONE


def test_it_refuses_beside_a_person_who_may_exist(demo: None) -> None:
    make.PersonFactory(nik="3510045205880001", village=Person.unscoped.earliest("pk").village)
    with pytest.raises(CommandError, match="NIK"):
        call_command("seed_demo")
