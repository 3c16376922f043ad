from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from businesses.models import Programme
from tests import factories as make
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(world: World, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(world.users[Role.ADMINISTRATOR])


def test_administrator_opens_a_programme(administrator: Client, world: World) -> None:
    regency = world.own.village.district.regency
    data = {"regency": regency.pk, "name": "Program Baru", "about": "Alat", "is_active": "on"}
    administrator.post(reverse("admin:businesses_programme_add"), data)
    programme = Programme.objects.get(name="Program Baru")
    again = administrator.post(reverse("admin:businesses_programme_add"), data)
    assert "Program ini sudah ada" in again.content.decode()
    change = reverse("admin:businesses_programme_change", args=[programme.pk])
    administrator.post(change, {k: v for k, v in data.items() if k != "is_active"})
    programme.refresh_from_db()
    assert not programme.is_active


def test_programmes_of_another_regency_do_not_exist_for_her(
    administrator: Client, world: World
) -> None:
    jember = world.other_regency.village.district.regency
    foreign = make.ProgrammeFactory(regency=jember, name="Program Jember")
    assert (
        "Program Jember"
        not in administrator.get(reverse("admin:businesses_programme_changelist")).content.decode()
    )
    change = reverse("admin:businesses_programme_change", args=[foreign.pk])
    assert administrator.get(change).status_code == 404
    data = {"regency": jember.pk, "name": "Program Titipan", "is_active": "on"}
    administrator.post(reverse("admin:businesses_programme_add"), data)
    assert not Programme.objects.filter(name="Program Titipan").exists()


def test_programme_is_not_deleted(administrator: Client, world: World) -> None:
    programme = world.own.enrolment.programme
    url = reverse("admin:businesses_programme_delete", args=[programme.pk])
    assert administrator.post(url, {"post": "yes"}).status_code == 403
    assert Programme.objects.filter(pk=programme.pk).exists()


def test_nobody_else_sets_up_programmes(world: World, signed_in: Callable[[User], Client]) -> None:
    url = reverse("admin:businesses_programme_changelist")
    for role, user in world.users.items():
        if role != Role.ADMINISTRATOR:
            assert signed_in(user).get(url).status_code in (302, 403, 404), role
