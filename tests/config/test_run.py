"""`make run` for real, in a copy of this clone with a database of its own."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.run import (
    DEMO_ACCOUNTS,
    DEMO_PASSWORD,
    QUICK_ENDS,
    Run,
    RunError,
    Service,
    chosen_port,
    write_local_env,
)
from workspace.demo.accounts import ACCOUNTS, PASSWORD

ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = pytest.mark.xdist_group("run")  # one copy, one database for all of these


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Clone:
    """A copy of this clone, with the files that are built already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        unneeded = shutil.ignore_patterns(
            "var", "node_modules", ".*", "__pycache__", "tests", "docs", "bench"
        )
        shutil.copytree(ROOT, folder, ignore=unneeded)
        for name in (".npmrc", ".venv", "node_modules"):
            if (ROOT / name).exists():
                (folder / name).symlink_to((ROOT / name).resolve())
        for name in ("frontend", "static", "stamps"):
            if (ROOT / "var" / name).exists():
                shutil.copytree(ROOT / "var" / name, folder / "var" / name)
        for name in ("migrated", "seeded", "seeded_day"):
            (folder / "var" / "stamps" / name).unlink(missing_ok=True)
        self.port = free_port()

    def environment(self, **more: str) -> dict[str, str]:
        """Without what the suite's own settings need."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {"PORT": str(self.port), "DEMO": "off"} | more

    def start(self) -> tuple[subprocess.Popen[str], str]:
        """`make run`, without make; returns when it serves, with what it said until then."""
        run = subprocess.Popen(
            [sys.executable, "-m", "config.run"],
            cwd=self.folder,
            env=self.environment(),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        said = ""
        assert run.stdout
        for line in run.stdout:
            said += line
            if "Ctrl-C stops it" in line:
                return run, said
        run.wait()
        raise AssertionError(said)

    def get(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", path)
            return connection.getresponse().status

    def kill(self, part: str) -> None:
        """Kill all processes of ours whose command names the part."""
        for found in self.found():
            if part in " ".join(found.info["cmdline"] or []):
                found.kill()

    def gets_ready_again(self) -> bool:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/readyz") == 200:
                    return True
            time.sleep(0.2)
        return False

    def found(self) -> list[psutil.Process]:
        """What runs in this folder, or is its database."""
        places = {os.path.realpath(self.folder)}
        with contextlib.suppress(FileNotFoundError):
            record = json.loads((self.folder / "var" / "postgres.json").read_text())
            places.add(os.path.realpath(f"{record['state']}/data"))
        running = psutil.process_iter(["cwd", "cmdline"])
        return [process for process in running if process.info["cwd"] in places]

    def processes(self) -> list[str]:
        return [" ".join(process.info["cmdline"] or []) for process in self.found()]

    def are_gone(self) -> bool:
        deadline = time.monotonic() + 30
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.1)
        return not self.processes()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    made = Clone(tmp_path_factory.mktemp("run") / "clone")
    yield made
    subprocess.run(
        [sys.executable, "-m", "config.embedded", "remove"],
        cwd=made.folder,
        env=made.environment(),
        check=True,
    )


def stop(run: subprocess.Popen[str], number: int) -> int:
    run.send_signal(number)
    run.communicate(timeout=60)
    return run.returncode


def test_serves_and_survives_the_death_of_each_part_until_it_is_stopped(clone: Clone) -> None:
    run, said = clone.start()
    try:
        assert f"http://127.0.0.1:{clone.port}" in said
        assert (clone.get("/healthz"), clone.get("/readyz")) == (200, 200)
        for part in ("gunicorn", "db_worker", "postgres"):
            clone.kill(part)
            assert clone.gets_ready_again(), part
    finally:
        status = stop(run, signal.SIGINT)
    assert status == 0
    assert clone.processes() == []


def test_a_second_start_does_nothing_again(clone: Clone) -> None:
    if not (clone.folder / "var" / "stamps" / "migrated").exists():
        stop(clone.start()[0], signal.SIGTERM)
    run, said = clone.start()
    assert stop(run, signal.SIGTERM) == 0
    assert "…" not in said  # as in "Preparing the database …"
    assert clone.processes() == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a killed parent")
def test_even_a_killed_run_leaves_nothing_behind(clone: Clone) -> None:
    run, _said = clone.start()
    stop(run, signal.SIGKILL)
    assert clone.are_gone()


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = subprocess.run(
            [sys.executable, "-m", "config.run"],
            cwd=ROOT,
            env=os.environ | {"PORT": str(port)},
            check=False,
            capture_output=True,
            text=True,
        )
    assert said.returncode == 1
    assert said.stderr.startswith(f"Port {port} is in use: ")
    assert len(said.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RunError, match="number from 1 to 65535"):
        chosen_port({"PORT": text})


def test_the_accounts_it_prints_are_those_of_the_demo() -> None:
    assert {account.username for account in ACCOUNTS} == DEMO_ACCOUNTS.keys()
    assert PASSWORD == DEMO_PASSWORD


def test_without_port_it_is_8000() -> None:
    assert chosen_port({}) == chosen_port({"PORT": ""}) == 8000


def test_secrets_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "local.env"
    write_local_env(file)
    first = file.read_text()
    assert oct(file.stat().st_mode) == oct(0o100600)
    assert {line.partition("=")[0] for line in first.splitlines()} == {
        "SECRET_KEY",
        "FIELD_KEYS",
        "LOOKUP_KEY",
        "HTTPS",
    }
    write_local_env(file)
    assert file.read_text() == first


def test_a_service_that_does_nothing_but_end_is_given_up() -> None:
    service = Service("clock", ["true"])

    def let_end() -> None:
        assert service.process
        service.process.wait()
        service.keep_running()

    service.start()
    for _time in range(QUICK_ENDS - 1):
        let_end()
    with pytest.raises(RunError, match="The clock does nothing but end"):
        let_end()


class SeedsOnly(Run):
    """Writes down which commands would run."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    def step(self, command: list[str], environment: dict[str, str]) -> None:
        self.commands.append(command[-1])


def test_the_demo_is_brought_to_today_once_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.stamps.FOLDER", tmp_path)
    run = SeedsOnly()
    for day in ("2026-11-24", "2026-11-24", "2026-11-25", "2026-11-25"):
        monkeypatch.setattr("config.run.demo_day", lambda day=day: day)
        run.prepare_demo("database 1")
    assert run.commands == ["seed_demo", "seed_demo"]
    run.prepare_demo("database 2")
    assert len(run.commands) == 3
