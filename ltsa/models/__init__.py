"""Appointments: what is offered, when it is open, who comes, and what happened."""

from ltsa.models.bookings import (
    ACTIVE_STATES,
    ENDED_STATES,
    Allocation,
    Booking,
    Claim,
    Party,
    Seats,
    State,
    VisitEvent,
    add_seats,
)
from ltsa.models.closing import CallTask, ClosedTime
from ltsa.models.feeds import CalendarFeed
from ltsa.models.paper_way import AppliedPaper, MissingPaper, PaperStep
from ltsa.models.papers import CheckedPaper, PaperCheck, list_version
from ltsa.models.places import Taken
from ltsa.models.queue import Duty, Kiosk, NumberSeries, Turn
from ltsa.models.services import Requirement, Service, ServiceStep
from ltsa.models.texts import Kind, MessageText
from ltsa.models.timetable import (
    Holiday,
    OfficeRules,
    OpeningException,
    OpeningHours,
    Pool,
    Slot,
)
from ltsa.models.travel import TravelTime
from ltsa.models.waiting import WaitingEntry, WaitingParty
from ltsa.models.watch import BookerDecision

__all__ = [
    "ACTIVE_STATES",
    "ENDED_STATES",
    "Allocation",
    "AppliedPaper",
    "BookerDecision",
    "Booking",
    "CalendarFeed",
    "CallTask",
    "CheckedPaper",
    "Claim",
    "ClosedTime",
    "Duty",
    "Holiday",
    "Kind",
    "Kiosk",
    "MessageText",
    "MissingPaper",
    "NumberSeries",
    "OfficeRules",
    "OpeningException",
    "OpeningHours",
    "PaperCheck",
    "PaperStep",
    "Party",
    "Pool",
    "Requirement",
    "Seats",
    "Service",
    "ServiceStep",
    "Slot",
    "State",
    "Taken",
    "TravelTime",
    "Turn",
    "VisitEvent",
    "WaitingEntry",
    "WaitingParty",
    "add_seats",
    "list_version",
]
