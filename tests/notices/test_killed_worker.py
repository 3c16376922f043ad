"""A worker is killed in the middle of a batch, for real: no message is lost and none is doubled."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from notices import actions as notices
from notices.models import Channel, Message
from tests.notices.provider import TOKEN, Provider
from tests.races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
Queue = Callable[..., Message]


def start_worker(server: Provider, tmp_path: Path) -> subprocess.Popen[bytes]:
    """`manage.py send_notices` in a process of its own, on the test's database."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_notices"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.served",
            "SERVED_DATABASE": connection.settings_dict["NAME"],
            "SERVED_STATIC": str(tmp_path),
            "WHATSAPP_URL": server.url,
            "WHATSAPP_PHONE_ID": "100",
            "WHATSAPP_TOKEN": TOKEN,
        },
        stdout=subprocess.DEVNULL,
    )


def let_the_dead_go() -> None:
    """The time that a worker may hold messages is over."""
    Message.unscoped.exclude(claimed_until=None).update(
        claimed_until=timezone.now() - timedelta(seconds=1)
    )


def test_killed_worker_loses_nothing_and_doubles_nothing(
    whatsapp: Provider, queue: Queue, tmp_path: Path
) -> None:
    for number in range(8):
        queue(f"kabar-{number}")
    whatsapp.script = ["well", "well", "well", "hold"]
    worker = start_worker(whatsapp, tmp_path)
    assert whatsapp.is_holding.wait(timeout=60), "the worker did not come to the fourth message"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    whatsapp.go_on.set()

    assert Message.unscoped.filter(state="sent").count() == 3
    lost = Message.unscoped.get(state="sending")
    assert str(notices.send_due()).startswith("0 sent"), "others' messages were taken too early"
    let_the_dead_go()
    notices.send_due()
    lost.refresh_from_db()
    assert Message.unscoped.filter(state="sent").count() == 7
    assert (lost.state, lost.channel, lost.is_doubtful) == ("waiting", Channel.HAND, True)
    assert set(whatsapp.keys().values()) == {1}, "a message was sent twice"
    assert len(whatsapp.keys()) == 8, "a message was lost"

    # The provider's report about it needs no person any more.
    wamid = f"wamid.{lost.key}"
    assert notices.reported(provider_id=wamid, key=lost.key, delivery="delivered")
    lost.refresh_from_db()
    assert (lost.state, lost.delivery) == ("sent", "delivered")


def test_four_workers_at_once_send_each_message_once(whatsapp: Provider, queue: Queue) -> None:
    for number in range(60):
        queue(f"kabar-{number}")
    tallies = at_once(*[notices.send_due] * 4)
    assert sum(tally.sent for tally in tallies) == 60  # type: ignore[attr-defined]
    assert set(whatsapp.keys().values()) == {1}
    assert len(whatsapp.keys()) == 60


def test_control_without_claims_sends_twice(
    whatsapp: Provider, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If nothing is doubled here, the test above proves nothing."""
    from notices.actions import sending

    def begin(pk: int, worker: object, tally: object) -> Message:
        return Message.unscoped.get(pk=pk)

    monkeypatch.setattr(sending, "_begin", begin)
    monkeypatch.setattr(
        sending,
        "_claim",
        _every_message_once(lambda: list(Message.unscoped.values_list("pk", flat=True))),
    )
    for number in range(10):
        queue(f"kabar-{number}")
    at_once(*[notices.send_due] * 2)
    assert set(whatsapp.keys().values()) == {2}


def _every_message_once(look: Callable[[], list[int]]) -> Callable[..., list[int]]:
    """A claim that claims nothing: each worker gets every message, once."""
    seen: set[object] = set()

    def claim(worker: object, tally: object) -> list[int]:
        if worker in seen:
            return []
        seen.add(worker)
        return look()

    return claim
