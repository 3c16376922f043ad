"""All tables of a dashboard, gathered from what the user may see."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import ClassVar

from django.utils import timezone

from businesses.models import Business
from dashboards import indicators, lives
from dashboards.areas import Area
from dashboards.case_tables import case_tables
from dashboards.months import Month
from dashboards.tables import Table
from ltsa.models import Booking
from migrants.models import Journey, Person


@dataclass(frozen=True)
class Report:
    """What page and spreadsheet both show."""

    area: Area
    month: Month
    as_at: datetime
    tables: tuple[Table, ...]
    subject: ClassVar[str] = "dasbor"

    @property
    def name(self) -> str:
        return self.area.name

    @cached_property
    def highlights(self) -> dict[str, int]:
        """A few numbers out of the tables, for the top of the page."""
        by_key = {table.key: table for table in self.tables}
        going, abroad, returned, _other, _all = by_key["place"].total
        return {
            "going": going,
            "abroad": abroad,
            "returned": returned,
            "businesses": by_key["stage"].n,
            "appointments": by_key["state"].n,
        }


def make_report(area: Area, month: Month) -> Report:
    """Count everything once, now. The number of queries does not depend on the number of rows."""
    user = area.user
    people = Person.visible_to(user)
    journeys = Journey.visible_to(user)
    businesses = Business.visible_to(user).open()
    bookings = Booking.visible_to(user)
    if not area.is_whole:
        people = people.filter(village__in=area.villages)
        journeys = journeys.filter(person__village__in=area.villages)
        businesses = businesses.filter(village__in=area.villages)
        bookings = bookings.filter(village__in=area.villages)
    return Report(
        area,
        month,
        timezone.now(),
        (
            indicators.people_by_status(people),
            indicators.people_by_country(journeys),
            indicators.people_by_place(people, area),
            lives.remigration(journeys),
            lives.no_longer_needs_to_leave(people, journeys, area),
            lives.wishes(people, area),
            lives.confirmed_by_place(people, area),
            indicators.businesses_by_stage(businesses),
            indicators.businesses_by_kind(businesses),
            *(case_tables(user) if area.is_whole else ()),
            indicators.appointments_by_state(bookings, month),
            indicators.appointments_by_day(bookings, month),
        ),
    )
