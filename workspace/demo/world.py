"""What every part of the demo shares: chance, today, accounts, villages, and numbers nobody has."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random

from django.utils import timezone

from accounts.models import User
from migrants.models import Person
from villages.models import Village
from workspace.demo.names import Names

#: District 99 of Banyuwangi does not exist: these identity numbers belong to nobody.
NIK_PREFIX = "351099"
#: Numbers that no telephone company has been given, so that no stranger gets a demo message.
HOME_PHONE = "+62845"
#: By country: how such a number starts, and how many digits follow.
ABROAD_PHONE = {
    "HK": ("+8524000", 4),
    "TW": ("+8861001", 5),
    "SG": ("+657000", 4),
    "MY": ("+60100", 6),
    "SA": ("+96610", 7),
}


@dataclass
class Demo:
    """The demo while it is being made. The same seed and day give the same demo."""

    random: Random
    now: datetime
    #: Chance for what was added later, so that it does not shift what was there before.
    side: Random = field(default_factory=lambda: Random(7))  # noqa: S311
    users: dict[str, User] = field(default_factory=dict)
    villages: dict[str, Village] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)  #: those with a part to play, by key

    def __post_init__(self) -> None:
        self.today = timezone.localdate(self.now)
        self.names = Names(self.random)
        self._serials = count(1)
        self._phones = count(1)

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def day_in(self, year: int) -> date:
        """Some day of the year, and never one to come."""
        latest = min(date(year, 12, 28), self.today - timedelta(days=1))
        return latest - timedelta(days=self.random.randrange(min(360, latest.timetuple().tm_yday)))

    def days_ago(self, nearest: int, farthest: int) -> date:
        return self.today - timedelta(days=self.random.randint(nearest, farthest))

    def at(self, day: date, hour: int = 9, minute: int = 0) -> datetime:
        """A moment of a day, local time."""
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))

    def nik(self, sex: str, born_on: date) -> str:
        """351099 + birth date (women: day + 40) + serial."""
        day = born_on.day + (40 if sex == "F" else 0)
        return f"{NIK_PREFIX}{day:02}{born_on:%m%y}{next(self._serials) % 9999 + 1:04}"

    def family_card(self) -> str:
        """351099 + day of issue + serial."""
        issued = self.day_in(self.random.randint(2009, self.today.year))
        return f"{NIK_PREFIX}{issued:%d%m%y}{next(self._serials) % 9999 + 1:04}"

    def phone(self) -> str:
        return f"{HOME_PHONE}{self._next_digits(8)}"

    def phone_abroad(self, country: str) -> str:
        if country not in ABROAD_PHONE:
            return ""
        start, width = ABROAD_PHONE[country]
        return f"{start}{self._next_digits(width)}"

    def _next_digits(self, width: int) -> str:
        # Multiplying by a number prime to 10**width scatters the digits without repeating.
        return f"{next(self._phones) * 61_803_399 % 10**width:0{width}}"
