"""Prints the path of this machine's Chromium, for browser tests: `python -m config.chromium`.

As root on a machine with apt-get it is installed when there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = ("Chromium", "Google Chrome")


def find() -> str | None:
    """CHROMIUM, else the first browser of that family on the path or among a Mac's programs."""
    if named := os.environ.get("CHROMIUM"):
        return named
    places = [shutil.which(name) for name in NAMES]
    places += [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in MACOS]
    return next((place for place in places if place and Path(place).exists()), None)


def install() -> None:
    """Install it with apt-get, as root; elsewhere do nothing."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print("Installing Chromium for the browser tests …", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(
            ["apt-get", "-qq", *command],
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
        )


def main() -> None:
    """The command line."""
    if find() is None:
        install()
    path = find()
    if path is None:
        sys.exit(
            "The browser tests need Chromium: install it with your package manager, or name a "
            "Chromium or Chrome with CHROMIUM=/path/to/it."
        )
    print(path)


if __name__ == "__main__":
    main()
