"""What the pages of a family and of a person tell about the family, as far as the reader may see
it: who lives together, whose children they are, who cares for them, and who needs a closer eye."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from accounts.models import Role, User
from migrants.models import (
    Care,
    FormerCard,
    Household,
    HouseholdMembership,
    Journey,
    Parentage,
    Person,
    Schooling,
)
from migrants.models.watch import (
    ADULT,
    AWAY,
    Watch,
    care_that_failed,
    concerns_watch,
    minors,
    reasons_for,
)

_Kin = HouseholdMembership.Relationship
_PARENTS_BY_CARD = (_Kin.HEAD, _Kin.WIFE, _Kin.HUSBAND)


@dataclass(frozen=True)
class ParentLine:
    """A child's mother or father. `person` is None where the reader may not see her; `row` is there
    where she was named, and not only told by the family card."""

    kind: str
    person: Person | None
    row: Parentage | None = None

    @property
    def journey(self) -> Journey | None:
        """The journey she is on: where she is. Looks at `away_on`, see `_with_journeys`."""
        journeys: list[Journey] = getattr(self.person, "away_on", [])
        return journeys[0] if journeys else None

    @property
    def is_away(self) -> bool:
        return self.person is not None and self.person.status in AWAY


@dataclass
class ChildLine:
    """One child of a family page."""

    person: Person
    parents: list[ParentLine] = field(default_factory=list)
    care: list[Care] = field(default_factory=list)
    past_care: list[Care] = field(default_factory=list)
    schooling: Schooling | None = None

    @property
    def countries(self) -> list[str]:
        """Names of the countries in which her parents are."""
        there = [line.journey.country for line in self.parents if line.journey]
        found = [str(country.name) for country in there]  # type: ignore[attr-defined]  # a Country
        return list(dict.fromkeys(found))

    @property
    def is_apart(self) -> bool:
        """Her parents are in two different countries."""
        return len(self.countries) > 1


def reported_among(members: Iterable[HouseholdMembership], user: User) -> set[int]:
    """Keys of those whose death is reported and not confirmed yet: the family's pages say so."""
    keys = [one.person_id for one in members]
    return set(
        Person.visible_to(user).reported_dead().filter(pk__in=keys).values_list("pk", flat=True)
    )


def household_page(
    household: Household, memberships: list[HouseholdMembership], user: User
) -> dict[str, Any]:
    """The context of a family's page. `memberships`: all of it, with their people, whom the reader
    may see. The number of questions does not depend on the number of members."""
    present = [one for one in memberships if one.until is None]
    by_pk = {one.person_id for one in present}
    children = [one.person for one in present if one.is_child]
    return {
        "household": household,
        "reported": reported_among(present, user),
        "title": household.title_by(present or memberships),
        "present": present,
        "former": [one for one in memberships if one.until and one.person_id not in by_pk],
        "earlier_places": [one for one in memberships if one.until and one.person_id in by_pk],
        "has_head": any(one.relationship == _Kin.HEAD for one in present),
        "has_ended": bool(memberships) and not present,
        "children": children_of_page(children, user, homes={household.pk: present}),
        "warnings": warnings_about([one.person for one in present], user),
        "former_cards": FormerCard.visible_to(user).filter(household=household),
        "sees_school": user.role == Role.COORDINATOR,
        "editable": Household.editable_by(user).filter(pk=household.pk).exists(),
    }


def family_of_person(
    person: Person,
    home: HouseholdMembership | None,
    family: Iterable[HouseholdMembership],
    user: User,
) -> dict[str, Any]:
    """What a person's page tells about her family beyond the members of her household."""
    homes = {home.household_id: list(family)} if home else {}
    is_child = person.age is not None and person.age < ADULT
    child = children_of_page([person], user, homes=homes)[0] if is_child else None
    named = Parentage.visible_to(user).filter(parent=person, child__in=Person.visible_to(user))
    return {
        "child": child,
        "children_elsewhere": [one.child for one in named.select_related("child")],
        "past_cares": Care.visible_to(user)
        .filter(Q(child=person) | Q(carer=person), until__isnull=False)
        .select_related("child", "carer"),
        "warnings": warnings_about([person], user),
        "left_children": _children_left_by(person, user),
        "sees_school": user.role == Role.COORDINATOR,
    }


def children_of_page(
    children: list[Person], user: User, *, homes: dict[int, list[HouseholdMembership]]
) -> list[ChildLine]:
    """A line for every child. `homes`: present members of the households the page shows."""
    lines = {child.pk: ChildLine(child) for child in children}
    if not lines:
        return []
    cares = Care.visible_to(user).filter(child__in=lines).select_related("carer")
    failed = set(care_that_failed().filter(child__in=lines).values_list("pk", flat=True))
    for care in cares:
        care.has_failed = care.pk in failed
        (lines[care.child_id].past_care if care.until else lines[care.child_id].care).append(care)
    for schooling in Schooling.visible_to(user).filter(child__in=lines):
        lines[schooling.child_id].schooling = schooling
    _add_parents(lines, user, homes)
    return list(lines.values())


def _add_parents(
    lines: dict[int, ChildLine], user: User, homes: dict[int, list[HouseholdMembership]]
) -> None:
    named = list(Parentage.visible_to(user).filter(child__in=lines))
    wanted = {row.parent_id for row in named}
    by_card: dict[int, list[HouseholdMembership]] = {}
    for members in homes.values():
        grown = [one for one in members if one.relationship in _PARENTS_BY_CARD]
        for one in members:
            if one.person_id in lines and one.relationship == _Kin.CHILD:
                by_card[one.person_id] = grown
                wanted |= {parent.person_id for parent in grown}
    people = _with_journeys(Person.visible_to(user).filter(pk__in=wanted), user)
    seen = {person.pk: person for person in people}
    for pk, line in lines.items():
        rows = [row for row in named if row.child_id == pk]
        line.parents = [ParentLine(row.kind, seen.get(row.parent_id), row) for row in rows]
        told = {row.kind for row in rows}
        for member in by_card.get(pk, []):
            parent = seen.get(member.person_id)
            kind = _kind(member.person)
            if parent and kind not in told:
                line.parents.append(ParentLine(kind, parent))
        line.parents.sort(key=lambda one: one.kind != Parentage.Kind.MOTHER)


def _kind(person: Person) -> str:
    is_woman = person.sex == Person.Sex.FEMALE
    return Parentage.Kind.MOTHER if is_woman else Parentage.Kind.FATHER


def _with_journeys(people: Any, user: User) -> Any:
    """People with `away_on`: the journey each is on."""
    away = Journey.visible_to(user).abroad()
    return people.prefetch_related(Prefetch("journeys", queryset=away, to_attr="away_on"))


def warnings_about(people: Iterable[Person], user: User) -> list[tuple[Person, list[Watch]]]:
    """Who of these people needs a closer eye, and why, the most urgent first; see
    migrants.models.watch."""
    names = {person.pk: person for person in people if concerns_watch(person)}
    if not names:
        return []
    reasons = reasons_for(Person.visible_to(user).filter(pk__in=names), user)
    urgent_first = sorted(reasons.items(), key=lambda one: list(Watch).index(one[1][0]))
    return [(names[pk], whys) for pk, whys in urgent_first]


def _children_left_by(person: Person, user: User) -> Any:
    """Children under 18 in whose care this person still stands although she has left."""
    failed = care_that_failed().filter(carer=person)
    return minors(Person.visible_to(user)).filter(carers__in=failed).order_by("name_key", "pk")
