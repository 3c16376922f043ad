"""What a start page is made of; one template shows them all."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Tile:
    """One number; pressed, it shows what was counted."""

    value: int | str
    label: Text
    url: str = ""
    icon: str = ""
    kind: str = ""
    note: Text = ""


@dataclass(frozen=True)
class Row:
    """One thing to press."""

    title: Text
    url: str = ""
    meta: Text = ""
    badge: Text | int = ""
    badge_kind: str = "neutral"
    icon: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Part:
    """A headed part of a page: numbers, or rows; `empty` is said when there are none."""

    title: Text
    tiles: Sequence[Tile] = field(default=())
    rows: Sequence[Row] = field(default=())
    url: str = ""
    action: Text = ""
    empty: Text = ""
    main: bool = True  #: on a wide screen: in the wide column
