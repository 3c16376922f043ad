"""The appointment as a file for the phone's calendar."""

import datetime as dt

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from ltsa.models import Booking


def calendar_file(booking: Booking, *, url: str) -> bytes:
    """An .ics file with one event and a reminder a day before. It names the office and the code,
    not the people and not what they come for: calendars are shared."""
    event = Event()
    event.add("uid", f"{booking.uuid}@kampung-migran")
    event.add("sequence", booking.version)
    event.add("dtstamp", booking.created_at)
    event.add("dtstart", booking.starts_at.astimezone(dt.UTC))
    event.add("dtend", booking.ends_at.astimezone(dt.UTC))
    event.add("summary", _("Appointment at %(office)s") % {"office": booking.office.name})
    event.add("location", f"{booking.office.name}, {booking.office.address}")
    event.add("description", _("Code %(code)s") % {"code": booking.code} + f"\n{url}")
    if not booking.is_active:
        event.add("status", "CANCELLED")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", _("Appointment tomorrow"))
    reminder.add("trigger", dt.timedelta(days=-1))
    event.add_component(reminder)
    calendar = Calendar()
    calendar.add("prodid", "-//Kampung Migran//LTSA//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
