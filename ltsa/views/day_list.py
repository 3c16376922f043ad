"""The day on paper: to print in the morning, for when the network or the electricity is gone."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import only
from accounts.models import Role
from ltsa.models import Booking, State
from ltsa.views.booking import parse_date_or_none

#: Who is expected, or came; not those who cancelled.
_ON_PAPER = (
    State.HELD,
    State.BOOKED,
    State.ARRIVED,
    State.CALLED,
    State.SERVING,
    State.DONE,
    State.INCOMPLETE,
)


@only(Role.LTSA_OFFICER)
def desk_day_list(request: HttpRequest) -> HttpResponse:
    """One day by hour on A4, each visit with a box to tick. A day is one list: no pages."""
    today = timezone.localdate()
    day = parse_date_or_none(request.GET.get("hari", "")) or today
    if abs((day - today).days) > 366:
        day = today
    rows = Booking.visible_to(request.user).on(day).filter(state__in=_ON_PAPER)
    bookings = (
        rows.in_order().select_related("turn", "village").prefetch_related("parties__service")
    )
    context = {
        "day": day,
        "before": day - dt.timedelta(days=1),
        "after": day + dt.timedelta(days=1),
        "bookings": bookings,
        "people": sum(len(booking.parties.all()) for booking in bookings),
        "now": timezone.localtime(),
    }
    return render(request, "ltsa/day_list.html", context)
