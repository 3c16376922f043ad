"""Makes what is made from the source files: `python -m config.build`.

Front-end files (var/frontend), compiled translations (*.mo) and collected static files
(var/static); each only when what it is made from has changed.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable

from config import translations
from config.install import LOCKS, VENV, InstallError, install
from config.stamps import ROOT, Stamp

OLDEST_NODE = 22
FRONTEND = ROOT / "var" / "frontend"
PACKAGES = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]

#: Runs a command in a folder's place and raises InstallError with its last lines when it fails.
Runner = Callable[[list[str], dict[str, str]], None]


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run a command quietly.

    Raises InstallError with the end of its output when it fails.
    """
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=os.environ | environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        last = "\n".join(done.stdout.strip().splitlines()[-12:])
        raise InstallError(f"`{' '.join(command[:4])}` failed:\n{last}")


def build(run: Runner = run) -> None:
    """Make everything that is out of date.

    Raises InstallError.
    """
    _frontend(run)
    translations.compile_all()
    _static(run)


def _frontend(run: Runner) -> None:
    built = Stamp(
        "frontend",
        [*PACKAGES, ROOT / "frontend.mjs", ROOT / "static" / "scss", ROOT / "static" / "js"],
    )
    installed = Stamp("npm", PACKAGES)
    has_packages = installed.is_fresh() and (ROOT / "node_modules").is_dir()
    if has_packages and built.is_fresh() and FRONTEND.is_dir():
        return
    environment = _node()
    if not has_packages:
        print("Installing the locked front-end packages …", flush=True)
        run(["npm", "ci", "--no-audit", "--no-fund"], environment)
        installed.set()
    print("Building the front-end files …", flush=True)
    run(["npm", "run", "--silent", "build"], environment)
    built.set()


def _node() -> dict[str, str]:
    """The environment in which `npm` and `node` are new enough; from a wheel if need be."""
    if _is_new_enough(shutil.which("node")) and shutil.which("npm"):
        return {}
    own = VENV / "bin"
    if not _is_new_enough(str(own / "node")):
        install("node")
    return {"PATH": f"{own.resolve()}{os.pathsep}{os.environ['PATH']}"}


def _is_new_enough(node: str | None) -> bool:
    try:
        said = subprocess.run([node or "", "--version"], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    number = re.match(r"v(\d+)\.", said.stdout)
    return number is not None and int(number[1]) >= OLDEST_NODE


def _static(run: Runner) -> None:
    settings = ROOT / "config" / "settings.py"
    collected = Stamp("static", [ROOT / "static", FRONTEND, LOCKS["base"], settings])
    target = ROOT / "var" / "static" / "staticfiles.json"
    if collected.is_fresh() and target.exists():
        return
    print("Collecting static files …", flush=True)
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    run(command, {"DEBUG": "on"})  # no secrets are needed to copy files
    collected.set()


def main() -> None:
    """The command line."""
    try:
        build()
    except InstallError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
