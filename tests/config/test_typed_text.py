"""What somebody types is kept as it looks."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from migrants.models import Group
from publishing.spreadsheets.lines import tidy
from tests.world import World


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\u2066", "\u00ad", "\ufeff"])
def test_characters_that_nobody_sees_do_not_reach_a_name(
    world: World, signed_in: Callable[[User], Client], unseen: str
) -> None:
    client = signed_in(world.users[Role.COORDINATOR])
    form = client.get(reverse("group_add")).context["form"]
    asked = {name: value for name, value in form.initial.items() if value is not None}
    client.post(reverse("group_add"), {**asked, "name": f"Kelompok{unseen} Ma'mur 🌾"})
    assert Group.unscoped.filter(name="Kelompok Ma'mur 🌾").exists()


def test_nor_by_way_of_a_table() -> None:
    assert tidy("Siti\u202e Amin\u200bah\x07") == "Siti Aminah"
