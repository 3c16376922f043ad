"""The family's way to an appointment, without an account: service, papers, people, time, ticket."""

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_ratelimit.decorators import ratelimit

from ltsa.actions import book, keep_ticks
from ltsa.availability import Opening, needs_of, openings
from ltsa.checklist import checklist, ticked_ids
from ltsa.device import device_of, remember_device
from ltsa.drafts import Draft, opened_with, remember_opened
from ltsa.forms import MOST_PEOPLE, TimeForm
from ltsa.itinerary import Offer, offers, saved_words, trips_saved
from ltsa.known import Known
from ltsa.models import Booking, OfficeRules, Party, Service, TravelTime
from ltsa.people_form import PeopleForm
from ltsa.refusals import JustTaken, NotBookable, RecordGone, Refused
from ltsa.travel import FAR, LEAVE_HOME, for_the_way, way_words
from migrants.models import Person
from villages.models import Office, Village

#: Days shown at once; the others open with "later days".
EARLY_DAYS = 6
#: Services in one visit: more do not fit into a morning.
MOST_SERVICES = 6


def _page(
    request: HttpRequest, template: str, step: int, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    steps = [_("Service"), _("Papers"), _("Who comes"), _("Time"), _("Ticket")]
    return render(request, template, {"steps": steps, "step": step, **context}, status=status)


@login_not_required
def booking_start(request: HttpRequest) -> HttpResponse:
    """Step 1: which service, or several at once. The choice is no secret: it stands in the
    address, so that the back button and a saved link keep it."""
    services = list(Service.objects.active())
    bookable = set(Service.objects.bookable().values_list("pk", flat=True))
    slugs = request.GET.getlist("layanan")
    context: dict[str, Any] = {
        "services": [one for one in services if one.pk in bookable],
        "elsewhere": [one for one in services if one.pk not in bookable],
        "chosen": slugs or request.GET.getlist("pilih"),
        "draft": request.GET.get("draf", ""),
    }
    if "layanan" not in request.GET and "lanjut" not in request.GET:
        return _page(request, "ltsa/booking_start.html", 1, context)
    chosen = [one for one in context["services"] if one.slug in slugs]
    context["not_here"] = [one for one in context["elsewhere"] if one.slug in slugs]
    context["problem"] = _problem_with(chosen, context["not_here"])
    if context["problem"]:
        return _page(request, "ltsa/booking_start.html", 1, context, status=422)
    return redirect(_papers_url(",".join(one.slug for one in chosen), context["draft"]))


def _problem_with(chosen: list[Service], not_here: list[Service]) -> str:
    """Why these services cannot be one visit, or ""."""
    if not_here:
        return _("Not bookable here: %(names)s. See below where to go for it.") % {
            "names": ", ".join(service.name for service in not_here)
        }
    if not chosen:
        return _("Tick at least one service.")
    if len(chosen) > MOST_SERVICES:
        return _("At most %(count)d services fit into one visit.") % {"count": MOST_SERVICES}
    if office_for(chosen) is None:
        return _(
            "These services are at different offices, so they cannot be one visit. "
            "Please make an appointment for each."
        )
    return ""


def office_for(services: list[Service]) -> Office | None:
    """The office that has desks for all of them."""
    offices = Office.objects.active()
    for service in services:
        offices = offices.filter(pools__steps__service=service, pools__is_active=True)
    return offices.distinct().first()


def visit_of(slugs: str) -> tuple[list[Service], Office]:
    """The services of an address, in the office's order, and the office that has desks for all of
    them. 404 when one of them cannot be booked."""
    wanted = set(slugs.split(","))
    services = list(Service.objects.bookable().filter(slug__in=wanted))
    if len(services) < len(wanted) or len(services) > MOST_SERVICES:
        raise Http404
    office = office_for(services)
    if office is None:
        raise Http404
    return services, office


def services_of(slugs: str) -> list[Service]:
    """The services of an address, in the office's order. 404 when one of them cannot be booked."""
    return visit_of(slugs)[0]


def _papers_url(slugs: str, token: str) -> str:
    return _with_draft(reverse("booking_papers", args=[slugs]), token)


def _with_draft(url: str, token: str) -> str:
    return f"{url}?{urlencode({'draf': token})}" if token else url


def _draft_of(request: HttpRequest, slugs: str) -> Draft:
    """The draft that the address names, for these services now; else a new one."""
    draft = Draft.load(request.session, request.GET.get("draf", ""))
    if not draft or draft.code or not _may_use(request, draft):
        return Draft(services=slugs)
    draft.services = slugs
    return draft


@login_not_required
@never_cache
def booking_papers(request: HttpRequest, slugs: str) -> HttpResponse:
    """Step 2: which papers. What is ticked is kept with the draft; a "no" does not stop anybody
    from booking."""
    services = services_of(slugs)
    draft = _draft_of(request, slugs)
    lines = checklist(services, timezone.localdate())
    if request.method == "POST":
        draft.is_ready = request.POST.get("ready") == "all"
        every = [line.value for line in lines]
        draft.ticked = ticked_ids(every if draft.is_ready else request.POST.getlist("paper"), lines)
        draft.has_looked = True
        draft.save(request.session)
        return redirect(_with_draft(reverse("booking_people", args=[slugs]), draft.token))
    context = {
        "services": services,
        "lines": lines,
        "ticked": draft.ticked,
        "is_confirmed": all(service.is_confirmed for service in services),
        "start_url": _start_url(services, request.GET.get("draf", "")),
        "saved": saved_words(trips_saved([len(services)])),
    }
    return _page(request, "ltsa/booking_papers.html", 2, context)


def _start_url(services: list[Service], token: str) -> str:
    """Back to step 1 with the services still ticked. Without "lanjut" it only shows them."""
    query = [("pilih", service.slug) for service in services] + ([("draf", token)] if token else [])
    return f"{reverse('booking_start')}?{urlencode(query)}"


@login_not_required
@never_cache
def booking_people(request: HttpRequest, slugs: str) -> HttpResponse:
    """Step 3: who comes, for what, and whom to call."""
    draft = _draft_of(request, slugs)
    if "siap" in request.GET:  # a link from before the papers were asked by a form
        draft.has_looked = draft.is_ready = True
    if request.method != "POST":
        form = people_form(request, draft, initial=draft.answers)
        return _people_page(request, draft, form)
    people = _small_number(request.POST.get("people"))
    if "add" in request.POST or "remove" in request.POST:
        draft.people = max(people + (1 if "add" in request.POST else -1), len(draft.registered))
        form = people_form(request, draft, initial=_typed(request.POST))
        return _people_page(request, draft, form)
    draft.people = max(people, len(draft.registered))
    form = people_form(request, draft, data=request.POST)
    if not form.is_valid():
        return _people_page(request, draft, form, status=422)
    draft.answers = form.answers()
    draft.save(request.session)
    return redirect("booking_time", token=draft.token)


def _typed(data: QueryDict) -> dict[str, Any]:
    return {
        name: data.getlist(name) if name.startswith("services_") else data[name] for name in data
    }


def _small_number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 else 1


def people_form(request: HttpRequest, draft: Draft, **kwargs: Any) -> PeopleForm:
    """The form for the people of this draft. 404 when a service can no longer be booked."""
    services, office = visit_of(draft.services)
    return PeopleForm(
        services=services,
        office=office,
        people=draft.people,
        user=request.user,
        known=_known(request, draft),
        **kwargs,
    )


def _known(request: HttpRequest, draft: Draft) -> dict[int, Known]:
    """People of the register, or of the visit that is made again, as far as whoever asks may see
    them now."""
    found: dict[int, Known] = {}
    if draft.registered:
        people = Person.visible_to(request.user).in_bulk(draft.registered.values())
        for number, pk in draft.registered.items():
            if pk in people:
                found[int(number)] = Known.of_person(people[pk])
    if draft.earlier:
        parties = _parties_of(request, draft)
        for number, pk in draft.earlier.items():
            if pk in parties:
                found[int(number)] = Known.of_party(parties[pk])
    return found


def _parties_of(request: HttpRequest, draft: Draft) -> dict[int, Party]:
    """Of the visit that is made again: opened with its digits, or seen by the coordinator."""
    own = Party.by_code(draft.again, opened_with(request.session, draft.again))
    seen = Party.visible_to(request.user).filter(booking__code=draft.again)
    rows = own.select_related("person").in_bulk(draft.earlier.values())
    return rows or seen.select_related("person").in_bulk(draft.earlier.values())


def _may_use(request: HttpRequest, draft: Draft) -> bool:
    """A draft with people of the register is only for whoever may see all of them now."""
    return len(_known(request, draft)) == len(draft.registered) + len(draft.earlier)


def _people_page(
    request: HttpRequest, draft: Draft, form: PeopleForm, status: int = 200
) -> HttpResponse:
    context = {
        "services": form.services,
        "form": form,
        "most_people": MOST_PEOPLE,
        "papers_url": _papers_url(draft.services, request.GET.get("draf", "")),
        "least_people": max(len(draft.registered), 1),
    }
    return _page(request, "ltsa/booking_people.html", 3, context, status=status)


@login_not_required
@never_cache
@ratelimit(key="ip", rate="60/h", method="POST")
def booking_time(request: HttpRequest, token: str) -> HttpResponse:
    """Step 4: day and hour, and with it the booking."""
    draft = Draft.load(request.session, token)
    if draft is None and request.method == "POST":  # the session ran out; the page knows it still
        draft = Draft.unsealed(request.POST.get("draft", ""), token)
    if draft is None or not _may_use(request, draft):
        text = _("Too much time has passed. Please start once more.")
        messages.warning(request, str(RecordGone()) if draft else text)
        return redirect("booking_start")
    if draft.code:
        return redirect("booking_ticket", code=draft.code)
    try:
        form = people_form(request, draft, data=draft.answers)
    except Http404:
        messages.warning(request, str(NotBookable()))
        return redirect("booking_start")
    office = form.office
    if not form.is_valid():  # the rules changed while she was choosing
        draft.save(request.session)
        return redirect(people_url(draft))
    if request.method != "POST":
        return _time_page(request, draft, form, office)
    chosen = TimeForm(request.POST)
    if not chosen.is_valid():
        return _time_page(request, draft, form, office, chosen=chosen, status=422)
    try:
        starts_at = chosen.cleaned_data["starts_at"]
        booking = _book(draft, form, office, starts_at, device=device_of(request))
    except Refused as refusal:
        return _refused(request, draft, form, office, refusal)
    keep_ticks(booking=booking, ticked=draft.ticked)
    draft.booked(request.session, booking.code)
    remember_opened(request.session, booking.code, booking.contact_phone[-4:])
    return remember_device(request, redirect("booking_ticket", code=booking.code))


def _book(
    draft: Draft, form: PeopleForm, office: Office, starts_at: dt.datetime, *, device: str
) -> Booking:
    data = form.cleaned_data
    return book(
        office=office,
        starts_at=starts_at,
        visitors=form.visitors(ready=readiness(draft, form.services)),
        contact_name=data["contact_name"],
        contact_phone=data["contact_phone"],
        company=form.company,
        village=_village(form),
        booked_by_role=form.booker,
        channel=Booking.Channel.COORDINATOR if form.coordinator else Booking.Channel.ONLINE,
        by=form.coordinator,
        submit_key=uuid.UUID(draft.submit_key),
        device=device,
    )


def readiness(draft: Draft, services: list[Service]) -> dict[int, str]:
    """What the ticks say, by service: declared when every paper on its list is there."""
    today, ticked = timezone.localdate(), set(draft.ticked)
    return {
        service.pk: Party.Readiness.DECLARED
        for service in services
        if draft.is_ready
        or (draft.has_looked and {one.pk for one in service.requirements_on(today)} <= ticked)
    }


def _village(form: PeopleForm) -> Village | None:
    return Village.objects.filter(pk=form.cleaned_data["village"] or 0).first()


def _refused(
    request: HttpRequest, draft: Draft, form: PeopleForm, office: Office, refusal: Refused
) -> HttpResponse:
    """The time is gone, or the booking may not be: say why, and offer what is nearest."""
    if isinstance(refusal, NotBookable):
        messages.warning(request, str(refusal))
        return redirect("booking_start")
    alternatives: list[Offer] = []
    if isinstance(refusal, JustTaken):
        needs = needs_of(office=office, services=form.wanted())
        alternatives = offers(refusal.alternatives, needs)
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
    """Days on which the whole visit fits; the hours of one of them. Nearest first; from far away
    the hours that suit the way before the early ones."""
    today, wanted = timezone.localdate(), form.wanted()
    rules = OfficeRules.of(office)
    last_day = today + dt.timedelta(days=rules.days_ahead)
    needs = needs_of(office=office, services=wanted)
    found = openings(
        office=office,
        services=wanted,
        needs=needs,
        rules=rules,
        first_day=today,
        last_day=last_day,
    )
    openings_of = by_day(found)
    days = list(openings_of)
    asked = parse_date_or_none(request.GET.get("hari", ""))
    day = asked if asked in days else next(iter(days), None)
    on_day = offers(openings_of[day] if day else [], needs)
    village = _village(form)
    way = TravelTime.between(office, village) if village else None
    on_day = for_the_way(on_day, way)
    context |= {
        "draft": draft,
        "form": form,
        "services": form.services,
        "office": office,
        "people_url": people_url(draft),
        "days": days,
        "day": day,
        "day_is_late": day in days[EARLY_DAYS:],
        "in_time": [offer for offer in on_day if not offer.is_early],
        "early": [offer for offer in on_day if offer.is_early],
        "many_desks": any(len(offer.stops) > 1 for offer in on_day),
        "saved": saved_words(form.trips_saved),
        "way": way,
        "is_far": way is not None and way.minutes >= FAR,
        "way_words": way_words(way.minutes) if way else "",
        "leave_home": LEAVE_HOME,
        "village": village,
        "rules": rules,
    }
    return _page(request, "ltsa/booking_time.html", 4, context, status=status)


def people_url(draft: Draft) -> str:
    """Back to the people of this draft, as they were typed."""
    return _with_draft(reverse("booking_people", args=[draft.services]), draft.token)


def by_day(found: list[Opening]) -> dict[dt.date, list[Opening]]:
    days: dict[dt.date, list[Opening]] = {}
    zone = timezone.get_current_timezone()  # once: there are hundreds of openings
    for opening in found:
        day = opening.starts_at.astimezone(zone).date()
        days.setdefault(day, []).append(opening)
    return days


def parse_date_or_none(text: str) -> dt.date | None:
    """ "2026-11-24" → that date; anything else → None."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
