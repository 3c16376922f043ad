"""Translations: compiled without the gettext programs, and checked for what is missing."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

from config.stamps import ROOT

#: What holds no text of ours.
NOT_OURS = shutil.ignore_patterns(
    "var", "node_modules", ".*", "__pycache__", "tests", "docs", "bench", "static", "*.mo"
)


def catalogues(root: Path = ROOT) -> list[Path]:
    """The .po files."""
    return sorted(root.glob("locale/*/LC_MESSAGES/django.po"))


def compile_all(root: Path = ROOT) -> None:
    """Write each .mo file that is older than its .po file."""
    for po in catalogues(root):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            fresh = mo.with_suffix(f".{os.getpid()}")
            polib.pofile(str(po)).save_as_mofile(str(fresh))
            fresh.replace(mo)


def problems(root: Path = ROOT) -> Iterator[str]:
    """One line for each text that is not translated, or that the catalogue does not know."""
    if shutil.which("xgettext") is None or shutil.which("msgmerge") is None:
        yield "The gettext programs are missing: install the package gettext."
        return
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "copy"
        shutil.copytree(root, copy, ignore=NOT_OURS, symlinks=True)
        for po in catalogues(root):
            yield from _problems_of(po, copy / po.relative_to(root), copy)


def _problems_of(po: Path, copied: Path, copy: Path) -> Iterator[str]:
    language = po.parent.parent.name
    options = ["--no-location", "--no-obsolete", "--no-wrap", "--verbosity", "0"]
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", language, *options],
        cwd=copy,
        env={name: text for name, text in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        check=True,
    )
    known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(po)) if not entry.obsolete}
    for entry in polib.pofile(str(copied)):
        if (entry.msgctxt, entry.msgid) not in known:
            yield f"{language}: not in the catalogue (run makemessages): {entry.msgid!r}"
        elif not entry.translated():
            state = "fuzzy" if entry.fuzzy else "not translated"
            yield f"{language}: {state}: {entry.msgid!r}"


def main() -> int:
    """`python -m config.translations`: check; exit status 1 when something is missing."""
    found = list(problems())
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
