"""A calendar month, as it stands in an address: 2026-11."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format


@dataclass(frozen=True)
class Month:
    first: date

    def __str__(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def following(self) -> "Month":
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def previous(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From its first moment to the first moment of the following one, local time."""
        return _midnight(self.first), _midnight(self.following.first)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def chosen_month(text: str) -> Month:
    """ "2026-11" → November 2026, "" → this month. Anything else is 404."""
    if not text:
        return Month(timezone.localdate().replace(day=1))
    found = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", text)
    if not found:
        raise Http404
    return Month(date(int(found[1]), int(found[2]), 1))
