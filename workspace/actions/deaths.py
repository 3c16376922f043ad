"""A death touches appointments and messages as well as the register."""

from django.db import transaction

from accounts.models import User
from ltsa import messages
from ltsa.actions import cancel
from ltsa.models import Booking, Party, State, WaitingEntry
from ltsa.person_key import key_of
from migrants.actions.deaths import (
    confirm_death,
    refuse_death,
    report_death,
    show_evidence,
    take_death_back,
)
from migrants.models import DeathReport, Person
from publishing.images import Picture

#: Visits that have not begun: they can still be called off.
_BEFORE_THE_VISIT = (State.HELD, State.BOOKED)


@transaction.atomic
def take_report_of_death(
    *, report: DeathReport, by: User, picture: Picture | None = None
) -> DeathReport:
    """Keep the report and send her nothing more: what waits to be sent about visits that are only
    hers is called off. The visits stay until the death is confirmed."""
    report_death(report=report, by=by)
    if picture:
        show_evidence(report=report, picture=picture, submit_key=None, by=by)
    for booking in _coming_visits(report.person):
        if messages.is_for_nobody_living(booking):
            messages.call_off(booking)
    return report


@transaction.atomic
def settle_death(*, report: DeathReport, by: User) -> DeathReport:
    """Confirm it. Visits that were only hers are cancelled without a word to her phone; those where
    others come along stay, and the desk sees who is not coming. She leaves the waiting lists."""
    was_waiting = report.is_waiting
    confirmed = confirm_death(report=report, by=by)
    if not was_waiting:
        return confirmed
    person = confirmed.person
    for booking in _coming_visits(person):
        if messages.is_for_nobody_living(booking):
            cancel(booking=booking, by=by, reason="")
    WaitingEntry.unscoped.waiting().filter(person_key=key_of(person)).update(
        state=WaitingEntry.State.WITHDRAWN
    )
    return confirmed


@transaction.atomic
def dismiss_report_of_death(*, report: DeathReport, why: str, by: User) -> DeathReport:
    """She lives: what was called off because of the report is to be sent again."""
    refused = refuse_death(report=report, why=why, by=by)
    if refused.refused_at:
        for booking in _coming_visits(refused.person):
            messages.take_up_again(booking)
    return refused


@transaction.atomic
def take_confirmed_death_back(*, report: DeathReport, why: str, by: User) -> DeathReport:
    """She lives after all: messages go out again. Visits that were cancelled stay cancelled: their
    places may be somebody else's."""
    taken = take_death_back(report=report, why=why, by=by)
    for booking in _coming_visits(taken.person):
        messages.take_up_again(booking)
    return taken


def _coming_visits(person: Person) -> list[Booking]:
    """Her visits that have not begun, by herself or with others."""
    parties = Party.unscoped.filter(person=person, booking__state__in=_BEFORE_THE_VISIT)
    return list(
        Booking.unscoped.filter(pk__in=parties.values("booking")).prefetch_related("parties")
    )
