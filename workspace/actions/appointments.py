"""Appointments and waiting places of two records that become one. A person has one active
appointment a service: it is held by her key (`ltsa.person_key`), which may be another one after the
merge.

Where both records hold an active appointment for one service, both stay: nobody's visit is called
off by merging. The earlier one is held by the person's key from then on, the later one by the key
it had; no third can be made, and the page says that there are two.
"""

from collections.abc import Iterable
from functools import partial

from ltsa.models import ACTIVE_STATES, Booking, Claim, Party, WaitingParty
from ltsa.person_key import key_of
from migrants.models import Person
from workspace.actions.ledger import Ledger, Step
from workspace.actions.relation import tried


def follow_key(ledger: Ledger, person: Person) -> None:
    """Let the active appointments of a person, and her places on waiting lists, be held by the key
    that she has now."""
    key = key_of(person)
    for waiting in WaitingParty.unscoped.filter(person=person.pk).exclude(person_key=key):
        former = waiting.person_key
        if not tried(partial(ledger.change, waiting, person_key=key)):  # twice on one entry
            waiting.person_key = former
    parties = Party.unscoped.filter(
        person=person.pk,
        booking__state__in=ACTIVE_STATES,
        booking__earlier_for=None,  # a time that is only kept has a key of its own
    )
    others = parties.exclude(person_key=key).order_by("booking__starts_at", "booking", "pk")
    for party in others.select_for_update(of=("self", "booking")).select_related("booking"):
        former = party.person_key

        def hold(party: Party = party) -> None:
            ledger.change(party, person_key=key)
            _fit_claims(party.booking)

        if not tried(hold):  # the key holds another appointment for this service already
            party.person_key = former


def keep_claims(steps: Iterable[Step]) -> None:
    """After rows were set back: what holds the active appointments follows them."""
    keys = [step.key[1] for step in steps if step.model is Party]
    for booking in Booking.unscoped.active().filter(parties__in=keys).distinct():
        _fit_claims(booking)


def _fit_claims(booking: Booking) -> None:
    """An active booking has one claim for every person and service in it."""
    wanted = set(booking.parties.values_list("person_key", "service"))
    held = {(claim.person_key, claim.service_id): claim for claim in booking.claims.all()}
    for pair in held.keys() - wanted:
        Claim.unscoped.filter(person_key=pair[0], service=pair[1]).delete()
    Claim.unscoped.bulk_create(
        Claim(person_key=key, service_id=service, booking=booking)
        for key, service in sorted(wanted - held.keys())
    )


def held_twice(first: Person, second: Person) -> list[Party]:
    """Active appointments for a service for which the other record has one, too."""
    parties = Party.unscoped.filter(
        person__in=[first.pk, second.pk],
        booking__state__in=ACTIVE_STATES,
        booking__earlier_for=None,
    ).select_related("booking__office", "service")
    found = list(parties.order_by("booking__starts_at", "pk"))
    services = [{p.service_id for p in found if p.person_id == one.pk} for one in (first, second)]
    both = services[0] & services[1]
    return [party for party in found if party.service_id in both]
