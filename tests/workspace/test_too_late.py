"""A colleague was quicker: the second is told, nothing is overwritten, and what she typed stays."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Role, User
from migrants.models import DoubleRequest
from tests import factories as make
from tests.migrants.handing_in import HEAD, SITI, hand_in, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> User:
    made: User = make.UserFactory(coordinator=True)
    return made


def test_second_answer_to_a_village_is_not_said_to_be_seen(
    signed_in: Callable[[User], Client], coordinator: User
) -> None:
    assert coordinator.village
    regency = coordinator.village.district.regency
    officers = make.UserFactory.create_batch(2, role=Role.CASE_OFFICER, regency=regency)
    request = make.DoubleRequestFactory(village=coordinator.village)
    first, second = (signed_in(officer) for officer in officers)
    assert first.post(request.get_absolute_url(), {"answer": "Bukan"}).status_code == 302
    late = second.post(request.get_absolute_url(), {"answer": "Ya, orang yang sama"})
    assert late.status_code == 422
    page = late.content.decode()
    assert "baru saja menjawab" in page
    assert "Ya, orang yang sama" in page
    assert "Bukan" in page
    assert DoubleRequest.unscoped.get().answer == "Bukan"
    assert first.post(request.get_absolute_url(), {"answer": "Bukan"}).status_code == 302  # a tap


def test_village_cannot_answer_its_own_question(
    signed_in: Callable[[User], Client], coordinator: User
) -> None:
    request = make.DoubleRequestFactory(village=coordinator.village)
    signed_in(coordinator).post(request.get_absolute_url(), {"answer": "Bukan"})
    assert DoubleRequest.unscoped.get().is_open


def test_two_who_mend_one_row_of_a_file(
    signed_in: Callable[[User], Client], coordinator: User
) -> None:
    browser = signed_in(coordinator)
    batch = hand_in(browser, [HEAD, SITI])
    row = row_of(batch, 2)
    address = f"/kerja/impor/baris/{row.pk}/"
    typed = {**row.cells, "nik": "", "version": row.version, "do": "save"}
    browser.post(address, typed | {"hamlet": "Krajan Satu"})
    late = browser.post(address, typed | {"hamlet": "Krajan Dua"})
    assert late.status_code == 409
    page = late.content.decode()
    assert 'value="Krajan Dua"' in page
    assert "Baru saja disimpan: Krajan Satu." in page
    assert row_of(batch, 2).cells["hamlet"] == "Krajan Satu"
    seen = late.context["form"].data["version"]
    again = browser.post(address, typed | {"hamlet": "Krajan Dua", "version": seen})
    assert again.status_code == 302
    assert row_of(batch, 2).cells["hamlet"] == "Krajan Dua"
