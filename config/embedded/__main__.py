"""The embedded database from the command line.

python -m config.embedded status       where it is, and whether it runs
python -m config.embedded serve        have it running until Ctrl-C
python -m config.embedded run COMMAND  have it running for this command
python -m config.embedded psql …       look into our database
python -m config.embedded dump …       pg_dump of our database
python -m config.embedded stop         stop it, whoever uses it
python -m config.embedded remove       stop it and delete all its data
"""

import signal
import subprocess
import sys

from config import embedded
from config.embedded.place import PORT, clean_environment
from config.embedded.server import NAME, Server


def _foreground(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run a program; Ctrl-C reaches it from the terminal, and it decides what to do."""
    with subprocess.Popen(command, env=environment) as process:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, _frame: process.send_signal(number))
        return process.wait()


def _client(server: Server, program: str, arguments: list[str]) -> int:
    where = ["-h", str(server.place.socket), "-p", PORT, "-U", NAME, "-d", NAME]
    return _foreground([str(server.programs / program), *where, *arguments], clean_environment())


def _serve(server: Server) -> int:
    print(f"PostgreSQL answers at {server.place.socket}; Ctrl-C stops it.", flush=True)
    while True:
        signal.pause()


def _while_held(server: Server, command: str, arguments: list[str]) -> int:
    with server.held():
        match command:
            case "serve":
                return _serve(server)
            case "run":
                return _foreground(arguments)
            case "psql":
                return _client(server, "psql", arguments)
            case _:
                return _client(server, "pg_dump", arguments)


def main(arguments: list[str]) -> int:
    """Do what the first argument says; returns the exit status."""
    command, *rest = arguments or ["status"]
    if not embedded.is_wanted():
        if command == "run":
            return _foreground(rest)
        raise embedded.EmbeddedError("DATABASE_URL is set: the embedded database is not in use.")
    server = Server()
    match command:
        case "status":
            print("running" if server.postmaster() else "stopped")
            print(f"data: {server.data}\nsocket: {server.place.socket}\nuser: {server.place.user}")
        case "stop":
            server.stop()
        case "remove":
            server.remove()
        case "serve" | "run" | "psql" | "dump":
            return _while_held(server, command, rest)
        case _:
            raise embedded.EmbeddedError((__doc__ or "").strip())
    return 0


if __name__ == "__main__":
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        sys.exit(main(sys.argv[1:]))
    except embedded.EmbeddedError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
