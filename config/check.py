"""`make check`: everything that can be said about the code without running the suite.

`python -m config.check [NAME…]` does only the named checks.
"""

import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass, field

from config import embedded
from config.build import build
from config.install import VENV, InstallError
from config.stamps import ROOT

PYTHON = sys.executable
MANAGE = [PYTHON, "manage.py"]
#: Our Python, for compileall: .venv, var and node_modules are somebody else's.
FOLDERS = [*sorted(path.parent.name for path in ROOT.glob("*/__init__.py")), "manage.py"]
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))
DEVELOPMENT = {"DEBUG": "on", "DEV_APPS": "on"}


def _production() -> dict[str, str]:
    """The least that a server must be told."""
    return {
        "DEBUG": "off",
        "DEV_APPS": "off",
        "HTTPS": "on",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtMzI=",
        "LOOKUP_KEY": secrets.token_urlsafe(32),
        "ALLOWED_HOSTS": "example.org",
    }


@dataclass
class Check:
    """One command that must end with status 0."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=lambda: DEVELOPMENT)

    def run(self) -> bool:
        """Say how it ended; show its output when it failed."""
        print(f"{self.name:24}", end="", flush=True)
        begun = time.monotonic()
        done = subprocess.run(
            self.command,
            check=False,
            cwd=ROOT,
            env=os.environ | self.environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        took = time.monotonic() - begun
        print(f"{'FAILED' if done.returncode else 'well'}  {took:.1f} s", flush=True)
        if done.returncode:
            print(f"  $ {' '.join(self.command[:8])}\n{done.stdout}", flush=True)
        return done.returncode == 0


def checks() -> list[Check]:
    """All of them, quick ones first."""
    layers = "from importlinter.cli import lint_imports_command as lint; lint()"
    return [
        Check("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        Check("lint", [PYTHON, "-m", "ruff", "check", "."]),
        Check("compile", [PYTHON, "-m", "compileall", "-q", "-f", *FOLDERS]),
        Check("template format", [str(VENV / "bin" / "djade"), "--check", *TEMPLATES]),
        Check("template lint", [PYTHON, "-m", "djlint", "--lint", "--quiet", "templates"]),
        Check("layers", [PYTHON, "-c", layers, "--no-logo"]),
        Check("set-up", [*MANAGE, "check", "--fail-level", "WARNING"]),
        Check(
            "set-up of a server",
            [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
            _production(),
        ),
        Check("models in migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
        Check("migrations", [*MANAGE, "lintmigrations", "--no-cache"]),
        Check("translations", [PYTHON, "-m", "config.translations"]),
        Check("types", [PYTHON, "-m", "mypy", "."]),
    ]


def main(names: list[str]) -> int:
    """Run the named checks, or all; returns the exit status."""
    known = [check.name for check in checks()]
    if unknown := set(names) - set(known):
        sys.exit(f"No check is named {', '.join(unknown)}; there are: {', '.join(known)}.")
    chosen = [check for check in checks() if not names or check.name in names]
    build()
    embedded.hold()
    failed = [check.name for check in chosen if not check.run()]
    print(
        f"\n{len(failed)} of {len(chosen)} failed: {', '.join(failed)}" if failed else "\nAll well."
    )
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (InstallError, embedded.EmbeddedError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
