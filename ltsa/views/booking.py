"""The family's way to an appointment, without an account: service, papers, people, time, ticket."""

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_ratelimit.decorators import ratelimit

from ltsa.actions import book
from ltsa.availability import Opening, openings
from ltsa.drafts import Draft, remember_opened
from ltsa.forms import MOST_PEOPLE, PeopleForm, TimeForm
from ltsa.models import Booking, OfficeRules, Service
from ltsa.refusals import JustTaken, NotBookable, Refused
from villages.models import Office, Village

#: Days shown at once; the others open with "later days".
EARLY_DAYS = 6


def _page(
    request: HttpRequest, template: str, step: int, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    steps = [_("Service"), _("Papers"), _("Who comes"), _("Time"), _("Ticket")]
    return render(request, template, {"steps": steps, "step": step, **context}, status=status)


@login_not_required
def booking_start(request: HttpRequest) -> HttpResponse:
    """Step 1: which service."""
    return _page(request, "ltsa/booking_start.html", 1, {"services": Service.objects.bookable()})


@login_not_required
def booking_papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 2: which papers. Ticking is for the family's own eyes; only "have I got them all?" is
    asked, and a "no" does not stop anybody from booking."""
    service = get_object_or_404(Service.objects.bookable(), slug=slug)
    return _page(
        request,
        "ltsa/booking_papers.html",
        2,
        {"service": service, "requirements": service.requirements_on(timezone.localdate())},
    )


@login_not_required
@never_cache
def booking_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 3: who comes, and whom to call."""
    draft = Draft.load(request.session, request.GET.get("draf", ""))
    if not draft or draft.service != slug or draft.code:
        draft = Draft(service=slug)
    if request.method != "POST":
        return _people_page(request, people_form(request, draft, initial=draft.answers))
    people = _small_number(request.POST.get("people"))
    if "add" in request.POST or "remove" in request.POST:
        draft.people = people + (1 if "add" in request.POST else -1)
        return _people_page(request, people_form(request, draft, initial=request.POST.dict()))
    draft.people = people
    form = people_form(request, draft, data=request.POST)
    if not form.is_valid():
        return _people_page(request, form, status=422)
    draft.answers = form.answers()
    draft.is_ready = request.GET.get("siap") == "ya"
    draft.save(request.session)
    return redirect("booking_time", token=draft.token)


def _small_number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 else 1


def people_form(request: HttpRequest, draft: Draft, **kwargs: Any) -> PeopleForm:
    service = get_object_or_404(Service.objects.bookable(), slug=draft.service)
    return PeopleForm(service=service, people=draft.people, user=request.user, **kwargs)


def _people_page(request: HttpRequest, form: PeopleForm, status: int = 200) -> HttpResponse:
    context = {"service": form.service, "form": form, "most_people": MOST_PEOPLE}
    return _page(request, "ltsa/booking_people.html", 3, context, status=status)


@login_not_required
@never_cache
@ratelimit(key="ip", rate="60/h", method="POST")
def booking_time(request: HttpRequest, token: str) -> HttpResponse:
    """Step 4: day and hour, and with it the booking."""
    draft = Draft.load(request.session, token)
    if draft is None:
        messages.warning(request, _("Too much time has passed. Please start once more."))
        return redirect("booking_start")
    if draft.code:
        return redirect("booking_ticket", code=draft.code)
    form = people_form(request, draft, data=draft.answers)
    office = Office.objects.active().filter(pools__steps__service=form.service).first()
    if office is None or not form.is_valid():  # the rules changed while she was choosing
        return redirect(people_url(draft))
    if request.method != "POST":
        return _time_page(request, draft, form, office)
    chosen = TimeForm(request.POST)
    if not chosen.is_valid():
        return _time_page(request, draft, form, office, chosen=chosen, status=422)
    try:
        booking = _book(request, draft, form, office, chosen.cleaned_data["starts_at"])
    except Refused as refusal:
        return _refused(request, draft, form, office, refusal)
    draft.booked(request.session, booking.code)
    remember_opened(request.session, booking.code, booking.contact_phone[-4:])
    return redirect("booking_ticket", code=booking.code)


def _book(
    request: HttpRequest, draft: Draft, form: PeopleForm, office: Office, starts_at: dt.datetime
) -> Booking:
    data = form.cleaned_data
    return book(
        office=office,
        starts_at=starts_at,
        visitors=form.visitors(is_ready=draft.is_ready),
        contact_name=data["contact_name"],
        contact_phone=data["contact_phone"],
        village=Village.objects.filter(pk=data["village"] or 0).first(),
        booked_by_role=form.booker,
        channel=Booking.Channel.COORDINATOR if form.coordinator else Booking.Channel.ONLINE,
        by=form.coordinator,
        submit_key=uuid.UUID(draft.submit_key),
    )


def _refused(
    request: HttpRequest, draft: Draft, form: PeopleForm, office: Office, refusal: Refused
) -> HttpResponse:
    """The time is gone, or the booking may not be: say why, and offer what is nearest."""
    if isinstance(refusal, NotBookable):
        messages.warning(request, str(refusal))
        return redirect("booking_start")
    alternatives = refusal.alternatives if isinstance(refusal, JustTaken) else []
    return _time_page(
        request, draft, form, office, refusal=refusal, alternatives=alternatives, status=409
    )


def _time_page(
    request: HttpRequest,
    draft: Draft,
    form: PeopleForm,
    office: Office,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Days with free hours; one of them open. Nearest first."""
    today = timezone.localdate()
    days = by_day(
        openings(
            office=office,
            services=[form.service] * form.people,
            first_day=today,
            last_day=today + dt.timedelta(days=OfficeRules.of(office).days_ahead),
        )
    )
    wanted = parse_date_or_none(request.GET.get("hari", ""))
    day = wanted if wanted in days else next(iter(days), None)
    context |= {
        "draft": draft,
        "form": form,
        "service": form.service,
        "office": office,
        "people_url": people_url(draft),
        "days": list(days),
        "day": day,
        "day_is_late": day in list(days)[EARLY_DAYS:],
        "openings": days.get(day, []) if day else [],
        "rules": OfficeRules.of(office),
    }
    return _page(request, "ltsa/booking_time.html", 4, context, status=status)


def people_url(draft: Draft) -> str:
    """Back to the people of this draft, as they were typed."""
    query = {"draf": draft.token} | ({"siap": "ya"} if draft.is_ready else {})
    return f"{reverse('booking_people', args=[draft.service])}?{urlencode(query)}"


def by_day(found: list[Opening]) -> dict[dt.date, list[Opening]]:
    days: dict[dt.date, list[Opening]] = {}
    for opening in found:
        days.setdefault(opening.day, []).append(opening)
    return days


def parse_date_or_none(text: str) -> dt.date | None:
    """ "2026-11-24" → that date; anything else → None."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
