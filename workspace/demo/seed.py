"""The demo as a whole: when it may be made, and in which order."""

from random import Random

import pghistory
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from accounts.triggers import ignore_no_trigger
from migrants.models import Household, Person
from villages.areas import load_areas
from workspace.demo.accounts import REGENCY, USERNAMES, make_accounts, make_office
from workspace.demo.appointments import keep_up, make_appointments
from workspace.demo.businesses import make_businesses
from workspace.demo.cases import make_cases
from workspace.demo.doubles import make_doubles
from workspace.demo.family_stories import make_family_stories
from workspace.demo.group_life import make_group_life
from workspace.demo.groups import make_groups
from workspace.demo.help_offices import make_help_offices
from workspace.demo.imports import make_imports
from workspace.demo.lives import make_lives
from workspace.demo.notices import make_notices
from workspace.demo.papers import make_papers
from workspace.demo.register import make_people
from workspace.demo.world import NIK_PREFIX, Demo

#: Any other number gives another village of people.
_SEED = 351004
#: Exit status of the commands that refuse a database with real rows; `config.run` knows it.
REFUSED = 3


class RealRows(Exception):
    """The database holds rows that the demo did not make; says which."""


def seed() -> bool:
    """Make the demo, or, where it is there already, give its calendar the days since.

    True when it was made now. Raises RealRows on a database with other people or accounts.
    """
    refuse_real_rows()
    demo = Demo(random=Random(_SEED), now=timezone.now())  # noqa: S311
    with transaction.atomic(), translation.override("id"), pghistory.context(source="demo"):
        ignore_no_trigger()
        if is_there():
            _keep_up(demo)
            return False
        load_areas(regencies=[REGENCY])
        _make(demo)
    return True


def is_there() -> bool:
    return User.objects.filter(username__in=USERNAMES).exists()


def refuse_real_rows(*, beside_made_up_people: bool = False) -> None:
    """The demo may be put into an empty database, or beside itself, and nowhere else; a crowd for
    measuring (`beside_made_up_people`) also beside another crowd."""
    others = User.objects.exclude(username__in=USERNAMES)
    if others.exists():
        raise RealRows(f"{others.count()} account(s) that are not of the demo")
    has_people = Person.unscoped.exists() or Household.unscoped.exists()
    if has_people and not is_there() and not beside_made_up_people:
        raise RealRows("people or families")
    numbered = Person.unscoped.filter(nik__isnull=False).only("nik")
    real = sum(not (person.nik or "").startswith(NIK_PREFIX) for person in numbered.iterator())
    if real:
        raise RealRows(f"{real} person(s) with a NIK that is not of the demo")


def _make(demo: Demo) -> None:
    office = make_office()
    make_accounts(demo, office)
    make_people(demo)
    make_papers(demo)
    groups = make_groups(demo)
    make_group_life(demo, groups)
    make_businesses(demo, groups)
    make_cases(demo)
    make_help_offices(demo)
    make_appointments(demo, office)
    make_imports(demo)
    make_lives(demo)
    make_family_stories(demo)
    make_doubles(demo)
    make_notices(demo, office)


def _keep_up(demo: Demo) -> None:
    demo.users = {user.username: user for user in User.objects.filter(username__in=USERNAMES)}
    keep_up(demo, make_office())
