"""What a row would change about somebody who is registered: never a value into nothing, never an
exact date into a rough one."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from migrants.imports.people import Draft
from migrants.models import Journey, Person

_SHOWN_APART = {"born_precision", "departed_precision", "returned_precision"}
_EXACTNESS = {"day": 3, "month": 2, "year": 1, "about": 0}
#: Columns of a journey that a row may change; what the journey is (country, departure) it may not.
_OF_JOURNEY = (
    *("city", "occupation", "scheme", "agency", "recruiter", "agency_abroad", "employer"),
    *("documentation", "contract_ends_on"),
)


@dataclass
class Known:
    """A registered person, her journeys, and her present household."""

    person: Person
    journeys: list[Journey] = field(default_factory=list)
    household: int | None = None


@dataclass
class Changes:
    """Old and new value by column. `journey` is the one that changes, or None: then
    `journey_values` make a new one."""

    person: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    journey: Journey | None = None
    journey_values: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    joins_family: bool = False
    problems: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.person or self.journey_values or self.joins_family)


def compare(known: Known, draft: Draft, *, household: int | None) -> Changes:
    """What would change. `household`: the one with the row's family card, if there is any."""
    changes = Changes()
    _compare_person(known.person, draft, changes)
    if draft.journey and not draft.errors:
        _compare_journey(known, draft.journey, changes)
        _find_again(known.person, draft.journey.get("returned_on"), changes)
    if draft.kk:
        if known.household is None:
            changes.joins_family = True
        elif known.household != household:
            changes.problems["kk"] = _(
                "She belongs to another family here. Change that on her page, and empty this cell."
            )
    return changes


def _compare_person(person: Person, draft: Draft, changes: Changes) -> None:
    for column, new in draft.person.items():
        old = getattr(person, column)
        if column in _SHOWN_APART or _says_the_same(column, old, new):
            continue
        if column == "no_nik_reason" and (person.nik or old):
            continue
        if column == "born_on" and not _better(
            old, person.born_precision, new, draft.person["born_precision"]
        ):
            continue
        if column == "note" and old:
            new = f"{old}\n{new}"
        changes.person[column] = (old, new)
    if "born_on" in changes.person:
        precision = draft.person["born_precision"]
        changes.person["born_precision"] = (person.born_precision, precision)
    if "nik" in changes.person and person.no_nik_reason:
        changes.person["no_nik_reason"] = (person.no_nik_reason, "")


def _says_the_same(column: str, old: Any, new: Any) -> bool:
    if old == new:
        return True
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    if column in ("rt", "rw"):
        return bool(old) and old.lstrip("0") == new.lstrip("0")
    if column == "note":
        return new in old
    return " ".join(old.casefold().split()) == " ".join(new.casefold().split())


def _better(old: date | None, old_precision: str, new: date, precision: str) -> bool:
    """Whether a date says more than, or something else than, the one that is there."""
    if old is None:
        return True
    if _EXACTNESS[precision] >= _EXACTNESS[old_precision]:
        return True
    parts = {"year": 1, "month": 2}.get(precision, 3)
    if precision == "about":
        return abs(old.year - new.year) > 2
    return old.timetuple()[:parts] != new.timetuple()[:parts]


def _compare_journey(known: Known, said: dict[str, Any], changes: Changes) -> None:
    journey = _same_journey(known.journeys, said)
    if journey is None:
        if any(_overlap(one, said) for one in known.journeys):
            changes.problems["departed"] = _(
                "Another journey of hers covers the same time. Change that on her page."
            )
            return
        changes.journey_values = {column: (None, value) for column, value in said.items()}
        return
    found: dict[str, tuple[Any, Any]] = {}
    for column in _OF_JOURNEY:
        old, new = getattr(journey, column), said.get(column)
        if new and new != Journey.Documentation.UNKNOWN and not _says_the_same(column, old, new):
            found[column] = (old, new)
    if journey.sector == Journey.Sector.OTHER and said["sector"] != Journey.Sector.OTHER:
        found["sector"] = (journey.sector, said["sector"])
    for name in ("departed", "returned"):
        _compare_time(journey, said, name, found)
    if "return_kind" in said and said["return_kind"] != journey.return_kind:
        found["return_kind"] = (journey.return_kind, said["return_kind"])
    if found:
        changes.journey, changes.journey_values = journey, found


def _find_again(person: Person, returned_on: date | None, changes: Changes) -> None:
    """Who has come home is no longer lost and has not settled abroad (as with each journey)."""
    if returned_on is None or not changes.journey_values:
        return
    for column in ("lost_contact_since", "settled_on"):
        since = getattr(person, column)
        if since and since <= returned_on:
            changes.person[column] = (since, None)


def _compare_time(
    journey: Journey, said: dict[str, Any], name: str, found: dict[str, tuple[Any, Any]]
) -> None:
    day, precision = f"{name}_on", f"{name}_precision"
    old, new = getattr(journey, day), said.get(day)
    if new and new != old and _better(old, getattr(journey, precision), new, said[precision]):
        found[day] = (old, new)
        found[precision] = (getattr(journey, precision), said[precision])


def _same_journey(journeys: list[Journey], said: dict[str, Any]) -> Journey | None:
    """To the same country, begun in the same year; or a plan to go there."""
    departed = said.get("departed_on")
    for journey in journeys:
        if str(journey.country) != said.get("country") or journey.cancelled_on:
            continue
        if journey.departed_on is None:
            return journey
        if departed and journey.departed_on.year == departed.year:
            return journey
    return None


def _overlap(journey: Journey, said: dict[str, Any]) -> bool:
    """Whether two journeys cover the same time; two plans do as well."""
    departed = said.get("departed_on")
    if departed is None:
        return journey.departed_on is None and journey.cancelled_on is None
    if journey.departed_on is None:
        return False
    begins_before_end = said.get("returned_on") is None or journey.departed_on < said["returned_on"]
    return begins_before_end and (journey.returned_on is None or departed < journey.returned_on)
