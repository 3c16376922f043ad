"""Somebody without an appointment stands at the desk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from ltsa import actions
from ltsa.desk_forms import AlternativeForm, WalkInForm
from ltsa.forms import MOST_PEOPLE
from ltsa.messages import when
from ltsa.models import Booking, State
from ltsa.refusals import JustTaken, Refused
from villages.models import Office


@only(Role.LTSA_OFFICER)
def desk_walk_in(request: StaffRequest) -> HttpResponse:
    """Who it is and what for; then she waits with a number. Today is full: a later hour at once."""
    office = request.user.office
    if office is None:
        raise Http404
    people = _small_number(request.POST.get("people"))
    if request.method != "POST":
        return _page(request, WalkInForm(office=office))
    if "add" in request.POST or "remove" in request.POST:
        people += 1 if "add" in request.POST else -1
        return _page(request, WalkInForm(office=office, people=people, initial=_typed(request)))
    form = WalkInForm(request.POST, office=office, people=people)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        booking = _book(request, form, office)
    except Refused as refusal:
        later = refusal.alternatives if isinstance(refusal, JustTaken) else []
        return _page(request, form, status=409, refusal=_words(refusal), later=later)
    if booking.state == State.BOOKED:
        messages.success(request, f"{booking.code} · {when(booking.starts_at)}")
    else:
        messages.success(request, f"{booking.turn.label} · {booking.contact_name}")
    return redirect(f"{reverse('desk')}?tab=menunggu")


def _typed(request: StaffRequest) -> dict[str, Any]:
    return request.POST.dict()


def _words(refusal: Refused) -> str:
    if isinstance(refusal, JustTaken):
        return _("Today is full. Please offer one of these hours, or another day.")
    return str(refusal)


def _book(request: StaffRequest, form: WalkInForm, office: Office) -> Booking:
    later = AlternativeForm(request.POST)
    if request.POST.get("starts_at") and later.is_valid():
        return actions.book(
            office=office,
            starts_at=later.cleaned_data["starts_at"],
            channel=Booking.Channel.DESK,
            booked_by_role=Booking.BookedBy.OFFICER,
            by=request.user,
            **form.booking(),
        )
    return actions.walk_in(office=office, by=request.user, **form.booking())


def _small_number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 else 1


def _page(
    request: StaffRequest, form: WalkInForm, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"form": form, "most_people": MOST_PEOPLE}
    return render(request, "ltsa/desk_walk_in.html", context, status=status)
