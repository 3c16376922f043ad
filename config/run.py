"""`make run`: the whole product on this machine, until Ctrl-C.

Makes what is missing (var/local.env, built files, database, demo data), then runs the web server
and the worker, and stops both, and the embedded database, at the end.
"""

import base64
import contextlib
import ctypes
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import FrameType

from dotenv import dotenv_values

from config import embedded
from config.build import build
from config.install import LOCKS, InstallError
from config.stamps import ROOT, Stamp

LOCAL_ENV = ROOT / "var" / "local.env"
MANAGE = [sys.executable, "manage.py"]
READY_SECONDS = 60
STOP_SECONDS = 15
#: A program that ends so often, each time so soon after its start, is not started again.
QUICK_ENDS, QUICK_SECONDS = 5, 10
WORKER = "kampung-migran-worker"  # /readyz looks for this name among the database's connections

NOT_FOR_DEMO = 3  # how seed_demo ends on a database that holds other rows
DEMO_PASSWORD = "demo-migran-2026"  # noqa: S105 - public, made by seed_demo only
DEMO_ACCOUNTS = {
    "koordinator.kedunggebang": "village coordinator, Kedunggebang",
    "koordinator.kendalrejo": "village coordinator, Kendalrejo",
    "koordinator.genteng": "village coordinator, Genteng Kulon (another district)",
    "mentor.tegaldlimo": "mentor of the district Tegaldlimo",
    "ketua.sukses": "group leader",
    "petugas.ltsa": "LTSA officer",
    "petugas.kasus": "case officer",
    "petugas.umkm": "business officer",
    "pejabat.banyuwangi": "official of the regency",
    "admin.banyuwangi": "administrator",
}


class RunError(Exception):
    """The product cannot run; the message is a sentence for the person in front."""


class StepFailed(RunError):
    """A command ended with another status than 0."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class Stopped(Exception):
    """Somebody asked us to stop."""


# --- what the machine gives ----------------------------------------------------------------------


def chosen_port(environment: Mapping[str, str]) -> int:
    """The port from PORT, 8000 without it.

    Raises RunError when it is no port number.
    """
    text = environment.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise RunError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def check_port_is_free(port: int) -> None:
    """Raises RunError when the web server could not listen."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise RunError(f"Port {port} needs more rights: choose one above 1023.") from None
        except OSError:
            raise RunError(
                f"Port {port} is in use: stop the other program, or choose another port with "
                "`PORT=8001 make run`."
            ) from None


def write_local_env(file: Path = LOCAL_ENV) -> None:
    """Secrets of this machine, made once; lines that are there already stay as they are."""
    values = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "LOOKUP_KEY": secrets.token_urlsafe(32),
        "HTTPS": "off",
    }
    known = dotenv_values(file)
    missing = [f"{name}={value}\n" for name, value in values.items() if name not in known]
    if missing:
        file.parent.mkdir(exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.writelines(missing)


def database_identity() -> str:
    """Differs when another database is used, or the embedded one was made anew."""
    if not embedded.is_wanted():
        return str(os.environ.get("DATABASE_URL") or dotenv_values(LOCAL_ENV)["DATABASE_URL"])
    data = embedded.Server().data
    return f"{data} {(data / 'PG_VERSION').stat().st_mtime_ns}"


def demo_day() -> str:
    """The date where the demo plays: Asia/Jakarta is seven hours ahead, all year."""
    return f"{datetime.now(timezone(timedelta(hours=7))):%Y-%m-%d}"


# --- programs that run beside us -----------------------------------------------------------------


def _end_with_parent() -> None:
    """In a child before it becomes the program: Linux tells it when we are killed."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


@dataclass
class Service:
    """A program that runs until we stop it, and is started again when it ends by itself."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    quick_ends: int = 0

    def start(self) -> None:
        # In a session of its own: Ctrl-C reaches us alone, and we stop the programs in order.
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # safe: this process has one thread
        )

    def keep_running(self) -> None:
        """Start it again if it ended.

        Raises RunError when it does nothing but end.
        """
        if self.process and self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        self.quick_ends = self.quick_ends + 1 if lived < QUICK_SECONDS else 0
        if self.quick_ends >= QUICK_ENDS:
            raise RunError(f"The {self.name} does nothing but end; see above for why.")
        print(f"The {self.name} ended by itself and is started again.", flush=True)
        self.start()

    def stop(self) -> None:
        """Ask it to end; after a while make it and its own children end."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def services(port: int) -> list[Service]:
    """The web server and the worker; together about 8 database connections."""
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    gunicorn += ["--workers", "2", "--threads", "3", "--preload", "--no-control-socket"]
    gunicorn += ["--graceful-timeout", "5", "--log-level", "warning"]
    if Path("/dev/shm").is_dir():  # noqa: S108 - the heartbeat of its workers must not wait for a disk
        gunicorn += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    worker = [*MANAGE, "db_worker", "--no-reload", "--no-startup-delay", "--queue-name", "*"]
    return [Service("web server", gunicorn), Service("worker", worker, {"PROCESS": WORKER})]


# --- the run -------------------------------------------------------------------------------------


class Run:
    """One `make run`. Signals only set a flag; it is looked at between and during the steps."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.services = services(port)
        self.is_stopping = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def _check(self) -> None:
        if self.is_stopping:
            raise Stopped

    def step(self, command: list[str], environment: dict[str, str]) -> None:
        """Run a command to its end, quietly.

        Raises StepFailed with the end of its output, and Stopped when we are to stop.
        """
        self._check()
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            while True:
                try:
                    output, _nothing = process.communicate(timeout=0.2)
                    break
                except subprocess.TimeoutExpired:
                    if self.is_stopping:
                        os.killpg(process.pid, signal.SIGTERM)
        self._check()
        if process.returncode:
            shown = "\n".join(output.strip().splitlines()[-12:])
            shown = f"`{' '.join(command[:3])}` failed:\n{shown}"
            raise StepFailed(shown, process.returncode)

    def __call__(self) -> None:
        """Prepare, start, and stay until we are to stop."""
        check_port_is_free(self.port)
        write_local_env()
        build(self.step)
        self._check()
        with self._database() as keep_database:
            self.prepare_database()
            try:
                for service in self.services:
                    self._check()
                    service.start()
                self.wait_until_ready()
                self.greet()
                while not self.is_stopping:
                    time.sleep(0.5)
                    keep_database()
                    for service in self.services:
                        service.keep_running()
            finally:
                for service in reversed(self.services):
                    service.stop()

    @contextlib.contextmanager
    def _database(self) -> Iterator[Callable[[], None]]:
        """Have a database; gives a function that starts the embedded one again if it was killed."""
        if not embedded.is_wanted():
            yield lambda: None
            return
        server = embedded.Server()

        def keep() -> None:
            if server.postmaster() is None and not self.is_stopping:
                print("The database ended by itself and is started again.", flush=True)
                server.start()

        with server.held():
            yield keep

    def prepare_database(self) -> None:
        """Tables and the demo data: once for each database, and again on a later day, when the
        demo's visits of "today" would be those of another day."""
        identity = database_identity()
        migrated = Stamp("migrated", [*ROOT.glob("*/migrations"), LOCKS["base"], identity])
        if not migrated.is_fresh():
            print("Preparing the database …", flush=True)
            self.migrate()
            migrated.set()
        if os.environ.get("DEMO", "on") != "off":
            self.prepare_demo(identity)

    def prepare_demo(self, identity: str) -> None:
        """Make the demo, or give the one that is there the days since."""
        seeded = Stamp("seeded", [identity])
        kept_up = Stamp("seeded_day", [identity, demo_day()])
        if seeded.is_fresh() and kept_up.is_fresh():
            return
        what = "Bringing the demo to today …" if seeded.is_fresh() else "Adding the demo data …"
        print(what, flush=True)
        try:
            self.step([*MANAGE, "seed_demo"], {})
            seeded.set()
        except StepFailed as error:
            if error.status != NOT_FOR_DEMO:
                raise
            print(str(error).splitlines()[-1], "Say DEMO=off to start without this.")
        kept_up.set()

    def migrate(self) -> None:
        """Bring the tables up to date."""
        self.step([*MANAGE, "migrate", "--verbosity", "0"], {})
        self.step([*MANAGE, "createcachetable"], {})

    def wait_until_ready(self) -> None:
        """Until pages are served, tables are as the code wants them, and the worker is there."""
        deadline = time.monotonic() + READY_SECONDS
        while True:
            self._check()
            answer = self.ask("/readyz")
            if answer and all(answer.values()):
                return
            if answer and answer.get("database") and not answer.get("migrations"):
                self.migrate()  # somebody has gone back in between, by hand
            for service in self.services:
                service.keep_running()
            if time.monotonic() > deadline:
                missing = [name for name, is_well in (answer or {}).items() if not is_well]
                raise RunError(f"The server does not get ready ({', '.join(missing)}); see above.")
            time.sleep(0.1)

    def ask(self, path: str) -> dict[str, bool] | None:
        """The server's answer, None when there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            found = json.loads(connection.getresponse().read())
            return found if isinstance(found, dict) else None
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()

    def greet(self) -> None:
        """Say where the product is, and who may sign in."""
        if Stamp("seeded", [database_identity()]).is_fresh():
            print(f"\nDemo accounts, password {DEMO_PASSWORD}:")
            for name, role in DEMO_ACCOUNTS.items():
                print(f"  {name:26}{role}")
        print(f"\nKampung Migran: http://127.0.0.1:{self.port}   Ctrl-C stops it.", flush=True)


def main() -> int:
    """The command line; returns the exit status."""
    os.umask(0o077)  # uploads and all else we make is for this user only
    run = None
    try:
        run = Run(chosen_port(os.environ))
        run()
    except Stopped:
        pass
    except (RunError, InstallError, embedded.EmbeddedError) as error:
        if run and run.is_stopping:  # Ctrl-C also reached what was just running
            return 130
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
