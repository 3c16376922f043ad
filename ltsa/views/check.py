"""Checking tickets while there is no network: a page that the officer opens beforehand.

It carries the public keys (nothing secret) and today's codes without names. Its script tells a
ticket of ours from an invented one, and keeps arrivals until they can be sent.
"""

import datetime as dt
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import StaffRequest, only
from accounts.codes import clean_code
from accounts.models import Role
from accounts.sent_json import read_json
from ltsa import actions
from ltsa.models import Booking, State
from ltsa.refusals import Refused
from ltsa.ticket import public_keys

#: Arrivals of one sending; a day has fewer.
MOST_ARRIVALS = 500


@only(Role.LTSA_OFFICER)
def desk_check(request: StaffRequest) -> HttpResponse:
    """The page, with all that it needs to work alone."""
    today = timezone.localdate()
    rows = Booking.visible_to(request.user).on(today)
    expected = rows.filter(state__in=[State.BOOKED, State.ARRIVED]).in_order()
    visits = [
        {"code": code, "at": f"{timezone.localtime(starts_at):%H.%M}"}
        for code, starts_at in expected.values_list("code", "starts_at")
    ]
    context = {
        "facts": {
            "keys": public_keys(),
            "office": request.user.office.code if request.user.office else "",
            "day": f"{today:%Y%m%d}",
            "visits": visits,
        },
        "now": timezone.localtime(),
    }
    return render(request, "ltsa/desk_check.html", context)


@only(Role.LTSA_OFFICER)
@require_POST
def desk_check_send(request: StaffRequest) -> HttpResponse:
    """Arrivals that were written down without a network: `[{"code": "K7MQ4D", "at": 1764…}]`, the
    time in milliseconds. Answers which codes need not be kept any longer; sent twice, each arrival
    counts once."""
    try:
        sent = read_json(request.POST.get("arrivals", ""))
        if not isinstance(sent, list):
            raise TypeError
        arrivals = [(clean_code(str(one["code"])), float(one["at"])) for one in sent]
    except (ValueError, TypeError, KeyError, OverflowError):
        return JsonResponse({"done": []}, status=400)
    arrivals = arrivals[:MOST_ARRIVALS]
    codes = [code for code, _at in arrivals]
    rows = Booking.editable_by(request.user).on(timezone.localdate()).select_related("office")
    bookings = {booking.code: booking for booking in rows.filter(code__in=codes)}
    for code, at in arrivals:
        if code in bookings:
            _arrive(bookings[code], at, request.user)
    return JsonResponse({"done": codes})


def _arrive(booking: Booking, at: float, by: Any) -> None:
    try:
        moment = dt.datetime.fromtimestamp(at / 1000, dt.UTC)
        actions.arrive(booking=booking, by=by, at=moment)
    except (Refused, ValueError, OverflowError, OSError):
        return  # she went on meanwhile, or the clock was wrong: the desk sees her as she is
