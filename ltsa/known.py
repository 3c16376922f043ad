"""People whom we know already when an appointment is made: from the register, or from an earlier
visit that is to be made again. Their name and identity are not asked a second time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ltsa.drafts import Draft
from ltsa.models import Booking, Party
from ltsa.papers import Answer, sheets_of
from ltsa.person_key import key_of
from migrants.models import Person


@dataclass(frozen=True)
class Known:
    """`key`: what tells her apart (`ltsa.person_key`). `person`: her record, if she has one."""

    name: str
    key: str
    person: Person | None
    is_registered: bool = True

    @classmethod
    def of_person(cls, person: Person) -> "Known":
        return cls(person.name, key_of(person), person)

    @classmethod
    def of_party(cls, party: Party) -> "Known":
        return cls(party.name, party.person_key, party.person, is_registered=False)


def parties_again(booking: Booking) -> list[Party]:
    """Who has to come once more: those whose papers were missing, or everybody."""
    parties = list(booking.parties.select_related("service", "person"))
    in_vain = [party for party in parties if party.outcome == Party.Outcome.INCOMPLETE]
    return in_vain or parties


def draft_again(booking: Booking, *, by_coordinator: bool = False) -> Draft:
    """The same people for the same services, with all that was said before."""
    people: dict[str, list[Party]] = defaultdict(list)
    for party in parties_again(booking):
        people[party.person_key].append(party)
    slugs = {party.service.slug for parties in people.values() for party in parties}
    answers: dict[str, Any] = {
        "booked_by_role": booking.booked_by_role,
        "village": str(booking.village_id or ""),
        "contact_name": booking.contact_name,
        "contact_phone": booking.contact_phone,
        "helper_name": booking.helper_name,
        "helper_phone": booking.helper_phone,
        "second_name": booking.second_name,
        "second_phone": booking.second_phone,
    }
    for number, parties in enumerate(people.values(), start=1):
        answers[f"services_{number}"] = [party.service.slug for party in parties]
        relation = parties[0].relation_to_booker
        answers[f"relation_{number}"] = Party.Relation.VILLAGER if by_coordinator else relation
        if any(party.has_authority for party in parties):
            answers[f"authority_{number}"] = "letter"
    return Draft(
        services=",".join(sorted(slugs)),
        people=len(people),
        answers=answers,
        again=booking.code,
        earlier={
            str(number): parties[0].pk for number, parties in enumerate(people.values(), start=1)
        },
        ticked=_there(booking, people.values()),
    )


def _there(booking: Booking, people: Iterable[list[Party]]) -> list[int]:
    """Papers that were there the last time somebody looked, for everybody who comes again."""
    coming = {party.pk for parties in people for party in parties}
    sheets = [sheet for sheet in sheets_of(booking) if sheet.party.pk in coming]
    answers = [sheet.answers for sheet in sheets]
    there = {pk for said in answers for pk, one in said.items() if one == Answer.THERE}
    missing = {pk for said in answers for pk, one in said.items() if one == Answer.MISSING}
    return sorted(there - missing)
