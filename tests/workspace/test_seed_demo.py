"""When the demo may be made, and what a second run does."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import Role, User
from ltsa.models import Booking, State
from migrants.models import Person
from tests import factories as make
from workspace.demo.accounts import ACCOUNTS, PASSWORD
from workspace.demo.seed import seed


@pytest.fixture
def demo(db: None) -> None:
    seed()


def people_of(code: str) -> list[tuple[str, str, str | None]]:
    rows = Person.unscoped.filter(village__code=code).order_by("pk")
    return list(rows.values_list("name", "status", "nik_hash"))


def test_every_account_signs_in_with_the_printed_password(db: None) -> None:
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
    before = people_of("35.10.04.2007")
    call_command("seed_demo", stdout=StringIO())
    assert people_of("35.10.04.2007") == before


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
    make.PersonFactory(nik="3510045205880001", village=Person.unscoped.first().village)
    with pytest.raises(CommandError, match="NIK"):
        call_command("seed_demo")


def test_it_refuses_beside_other_accounts(db: None) -> None:
    make.UserFactory(coordinator=True)
    with pytest.raises(CommandError, match="account"):
        call_command("seed_demo")
    assert not Person.unscoped.exists()


def test_it_refuses_where_people_are_but_no_demo(db: None) -> None:
    make.PersonFactory(without_nik=True)
    with pytest.raises(CommandError, match="people"):
        call_command("seed_demo")
