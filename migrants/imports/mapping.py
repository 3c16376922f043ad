"""Which column of a file is meant by which of ours: loosely, by the words above it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from django.utils.functional import Promise

from publishing.spreadsheets import Line

#: How far down the line with the column names may stand.
_SEARCHED = 25
_CLOSE = 0.86
#: The number of a column. More digits are something else, perhaps thousands of them.
_NUMBER = re.compile(r"[0-9]{1,4}")
#: Words that say nothing about what a column holds.
_FILLERS = {"pmi", "cpmi", "tki", "ctki", "warga", "pekerja", "migran", "calon", "data", "the"}


@dataclass(frozen=True)
class Column:
    """One thing that a list may say. `aliases`: the words above it in lists that people keep."""

    key: str
    label: str | Promise
    aliases: tuple[str, ...]
    is_required: bool = False
    #: Holds an identity number: never shown in full.
    is_private: bool = False
    is_date: bool = False


@dataclass(frozen=True)
class Header:
    """The line with the column names and what they were taken to mean."""

    line: int
    names: list[str]
    mapping: dict[str, str]


@lru_cache(maxsize=4_096)
def heading(text: str) -> str:
    """The words of a column name: "Tgl. Lahir (dd/mm/yyyy)" → "tgl lahir"."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = re.sub(r"\([^)]*\)|\*", " ", text)
    words = re.sub(r"[^a-z0-9/]+", " ", text.replace("/", " / ")).split()
    return " ".join(word for word in words if word != "/")


def find_header(lines: Sequence[Line], columns: Sequence[Column]) -> Header | None:
    """The line among the first ones that reads most like column names; None when none does."""
    known = {heading(one) for column in columns for one in (str(column.label), *column.aliases)}
    searched = lines[:_SEARCHED]
    if not searched:
        return None
    # A first glance finds the line; only there it is asked what resembles what.
    line = max(searched, key=lambda line: sum(heading(cell) in known for cell in line.cells))
    mapping = guess(line.cells, columns)
    is_header = len(mapping) >= 2 and "name" in mapping.values()
    return Header(line.number, line.cells, mapping) if is_header else None


def guess(names: Sequence[str], columns: Sequence[Column]) -> dict[str, str]:
    """Column number (as text) → key of our column; each of ours once, the best fit wins."""
    scored = sorted(
        (
            (score, number, column.key)
            for number, name in enumerate(names)
            for column in columns
            if (score := likeness(name, column))
        ),
        key=lambda one: (-one[0], one[1]),
    )
    mapping: dict[str, str] = {}
    for _score, number, key in scored:
        if str(number) not in mapping and key not in mapping.values():
            mapping[str(number)] = key
    return dict(sorted(mapping.items(), key=lambda one: int(one[0])))


def likeness(name: str, column: Column) -> float:
    """0 to 1: how well a column name fits."""
    said = heading(name)
    if not said or len(said) > 60:
        return 0
    bare = " ".join(word for word in said.split() if word not in _FILLERS) or said
    best = 0.0
    for alias in (heading(one) for one in (str(column.label), *column.aliases)):
        if said == alias:
            return 1
        if bare == alias:
            best = max(best, 0.95)
        elif set(alias.split()) < set(bare.split()) and len(alias) > 2:
            best = max(best, 0.5 + 0.4 * len(alias) / len(bare))
        elif len(alias) > 4 and abs(len(alias) - len(bare)) < 4:
            ratio = SequenceMatcher(None, bare, alias).ratio()
            best = max(best, 0.8 * ratio if ratio >= _CLOSE else 0)
    return best if best >= 0.6 else 0


def header_key(names: Sequence[str]) -> str:
    """The same for files with the same column names."""
    return "|".join(heading(name) for name in names).rstrip("|")


def sound(mapping: Mapping[str, str], names: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a remembered mapping still fits: it names columns that exist, each of ours once."""
    keys = {column.key for column in columns}
    return (
        all(_NUMBER.fullmatch(key) and int(key) < len(names) for key in mapping)
        and set(mapping.values()) <= keys
        and len(set(mapping.values())) == len(mapping)
    )


def is_numbering(line: Line) -> bool:
    """A line below the header that only counts the columns: 1, 2, 3 … or (1) (2) (3)."""
    digits = [cell.strip("() .") for cell in line.cells if cell]
    return (
        len(digits) > 2
        and all(_NUMBER.fullmatch(one) and int(one) <= len(line.cells) for one in digits)
        and digits == sorted(digits, key=int)
    )


def cells_of(line: Line, mapping: Mapping[str, str]) -> dict[str, str]:
    """Our columns and what the line says in them; empty cells left out."""
    return {
        key: text
        for number, key in mapping.items()
        if int(number) < len(line.cells) and (text := line.cells[int(number)])
    }


def troubles_of(line: Line, mapping: Mapping[str, str]) -> dict[str, str]:
    """Our columns whose cell cannot be trusted, and why."""
    return {
        mapping[str(number)]: code
        for number, code in line.troubles.items()
        if str(number) in mapping
    }
