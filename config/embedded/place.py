"""Where the embedded server lives, and as whom it runs."""

import json
import os
import pwd
import re
import secrets
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Self

VAR_DIR = Path(__file__).resolve().parent.parent.parent / "var"
PORT = "5432"  # only names the socket file: nothing listens on a network
SOCKET_FILE = f".s.PGSQL.{PORT}"
#: Longest path of a socket: 107 bytes on Linux, 103 on macOS.
SOCKET_MAX_BYTES = 103
#: Users the server may run as when we are root, best first.
UNPRIVILEGED = ("postgres", "_postgres", "daemon", "nobody")
#: Where root keeps state, the first that exists; the second is for macOS.
STATE_ROOTS = (Path("/var/lib"), Path("/var/db"))


class EmbeddedError(Exception):
    """The embedded database cannot be used; the message is a sentence for the person in front."""


@dataclass(frozen=True)
class Place:
    """Folders and user of the server of one `var` folder.

    `state` holds the data and the log, `socket` the socket; both belong to `user` and are closed to
    everybody else. As a normal user `state` is inside `var`, as root it is below /var/lib: a user
    without privileges cannot reach files below root's home.
    """

    var: Path
    state: Path
    socket: Path
    user: str

    # --- finding -------------------------------------------------------------------------------

    @classmethod
    def find(cls, var: Path = VAR_DIR) -> Self:
        """The place written down in var/postgres.json; chosen and written down the first time."""
        var = var.absolute()
        place = cls._recorded(var) or cls._chosen(var)._written()
        maker = place.owner.pw_uid if var in place.state.parents else 0
        if os.geteuid() != maker:
            raise EmbeddedError(
                f"The embedded database of this clone was made by {name_of(maker)}: run this as "
                f"that user, or use a clone of your own (see {var / 'postgres.json'})."
            )
        return place

    @classmethod
    def _recorded(cls, var: Path) -> Self | None:
        record = var / "postgres.json"
        try:
            found = json.loads(record.read_text())
            written_for = Path(found["var"])
            place = cls(var, Path(found["state"]), Path(found["socket"]), str(found["user"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EmbeddedError(
                f"{record} cannot be read ({error!r}): mend or delete it."
            ) from error
        if written_for == var:
            return place
        # A copied clone must not share the server of its original; a moved one keeps its data.
        if written_for.exists():
            return None
        return place if place.is_dropped else cls._chosen(var)

    @classmethod
    def _chosen(cls, var: Path) -> Self:
        if os.geteuid() == 0:
            user = _unprivileged_user()
            root = next((root for root in STATE_ROOTS if root.is_dir()), STATE_ROOTS[0])
            # Named at random: a clone made anew in the same folder does not find old data.
            state = root / "kampung-migran" / secrets.token_hex(6)
        else:
            user = name_of(os.geteuid())
            state = var / "postgres"
        candidates = [
            state / "socket",
            Path(tempfile.gettempdir()) / f"kampung-{secrets.token_hex(6)}",
            Path("/tmp") / f"kampung-{secrets.token_hex(6)}",  # noqa: S108 - made 0700, and checked
        ]
        return cls(var, state, next(folder for folder in candidates if _fits(folder)), user)

    def _written(self) -> Self:
        """This place once it is on disk, or the one that another process wrote a moment before."""
        record = self.var / "postgres.json"
        fields = ("var", "state", "socket", "user")
        fresh = record.with_suffix(f".{os.getpid()}")
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            fresh.write_text(
                json.dumps({name: str(getattr(self, name)) for name in fields}, indent=1) + "\n"
            )
            if record.exists():  # another clone's, see _recorded
                record.unlink()
            with suppress(FileExistsError):
                record.hardlink_to(fresh)
            fresh.unlink()
        except OSError as error:
            raise EmbeddedError(f"{record} cannot be written: {error.strerror}.") from error
        return self._recorded(self.var) or self

    # --- making --------------------------------------------------------------------------------

    def open(self, name: str) -> IO[str]:
        """A file in `var` to lock."""
        try:
            return (self.var / name).open("a")
        except OSError as error:
            raise EmbeddedError(f"{self.var / name} cannot be made: {error.strerror}.") from error

    def make_folders(self) -> None:
        """Make what is missing; a folder that is not as it must be is refused, never changed."""
        try:
            if self.is_dropped:
                _make_root_folder(self.state.parent)
            for folder in (self.state, self.socket):
                self._make_private_folder(folder)
        except OSError as error:
            raise EmbeddedError(f"{error.filename} cannot be made: {error.strerror}.") from error

    def _make_private_folder(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700)
            if self.is_dropped:
                os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)
        except FileExistsError:
            pass
        found = folder.lstat()
        if (found.st_mode & 0o170777, found.st_uid) != (0o040700, self.owner.pw_uid):
            raise EmbeddedError(
                f"{folder} must be a folder of the user {self.user} with the rights 0700, and is "
                "not: move it away or put it right."
            )

    # --- as whom -------------------------------------------------------------------------------

    @cached_property
    def owner(self) -> pwd.struct_passwd:
        """The user the server runs as: we ourselves or, for root, somebody without privileges."""
        try:
            return pwd.getpwnam(self.user)
        except KeyError:
            raise EmbeddedError(
                f"The embedded database belongs to the user {self.user}, who does not exist here: "
                f"see {self.var / 'postgres.json'}."
            ) from None

    @property
    def is_dropped(self) -> bool:
        """Whether we are root and the server is not."""
        return self.owner.pw_uid != os.geteuid()

    def run(self, *command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a program as the owner, without PG* variables; its output is captured."""
        if self.is_dropped:
            options.update(user=self.owner.pw_uid, group=self.owner.pw_gid, extra_groups=[])
        return subprocess.run(
            [str(part) for part in command],
            check=False,
            text=True,
            capture_output=True,
            cwd="/",
            umask=0o077,
            env=clean_environment() | {"HOME": self.owner.pw_dir, "LC_ALL": "C"},
            **options,
        )


def clean_environment() -> dict[str, str]:
    """The environment without what PostgreSQL's programs and driver would read from it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def name_of(uid: int) -> str:
    """The user's name; PostgreSQL insists on one, and containers sometimes have none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise EmbeddedError(
            f"PostgreSQL needs a user with a name, and the user id {uid} has none on this machine: "
            "run as another user or set DATABASE_URL."
        ) from None


def _unprivileged_user() -> str:
    for name in UNPRIVILEGED:
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise EmbeddedError(
        "PostgreSQL does not run as root, and no user that it could run as exists here "
        f"({', '.join(UNPRIVILEGED)}): make one of them or set DATABASE_URL."
    )


def _fits(folder: Path) -> bool:
    """Short enough, and without the commas and quotes that database clients read differently."""
    path = str(folder / SOCKET_FILE)
    return len(path) <= SOCKET_MAX_BYTES and bool(re.fullmatch(r"[\w./@+-]+", path, re.ASCII))


def _make_root_folder(folder: Path) -> None:
    """Root works in this folder, and the owner of the server passes through it."""
    with suppress(FileExistsError):
        folder.mkdir()
        folder.chmod(0o755)
    found = folder.lstat()
    if found.st_uid != 0 or found.st_mode & 0o170023 != 0o040001:
        raise EmbeddedError(f"{folder} must be a folder that only root writes and all may pass.")
