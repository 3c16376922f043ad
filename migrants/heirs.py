"""Who may claim what the social security pays after a death, as far as the register knows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from migrants.models import HouseholdMembership, Person

_Kin = HouseholdMembership.Relationship

#: Permenaker 4/2023 art. 57: who of an earlier line lives excludes the later ones.
LINES: tuple[tuple[str, str | Promise], ...] = (
    ("first", _("Husband, wife and children")),
    ("kin", _("Parents, grandchildren and grandparents")),
    ("siblings", _("Brothers and sisters")),
    ("in_law", _("Parents-in-law")),
    ("will", _("Who is named in a will")),
)

#: What she was to the head of the family → what each other one is to her. Only what is certain.
_TO_HER: dict[str, dict[str, str]] = {
    _Kin.HEAD: {
        _Kin.WIFE: "first",
        _Kin.HUSBAND: "first",
        _Kin.CHILD: "first",
        _Kin.PARENT: "kin",
        _Kin.GRANDPARENT: "kin",
        _Kin.GRANDCHILD: "kin",
        _Kin.SIBLING: "siblings",
        _Kin.PARENT_IN_LAW: "in_law",
    },
    _Kin.WIFE: {
        _Kin.HEAD: "first",
        _Kin.CHILD: "first",
        _Kin.PARENT_IN_LAW: "kin",
        _Kin.GRANDCHILD: "kin",
        _Kin.PARENT: "in_law",
    },
    _Kin.CHILD: {
        _Kin.HEAD: "kin",
        _Kin.WIFE: "kin",
        _Kin.HUSBAND: "kin",
        _Kin.PARENT: "kin",
        _Kin.CHILD: "siblings",
    },
    _Kin.PARENT: {_Kin.HEAD: "first", _Kin.PARENT: "first", _Kin.SIBLING: "first"},
    _Kin.SIBLING: {_Kin.HEAD: "siblings", _Kin.SIBLING: "siblings", _Kin.PARENT: "kin"},
    _Kin.PARENT_IN_LAW: {_Kin.PARENT_IN_LAW: "first"},
    _Kin.GRANDCHILD: {_Kin.HEAD: "kin"},
    _Kin.GRANDPARENT: {_Kin.HEAD: "kin"},
}
_TO_HER[_Kin.HUSBAND] = _TO_HER[_Kin.WIFE]


@dataclass(frozen=True)
class Line:
    """One line of heirs and who of the family stands in it."""

    label: str | Promise
    people: list[Person]
    #: Whether an earlier line holds somebody who lives.
    is_excluded: bool


def heirs_of(her: HouseholdMembership, others: Iterable[HouseholdMembership]) -> list[Line]:
    """The lines in their order, filled from the family card: a help, not a judgement. The village's
    letter decides who inherits; people of other families are not seen here."""
    to_her = _TO_HER.get(her.relationship, {})
    found: dict[str, list[Person]] = {}
    for other in others:
        line = to_her.get(other.relationship)
        lives = other.person.status != Person.Status.DECEASED
        if line and lives and other.person_id != her.person_id:
            found.setdefault(line, []).append(other.person)
    lines, is_excluded = [], False
    for key, label in LINES:
        people = found.get(key, [])
        lines.append(Line(label, people, is_excluded))
        is_excluded = is_excluded or bool(people)
    return lines
