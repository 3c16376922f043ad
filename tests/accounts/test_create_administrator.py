"""`manage.py create_administrator`: the way in on a new installation."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Role, User
from tests.factories import RegencyFactory, UserFactory

pytestmark = pytest.mark.django_db


def create(*arguments: str) -> str:
    output = StringIO()
    call_command("create_administrator", *arguments, stdout=output)
    return output.getvalue()


def test_the_first_administrator_signs_in_and_sets_up(client: Client) -> None:
    RegencyFactory()
    password = create("admin.baru", "--name", "Admin Baru").split()[-1]
    user = User.objects.get()
    assert (user.role, str(user.regency)) == (Role.ADMINISTRATOR, "Banyuwangi")
    assert not user.is_superuser
    client.post("/masuk/?next=/admin/", {"login": "admin.baru", "password": password})
    assert client.get("/admin/accounts/user/add/").status_code == 200


def test_without_the_regency_it_says_what_to_load() -> None:
    with pytest.raises(CommandError, match=r"load_areas --regency 35\.10"):
        create("admin.baru", "--name", "Admin Baru")


def test_a_name_that_is_taken_is_refused() -> None:
    RegencyFactory()
    UserFactory(username="admin.baru")
    with pytest.raises(CommandError):
        create("admin.baru", "--name", "Admin Baru")
    assert User.objects.count() == 1
