"""The administrator's set-up pages for appointments: services, desks, hours, holidays, slots."""

from ltsa.admin.desks import PoolAdmin, SlotAdmin
from ltsa.admin.offices import HolidayAdmin, OfficeRulesAdmin
from ltsa.admin.services import ServiceAdmin
from ltsa.admin.texts import MessageTextAdmin
from ltsa.admin.travel import TravelTimeAdmin

__all__ = [
    "HolidayAdmin",
    "MessageTextAdmin",
    "OfficeRulesAdmin",
    "PoolAdmin",
    "ServiceAdmin",
    "SlotAdmin",
    "TravelTimeAdmin",
]
