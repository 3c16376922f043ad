"""One list saved by two at the same moment: real threads, real commits, and a control without the
locks that has everybody twice."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from migrants.actions.imports import applying, work
from migrants.actions.imports.applying import apply_rows, ask_to_apply
from migrants.actions.imports.undoing import ask_to_undo
from migrants.models import ImportBatch, ImportRow, Person
from migrants.tasks import work_on
from tests import factories as make
from tests.migrants.handing_in import HEAD, hand_in, save
from tests.races import at_once, kinds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

#: Without NIK: no rule of the database keeps them from being entered twice.
NAMES = ("Siti Aminah", "Budi Santoso", "Dewi Lestari", "Rini Wulandari")
ROWS = [HEAD, *((name, "-", "P", f"198{n}", "", "Krajan") for n, name in enumerate(NAMES))]


@pytest.fixture
def coordinator() -> User:
    return make.UserFactory(coordinator=True)


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def batch(coordinator: User) -> ImportBatch:
    """A list that was read and is ready to be saved, everybody chosen."""
    browser = signed_in(coordinator)
    found = hand_in(browser, ROWS)
    browser.post(f"/kerja/impor/{found.pk}/", {"do": "all_new"})
    assert ImportRow.unscoped.filter(batch=found).to_apply().count() == 4
    return found


def everybody_once(batch: ImportBatch) -> bool:
    rows = ImportRow.unscoped.filter(batch=batch)
    return (
        Person.unscoped.count() == 4
        and set(rows.values_list("outcome", flat=True)) == {"added"}
        and rows.exclude(person=None).values("person").distinct().count() == 4
    )


def presses(user: User, batch: ImportBatch) -> Callable[[], Any]:
    """Somebody who presses "save" in a browser of her own."""
    browser = signed_in(user)
    return lambda: browser.post(f"/kerja/impor/{batch.pk}/simpan/")


def workers() -> list[Callable[[], None]]:
    """Two workers for every piece of work that waits."""
    waiting = list(DBTaskResult.objects.ready())
    return [partial(work_on.func, *task.args_kwargs["args"]) for task in waiting for _n in "ab"]


def test_saved_by_two_who_press_at_once(batch: ImportBatch, coordinator: User) -> None:
    colleague = make.UserFactory(coordinator=True, village=coordinator.village)
    pressing = [presses(user, batch) for user in (coordinator, colleague, coordinator, colleague)]

    answers = at_once(*pressing)

    assert [answer.status_code for answer in answers] == [302] * 4  # type: ignore[attr-defined]
    assert DBTaskResult.objects.ready().count() == 1
    assert at_once(*workers()) == [None, None]
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.READY
    assert batch.result == {"added": 4, "changed": 0, "behind": 0}
    assert everybody_once(batch)


def test_one_piece_of_work_done_by_two_workers(batch: ImportBatch, coordinator: User) -> None:
    asked = ask_to_apply(batch=batch, by=coordinator, in_background=False)

    results = at_once(*[lambda: apply_rows(asked)] * 3)

    assert kinds(results) == {"NoneType": 1, "Overtaken": 2}
    assert everybody_once(batch)


def test_undone_by_two_at_once(batch: ImportBatch, coordinator: User) -> None:
    save(signed_in(coordinator), batch, everything=False)

    results = at_once(
        lambda: ask_to_undo(batch=batch, by=coordinator),
        lambda: ask_to_undo(batch=batch, by=coordinator),
    )

    assert kinds(results) == {"ImportBatch": 1, "NotNow": 1}
    at_once(*workers())
    assert not Person.unscoped.exists()


def test_without_the_locks_everybody_is_there_twice(
    batch: ImportBatch, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: nobody waits for anybody, and both have read the rows before one writes."""
    asked = ask_to_apply(batch=batch, by=coordinator, in_background=False)
    have_read = threading.Barrier(2)
    begins = applying._Saving.__init__

    def unlocked(found: ImportBatch) -> ImportBatch:
        stored: ImportBatch = ImportBatch.unscoped.get(pk=found.pk)
        return stored

    def reads(saving: Any, found: ImportBatch) -> None:
        begins(saving, found)
        have_read.wait(timeout=20)

    rows = type(ImportRow.unscoped.all())
    monkeypatch.setattr(applying, "locked", unlocked)
    monkeypatch.setattr(applying._Saving, "__init__", reads)
    monkeypatch.setattr(rows, "select_for_update", lambda queryset, **_of: queryset)

    at_once(*[lambda: apply_rows(asked)] * 2)

    assert Person.unscoped.count() == 8
    assert not everybody_once(batch)


def test_without_the_lock_two_begin(
    batch: ImportBatch, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of pressing: both read that the list is ready, and both are told yes."""
    have_read = threading.Barrier(2)

    def unlocked(found: ImportBatch) -> ImportBatch:
        stored: ImportBatch = ImportBatch.unscoped.get(pk=found.pk)
        have_read.wait(timeout=20)
        return stored

    monkeypatch.setattr(work, "locked", unlocked)

    results = at_once(*[lambda: ask_to_apply(batch=batch, by=coordinator)] * 2)

    assert kinds(results) == {"ImportBatch": 2}
