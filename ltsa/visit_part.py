"""What a ticket says about the visit itself: who comes for what, the way through the desks, and
the papers that are asked for on that day."""

from typing import Any

from django.utils import timezone

from ltsa.checklist import checklist
from ltsa.itinerary import saved_words, stops_of_booking, trips_saved, ways_of
from ltsa.models import Booking


def visit_part(booking: Booking) -> dict[str, Any]:
    """Context of "ltsa/ways.html" and "ltsa/ticket_papers.html"."""
    stops = stops_of_booking(booking)
    ways = ways_of(booking, stops)
    parties = [party for way in ways for party in way.parties]
    services = list({party.service_id: party.service for party in parties}.values())
    services.sort(key=lambda service: (service.order, service.name))
    return {
        "parties": parties,
        "services": services,
        "ways": ways,
        "stops": stops,
        "saved": saved_words(trips_saved(len(way.parties) for way in ways)),
        "lines": checklist(services, timezone.localdate(booking.starts_at)),
        "letters": [party for party in parties if party.has_authority],
    }
