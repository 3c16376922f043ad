"""Dates that cannot be meant are refused, wherever they are typed and whoever writes them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from businesses.models import Business
from migrants.models import Person
from tests.world import World
from villages.days import DayField

OURS = {app for app in settings.INSTALLED_APPS if "." not in app} & {
    path.name for path in settings.BASE_DIR.iterdir()
}
YEAR_ONE, FAR = "0001-01-01", "9999-12-31"


def test_every_date_of_ours_knows_the_rule() -> None:
    """A plain `models.DateField` takes the year 1: use villages.days.DayField."""
    plain = [
        str(field)
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.local_fields
        if isinstance(field, models.DateField)
        and not isinstance(field, models.DateTimeField | DayField)
    ]
    assert plain == []


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(2101, 1, 1)])
def test_the_database_refuses_a_day_that_cannot_be_meant(world: World, day: date) -> None:
    for rows, column in (
        (Business.unscoped, "closed_on"),
        (Person.unscoped, "born_on"),
        (world.own.journey.__class__.unscoped, "planned_on"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**{column: day})


@pytest.mark.parametrize("day", [YEAR_ONE, FAR])
@pytest.mark.parametrize(
    ("address", "row", "form"),
    [
        ("business_close", "business", {"closed_on": ""}),
        ("person_fate", "person", {"fate": "lost_contact", "on": ""}),
        ("person_edit", "person", {"name": "Siti", "sex": "F", "born_day": ""}),
    ],
)
def test_a_form_says_so_beside_the_date(
    address: str,
    row: str,
    form: dict[str, str],
    day: str,
    world: World,
    signed_in: Callable[[User], Client],
) -> None:
    browser = signed_in(world.users[Role.COORDINATOR])
    typed = {name: value or day for name, value in form.items()}
    answer: Any = browser.post(reverse(address, args=[getattr(world.own, row).pk]), typed)
    assert answer.status_code == 422
    assert "1900" in answer.content.decode() or "belum tiba" in answer.content.decode()
