"""The pages of staff at 50,000 people in 217 villages, against an empty view.

    python bench/staff_pages.py [--persons N] [--times N]

Start pages, lists, one person's whole page and one family's, and the dashboard, for a coordinator
(one village), a case officer, a business officer and an official (the whole regency). Prints the
median time on the server of each and its ratio to a view that answers with nothing behind the same
middleware. Compare ratios inside one run only. It makes its own database and removes it again.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench._register import REGENCY, Look, register, report, settle, signed_in  # sets Django up

# isort: split
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from migrants.models import Group, GroupMembership, Household, Person
from tests import factories as make
from villages.models import Regency, Village

GROUPS, CASES, BUSINESSES = 400, 300, 150


def fill(villages: list[Village]) -> None:
    """Groups with ten members each, cases and businesses all over the regency."""
    grown_up = Person.unscoped.filter(born_on__lt=date(2000, 1, 1))  # a child cannot consent
    people = list(grown_up.order_by("pk")[: GROUPS * 10])
    groups = Group.unscoped.bulk_create(
        make.GroupFactory.build(village=villages[number % len(villages)])
        for number in range(GROUPS)
    )
    GroupMembership.unscoped.bulk_create(
        GroupMembership(group=groups[number // 10], person=person)
        for number, person in enumerate(people)
    )
    for person in people[:CASES]:
        make.CaseFactory(person=person)
    for person in people[:BUSINESSES]:
        business = make.BusinessFactory(village=person.village, owner=person)
        make.EnrolmentFactory(business=business)


def enrich(person: Person, coordinator: User) -> None:
    """A long life: eight journeys, five groups, every consent, cases."""
    for year in range(1990, 2006, 2):
        journey = make.JourneyFactory(
            person=person, departed_on=date(year, 1, 1), returned_on=date(year + 1, 1, 1)
        )
        make.JourneyEventFactory(journey=journey, happened_on=date(year, 6, 1), until=None)
    make.GroupMembershipFactory.create_batch(5, person=person, group__village=person.village)
    make.ConsentFactory(person=person)
    for _number in range(5):
        case = make.CaseFactory(person=person)
        case.opened_by = coordinator
        case.save()


def looks_of(client: Client, names: dict[str, str]) -> dict[str, Look]:
    return {title: lambda url=url: client.get(url) for title, url in names.items()}  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=9)
    options = parser.parse_args()
    with register(options.persons) as villages:
        fill(villages)
        regency = Regency.objects.current().get(code=REGENCY)
        women = Person.unscoped.filter(village=villages[100], sex="F")
        person = women.filter(born_on__lt=date(1985, 1, 1)).earliest("pk")
        coordinator = signed_in(role=Role.COORDINATOR, village=person.village)
        enrich(person, User.objects.get(village=person.village))
        settle()
        household = Household.unscoped.get(memberships__person=person)
        work = {"start page": reverse("work")}
        people = {
            "one person": person.get_absolute_url(),
            "families": reverse("household_list"),
            "families, by a name": reverse("household_list") + f"?q={person.name}",
            "one family": household.get_absolute_url(),
            "cases": reverse("case_list"),
        }
        groups = {"groups": reverse("group_list"), "businesses": reverse("business_list")}
        board = {"dashboard": reverse("dashboard")}
        officer = signed_in(role=Role.CASE_OFFICER, regency=regency)
        business = signed_in(role=Role.BUSINESS_OFFICER, regency=regency)
        official = signed_in(role=Role.OFFICIAL, regency=regency)
        for title, client, pages in (
            (f"Coordinator of {person.village}", coordinator, {**work, **people, **groups}),
            ("Case officer of the regency", officer, {**work, **people}),
            ("Business officer of the regency", business, {**work, **groups}),
            ("Official of the regency", official, {**work, **board}),
        ):
            report(title, client, looks_of(client, pages), options.times)


if __name__ == "__main__":
    main()
