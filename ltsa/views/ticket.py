"""One appointment, for whoever holds its code and the last four digits of the phone."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django_ratelimit.core import is_ratelimited
from django_ratelimit.decorators import ratelimit
from django_ratelimit.exceptions import Ratelimited

from accounts.phone import whatsapp_url
from ltsa.calendar import calendar_file
from ltsa.drafts import opened_with, remember_opened
from ltsa.forms import DigitsForm, FindForm
from ltsa.messages import booked
from ltsa.models import ACTIVE_STATES, Booking, Kind, State, WaitingEntry
from ltsa.papers import missing_in_words, sheets_of, verdict
from ltsa.ticket import qr_svg
from ltsa.visit_part import visit_part
from notices.links import wishes_path


def _limit_guesses(request: HttpRequest, code: str) -> None:
    """Ten tries an hour at one code, from wherever: four digits must not be guessed."""
    if is_ratelimited(
        request, group="ticket-digits", key=lambda *_: code, rate="10/h", increment=True
    ):
        raise Ratelimited


def opened(request: HttpRequest, code: str) -> Booking | None:
    return (
        Booking.by_code(code, opened_with(request.session, code))
        .select_related("office", "turn", "earlier_for__office")
        .first()
    )


@login_not_required
@never_cache
@ratelimit(key="ip", rate="60/h", method="POST")
def booking_find(request: HttpRequest) -> HttpResponse:
    """Find my appointment: code and the last four digits of the phone."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code, digits = form.cleaned_data["code"], form.cleaned_data["digits"]
        _limit_guesses(request, code)
        if Booking.by_code(code, digits).exists():
            remember_opened(request.session, code, digits)
            return redirect("booking_ticket", code=code)
        if WaitingEntry.by_code(code, digits).exists():
            remember_opened(request.session, code, digits)
            return redirect("waiting_entry", code=code)
        form.add_error(None, _("No appointment fits this code and these digits. Look again."))
    return render(request, "ltsa/find.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@ratelimit(key="ip", rate="60/h", method="POST")
def booking_ticket(request: HttpRequest, code: str) -> HttpResponse:
    """The ticket; asks once for the digits. A code that does not exist looks the same as one whose
    digits are wrong."""
    booking = opened(request, code)
    if booking is None:
        return ask_digits(request, code, of=Booking, to="booking_ticket")
    if booking.earlier_for and booking.state != State.HELD:  # answered, or too late for an answer
        remember_opened(
            request.session, booking.earlier_for.code, booking.earlier_for.contact_phone[-4:]
        )
        return redirect("booking_ticket", code=booking.earlier_for.code)
    return render(request, "ltsa/ticket.html", _ticket_context(request, booking))


def ask_digits(
    request: HttpRequest, code: str, *, of: type[Booking | WaitingEntry], to: str
) -> HttpResponse:
    """Ask for the four digits, then lead to the page of this code."""
    form = DigitsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        digits = form.cleaned_data["digits"]
        _limit_guesses(request, code)
        if of.by_code(code, digits).exists():
            remember_opened(request.session, code, digits)
            return redirect(to, code=code)
        form.add_error("digits", _("No appointment fits this code and these digits. Look again."))
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/ticket_digits.html", {"form": form, "code": code}, status=status)


def _ticket_context(request: HttpRequest, booking: Booking) -> dict[str, Any]:
    part = visit_part(booking)
    wish = booking.earlier_wishes.on_the_list().first()
    if wish:  # the same phone opens it
        remember_opened(request.session, wish.code or "", wish.contact_phone[-4:])
    prefetch_related_objects(part["parties"], "missing_papers__requirement", "papers__steps")
    return {
        **part,
        **_readiness(booking),
        "booking": booking,
        "qr": qr_svg(booking),
        "can_cancel": booking.state == State.BOOKED,
        "can_repeat": booking.state not in (*ACTIVE_STATES, State.DONE),
        "is_offer": booking.state == State.HELD,
        "wish": wish,
        "instead": _instead(request, booking),
        "share_url": whatsapp_url("", booked(booking)),
        "wishes_url": wishes_path(booking.contact_phone) if booking.contact_phone else "",
    }


def _readiness(booking: Booking) -> dict[str, Any]:
    """The ticket says of the papers what the reminders will say: nobody waits for a message to
    learn that the trip would be in vain."""
    if booking.state != State.BOOKED:
        return {"papers_missing": "", "papers_unsure": False}
    sheets = [sheet for sheet in sheets_of(booking) if sheet.requirements]
    said = verdict(sheets) if sheets else ""
    asked = any(not sheet.party.service.come_anyway for sheet in sheets)
    return {
        "papers_missing": missing_in_words(sheets) if said == Kind.REMIND_MISSING else "",
        "papers_unsure": asked and said == Kind.REMIND_UNSURE,
    }


def _instead(request: HttpRequest, booking: Booking) -> Booking | None:
    """The new time after a closure, which whoever has opened the old ticket may open too."""
    if booking.state != State.DISPLACED:
        return None
    new: Booking | None = getattr(booking, "replaced_by", None)
    if new is not None:
        remember_opened(request.session, new.code, new.contact_phone[-4:])
    return new


@login_not_required
@never_cache
@require_GET
def booking_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The appointment for the phone's calendar (.ics)."""
    booking = opened(request, code)
    if booking is None:
        raise Http404
    url = request.build_absolute_uri(reverse("booking_ticket", args=[booking.code]))
    response = HttpResponse(calendar_file(booking, url=url), content_type="text/calendar")
    response["Content-Disposition"] = f'attachment; filename="janji-{booking.code}.ics"'
    return response
