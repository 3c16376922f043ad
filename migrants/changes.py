"""What may have changed about somebody as she stands now, and the form for each of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from migrants.models import Journey, JourneyEvent, Person

_Kind = JourneyEvent.Kind
_Status = Person.Status
#: Icon and what it means, by kind of event.
_EVENTS: tuple[tuple[str, str], ...] = (
    (_Kind.NEWS, "chat-dots"),
    (_Kind.HOME_LEAVE, "house-door"),
    (_Kind.EXTENSION, "calendar-plus"),
    (_Kind.NEW_EMPLOYER, "shop"),
    (_Kind.PROBLEM, "exclamation-triangle"),
)


@dataclass(frozen=True)
class Change:
    """One thing to press."""

    label: str
    url: str
    icon: str
    note: str = ""
    kind: str = ""


def changes_for(person: Person, journeys: Iterable[Journey]) -> list[Change]:
    """What can be entered, what happens most often first. The journeys need their events."""
    rows = list(journeys)
    found: list[Change] = []
    if person.status != _Status.DECEASED:
        plan = next((one for one in rows if one.stage == "planned"), None)
        away = next((one for one in rows if one.stage == "abroad"), None)
        found += _of_plan(plan) if plan else ()
        found += _of_journey(person, away) if away else ()
        if not away and not plan:
            found += _at_home(person, has_left=bool(rows))
        found += _of_person(person, away)
    return found


def _address(name: str, pk: int, **query: str) -> str:
    address = reverse(name, args=[pk])
    return f"{address}?{urlencode(query)}" if query else address


def _of_plan(plan: Journey) -> Iterator[Change]:
    yield Change(_("She has left"), _address("journey_depart", plan.pk), "airplane", kind="sea")
    yield Change(
        _("The plan has come further"),
        _address("journey_plan", plan.pk),
        "hourglass-split",
        _("Registered, papers in process, ready, day of departure"),
        "wait",
    )
    yield Change(_("The plan came to nothing"), _address("journey_cancel", plan.pk), "slash-circle")


def _of_journey(person: Person, away: Journey) -> Iterator[Change]:
    if person.status == _Status.LOST_CONTACT:
        yield Change(
            _("Contact again"),
            _address("person_fate", person.pk, apa="found"),
            "telephone",
            kind="good",
        )
    if leave := away.leave_now(timezone.localdate()):
        yield Change(
            _("She has gone back to work"), _address("event_back", leave.pk), "airplane", kind="sea"
        )
    yield Change(
        _("She has come home for good"),
        _address("journey_return", away.pk),
        "house-heart",
        _("Not for home leave"),
        "good",
    )
    labels: dict[str, Any] = dict(_Kind.choices)
    for kind, icon in _EVENTS:
        yield Change(str(labels[kind]), _address("journey_event", away.pk, apa=kind), icon)
    yield Change(_("Contract, employer, agency, wage"), _address("journey_edit", away.pk), "pencil")


def _at_home(person: Person, *, has_left: bool) -> Iterator[Change]:
    yield Change(
        _("She has left again") if has_left else _("She has left"),
        _address("journey_add", person.pk),
        "airplane",
        _("A new journey; what was before stays"),
        "sea",
    )
    yield Change(_("She plans to leave"), _address("journey_add", person.pk), "hourglass-split")
    if has_left:
        yield Change(
            _("Does she wish to leave again?"), _address("wish_add", person.pk), "chat-dots"
        )


def _of_person(person: Person, away: Journey | None) -> Iterator[Change]:
    yield Change(_("Phone, address, name"), _address("person_edit", person.pk), "person-vcard")
    if away and person.status == _Status.ABROAD:
        yield Change(
            _("No contact any more"),
            _address("person_fate", person.pk, apa="lost_contact"),
            "telephone",
            kind="bad",
        )
        yield Change(
            _("Settled abroad for good"),
            _address("person_fate", person.pk, apa="settled"),
            "globe-asia-australia",
        )
    yield Change(_("She needs help"), _address("case_add", person.pk), "shield-lock")
    yield Change(_("She has died"), _address("death_report_add", person.pk), "person-x")
