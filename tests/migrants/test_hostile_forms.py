"""Forms that no page of ours has sent."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from tests.world import World


def test_a_false_number_of_members_draws_no_thousand_rows(
    world: World, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(world.users[Role.COORDINATOR])
    rows = {"m-TOTAL_FORMS": "99999999", "m-INITIAL_FORMS": "0"}
    answer = browser.post(reverse("household_add"), rows)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="m-14-name"' in page
    assert 'name="m-15-name"' not in page
