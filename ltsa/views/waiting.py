"""The waiting list: joining and leaving it with a code, and the list itself for the office."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_ratelimit.decorators import ratelimit

from accounts.access import StaffRequest, only
from accounts.models import Role, User
from ltsa.actions import leave_list, wait_for_place
from ltsa.device import device_of
from ltsa.drafts import Draft, opened_with, remember_opened
from ltsa.models import Booking, OfficeRules, WaitingEntry
from ltsa.people_form import PeopleForm
from ltsa.refusals import Refused
from ltsa.views.booking import people_form, people_url, readiness
from ltsa.views.ticket import ask_digits
from ltsa.waiting_forms import WaitingForm
from villages.models import Office, Village

ROWS_PER_PAGE = 20
#: Who helps others on and off the list.
_HELPERS = (Role.COORDINATOR, Role.LTSA_OFFICER)


@login_not_required
@never_cache
@ratelimit(key="ip", rate="30/h", method="POST")
def waiting_join(request: HttpRequest, token: str) -> HttpResponse:
    """No hour fits: wait for one. The people are those of the draft; only the days are asked."""
    draft = Draft.load(request.session, token)
    if draft is None or draft.code:
        messages.warning(request, _("Too much time has passed. Please start once more."))
        return redirect("booking_start")
    people = people_form(request, draft, data=draft.answers)
    office = people.office
    if not people.is_valid():
        return redirect(people_url(draft))
    rules = OfficeRules.of(office)
    form = WaitingForm(request.POST or None, days_ahead=rules.days_ahead, user=request.user)
    context: dict[str, Any] = {
        "draft": draft,
        "form": form,
        "people": people,
        "services": people.services,
        "office": office,
        "rules": rules,
    }
    if request.method == "POST" and form.is_valid():
        try:
            entry = _join(request, draft, people, office, form)
        except Refused as refusal:
            context["refusal"] = refusal
            return render(request, "ltsa/waiting_join.html", context, status=409)
        remember_opened(request.session, entry.code or "", entry.contact_phone[-4:])
        return redirect("waiting_entry", code=entry.code)
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/waiting_join.html", context, status=status)


def _join(
    request: HttpRequest, draft: Draft, people: PeopleForm, office: Office, form: WaitingForm
) -> WaitingEntry:
    """Who is signed in as a coordinator or at the desk waits for others, under her own name."""
    data, user = people.cleaned_data, request.user
    helper = user if isinstance(user, User) and user.role in _HELPERS else None
    channel, role = Booking.Channel.ONLINE, people.booker
    if helper and helper.role == Role.COORDINATOR:
        channel = Booking.Channel.COORDINATOR
    elif helper:
        channel, role = Booking.Channel.DESK, Booking.BookedBy.OFFICER
    return wait_for_place(
        office=office,
        visitors=people.visitors(ready=readiness(draft, people.services)),
        contact_name=data["contact_name"],
        contact_phone=data["contact_phone"],
        company=people.company,
        village=Village.objects.filter(pk=data["village"] or 0).first(),
        channel=channel,
        booked_by_role=role,
        by=helper,
        submit_key=uuid.UUID(draft.submit_key),
        device=device_of(request),
        **form.wishes(),
    )


def _opened(request: HttpRequest, code: str) -> WaitingEntry | None:
    rows = WaitingEntry.by_code(code, opened_with(request.session, code))
    return rows.select_related("office", "offer__earlier_for", "booking").first()


@login_not_required
@never_cache
@ratelimit(key="ip", rate="60/h", method="POST")
def waiting_entry(request: HttpRequest, code: str) -> HttpResponse:
    """One's own place on the list; asks once for the digits. What is offered is answered here."""
    entry = _opened(request, code)
    if entry is None:
        return ask_digits(request, code, of=WaitingEntry, to="waiting_entry")
    offer = entry.offer if entry.state == WaitingEntry.State.OFFERED else None
    if offer is not None:  # the same phone opens it
        remember_opened(request.session, offer.code, offer.contact_phone[-4:])
    elif entry.state == WaitingEntry.State.ACCEPTED and entry.offer:
        remember_opened(request.session, entry.offer.code, entry.offer.contact_phone[-4:])
    if entry.booking:
        remember_opened(request.session, entry.booking.code, entry.booking.contact_phone[-4:])
    context = {
        "entry": entry,
        "offer": offer,
        "parties": entry.parties.select_related("service"),
        "rules": OfficeRules.of(entry.office),
    }
    return render(request, "ltsa/waiting_entry.html", context)


@login_not_required
@never_cache
def waiting_leave(request: HttpRequest, code: str) -> HttpResponse:
    """Leave the list: asks once more."""
    entry = _opened(request, code)
    if entry is None:
        raise Http404
    if request.method == "POST":
        if leave_list(entry=entry):
            messages.success(request, _("You are no longer on the waiting list."))
        return redirect("waiting_entry", code=code)
    return render(request, "ltsa/waiting_leave.html", {"entry": entry})


@only(*_HELPERS)
def waiting_list(request: StaffRequest) -> HttpResponse:
    """Who waits, in the order in which places are offered."""
    user = request.user
    rows = WaitingEntry.visible_to(user).on_the_list().order_by("-priority", "created_at", "pk")
    rows = rows.select_related("offer", "office", "booking").prefetch_related("parties__service")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    mine = set(
        WaitingEntry.visible_to(user)
        .movable_by(user)
        .filter(pk__in=[entry.pk for entry in page])
        .values_list("pk", flat=True)
    )
    context = {"page": page, "rows": [(entry, entry.pk in mine) for entry in page]}
    return render(request, "ltsa/waiting_list.html", context)


@only(*_HELPERS)
def waiting_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take somebody off the list, because she said so."""
    rows = WaitingEntry.visible_to(request.user).movable_by(request.user)
    entry = get_object_or_404(rows.select_related("offer", "office"), pk=pk)
    if request.method == "POST":
        leave_list(entry=entry, by=request.user)
        messages.success(request, _("%(name)s no longer waits.") % {"name": entry.name})
    return redirect("waiting_list")
