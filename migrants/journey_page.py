"""The part of a person's page that tells of her journeys, her wishes and, if so, her death."""

from collections.abc import Sequence
from typing import Any

from accounts.models import User
from migrants.half_years import HalfYear
from migrants.heirs import Line, heirs_of
from migrants.models import DeathReport, HouseholdMembership, Journey, Person, Wish
from migrants.story import tell_story, where_now


def journey_part(person: Person, user: User, journeys: Sequence[Journey]) -> dict[str, Any]:
    """`journeys` are all of hers that the user may see, the latest first, with their events."""
    wishes = list(Wish.visible_to(user).filter(person=person).select_related("by"))
    reports = list(
        DeathReport.visible_to(user)
        .filter(person=person)
        .select_related("reported_by", "confirmed_by", "refused_by")
    )
    wish = wishes[0] if wishes else None
    report = next((one for one in reports if one.refused_at is None), None)
    return {
        "now": where_now(person, journeys, wish),
        "story": tell_story(person, journeys, wishes, [one for one in reports if one.is_confirmed]),
        "wish": wish,
        "death_report": report,
        "heirs": _heirs(person, user) if report else [],
        "claim_papers": DeathReport.Paper.choices,
        "round": HalfYear.now(),
        "is_asked": person.status not in _NOT_ASKED and not (report and report.is_waiting),
        "is_checked": bool(person.checked_on and person.checked_on >= HalfYear.now().first),
    }


#: About these no round asks.
_NOT_ASKED = (Person.Status.STAYED, Person.Status.DECEASED)


def _heirs(person: Person, user: User) -> list[Line]:
    """From the family to which she belonged last."""
    places = HouseholdMembership.visible_to(user).select_related("person")
    her = places.filter(person=person).order_by("until", "-pk").last()
    if her is None:
        return []
    if current := places.filter(person=person, until=None).first():
        her = current
    return heirs_of(her, places.filter(household=her.household_id, until=None))
