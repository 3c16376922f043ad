"""The appointment as a file for the phone's calendar, and the hours of a desk as a calendar to
subscribe to."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Alarm, Calendar, Event

from ltsa.models import Booking, CalendarFeed
from ltsa.models.feeds import BusyHour


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


#: Calendar programs are asked to look again after so long.
REFRESH = dt.timedelta(minutes=15)


def busy_calendar(feed: CalendarFeed, hours: Sequence[BusyHour]) -> bytes:
    """One event for each hour in which somebody comes, with how many: always in Indonesian, as no
    reader has chosen a language. Times are in UTC; an hour keeps its UID while its number changes,
    and an hour in which everybody has cancelled is gone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kampung Migran//LTSA//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", str(feed))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    with translation.override(settings.LANGUAGE_CODE):
        for hour in hours:
            calendar.add_component(_busy_hour(feed, hour))
    return calendar.to_ical()


def _busy_hour(feed: CalendarFeed, hour: BusyHour) -> Event:
    begin = hour.starts_at.astimezone(dt.UTC)
    place = f"{feed.office.code}-{feed.pool_id or 'kantor'}"
    day = timezone.localdate(hour.starts_at)
    visits = ngettext("%(count)d visit", "%(count)d visits", hour.visits) % {"count": hour.visits}
    people = ngettext("%(count)d person", "%(count)d people", hour.people) % {"count": hour.people}
    event = Event()
    event.add("uid", f"{place}-{begin:%Y%m%dT%H%M}@kampung-migran")
    event.add("dtstamp", feed.changed_at.astimezone(dt.UTC))
    event.add("last-modified", feed.changed_at.astimezone(dt.UTC))
    event.add("dtstart", begin)
    event.add("dtend", begin + dt.timedelta(hours=1))
    event.add("summary", f"{feed.pool or feed.office}: {visits}, {people}")
    event.add("url", f"{settings.SITE_URL}{reverse('desk_day_list')}?hari={day}")
    event.add("transp", "TRANSPARENT")
    return event
