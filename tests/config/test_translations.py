import shutil
from pathlib import Path

import polib
import pytest

from config.translations import compile_all, problems

needs_gettext = pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="the gettext programs are not installed"
)


def catalogue(root: Path, *entries: polib.POEntry) -> Path:
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "id"}
    po.extend(entries)
    file = root / "locale" / "id" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(file))
    return file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A page and a module with one text each."""
    root = tmp_path / "project"
    (root / "templates").mkdir(parents=True)
    (root / "templates" / "home.html").write_text('{% translate "Home" %}')
    (root / "words.py").write_text(
        'from django.utils.translation import gettext as _\n_("Village")\n'
    )
    return root


def test_compiles_what_is_older_than_its_source(tmp_path: Path) -> None:
    po = catalogue(tmp_path, polib.POEntry(msgid="Home", msgstr="Beranda"))
    compile_all(tmp_path)
    mo = po.with_suffix(".mo")
    assert polib.mofile(str(mo)).find("Home").msgstr == "Beranda"
    before = mo.stat().st_mtime_ns
    compile_all(tmp_path)
    assert mo.stat().st_mtime_ns == before


@needs_gettext
def test_a_complete_catalogue_has_no_problems(project: Path) -> None:
    catalogue(
        project,
        polib.POEntry(msgid="Home", msgstr="Beranda"),
        polib.POEntry(msgid="Village", msgstr="Desa"),
    )
    assert list(problems(project)) == []


@needs_gettext
def test_a_new_an_empty_and_a_doubtful_text_are_problems(project: Path) -> None:
    (project / "templates" / "new.html").write_text('{% translate "New" %}')
    file = catalogue(
        project,
        polib.POEntry(msgid="Home", msgstr=""),
        polib.POEntry(msgid="Village", msgstr="Kota", flags=["fuzzy"]),
    )
    before = file.read_text()
    assert sorted(problems(project)) == [
        "id: fuzzy: 'Village'",
        "id: not in the catalogue (run makemessages): 'New'",
        "id: not translated: 'Home'",
    ]
    assert file.read_text() == before, "only a copy is written to"


def test_missing_gettext_programs_are_one_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert list(problems(project)) == [
        "The gettext programs are missing: install the package gettext."
    ]
