"""The embedded PostgreSQL: a real server for one machine, from the programs of a Python wheel.

Used when DATABASE_URL is not set. The server listens on a unix socket only, in a folder that only
its owner can enter, and lets in nobody but that owner and root (`peer`: the kernel says who asks).
It runs while somebody holds it, see `Server.held`, and is attached to again after a crash.

As root the server runs as another, unprivileged user that exists already, with its data in a folder
below /var/lib. Everything done in that folder is done as that user. `var/postgres.json` records
where it is. See docs/decisions/0001-embedded-postgres.md.
"""

import atexit
import os
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from config.embedded.place import VAR_DIR, EmbeddedError, Place, clean_environment
from config.embedded.server import NAME, PORT, Server

__all__ = ["EmbeddedError", "Place", "Server", "database_settings", "hold", "is_wanted"]


def is_wanted(var: Path = VAR_DIR) -> bool:
    """False when DATABASE_URL names a server, in the environment or in var/local.env."""
    if "DATABASE_URL" in os.environ:
        return not os.environ["DATABASE_URL"]
    return not dotenv_values(var / "local.env").get("DATABASE_URL")


def database_settings() -> dict[str, Any]:
    """The entry for Django's DATABASES. Starts nothing. Removes PG* variables from the environment:
    they would send the database driver elsewhere (PGHOSTADDR) or ask too much (PGREQUIREAUTH)."""
    for name in os.environ.keys() - clean_environment().keys():
        del os.environ[name]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(Place.find().socket),
        "PORT": PORT,
    }


_holders: set[int] = set()


def hold() -> None:
    """Have the server running until this process ends; nothing when DATABASE_URL is set."""
    pid = os.getpid()
    if pid in _holders or not is_wanted():
        return
    holding = Server().held()
    holding.__enter__()
    _holders.add(pid)

    def leave() -> None:
        if os.getpid() == pid:  # a forked child inherits this function, but not the duty
            holding.__exit__(None, None, None)

    atexit.register(leave)
