from pathlib import Path

import pytest

from config.stamps import Stamp


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    (source / "inner").mkdir(parents=True)
    (source / "inner" / "file").write_text("one")
    return source


def test_work_is_done_again_when_an_input_changed(tmp_path: Path, source: Path) -> None:
    def stamp(*more: str) -> Stamp:
        return Stamp("work", [source, *more], tmp_path / "stamps")

    assert not stamp().is_fresh()
    stamp().set()
    assert stamp().is_fresh()
    assert not stamp("other text").is_fresh()
    (source / "inner" / "file").write_text("two")
    assert not stamp().is_fresh()
    stamp().set()
    (source / "__pycache__").mkdir()
    (source / "__pycache__" / "file.pyc").write_text("what Python keeps for itself")
    assert stamp().is_fresh()
    (source / "inner" / "file").rename(source / "inner" / "other")
    assert not stamp().is_fresh()


def test_a_missing_input_is_no_error_and_its_arrival_is_a_change(tmp_path: Path) -> None:
    missing = tmp_path / "later"
    Stamp("work", [missing], tmp_path / "stamps").set()
    assert Stamp("work", [missing], tmp_path / "stamps").is_fresh()
    missing.write_text("here")
    assert not Stamp("work", [missing], tmp_path / "stamps").is_fresh()


def test_forgotten_work_is_done_again(tmp_path: Path, source: Path) -> None:
    stamp = Stamp("work", [source], tmp_path / "stamps")
    stamp.set()
    stamp.forget()
    assert not stamp.is_fresh()
