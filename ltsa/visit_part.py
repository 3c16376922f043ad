"""What a ticket says about the visit itself: who comes for what, the way through the desks, and
the papers that are asked for on that day."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from ltsa.checklist import checklist
from ltsa.itinerary import saved_words, stops_of_booking, trips_saved, ways_of
from ltsa.models import Booking, Service

#: What a visit's part looks at; fetch it for several bookings at once.
VISIT_ROWS = (
    "parties__service__requirements",
    "parties__service__steps",
    "allocations__slot__pool",
)


def visit_part(booking: Booking) -> dict[str, Any]:
    """Context of "ltsa/ways.html" and "ltsa/ticket_papers.html"."""
    prefetch_related_objects([booking], *VISIT_ROWS)
    stops = stops_of_booking(booking)
    ways = ways_of(booking, stops)
    parties = [party for way in ways for party in way.parties]
    services = list({party.service_id: party.service for party in parties}.values())
    services.sort(key=lambda service: (service.order, service.name))
    day = timezone.localdate(booking.starts_at)
    return {
        **_changed_papers(booking, services, day),
        "parties": parties,
        "services": services,
        "ways": ways,
        "stops": stops,
        "saved": saved_words(trips_saved(len(way.parties) for way in ways)),
        "lines": checklist(services, day),
        "letters": [party for party in parties if party.has_authority],
    }


def _changed_papers(
    booking: Booking, services: Sequence[Service], day: dt.date
) -> dict[str, list[str]]:
    """What the office asks for on that day and did not when the family booked, and the other way
    round."""
    told: dict[str, None] = {}
    asked: dict[str, None] = {}
    for service in services:
        told |= {paper.text: None for paper in service.told_at(booking.created_at, day)}
        asked |= {paper.text: None for paper in service.requirements_on(day)}
    return {
        "new_papers": [text for text in asked if text not in told],
        "gone_papers": [text for text in told if text not in asked],
    }
