"""The worker is killed while it saves a list: nobody is entered; saved again everybody is, once."""

import pytest
from django.test import Client

from migrants.models import ImportBatch, ImportRow, Person
from migrants.models.imports import STALLED_AFTER
from tests import factories as make
from tests import killed
from tests.migrants.handing_in import hand_in
from tests.migrants.test_import_races import ROWS, everybody_once
from tests.tasks import work

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_list_is_saved_again_after_its_worker_was_killed() -> None:
    browser = Client()
    browser.force_login(make.UserFactory(coordinator=True))
    batch = hand_in(browser, ROWS)
    browser.post(f"/kerja/impor/{batch.pk}/", {"do": "all_new"})
    browser.post(f"/kerja/impor/{batch.pk}/simpan/")

    killed.kill_at(
        f"LOCK TABLE {ImportRow._meta.db_table} IN SHARE MODE",
        *("db_worker", "--no-reload", "--no-startup-delay", "--queue-name", "*"),
    )

    assert not Person.unscoped.exists()
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.APPLYING
    browser.post(f"/kerja/impor/{batch.pk}/ulang/")
    work()
    assert not Person.unscoped.exists(), "it was begun again while it might still be moving"

    ImportBatch.unscoped.update(moved_at=batch.moved_at - 2 * STALLED_AFTER)
    browser.post(f"/kerja/impor/{batch.pk}/ulang/")
    work()
    assert everybody_once(batch)
