"""Everything that one person's page shows, as far as the reader may see it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from accounts.models import User
from migrants.family_page import family_of_person, reported_among
from migrants.journey_page import journey_part
from migrants.models import (
    Care,
    Case,
    Consent,
    GroupMembership,
    HouseholdMembership,
    Journey,
    JourneyEvent,
    Merge,
    Person,
)
from migrants.person_facts import facts_of


@dataclass(frozen=True)
class PurposeLine:
    """One use of her data and whether she agreed: `consent` is the one in force, if any."""

    purpose: str
    label: str
    consent: Consent | None
    #: The last one, also when it was withdrawn or ran out.
    last: Consent | None

    @property
    def open(self) -> Consent | None:
        """What can be withdrawn: also what ran out, so that nobody need be asked again."""
        return self.last if self.last and self.last.withdrawn_at is None else None


def person_page(person: Person, user: User) -> dict[str, Any]:
    """The context of the page. The number of queries does not depend on the number of rows."""
    events = JourneyEvent.visible_to(user).standing().select_related("created_by")
    journeys = list(
        Journey.visible_to(user)
        .filter(person=person)
        .prefetch_related(Prefetch("journey_events", queryset=events))
    )
    places = HouseholdMembership.visible_to(user).filter(person=person).select_related("household")
    home = next((place for place in places if place.until is None), None)
    family = list(family_of(home, user)) if home else []
    care = Care.visible_to(user).current().select_related("child", "carer")
    return {
        "person": person,
        "reported": reported_among(family, user),
        "editable": Person.editable_by(user).filter(pk=person.pk).exists(),
        "journeys": journeys,
        "journey": next((one for one in journeys if one.stage in ("planned", "abroad")), None),
        "on_leave": person.status == Person.Status.ABROAD
        and any(journey.is_on_leave() for journey in journeys),
        "home": home,
        "former_homes": [place for place in places if place.until],
        "family": family,
        "cares_for": care.filter(carer=person),
        "groups": GroupMembership.visible_to(user).filter(person=person).select_related("group"),
        **family_of_person(person, home, family, user),
        "purposes": list(_purposes(person, user)),
        "has_case": Case.exists_for(person),
        "cases": Case.visible_to(user).filter(person=person),
        "merges": Merge.visible_to(user).standing().filter(kept=person),
        **facts_of(person, user),
        **journey_part(person, user, journeys),
    }


def family_of(home: HouseholdMembership, user: User) -> Any:
    """The present members of a household whom the reader may see."""
    return (
        HouseholdMembership.visible_to(user)
        .current()
        .filter(household=home.household_id, person__in=Person.visible_to(user))
        .select_related("person")
    )


def _purposes(person: Person, user: User) -> Any:
    given: dict[str, list[Consent]] = {}
    for consent in Consent.visible_to(user).filter(person=person):
        given.setdefault(consent.purpose, []).append(consent)
    for purpose, label in Consent.Purpose.choices:
        consents = given.get(purpose, [])
        valid = next((consent for consent in consents if consent.is_valid), None)
        yield PurposeLine(purpose, str(label), valid, consents[0] if consents else None)
