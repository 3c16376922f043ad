"""A stretch of days that figures are about."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

#: Longer stretches are asked for one after the other.
MOST_DAYS = 366
#: Up to so many days are shown day by day, more week by week.
MOST_SINGLE_DAYS = 31


@dataclass(frozen=True)
class Period:
    """Both days belong to it, from midnight to midnight, local time."""

    first: date
    last: date

    def __str__(self) -> str:
        if self.first == self.last:
            return date_format(self.first, "j F Y")
        return _("%(first)s to %(last)s") % {
            "first": date_format(self.first, "j F Y"),
            "last": date_format(self.last, "j F Y"),
        }

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Its first moment, and the first moment after it."""
        return _midnight(self.first), _midnight(self.last + timedelta(days=1))

    @property
    def step(self) -> str:
        """ "day" or "week": how finely it is shown."""
        return "day" if (self.last - self.first).days < MOST_SINGLE_DAYS else "week"

    @classmethod
    def last_weeks(cls) -> "Period":
        """The last four weeks, today included."""
        today = timezone.localdate()
        return cls(today - timedelta(days=27), today)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def usual_periods() -> list[tuple[str, Period]]:
    """Those that people ask for most, by name."""
    today = timezone.localdate()
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    return [
        (_("last 4 weeks"), Period.last_weeks()),
        (_("this month"), Period(month, today)),
        (_("last month"), Period(before.replace(day=1), before)),
        (_("this year"), Period(today.replace(month=1, day=1), today)),
    ]
