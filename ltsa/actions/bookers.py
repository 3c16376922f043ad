"""Deciding about somebody who books very often, and obeying it."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from ltsa.bookers import SUBJECTS, Booker
from ltsa.device import KEPT_DAYS
from ltsa.models import BookerDecision, Booking
from ltsa.refusals import BookerStopped
from villages.models import Office


def decide_booker(
    *, office: Office, booker: Booker, decision: str, reason: str, until: dt.date, by: User
) -> BookerDecision:
    """Write down a decision with the numbers it was made on. It holds until `until`, or until the
    next decision about the same booker."""
    column = SUBJECTS[booker.kind]
    made = BookerDecision(
        office=office,
        decision=decision,
        reason=reason,
        until=until,
        bookings=booker.bookings,
        cancelled=booker.cancelled,
        by=by,
        **{"helper_id" if column == "helper" else column: booker.subject},
    )
    made.save(force_insert=True)
    return made


def refuse_stopped(
    *, office: Office, channel: str, phone: str, helper: User | None, device: str = ""
) -> None:
    """Raises BookerStopped when the office wants to see this booker at the desk first: whoever
    books, waits for a place, or is about to be offered one."""
    if channel not in Booking.ONLINE_CHANNELS:
        return
    about = Q(helper=helper) if helper else Q(phone=phone) & ~Q(phone="")
    if device:
        about |= Q(device=device)
    stops = BookerDecision.unscoped.in_force().filter(
        office=office, decision=BookerDecision.Decision.STOP
    )
    if stops.filter(about).exists():
        raise BookerStopped


def forget_devices() -> int:
    """Which browser it was is of no use after some weeks; how many were forgotten."""
    old = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    return Booking.unscoped.filter(created_at__lt=old).exclude(device="").update(device="")
