"""Brings the virtual environment in .venv up to date: `python3 -m config.install base|dev`.

`base` is what the product needs, `dev` is that and what tests and checks need. Runs under the
machine's own Python, before anything is installed: standard library only.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec

from config.stamps import ROOT, Stamp

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("base", "dev", "node")}
OLDEST_PYTHON = (3, 11)


class InstallError(Exception):
    """Something is missing on this machine; the message is a sentence that says what to do."""


def stamp(name: str) -> Stamp:
    """The stamp of one set of locked packages. It lies in the environment that it speaks of, and
    knows its path: a moved environment has programs that point to the old place."""
    return Stamp(f"installed-{name}", [LOCKS[name], str(VENV.resolve())], VENV)


def install(name: str) -> None:
    """Install one set of locked packages, unless it is there.

    Raises InstallError.
    """
    if name == "base" and stamp("dev").is_fresh():
        return
    if stamp(name).is_fresh() and _works():
        return
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "install.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # `make run` and `make test` may begin at once
        if not _works():
            _make_environment()
        if not stamp(name).is_fresh():
            _install_packages(name)


def _works() -> bool:
    """Whether the environment exists, stands where it was made, and has a Python that starts."""
    try:
        written = (VENV / "pyvenv.cfg").read_text()
        code = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
        runs = subprocess.run([PYTHON, "-c", code], check=False, capture_output=True)
    except OSError:
        return False
    commands = [line for line in written.splitlines() if line.startswith("command = ")]
    return runs.returncode == 0 and all(line.endswith(str(VENV.resolve())) for line in commands)


def _make_environment() -> None:
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise InstallError(
            f"{sys.executable} lacks the venv module: install it (on Debian and Ubuntu: "
            "apt-get install python3-venv) and try again."
        )
    print("Making the virtual environment in .venv …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", VENV], check=False, text=True, capture_output=True
    )
    if made.returncode:
        raise InstallError(
            f"The virtual environment cannot be made: {made.stdout.strip()} {made.stderr.strip()}"
        )


def _install_packages(name: str) -> None:
    print(f"Installing the locked packages of requirements/{name}.txt …", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "--require-hashes", "--requirement", str(LOCKS[name])],
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )
    if done.returncode:
        last = "\n".join(done.stdout.strip().splitlines()[-3:])
        raise InstallError(
            f"The packages cannot be installed; is the package index within reach?\n{last}"
        )
    stamp(name).set()


def main() -> None:
    """The command line."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Python 3.11 or newer is needed; {sys.executable} is older.")
    try:
        install(sys.argv[1])
    except InstallError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{error.filename} cannot be used: {error.strerror}.")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
