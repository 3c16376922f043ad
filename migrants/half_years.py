"""Half-years: the rounds in which every village asks "still true?"."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.utils import timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class HalfYear:
    """1 January to 30 June, or 1 July to 31 December. `first` is its first day."""

    first: date

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(date(day.year, 1 if day.month < 7 else 7, 1))

    @classmethod
    def now(cls) -> Self:
        return cls.of(timezone.localdate())

    @property
    def following(self) -> Self:
        return type(self).of(self.first + timedelta(days=190))

    @property
    def last(self) -> date:
        return self.following.first - timedelta(days=1)

    def __str__(self) -> str:
        months = _("January to June") if self.first.month == 1 else _("July to December")
        return _("%(months)s %(year)s") % {"months": months, "year": self.first.year}
