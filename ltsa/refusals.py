"""Why a booking cannot be made or changed, in words for the person who asked. Not errors: a page
shows the message and the way on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
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


class NotBookable(Refused):
    message = _("No appointments can be made here for this service.")


class Busy(Refused):
    message = _("Very many people are booking right now. Please press the button once more.")


class NotPossible(Refused):
    """The booking is in a state that does not allow it, e.g. cancelled meanwhile."""

    message = _("This appointment has changed meanwhile. Please look at it again.")


class TooEarly(NotPossible):
    message = _("The hour of this appointment has not come yet.")
