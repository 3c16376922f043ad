"""Another time, fewer people, or not at all: by the family with the code, by the coordinator who
booked it, by the desk. One page each, two doors."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_ratelimit.decorators import ratelimit

from accounts.access import StaffRequest, only
from accounts.codes import clean_code
from accounts.models import Role, User
from ltsa import actions
from ltsa.drafts import remember_opened
from ltsa.models import Booking, OfficeRules, Party, State, WaitingEntry
from ltsa.moving_forms import ChangeForm, MoveForm
from ltsa.refusals import ChangedMeanwhile, JustTaken, NotBookable, NotPossible, Refused
from ltsa.views.booking import EARLY_DAYS, by_day, parse_date_or_none
from ltsa.views.ticket import opened

ROWS_PER_PAGE = 20
#: Whose appointments can be moved here.
_HELPERS = (Role.COORDINATOR, Role.LTSA_OFFICER)


# --- the family, with code and digits -------------------------------------------------------------


def _own(request: HttpRequest, code: str) -> Booking:
    booking = opened(request, code)
    if booking is None:
        raise Http404
    return booking


@login_not_required
@never_cache
@ratelimit(key="ip", rate="60/h", method="POST")
def booking_move(request: HttpRequest, code: str) -> HttpResponse:
    """Another time for one's own appointment."""
    booking = _own(request, code)
    return _move_page(request, booking, back=reverse("booking_ticket", args=[code]))


@login_not_required
@never_cache
def booking_cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Cancel one's own appointment, or say that one of several people does not come: asks once
    more, then gives the places back."""
    booking = _own(request, code)
    return _cancel_page(request, booking, back=reverse("booking_ticket", args=[code]))


@login_not_required
@never_cache
def booking_answer(request: HttpRequest, code: str) -> HttpResponse:
    """Yes or no to a time that is kept: from the waiting list, or after a closure."""
    booking = _own(request, code)
    if request.method == "POST":
        try:
            if "yes" in request.POST:
                return _accepted(request, booking)
            else:
                _decline(request, booking)
        except Refused as refusal:
            messages.warning(request, str(refusal))
    return redirect("booking_ticket", code=code)


def _accepted(request: HttpRequest, booking: Booking) -> HttpResponse:
    """The time is hers; an earlier one for the appointment that she has moves that one."""
    if not booking.earlier_for_id:
        actions.accept(booking=booking)
        messages.success(request, _("The appointment is yours."))
        return redirect("booking_ticket", code=booking.code)
    moved = actions.accept_earlier(kept=booking)
    remember_opened(request.session, moved.code, moved.contact_phone[-4:])
    messages.success(request, _("Your appointment has the earlier time now."))
    return redirect("booking_ticket", code=moved.code)


def _decline(request: HttpRequest, booking: Booking) -> None:
    if booking.state == State.HELD:
        actions.cancel(booking=booking)
        messages.success(request, _("The time goes to somebody else."))
        if booking.earlier_for_id:
            messages.info(request, _("Your appointment stays as it was."))
    elif booking.state != State.CANCELLED:
        raise NotPossible


# --- the coordinator and the desk -----------------------------------------------------------------


@only(*_HELPERS)
def appointment_list(request: StaffRequest) -> HttpResponse:
    """Coming appointments of the village or the office; those that she may move have buttons."""
    user = request.user
    wanted = request.GET.get("kode", "").strip()
    rows = Booking.visible_to(user)
    if wanted:
        rows = rows.filter(code=clean_code(wanted))
    else:
        rows = rows.active().filter(ends_at__gte=timezone.now())
    rows = rows.in_order().prefetch_related("parties__service")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    movable = set(
        Booking.visible_to(user)
        .movable_by(user)
        .filter(pk__in=[booking.pk for booking in page], state__in=[State.HELD, State.BOOKED])
        .values_list("pk", flat=True)
    )
    context = {
        "page": page,
        "rows": [(booking, booking.pk in movable) for booking in page],
        "wanted": wanted,
        "waiting": WaitingEntry.visible_to(user).on_the_list().count(),
    }
    return render(request, "ltsa/appointment_list.html", context)


def _movable(user: User, pk: int) -> Booking:
    rows = Booking.visible_to(user).movable_by(user).select_related("office")
    return get_object_or_404(rows, pk=pk)


@only(*_HELPERS)
@never_cache
def appointment_move(request: StaffRequest, pk: int) -> HttpResponse:
    """Another time for somebody else's appointment."""
    booking = _movable(request.user, pk)
    return _move_page(request, booking, back=reverse("appointment_list"), by=request.user)


@only(*_HELPERS)
@never_cache
def appointment_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Cancel somebody else's appointment, or take one person out of it."""
    booking = _movable(request.user, pk)
    return _cancel_page(request, booking, back=reverse("appointment_list"), by=request.user)


# --- what both doors share ------------------------------------------------------------------------


def _move_page(
    request: HttpRequest, booking: Booking, *, back: str, by: User | None = None
) -> HttpResponse:
    at_desk = by is not None and by.role == Role.LTSA_OFFICER
    form = MoveForm(request.POST or None, initial={"version": booking.version})
    context: dict[str, Any] = {
        "booking": booking,
        "form": form,
        "back": back,
        "base": "base_staff.html" if by else "base.html",
        "can_say_papers": not at_desk,
        "limit": None if at_desk else _limit(booking),
    }
    if request.method != "POST":
        return _hours(request, booking, context, at_desk)
    if not form.is_valid():
        return _hours(request, booking, context, at_desk, status=422)
    data = form.cleaned_data
    try:
        actions.move(
            booking=booking,
            starts_at=data["starts_at"],
            version=data["version"],
            papers_missing=data["papers_missing"] and not at_desk,
            at_desk=at_desk,
            by=by,
        )
    except ChangedMeanwhile as refusal:
        return _changed(request, refusal.booking, context)
    except JustTaken as refusal:
        context |= {"refusal": refusal, "alternatives": refusal.alternatives}
        return _hours(request, booking, context, at_desk, status=409)
    except Refused as refusal:
        context["refusal"] = refusal
        return _hours(request, booking, context, at_desk, status=409)
    messages.success(request, _("The appointment has a new time."))
    return redirect(back)


def _limit(booking: Booking) -> Refused | None:
    """Why she may not move it by herself, if so."""
    try:
        actions.refuse_move(booking)
    except Refused as refusal:
        return refusal
    return None


def _hours(
    request: HttpRequest,
    booking: Booking,
    context: dict[str, Any],
    at_desk: bool,
    status: int = 200,
) -> HttpResponse:
    """Days with free hours; one of them open. Nearest first."""
    try:
        found = actions.times_to_move_to(booking=booking, at_desk=at_desk)
    except NotBookable:
        found = []
    days = by_day(found) if booking.state == State.BOOKED else {}
    wanted = parse_date_or_none(request.GET.get("hari", ""))
    day = wanted if wanted in days else next(iter(days), None)
    context |= {
        "days": list(days),
        "day": day,
        "day_is_late": day in list(days)[EARLY_DAYS:],
        "openings": days.get(day, []) if day else [],
        "rules": OfficeRules.of(booking.office),
    }
    return render(request, "ltsa/move.html", context, status=status)


def _cancel_page(
    request: HttpRequest, booking: Booking, *, back: str, by: User | None = None
) -> HttpResponse:
    parties = list(booking.parties.select_related("service"))
    people: dict[str, list[Party]] = {}
    for party in parties:
        people.setdefault(party.person_key, []).append(party)
    form = ChangeForm(request.POST or None, initial={"version": booking.version})
    context = {
        "booking": booking,
        "people": list(people.values()),
        "form": form,
        "back": back,
        "base": "base_staff.html" if by else "base.html",
        "rules": OfficeRules.of(booking.office),
    }
    if request.method != "POST":
        return render(request, "ltsa/cancel.html", context)
    if not form.is_valid():
        return render(request, "ltsa/cancel.html", context, status=422)
    chosen = next((one for one in parties if str(one.pk) == request.POST.get("party")), None)
    version = form.cleaned_data["version"]
    try:
        if chosen is not None:
            actions.give_back_one(booking=booking, party=chosen, by=by, version=version)
            messages.success(request, _("%(name)s does not come any more.") % {"name": chosen.name})
        elif "party" in request.POST:
            messages.info(request, _("This person was taken out already."))
        else:
            actions.cancel(booking=booking, by=by, version=version)
            messages.success(request, _("The appointment is cancelled. Others can come now."))
    except ChangedMeanwhile as refusal:
        return _changed(request, refusal.booking, context)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(back)


def _changed(request: HttpRequest, booking: Booking, context: dict[str, Any]) -> HttpResponse:
    """Somebody else was faster: show what she did, and the way on."""
    last = booking.events.select_related("actor").order_by("at", "pk").last()
    context |= {"booking": booking, "last": last, "who": _who(last.actor if last else None)}
    return render(request, "ltsa/changed.html", context, status=409)


def _who(actor: User | None) -> str:
    """Who did it, without a name: the page is also read by the family."""
    if actor is None:
        return _("on the ticket page")
    if actor.role == Role.COORDINATOR:
        return _("by the village coordinator")
    return _("by the office")
