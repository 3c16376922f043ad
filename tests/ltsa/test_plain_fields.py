"""Fields that Python writes look as those of the templates do."""

from html.parser import HTMLParser
from typing import Any

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ltsa.people_form import PeopleForm
from ltsa.templatetags.plain_fields import as_plain_field
from tests.factories import VillageFactory
from tests.ltsa.factories import ServiceFactory

pytestmark = pytest.mark.django_db


class Parts(HTMLParser):
    """What a browser makes of it: elements with their attributes in any order, and words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.parts: list[Any] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: " ".join(sorted((value or "").split())) for name, value in attrs}
        self.parts.append((tag, said))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.parts.append(data.strip())


def a_form(data: dict[str, Any] | None = None) -> PeopleForm:
    services = [ServiceFactory(needs_authority=True, name="Surat & <izin>"), ServiceFactory()]
    office = services[0].steps.get().pool.office
    return PeopleForm(data, services=services, office=office, user=AnonymousUser(), people=2)


@pytest.mark.parametrize("is_sent", [False, True])
def test_fields_are_the_same_as_from_the_templates(is_sent: bool, settings: Any) -> None:
    village = VillageFactory(name="Kedung <Gebang>")
    settings.REGENCY = village.district.regency.code
    data = {"name_1": 'Siti "Aminah"', "village": str(village.pk), "relation_1": "parent"}
    form = a_form({**data, "services_1": "x", "nik_1": "<1>"} if is_sent else None)
    assert form.is_bound == is_sent
    form.is_valid()
    assert bool(form.errors) == is_sent
    for field in form:
        assert Parts(as_plain_field(field)).parts == Parts(as_crispy_field(field)).parts, field.name


def test_villages_are_asked_for_once() -> None:
    form = a_form()
    with CaptureQueriesContext(connection) as queries:
        as_plain_field(form["village"])
    assert len(queries) == 1


def test_village_that_does_not_exist_is_refused() -> None:
    for wrong in ("0", "9" * 30, "x", "²"):
        assert "village" in a_form({"village": wrong}).errors
