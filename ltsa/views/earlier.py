"""Somebody has an appointment and asks for an earlier one: the family with its code, the
coordinator who booked it, the desk. One page, two doors."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_ratelimit.decorators import ratelimit

from accounts.access import StaffRequest, only
from accounts.models import Role, User
from ltsa.actions import wait_for_earlier
from ltsa.drafts import remember_opened
from ltsa.models import Booking, OfficeRules, State
from ltsa.refusals import NotPossible, Refused
from ltsa.views.ticket import opened
from ltsa.waiting_forms import WaitingForm


@login_not_required
@never_cache
@ratelimit(key="ip", rate="30/h", method="POST")
def booking_earlier(request: HttpRequest, code: str) -> HttpResponse:
    """An earlier time for one's own appointment, as soon as one is free."""
    booking = opened(request, code)
    if booking is None:
        raise Http404
    return _page(request, booking, back=reverse("booking_ticket", args=[code]))


@only(Role.COORDINATOR, Role.LTSA_OFFICER)
@never_cache
def appointment_earlier(request: StaffRequest, pk: int) -> HttpResponse:
    """The same for somebody else's appointment."""
    rows = Booking.visible_to(request.user).movable_by(request.user).select_related("office")
    booking = get_object_or_404(rows, pk=pk)
    return _page(request, booking, back=reverse("waiting_list"), by=request.user)


def _page(
    request: HttpRequest, booking: Booking, *, back: str, by: User | None = None
) -> HttpResponse:
    rules = OfficeRules.of(booking.office)
    form = WaitingForm(
        request.POST or None,
        days_ahead=rules.days_ahead,
        before=timezone.localdate(booking.starts_at),
        user=request.user,
    )
    context: dict[str, Any] = {
        "booking": booking,
        "form": form,
        "rules": rules,
        "back": back,
        "base": "base_staff.html" if by else "base.html",
    }
    if booking.state != State.BOOKED:
        messages.warning(request, str(NotPossible()))
        return redirect(back)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "ltsa/earlier.html", context, status=status)
    try:
        entry = wait_for_earlier(booking=booking, by=by, **form.wishes())
    except Refused as refusal:
        context["refusal"] = refusal
        return render(request, "ltsa/earlier.html", context, status=409)
    if by:
        text = _("%(name)s waits for an earlier time. The appointment stays until then.")
        messages.success(request, text % {"name": entry.name})
        return redirect(back)
    remember_opened(request.session, entry.code or "", entry.contact_phone[-4:])
    return redirect("waiting_entry", code=entry.code)
