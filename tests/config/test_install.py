"""A fresh machine, as far as one can have it here: an empty environment made by real commands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.build import _is_new_enough

ROOT = Path(__file__).resolve().parent.parent.parent


class Folder:
    """Only what `config.install` needs: its own code, and locks without packages."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "config").mkdir(parents=True)
        (path / "requirements").mkdir()
        for name in ("__init__", "install", "stamps"):
            shutil.copy(ROOT / "config" / f"{name}.py", path / "config")
        for name in ("base", "dev", "node"):
            self.lock(name, "# nothing\n")

    def lock(self, name: str, text: str) -> None:
        (self.path / "requirements" / f"{name}.txt").write_text(text)

    def install(self, name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "config.install", name],
            cwd=self.path,
            env=os.environ | {"PIP_NO_INDEX": "1"},
            check=False,
            capture_output=True,
            text=True,
        )


def test_environment_follows_its_locks_and_its_place(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "here")
    assert "Making the virtual environment" in folder.install("base").stdout
    assert folder.install("base").stdout == ""
    folder.lock("base", f"no-such-package==1 --hash=sha256:{'0' * 64}\n")
    for _time in range(2):  # it is tried again
        said = folder.install("base")
        assert "Installing the locked packages of requirements/base.txt" in said.stdout
        assert "Making" not in said.stdout
        assert said.returncode == 1
        assert said.stderr.startswith("The packages cannot be installed; is the package index")
        assert "Traceback" not in said.stderr
    folder.path.rename(tmp_path / "there")  # its programs still point to the old place
    folder.path = tmp_path / "there"
    assert "Making the virtual environment" in folder.install("dev").stdout


@pytest.mark.parametrize(("said", "is_new"), [("v22.1.0", True), ("v20.19.0", False), ("", False)])
def test_an_old_node_is_not_used(tmp_path: Path, said: str, is_new: bool) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {said}\n")
    node.chmod(0o755)
    assert _is_new_enough(str(node)) is is_new


def test_no_node_is_not_used() -> None:
    assert not _is_new_enough(None)


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac's browsers are not on the path")
def test_a_machine_without_chromium_is_told_what_to_do() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "config.chromium"],
        cwd=ROOT,
        env={"PATH": "/nowhere"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 1
    assert said.stderr.startswith("The browser tests need Chromium: install it")
    assert "Traceback" not in said.stderr


def test_a_check_that_does_not_exist_is_refused() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "config.check", "nonsense"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 1
    assert said.stderr.startswith("No check is named nonsense; there are: format, lint,")
