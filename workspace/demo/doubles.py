"""People who are in the demo's register twice, as it happens: old spelling, a date turned round, a
paper list entered beside the register, a marriage into the village next door."""

from datetime import date, timedelta

from accounts.models import User
from migrants.actions.doubles import ask_office, call_different, find_doubles
from migrants.models import DoublePair, DoubleRequest, HouseholdMembership, Journey, Person
from villages.models import Regency
from workspace.demo.accounts import REGENCY
from workspace.demo.world import Demo

_HERE, _NEXT_DOOR = "35.10.04.2007", "35.10.04.2002"
_OLD_SPELLING = (("u", "oe"), ("j", "dj"), ("y", "j"))


def make_doubles(demo: Demo) -> None:
    """Four pairs in Kedunggebang, one of them decided, one across two villages, and a question."""
    coordinator = demo.users["koordinator.kedunggebang"]
    returned = [demo.people[f"{_HERE} returned {number}"] for number in range(4, 9)]
    away = demo.people[f"{_HERE} abroad 2"]
    _again(demo, returned[0], by=coordinator, name=_old(returned[0].name), phone=returned[0].phone)
    double = _again(demo, away, by=coordinator, skills="Bahasa Kanton", phone=away.phone)
    _journey_again(away, double, coordinator)
    _again(demo, returned[1], by=coordinator, born_on=_turned(returned[1].born_on))
    cousin = _again(demo, returned[2], by=coordinator, hamlet="Sidomulyo")
    _place_again(demo, returned[3], _again(demo, returned[3], by=coordinator, phone=""))
    neighbour = demo.users["koordinator.kendalrejo"]
    married = _again(
        demo,
        returned[4],
        by=neighbour,
        village=demo.villages[_NEXT_DOOR],
        hamlet="Krajan",
        phone=returned[4].phone,
        note="Pindah ikut suami setelah menikah.",
    )
    find_doubles(regency=Regency.objects.current().get(code=REGENCY))
    for pair in DoublePair.unscoped.filter(second=cousin):
        call_different(pair=pair, by=coordinator)
    _ask(returned[4], coordinator, married)


def _again(demo: Demo, person: Person, *, by: User, **other: object) -> Person:
    """A second record of somebody, without NIK, entered by `by`."""
    values: dict[str, object] = {
        "village": person.village,
        "name": person.name,
        "sex": person.sex,
        "born_on": person.born_on,
        "hamlet": person.hamlet,
        "no_nik_reason": Person.NoNik.NOT_AT_HAND,
        "created_by": by,
    }
    second = Person(**(values | other))
    second.save(force_insert=True)
    return second


def _old(name: str) -> str:
    """The name as it was written before 1972."""
    found = name
    for new, old in _OLD_SPELLING:
        found = found.replace(new, old)
    return found


def _turned(born_on: date | None) -> date | None:
    """Day and month exchanged, where that is a date; else a day later."""
    if born_on is None or born_on.day > 12 or born_on.day == born_on.month:
        return born_on and born_on + timedelta(days=1)
    return born_on.replace(day=born_on.month, month=born_on.day)


def _journey_again(person: Person, second: Person, by: User) -> None:
    """The same journey from a paper list: only the year was known."""
    journey = person.journeys.filter(returned_on=None).exclude(departed_on=None).first()
    if journey and journey.departed_on:
        Journey.unscoped.create(
            person=second,
            country=journey.country,
            sector=journey.sector,
            departed_on=journey.departed_on.replace(month=1, day=1),
            departed_precision=Person.Precision.YEAR,
            created_by=by,
        )


def _place_again(demo: Demo, person: Person, second: Person) -> None:
    """The second record belongs to the first one's family as well."""
    place = person.household_memberships.filter(until=None).first()
    if place:
        kin = HouseholdMembership.Relationship.OTHER
        HouseholdMembership.unscoped.create(
            household=place.household, person=second, relationship=kin
        )


def _ask(person: Person, by: User, other: Person) -> None:
    """Her home village has heard of it and asks the office."""
    if by.village is None or other.village_id == by.village_id:
        return
    request = DoubleRequest(
        village=by.village,
        person=person,
        name=person.name,
        nik=person.nik or "",
        born_year=person.born_on.year if person.born_on else None,
        phone=person.phone,
        why="Kata keluarganya sekarang tinggal di desa suami dan dicatat juga di sana.",
    )
    ask_office(request=request, by=by)
