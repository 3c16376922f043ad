"""Appointments: what is offered, when it is open, who comes, and what happened."""

from ltsa.models.bookings import (
    ACTIVE_STATES,
    ENDED_STATES,
    Allocation,
    Booking,
    CallTask,
    Claim,
    Party,
    Seats,
    State,
    VisitEvent,
    WaitingEntry,
    add_seats,
)
from ltsa.models.services import Requirement, Service, ServiceStep
from ltsa.models.timetable import (
    Holiday,
    OfficeRules,
    OpeningException,
    OpeningHours,
    Pool,
    Slot,
)

__all__ = [
    "ACTIVE_STATES",
    "ENDED_STATES",
    "Allocation",
    "Booking",
    "CallTask",
    "Claim",
    "Holiday",
    "OfficeRules",
    "OpeningException",
    "OpeningHours",
    "Party",
    "Pool",
    "Requirement",
    "Seats",
    "Service",
    "ServiceStep",
    "Slot",
    "State",
    "VisitEvent",
    "WaitingEntry",
    "add_seats",
]
