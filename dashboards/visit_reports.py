"""How an LTSA office did in some days: all its tables, from what the user may count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from dashboards import visit_tables as tables
from dashboards import visits
from dashboards.period import Period
from dashboards.tables import Table
from dashboards.visit_tables import Highlight, percent
from ltsa.actions.desk import NOT_MARKED
from ltsa.models import Booking, Pool, State
from villages.models import Office

#: Times that were only kept for somebody, and never confirmed, are no visits.
_NEVER_BOOKED = (State.HELD, State.EXPIRED)


def offices_of(user: User) -> QuerySet[Office]:
    """The offices whose figures she may see: her own, or those of her regency or province; an
    official of a district, those of its regency."""
    offices = Office.objects.order_by("name", "pk")
    if user.office_id:
        return offices.filter(pk=user.office_id)
    if user.province_id:
        return offices.filter(regency__province=user.province_id)
    if user.district:
        return offices.filter(regency=user.district.regency_id)
    return offices.filter(regency=user.regency_id) if user.regency_id else offices.none()


@dataclass(frozen=True)
class Question:
    """Which visits are asked about. `office`: None is all of `offices`; `pool`: one desk of it."""

    user: User
    period: Period
    offices: Sequence[Office]
    office: Office | None = None
    pool: Pool | None = None

    @property
    def bookings(self) -> QuerySet[Booking]:
        """What she may count of it, whatever became of it."""
        first, end = self.period.span
        asked = [self.office] if self.office else self.offices
        rows: QuerySet[Booking] = (
            Booking.countable_by(self.user)
            .filter(office__in=asked, starts_at__gte=first, starts_at__lt=end)
            .exclude(state__in=_NEVER_BOOKED)
        )
        return rows.passing(self.pool) if self.pool else rows  # type: ignore[attr-defined]

    @property
    def desks(self) -> list[Pool]:
        asked = [self.office] if self.office else self.offices
        pools = Pool.objects.filter(office__in=asked).select_related("office")
        return list(pools.order_by("office__name", "name", "pk"))

    @property
    def name(self) -> str:
        if self.office is None:
            place = self.user.territory
            return _("LTSA offices in %(place)s") % {"place": place} if place else _("LTSA offices")
        return f"{self.office}: {self.pool}" if self.pool else str(self.office)


@dataclass(frozen=True)
class VisitReport:
    """What page and spreadsheet both show."""

    question: Question
    as_at: datetime
    attendance: visits.Attendances
    times: visits.DeskTimes
    papers: visits.Papers
    saved: tuple[visits.Saved, visits.Saved]
    subject: ClassVar[str] = "angka-ltsa"

    @property
    def name(self) -> str:
        return self.question.name

    @property
    def period(self) -> Period:
        return self.question.period

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        period = self.period
        waiting, by_hour, serving = tables.time_tables(self.times, self.question.desks, period)
        return (
            tables.lead_table(self.attendance, period),
            waiting,
            by_hour,
            serving,
            tables.no_show_table(self.attendance, period),
            tables.walk_in_table(self.attendance, period),
            *tables.papers_tables(self.papers, period),
            tables.saved_table(*self.saved, period),
        )

    @property
    def highlights(self) -> list[Highlight]:
        every = self.attendance.all
        due = _("%(part)d of %(whole)d due") % {"part": every.missed, "whole": every.due}
        came = _("%(part)d of %(whole)d visits") % {"part": every.walked_in, "whole": every.came}
        _number, waited, _p90 = self.times.all.waiting.numbers
        _number, served, _p90 = self.times.all.serving.numbers
        half = _("half of them so long or less")
        trips = sum(one.trips for one in self.saved)
        time = tables.hours(sum(one.minutes for one in self.saved))
        return [
            Highlight(every.came, _("visits of people who came"), "people", "good", "walk_in"),
            Highlight(waited, _("minutes of waiting"), "hourglass-split", "wait", "waiting", half),
            Highlight(served, _("minutes of service"), "clock", "info", "serving", half),
            Highlight(
                percent(every.missed, every.due),
                _("percent did not come"),
                "person-x",
                "bad",
                "no_show",
                due,
            ),
            Highlight(
                percent(every.walked_in, every.came),
                _("percent without an appointment"),
                "door-open",
                "special",
                "walk_in",
                came,
            ),
            Highlight(
                trips,
                _("trips saved"),
                "signpost-split",
                "sea",
                "saved",
                _("%(number)d hours on the way") % {"number": time},
            ),
        ]


def visit_report(question: Question) -> VisitReport:
    """Count everything once, now: six queries, however many visits there are."""
    rows = question.bookings
    return VisitReport(
        question,
        timezone.now(),
        visits.attendance(rows, step=question.period.step),
        visits.desk_times(rows, not_marked=NOT_MARKED, pool=question.pool),
        visits.papers(rows),
        visits.saved(rows),
    )
