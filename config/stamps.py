"""Do a piece of work only when what it is made from has changed. Standard library only."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "stamps"


class Stamp:
    """Remembers the state in which a piece of work was last done."""

    def __init__(self, name: str, inputs: Iterable[Path | str], folder: Path | None = None) -> None:
        """`inputs` are files, folders (with all that is in them) and other text that matters."""
        self.file = (folder or FOLDER) / name
        self.state = _fingerprint(inputs)

    def is_fresh(self) -> bool:
        """Whether nothing has changed since the work was done."""
        return self.file.exists() and self.file.read_text() == self.state

    def set(self) -> None:
        """The work is done."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.state)

    def forget(self) -> None:
        """The work has to be done again."""
        self.file.unlink(missing_ok=True)


def _fingerprint(inputs: Iterable[Path | str]) -> str:
    total = hashlib.sha256()
    for given in inputs:
        if isinstance(given, str):
            total.update(given.encode())
            continue
        for file in _files(given):
            total.update(f"\0{file.relative_to(given.parent)}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        found = (file for file in path.rglob("*") if file.is_file())
        yield from sorted(file for file in found if "__pycache__" not in file.parts)
