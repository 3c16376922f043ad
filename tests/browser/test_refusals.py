"""Strangers and neighbours in a real browser: every kind of page is closed to them, in the
product's look, with a way on and without a word about whom it hides."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import Role
from tests.factories import UserFactory
from tests.world import Place, World, build_world

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def staff_pages(place: Place) -> list[str]:
    """One page of each kind that staff have, about rows of this place."""
    return [
        reverse("person_detail", args=[place.person.pk]),
        reverse("person_edit", args=[place.person.pk]),
        reverse("person_numbers", args=[place.person.pk]),
        reverse("person_history", args=[place.person.pk]),
        reverse("journey_edit", args=[place.journey.pk]),
        reverse("household_detail", args=[place.household.pk]),
        reverse("household_member", args=[place.household_membership.pk]),
        reverse("group_detail", args=[place.group.pk]),
        reverse("case_detail", args=[place.case.pk]),
        reverse("business_detail", args=[place.business.pk]),
        reverse("product_edit", args=[place.product.pk]),
    ]


LISTS = ["work", "person_list", "household_list", "group_list", "case_list", "business_list"]


def test_stranger_is_sent_to_sign_in_from_every_kind_of_page(page: Page, world: World) -> None:
    closed = [*staff_pages(world.own), *map(reverse, LISTS), reverse("desk"), reverse("dashboard")]
    for address in closed:
        page.goto(address)
        assert "/masuk/" in page.url, address
        assert world.own.marker not in page.content(), address
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_neighbour_finds_nothing_of_the_next_village(
    page: Page, world: World, sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    sign_in(page, UserFactory(role=Role.COORDINATOR, village=world.neighbour.village))
    for address in staff_pages(world.own):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404, address
        assert world.own.marker not in page.content(), address
    axe(page)
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_neighbour_sees_her_own_people_and_nobody_of_the_next_village(
    page: Page, world: World, sign_in: Callable[..., None]
) -> None:
    sign_in(page, UserFactory(role=Role.COORDINATOR, village=world.neighbour.village))
    for name in LISTS:
        page.goto(reverse(name))
        assert world.own.marker not in page.content(), name
    page.goto(reverse("person_list"))
    expect(page.get_by_text(world.neighbour.person.name).first).to_be_visible()
    search = page.get_by_role("searchbox").first
    search.fill(world.own.marker)
    search.press("Enter")
    page.wait_for_load_state()
    expect(page.get_by_text(world.own.person.name)).to_have_count(0)


def test_desk_officer_is_told_that_the_register_is_not_hers(
    page: Page, world: World, sign_in: Callable[..., None]
) -> None:
    sign_in(page, world.users[Role.LTSA_OFFICER])
    answer: Any = page.goto(reverse("person_list"))
    assert answer.status == 403
    assert world.own.marker not in page.content()
    expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()
