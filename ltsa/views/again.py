"""A visit once more, with the same people and services: papers were missing, or the day did not
work out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_ratelimit.decorators import ratelimit

from accounts.access import StaffRequest, only
from accounts.models import Role, User
from ltsa.known import draft_again
from ltsa.models import ACTIVE_STATES, Booking, State
from ltsa.refusals import NotBookable
from ltsa.views.booking import services_of
from ltsa.views.ticket import opened

#: Nothing is left to be done again while the visit is still to come, or went well.
NOT_AGAIN = (*ACTIVE_STATES, State.DONE)


@login_not_required
@ratelimit(key="ip", rate="60/h", method="POST")
def booking_again(request: HttpRequest, code: str) -> HttpResponse:
    """The family, with code and digits."""
    booking = opened(request, code)
    if booking is None:
        raise Http404
    if request.method != "POST" or booking.state in NOT_AGAIN:
        return redirect("booking_ticket", code=code)
    return _again(request, booking)


@only(Role.COORDINATOR)
def appointment_again(request: StaffRequest, pk: int) -> HttpResponse:
    """The coordinator, for people of her village."""
    booking = get_object_or_404(Booking.visible_to(request.user), pk=pk)
    if request.method != "POST" or booking.state in NOT_AGAIN:
        return redirect("visit_list")
    return _again(request, booking)


def _again(request: HttpRequest, booking: Booking) -> HttpResponse:
    user = request.user
    is_coordinator = isinstance(user, User) and user.role == Role.COORDINATOR
    draft = draft_again(booking, by_coordinator=is_coordinator)
    try:
        services_of(draft.services)
    except Http404:
        messages.warning(request, str(NotBookable()))
        return redirect("booking_start")
    draft.save(request.session)
    messages.info(
        request,
        _("The same people and services as last time. See which papers are there, then choose."),
    )
    url = reverse("booking_papers", args=[draft.services])
    return redirect(f"{url}?draf={draft.token}")
