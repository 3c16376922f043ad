"""What two records of one person do not agree about: somebody has to decide it before they become
one. The first is the older record: it stays, the second goes into it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.encryption import EncryptedField, masked
from accounts.history import column_in_words
from accounts.phone import PhoneField, local_phone
from migrants.forms.rough_date import RoughDate
from migrants.models import DeathReport, HouseholdMembership, Journey, Person
from migrants.models.journeys import JourneyQuerySet
from workspace.actions.private_questions import journey_questions, private_questions
from workspace.actions.question import FIRST, SECOND, Question

#: Columns that belong together: one answer for all. The first one says whether anything is there.
TOGETHER: dict[str, tuple[str, ...]] = {
    "nik": ("nik", "no_nik_reason", "nik_override_reason"),
    "born_on": ("born_on", "born_precision"),
    "hamlet": ("hamlet", "rt", "rw"),
    "emergency_phone": ("emergency_phone", "emergency_name", "emergency_relation"),
}
#: Columns that follow from others, or are about the row and not about the person.
_NOT_ASKED = frozenset(
    [
        *("id", "version", "name_key", "nik_hash", "passport_hash", "status"),
        *("submit_key", "created_at", "created_by", "updated_at", "checked_on"),
    ]
)
#: What is never chosen beforehand: a wrong one would do harm (domain: status, NIK, money).
_NO_PROPOSAL = frozenset(["village", "name", "nik", "born_on", "passport_number", "sex"])
#: Here "nothing" is a statement too: she is not lost, not settled, not dead.
_FATES = frozenset(["lost_contact_since", "settled_on", "died_on"])
_LABELS = {"hamlet": gettext_lazy("address"), "emergency_phone": gettext_lazy("in an emergency")}


@dataclass(frozen=True)
class Line:
    """One property of both, in words, for looking at them side by side."""

    name: str
    label: str
    first: str
    second: str
    differs: bool
    only_one: bool


def columns() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every property of a person that can be chosen: its name and its columns."""
    inside = {name for names in TOGETHER.values() for name in names}
    for field in Person._meta.concrete_fields:
        if field.name in TOGETHER:
            yield field.name, TOGETHER[field.name]
        elif field.name not in inside and field.name not in _NOT_ASKED:
            yield field.name, (field.name,)


def values_of(person: Person, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(person, name) for name in names)


def lines(first: Person, second: Person) -> Iterator[Line]:
    """All properties that one of the two has; marked where they contradict one another, and where
    only one says anything."""
    for name, names in columns():
        one, other = values_of(first, names), values_of(second, names)
        if any(one) or any(other):
            texts = in_words(first, names), in_words(second, names)
            both = name in _FATES or (says(name, one) and says(name, other))
            yield Line(
                name,
                _label(name),
                *texts,
                differs=one != other and both,
                only_one=one != other and not both,
            )


def in_words(person: Person, names: tuple[str, ...]) -> str:
    """The property as people read it; numbers masked; "" when there is nothing."""
    field = Person._meta.get_field(names[0])
    value = getattr(person, names[0])
    if names[0] == "village":
        return str(person.village.full_name)
    if names[0] == "nik" and not value:
        return str(person.get_no_nik_reason_display())
    if isinstance(field, EncryptedField):
        return masked(value or "")
    if names[0] == "born_on" and value:
        return str(RoughDate(value, person.born_precision))
    texts = [_column(person, name) for name in names]
    if names[0] == "hamlet":
        marks = ("", "RT ", "RW ")
        return " ".join(mark + text for mark, text in zip(marks, texts, strict=True) if text)
    return ", ".join(text for text in texts if text)


def _column(person: Person, name: str) -> str:
    field: Any = Person._meta.get_field(name)
    if isinstance(field, PhoneField):
        return local_phone(getattr(person, name))
    return column_in_words(person, field)


def _label(name: str) -> str:
    field: Any = Person._meta.get_field(name)
    return str(_LABELS.get(name) or field.verbose_name)


def questions(first: Person, second: Person) -> list[Question]:
    """Everything that has to be decided. What only one of the two says is not asked: it stands."""
    return [
        *_of_columns(first, second),
        *_of_journeys(first, second),
        *_of_families(first, second),
        *private_questions(first, second),
    ]


def _of_columns(first: Person, second: Person) -> Iterator[Question]:
    for name, names in columns():
        one, other = values_of(first, names), values_of(second, names)
        if name == "died_on" and confirmed_death(first, second):
            continue
        if one == other or (name not in _FATES and not (says(name, one) and says(name, other))):
            continue
        texts = [in_words(person, names) for person in (first, second)]
        if texts[0] == texts[1] and texts[0]:
            texts[1] = _("%(value)s (not the same)") % {"value": texts[1]}
        proposal = "" if name in _NO_PROPOSAL | _FATES else FIRST
        yield Question(name, _label(name), texts[0], texts[1], proposal)


def says(name: str, values: tuple[Any, ...]) -> bool:
    """Whether a record says anything about this property."""
    if name == "hamlet":
        return any(values)
    return bool(values[0]) and values[0] != Person.Verification.NOT_YET


def chosen(first: Person, second: Person, answers: dict[str, str]) -> dict[str, Any]:
    """The columns of the one person that is left, by what was answered and what only one says."""
    stands: dict[str, Any] = {}
    for name, names in columns():
        one, other = values_of(first, names), values_of(second, names)
        if name in answers:
            taken = other if answers[name] == SECOND else one
        else:
            taken = one if says(name, one) or not says(name, other) else other
        stands.update(zip(names, taken, strict=True))
    if stands["nik"]:
        stands["no_nik_reason"] = ""
    if death := confirmed_death(first, second):
        stands["died_on"] = death
    days = [day for day in (first.checked_on, second.checked_on) if day]
    stands["checked_on"] = max(days, default=None)
    return stands


def confirmed_death(first: Person, second: Person) -> date | None:
    """A death that the office has confirmed is final, whatever the other record says."""
    reports = DeathReport.unscoped.confirmed().filter(person__in=[first, second])
    report = reports.order_by("confirmed_at").first()
    return report.died_on if report else None


# --- journeys of the same time --------------------------------------------------------------------


@dataclass(frozen=True)
class JourneyClash:
    """Journeys of both records that cannot both have been: one record's or the other's stand."""

    first: list[Journey]
    second: list[Journey]

    @property
    def name(self) -> str:
        return "journeys_" + "_".join(str(one.pk) for one in [*self.first, *self.second])


def journey_clashes(first: Person, second: Person) -> list[JourneyClash]:
    """Groups of journeys that overlap, each as small as possible."""
    journeys: JourneyQuerySet = Journey.unscoped.filter(person__in=[first, second]).order_by("pk")
    left = list(journeys)
    found = []
    while left:
        group, waiting = [], [left.pop(0)]
        while waiting:
            one = waiting.pop()
            group.append(one)
            touching = [other for other in left if _exclude_one_another(one, other)]
            waiting += touching
            left = [other for other in left if other not in touching]
        of_first = [one for one in group if one.person_id == first.pk]
        of_second = [one for one in group if one.person_id == second.pk]
        if of_first and of_second:
            found.append(JourneyClash(of_first, of_second))
    return found


def _exclude_one_another(one: Journey, other: Journey) -> bool:
    """As the database's own rules: one plan, and one journey at a time."""
    if one.stage == "planned" or other.stage == "planned":
        return one.stage == other.stage
    if not one.departed_on or not other.departed_on:
        return False
    ends = [journey.returned_on or date.max for journey in (one, other)]
    if one.departed_on == ends[0] or other.departed_on == ends[1]:
        return False
    return one.departed_on < ends[1] and other.departed_on < ends[0]


def _of_journeys(first: Person, second: Person) -> Iterator[Question]:
    for clash in journey_clashes(first, second):
        texts = ["; ".join(map(_journey, side)) for side in (clash.first, clash.second)]
        yield Question(clash.name, _("Journey at the same time"), texts[0], texts[1])
        yield from journey_questions(clash.first, clash.second)


def _journey(journey: Journey) -> str:
    country = journey.country.name  # type: ignore[attr-defined]
    if journey.stage == "planned":
        return _("%(country)s, planned") % {"country": country}
    start, end = "", _("now")
    if journey.departed_on:
        start = str(RoughDate(journey.departed_on, journey.departed_precision))
    if journey.returned_on:
        end = str(RoughDate(journey.returned_on, journey.returned_precision))
    return f"{country}, {start} \u2013 {end}, {journey.get_sector_display()}"


# --- the present family ---------------------------------------------------------------------------


def present_places(first: Person, second: Person) -> list[HouseholdMembership]:
    """The present places of both in families, when they are two different families; else none."""
    places = HouseholdMembership.unscoped.filter(until=None, person__in=[first, second])
    found = {place.person_id: place for place in places.select_related("household")}
    if len({place.household_id for place in found.values()}) < 2:
        return []
    return [found[first.pk], found[second.pk]]


def _of_families(first: Person, second: Person) -> Iterator[Question]:
    if places := present_places(first, second):
        texts = [_family(place) for place in places]
        yield Question("family", _("Present family"), texts[0], texts[1])


def _family(place: HouseholdMembership) -> str:
    members = place.household.memberships.filter(until=None).select_related("person")
    names = [one.person.name for one in members.exclude(person=place.person_id)[:3]]
    with_whom = _("with %(names)s") % {"names": ", ".join(names)} if names else _("alone")
    return f"{place.get_relationship_display()}, {with_whom}"
