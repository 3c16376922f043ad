"""Why a booking cannot be made or changed, in words for the person who asked. Not errors: a page
shows the message and the way on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from ltsa.adjacent import Row
    from ltsa.availability import Opening
    from ltsa.models import Booking


class Refused(Exception):
    """Base of all refusals; `str()` is the message to show."""

    message = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.message)


class JustTaken(Refused):
    """Somebody else was faster, or the office closed. `alternatives`: up to three nearest times."""

    message = _("This time has just been taken. Please choose another one.")

    def __init__(self, alternatives: "Sequence[Opening]" = ()) -> None:
        super().__init__()
        self.alternatives = list(alternatives)


class AlreadyBooked(Refused):
    """Someone of the party has an active booking for the same service. `booking` is that one: show
    it only to whoever knows its phone number."""

    message = _("One of these people already has an appointment for this service.")

    def __init__(self, booking: "Booking | None" = None) -> None:
        super().__init__()
        self.booking = booking


class ListedTwice(Refused):
    message = _("This person is listed twice for the same service.")


class TooManyBookings(Refused):
    message = _(
        "Too many appointments were made today with this phone number. "
        "Please try again tomorrow or call the office."
    )


class RecordGone(Refused):
    """Somebody of the register was merged with another record, or removed, in this very second."""

    message = _(
        "One of these people was just merged with another record, so nothing was saved. Look for "
        "her in the register again and start once more."
    )


class AlreadyWaiting(Refused):
    message = _("One of these people is already on the waiting list for this service.")


class BookerStopped(Refused):
    message = _(
        "Appointments with this phone can be made only at the desk for now. Please come to the "
        "office with your identity card, or call it: you will be served like everybody."
    )


class NotBookable(Refused):
    message = _("No appointments can be made here for this service.")


class Busy(Refused):
    message = _("Very many people are booking right now. Please press the button once more.")


class NotPossible(Refused):
    """The booking is in a state that does not allow it, e.g. cancelled meanwhile."""

    message = _("This appointment has changed meanwhile. Please look at it again.")


class ChangedMeanwhile(NotPossible):
    """Somebody else (another tab, the helper, the desk) was faster. `booking` as it is now."""

    def __init__(self, booking: "Booking") -> None:
        super().__init__()
        self.booking = booking


class TooLateToMove(NotPossible):
    message = _("It is too late to change this by yourself. Please call the office.")


class MovedTooOften(NotPossible):
    message = _("This appointment has been moved too often. Please call the office.")


class LastPerson(NotPossible):
    message = _("Nobody would be left. Cancel the whole appointment instead.")


class TooEarly(NotPossible):
    message = _("The hour of this appointment has not come yet.")


class PlaceGiven(NotPossible):
    """A mark cannot be taken back: the visit's place is somebody else's."""

    message = _("The place has been given to somebody else meanwhile, so this stays as it is.")


class PeopleBooked(Refused):
    """Hours cannot be taken away over people's heads. `days`: how many appointments lie outside
    the new hours, by day."""

    #: So many days are named, the rest are counted.
    NAMED = 7

    def __init__(self, days: Mapping[dt.date, int]) -> None:
        super().__init__()
        self.days = dict(sorted(days.items()))

    def __str__(self) -> str:
        count = sum(self.days.values())
        text = ngettext(
            "Nothing was saved: %(count)d appointment lies in hours that would close. %(days)s. "
            "Keep these hours open, or give the people another time first.",
            "Nothing was saved: %(count)d appointments lie in hours that would close. %(days)s. "
            "Keep these hours open, or give the people another time first.",
            count,
        )
        return text % {"count": count, "days": self._named()}

    def _named(self) -> str:
        """ "24 November 2026 (2), 26 November 2026 (1), and 3 more days"."""
        parts = [f"{date_format(day, 'j F Y')} ({count})" for day, count in self.days.items()]
        more = len(parts) - self.NAMED
        if more > 0:
            text = ngettext("and %(count)d more day", "and %(count)d more days", more)
            parts = [*parts[: self.NAMED], text % {"count": more}]
        return ", ".join(parts)


class ListTaken(Refused):
    """Not all of the list can come from this hour on. `alternatives`: up to three nearest hours."""

    message = _("From this hour on there are no longer places for everybody. Nothing was booked.")

    def __init__(self, alternatives: "Sequence[Row]" = ()) -> None:
        super().__init__()
        self.alternatives = list(alternatives)


class AlreadyOnList(Refused):
    """One of a coordinator's list has an appointment already. `name`: whose."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __str__(self) -> str:
        text = _(
            "%(name)s already has an appointment for this. Nothing was booked: take her off the "
            "list and try again."
        )
        return text % {"name": self.name}


class CounterBusy(NotPossible):
    """A counter serves one party at a time."""

    message = _(
        "There is still somebody at your counter. Finish that visit first, or set it aside."
    )
