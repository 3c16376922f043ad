"""When the demo must not be made."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from config.run import NOT_FOR_DEMO
from migrants.models import Person
from tests import factories as make


def test_it_refuses_beside_other_accounts(db: None) -> None:
    make.UserFactory(coordinator=True)
    with pytest.raises(CommandError, match="account") as refused:
        call_command("seed_demo")
    assert refused.value.returncode == NOT_FOR_DEMO
    assert not Person.unscoped.exists()


def test_it_refuses_where_people_are_but_no_demo(db: None) -> None:
    make.PersonFactory(without_nik=True)
    with pytest.raises(CommandError, match="people"):
        call_command("seed_demo")
