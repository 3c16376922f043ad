"""Each role's own start page and its menu."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from ltsa.models import CallTask
from migrants.models import Person
from notices.models import Message
from tests import factories as make
from tests.world import World
from workspace.parts import Part, Tile

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def menu_of(client: Client) -> dict[str, bool]:
    """Addresses in the menu, and whether each is the present page."""
    menu = client.get(reverse("work")).context["menu"]
    return {entry["url"]: entry["active"] for entry in menu}


@pytest.mark.parametrize("role", Role)
def test_every_entry_of_the_menu_opens(role: str, world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.users[role])
    entries = menu_of(client)
    assert entries[reverse("work")] is True
    for url in entries:
        answer = client.get(url)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        assert {entry["url"]: entry["active"] for entry in answer.context["menu"]}[url]


@pytest.mark.parametrize("role", Role)
def test_every_link_of_the_start_page_opens(role: str, world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.users[role])
    answer = client.get(reverse("work"))
    parts = [*answer.context["main"], *answer.context["aside"]]
    pressed = [part.url for part in parts]
    pressed += [thing.url for part in parts for thing in [*part.tiles, *part.rows]]
    for url in {url for url in pressed if url}:
        assert client.get(url).status_code == 200, url


def test_coordinator_is_told_what_is_missing_in_her_village_only(
    world: World, signed_in: SignedIn
) -> None:
    today = timezone.localdate()
    for place in (world.own, world.neighbour):
        make.PersonFactory(village=place.village, without_nik=True)
        person = make.PersonFactory(village=place.village, phone="+6281234567890")
        make.JourneyFactory(person=person, contract_ends_on=today + timedelta(days=30))
    answer = signed_in(world.users[Role.COORDINATOR]).get(reverse("work"))
    needs = {tile.label: tile.value for tile in answer.context["main"][0].tiles}
    assert needs[Person.Lacking.NIK.label] == 1
    assert needs[Person.Lacking.CONTRACT.label] == 1


def test_coordinator_begins_a_person_a_family_or_a_business_at_once(
    world: World, signed_in: SignedIn
) -> None:
    answer = signed_in(world.users[Role.COORDINATOR]).get(reverse("work"))
    begun = [action["url"] for action in answer.context["actions"]]
    assert begun == [reverse(f"{what}_add") for what in ("person", "household", "business")]


def test_what_is_urgent_stands_first(signed_in: SignedIn) -> None:
    coordinator = make.UserFactory(coordinator=True)
    today = timezone.localdate()
    make.PersonFactory(village=coordinator.village, without_nik=True)
    make.JourneyFactory(
        person=make.PersonFactory(village=coordinator.village, lost_contact_since=today),
        contract_ends_on=today + timedelta(days=30),
    )
    answer = signed_in(coordinator).get(reverse("work"))
    tiles = answer.context["main"][0].tiles
    assert tiles[0].label == Person.Status.LOST_CONTACT.label
    assert {tile.kind for tile in tiles[1:]} - {"bad"}


@pytest.mark.parametrize("number", [6, 7])
def test_the_seventh_tile_and_what_follows_fold_away(number: int) -> None:
    tiles = [Tile(1, f"hal ke-{place}") for place in range(1, number + 1)]
    seen, *folded = render_to_string(
        "workspace/part.html", {"part": Part("Perlu Anda urus", tiles=tiles)}
    ).split("<details")
    assert [tile.label for tile in tiles if str(tile.label) in seen] == [
        tile.label for tile in tiles[:6]
    ]
    assert ["hal ke-7" in rest for rest in folded] == [True] * (number - 6)


def test_village_where_nothing_is_missing_says_so(signed_in: SignedIn) -> None:
    user = make.UserFactory(coordinator=True)
    answer = signed_in(user).get(reverse("work"))
    assert not answer.context["main"][0].tiles
    assert answer.context["main"][0].empty in answer.content.decode()


def test_user_without_a_role_is_told_no(signed_in: SignedIn) -> None:
    assert signed_in(make.UserFactory(role="")).get(reverse("work")).status_code == 403


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL])
def test_start_page_asks_as_many_questions_for_more_people(
    role: str,
    world: World,
    signed_in: SignedIn,
    queries_do_not_grow: Callable[..., None],
) -> None:
    client = signed_in(world.users[role])

    def add_rows() -> None:
        for _ in range(4):
            person = make.PersonFactory(village=world.own.village, abroad=True)
            make.CaseFactory(person=person)
            make.EnrolmentFactory(
                business=make.BusinessFactory(village=world.own.village, owner=person)
            )

    queries_do_not_grow(lambda: client.get(reverse("work")), add_rows)


@pytest.mark.parametrize("role", [Role.LTSA_OFFICER, Role.CASE_OFFICER])
def test_messages_ask_for_attention_only_while_there_are_some(
    role: str, world: World, signed_in: SignedIn
) -> None:
    client, address = signed_in(world.users[role]), reverse("message_list")
    if role == Role.CASE_OFFICER:
        regency = world.users[role].regency
        Message.unscoped.filter(pk=world.own.message.pk).update(office=None, regency=regency)

    def asked() -> bool:
        answer = client.get(reverse("work"))
        parts = [*answer.context["main"], *answer.context["aside"]]
        return any(tile.url == address for part in parts for tile in part.tiles)

    assert asked()
    Message.unscoped.update(state=Message.State.CANCELLED)
    CallTask.unscoped.all().delete()
    assert not asked()
