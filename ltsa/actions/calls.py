"""The call list: whom no message reaches."""

from ltsa.models import Booking, CallTask


def must_be_called(*, booking: Booking, why: str) -> None:
    """Put a booking on the call list, again if it stood there before."""
    CallTask.put_down(booking, why)
