"""No page asks the database more often because there is more to show."""

import re
from collections import Counter
from datetime import date, timedelta

import pghistory
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from tests import factories as make
from tests.test_access import LINES, Line
from tests.world import World, build_place


def whose(line: Line, world: World) -> Client:
    """The browser of a role that may open the page; a stranger's if everybody may."""
    browser = Client(raise_request_exception=False)
    if line.roles:
        role = Role.COORDINATOR if Role.COORDINATOR in line.roles else line.roles[0]
        browser.force_login(world.users[role])
    return browser


def questions(world: World) -> dict[str, list[str]]:
    """What each page that can be looked at asks, by its name."""
    asked = {}
    for line in LINES:
        browser, url = whose(line, world), line.url(world.own)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(url)
        if answer.status_code == 200 and not answer.streaming:
            asked[line.name] = [query["sql"] for query in queries.captured_queries]
    return asked


def add_more(world: World) -> None:
    """Three more of every kind in our own village, and below the rows that have a page."""
    own = world.own
    for number in range(3):
        more = build_place(own.village, f"Lagi{number}")
        person, child = more.person, make.PersonFactory(village=own.village)
        make.HouseholdMembershipFactory(household=own.household, person=child, relationship="child")
        make.GroupMembershipFactory(group=own.group, person=person)
        make.GroupMembershipFactory(group=more.group, person=own.person)
        make.OwnershipFactory(business=own.business, person=person)
        make.ProductFactory(business=own.business, photo=make.PhotoFactory(village=own.village))
        make.JourneyFactory(
            person=own.person,
            departed_on=date(2000 + 2 * number, 1, 1),
            returned_on=date(2001 + 2 * number, 1, 1),
        )
        make.JourneyEventFactory(
            journey=own.journey, kind="news", happened_on=date(2020, 4, 1 + number), until=None
        )
        make.CareFactory(carer=own.person, child=child)
        make.TrainingFactory(person=own.person)
        make.WishFactory(person=own.person, asked_on=date(2024, 1, 1 + number))
        make.CaseFactory(person=own.person)
        make.CaseReferralFactory(case=own.case)
        make.CaseDeadlineFactory(
            case=own.case, due_on=timezone.localdate() + timedelta(days=number)
        )
        make.CaseAttachmentFactory(case=own.case)


def asked_oftener(before: list[str], after: list[str]) -> Counter[str]:
    """The tables that were asked oftener, and how much oftener."""
    return Counter(map(table, after)) - Counter(map(table, before))


def table(sql: str) -> str:
    found = re.search(r'(?:FROM|INTO|UPDATE) "(\w+)"', sql)
    return found[1] if found else sql[:40]


def test_questions_do_not_grow_with_what_there_is(world: World) -> None:
    with pghistory.context(user=world.users[Role.COORDINATOR].pk):  # somebody to name in histories
        world.own.person.hamlet = "Sumberagung"
        world.own.person.save()
    # Enough for officials to be told how many there are.
    make.CaseFactory.create_batch(10, person=world.own.person)
    before = questions(world)
    add_more(world)
    after = questions(world)
    assert len(before) > 60, "too few pages were looked at"
    grown = [
        f"{name}: {dict(asked_oftener(asked, after[name]))}"
        for name, asked in before.items()
        if len(after[name]) > len(asked)
    ]
    assert not grown, "\n".join(grown)
