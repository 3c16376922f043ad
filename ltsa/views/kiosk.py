"""The device in the hall: people without an appointment take a number, people with one say that
they are here.

It works on enrolled devices only. A cookie, signed and out of the reach of scripts, carries the
token that the device got for an officer's code; from home, without it, these pages take no number.
Nothing of a person stays on the screen: what is typed is forgotten with the answer, the slip shows
a number, and every page goes back to the start by itself.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django_ratelimit.core import is_ratelimited
from django_ratelimit.decorators import ratelimit
from django_ratelimit.exceptions import Ratelimited

from accounts.access import StaffRequest, only
from accounts.codes import clean_code
from accounts.models import Role
from ltsa import actions
from ltsa.forms import DigitsForm
from ltsa.models import Booking, Kiosk, Service, State, Turn
from ltsa.refusals import NotPossible, Refused
from ltsa.ticket import link_svg, read_ticket
from villages.models import Office

COOKIE = "kiosk"
_YEAR = 365 * 24 * 3600
#: Pages go back to the start after so many seconds, the slip sooner.
PAGE_SECONDS, SLIP_SECONDS = 90, 25
#: People of one visit who can take one number together.
MOST_TOGETHER = 5


class PairForm(forms.Form):
    """The officer's code."""

    code = forms.CharField(
        label=gettext_lazy("Code from the desk"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class HereForm(DigitsForm):
    """Code (or the scanned ticket) and digits: I have an appointment and am here."""

    code = forms.CharField(
        label=gettext_lazy("Booking code, or scan the ticket"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": True}
        ),
    )
    field_order = ("code", "digits")

    def clean_code(self) -> str:
        ticket = read_ticket(self.cleaned_data["code"])
        return ticket.code if ticket else clean_code(self.cleaned_data["code"])


def on_device(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only on an enrolled device of this office; any other is asked for the officer's code. Nobody
    needs to be signed in, and nothing is kept by the browser."""

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, office: str, **kwargs: Any) -> HttpResponse:
        place = get_object_or_404(Office.objects.active(), code=office)
        token = request.get_signed_cookie(COOKIE, default="", salt=place.code, max_age=_YEAR)
        if not token or actions.kiosk_of(office=place, token=token) is None:
            return _pair(request, place)
        answer = view(request, place, **kwargs)
        seconds = SLIP_SECONDS if "token" in kwargs else PAGE_SECONDS
        answer.headers["Refresh"] = f"{seconds};url={reverse('kiosk', args=[place.code])}"
        return answer

    return guarded


def _pair(request: HttpRequest, office: Office) -> HttpResponse:
    form = PairForm(request.POST if "code" in request.POST else None)
    if form.is_bound and form.is_valid():
        if is_ratelimited(request, group="kiosk-pair", key="ip", rate="10/h", increment=True):
            raise Ratelimited
        try:
            _kiosk, token = actions.pair_kiosk(office=office, code=form.cleaned_data["code"])
        except NotPossible:
            form.add_error("code", _("This code is not valid, or no longer. Ask for a new one."))
        else:
            answer = redirect("kiosk", office=office.code)
            answer.set_signed_cookie(
                COOKIE,
                token,
                salt=office.code,
                max_age=_YEAR,
                secure=request.is_secure(),
                httponly=True,
                samesite="Strict",
            )
            return answer
    context = {"office": office, "form": form}
    status = 422 if form.is_bound else 403
    return render(request, "ltsa/kiosk_pair.html", context, status=status)


@on_device
def kiosk(request: HttpRequest, office: Office) -> HttpResponse:
    """The start: two big buttons."""
    return render(request, "ltsa/kiosk.html", {"office": office})


@on_device
@ratelimit(key="ip", rate="300/h", method="POST")
def kiosk_here(request: HttpRequest, office: Office) -> HttpResponse:
    """I have an appointment and am here. A wrong code and wrong digits look the same."""
    form = HereForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code, digits = form.cleaned_data["code"], form.cleaned_data["digits"]
        key = f"{office.pk}-{code}"
        if is_ratelimited(
            request, group="ticket-digits", key=lambda *_: key, rate="10/h", increment=True
        ):
            raise Ratelimited
        booking = Booking.by_code(code, digits).filter(office=office).select_related("office")
        turn = _arrive(form, booking.first())
        if turn:
            return redirect("kiosk_slip", office=office.code, token=turn.token)
    context = {"office": office, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/kiosk_here.html", context, status=status)


def _arrive(form: HereForm, booking: Booking | None) -> Turn | None:
    """The waiting number, or what to do instead, as a fault of the form."""
    if booking is None:
        text = _("No appointment fits this code and these digits. Look again, or ask at the desk.")
        form.add_error(None, text)
        return None
    if booking.day != timezone.localdate():
        form.add_error(None, _("Your appointment is not today. Please look at the ticket."))
        return None
    if booking.state in (State.CALLED, State.SERVING):
        turn: Turn = booking.turn
        return turn
    try:
        turn = actions.arrive(booking=booking).turn
    except Refused:
        form.add_error(None, _("Please go to the desk: this appointment has changed."))
        return None
    return turn


@on_device
def kiosk_services(request: HttpRequest, office: Office) -> HttpResponse:
    """I have no appointment: what for?"""
    context = {"office": office, "services": Service.objects.bookable(office)}
    return render(request, "ltsa/kiosk_services.html", context)


@on_device
@ratelimit(key="ip", rate="300/h", method="POST")
def kiosk_number(request: HttpRequest, office: Office, slug: str) -> HttpResponse:
    """How many come, and must somebody go first? Then the number. A double tap is one number."""
    service = get_object_or_404(Service.objects.bookable(office), slug=slug)
    context: dict[str, Any] = {
        "office": office,
        "service": service,
        "together": range(1, MOST_TOGETHER + 1),
        "submit_key": uuid.uuid4(),
    }
    if request.method != "POST":
        return render(request, "ltsa/kiosk_number.html", context)
    try:
        key = uuid.UUID(request.POST.get("submit_key", ""))
        people = int(request.POST.get("people", "1"))
    except ValueError:
        return redirect("kiosk", office=office.code)
    people = max(1, min(people, MOST_TOGETHER))
    try:
        booking = actions.walk_in(
            office=office,
            visitors=[actions.unnamed(service, key, n) for n in range(1, people + 1)],
            contact_name=_("Name not asked yet"),
            contact_phone="",
            submit_key=key,
            by=None,
            priority=1 if request.POST.get("priority") == "1" else 0,
        )
    except Refused:
        return render(request, "ltsa/kiosk_full.html", context, status=409)
    turn: Turn = booking.turn
    return redirect("kiosk_slip", office=office.code, token=turn.token)


@on_device
def kiosk_slip(request: HttpRequest, office: Office, token: str) -> HttpResponse:
    """The number, large: to print, to photograph, to follow on one's phone."""
    turns = Turn.by_token(token).filter(office=office, day=timezone.localdate())
    turn = get_object_or_404(turns.select_related("booking", "pool", "office"))
    link = request.build_absolute_uri(reverse("queue_place", args=[turn.token]))
    context = {
        "office": office,
        "turn": turn,
        "ahead": turn.queue_ahead(),
        "qr": link_svg(link),
    }
    return render(request, "ltsa/kiosk_slip.html", context)


# --- the officers' side --------------------------------------------------------------------------


class KioskForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Where does it stand?"),
        max_length=60,
        help_text=gettext_lazy("For example: beside the entrance."),
    )


@only(Role.LTSA_OFFICER)
def kiosk_list(request: StaffRequest) -> HttpResponse:
    """The office's devices; a new one gets a code, which is shown once."""
    office = request.user.office
    form = KioskForm(request.POST or None)
    code = ""
    if request.method == "POST" and office and form.is_valid():
        name = form.cleaned_data["name"]
        _kiosk, code = actions.enrol_kiosk(office=office, name=name, by=request.user)
        form = KioskForm()
    devices = Kiosk.objects.filter(office=request.user.office_id or 0, revoked_at=None)
    context = {
        "office": office,
        "form": form,
        "code": code,
        "devices": devices.exclude(paired_at=None, pair_until__lt=timezone.now()),
        "address": request.build_absolute_uri(reverse("kiosk", args=[office.code]))
        if office
        else "",
    }
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/kiosk_list.html", context, status=status)


@only(Role.LTSA_OFFICER)
def kiosk_revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a device off the list: it stops at once."""
    devices = Kiosk.objects.filter(office=request.user.office_id or 0)
    kiosk = get_object_or_404(devices, pk=pk)
    if request.method == "POST":
        actions.revoke_kiosk(kiosk=kiosk, by=request.user)
    return redirect("kiosk_list")
