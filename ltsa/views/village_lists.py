"""The coordinator books for people of her village: one of them, or a whole list."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.models import Role
from accounts.row_keys import row_key
from ltsa.actions import Guest, accept_list, give_back_list, hold_list
from ltsa.adjacent import DAYS, Row, rows_for
from ltsa.drafts import Draft, remember_opened
from ltsa.forms import TimeForm
from ltsa.list_forms import MOST_ON_LIST, ListForm
from ltsa.models import Booking, OfficeRules, Service, State, TravelTime
from ltsa.refusals import AlreadyOnList, ListTaken, Refused
from ltsa.ticket import qr_svg
from ltsa.travel import FAR, LEAVE_HOME, MARGIN, way_words
from ltsa.views.booking import EARLY_DAYS, parse_date_or_none, services_of, visit_of
from ltsa.visit_part import VISIT_ROWS, visit_part
from migrants.models import HouseholdMembership, Person

ROWS_PER_PAGE = 30
#: Tickets on one printout.
MOST_TICKETS = 40


@only(Role.COORDINATOR)
def person_book(request: StaffRequest, pk: int) -> HttpResponse:
    """Book at the LTSA for this person: what the register knows is not typed again."""
    people = Person.editable_by(request.user).exclude(status=Person.Status.DECEASED)
    person = get_object_or_404(people, pk=pk)
    if request.method != "POST":
        return redirect(person)
    draft = _draft_for([person], "")
    draft.save(request.session)
    return redirect(f"{reverse('booking_start')}?draf={draft.token}")


def _draft_for(people: list[Person], slugs: str) -> Draft:
    """Nothing of them stands in an address: the draft lies encrypted in the session."""
    first = people[0]
    return Draft(
        services=slugs,
        people=len(people),
        registered={str(number): one.pk for number, one in enumerate(people, start=1)},
        answers={
            "contact_name": first.name,
            "contact_phone": next((one.phone for one in people if one.phone), ""),
            "village": str(first.village_id),
        },
    )


@only(Role.COORDINATOR)
@never_cache
def list_start(request: StaffRequest) -> HttpResponse:
    """Tick people of the village, choose what they need. Searching keeps the ticks."""
    services = list(Service.objects.bookable())
    sent = request.POST if request.method == "POST" else None
    data = sent.copy() if sent else None
    if data is None and row_key(request.GET.get("kk")) is not None:
        form = ListForm(_of_household(request), services=services, user=request.user)
        form.errors.clear()
        return _list_page(request, form, services)
    form = ListForm(data, services=services, user=request.user)
    if sent is None:
        return _list_page(request, form, services)
    if "search" in sent or "page" in sent:
        form.errors.clear()
        return _list_page(request, form, services, text=sent.get("q", "").strip())
    if not form.is_valid():
        return _list_page(request, form, services, status=422)
    slugs = ",".join(one.slug for one in services if one.slug in form.cleaned_data["services"])
    services_of(slugs)  # 404 when they cannot be one visit
    draft = _draft_for(form.asked, slugs)
    draft.save(request.session)
    if form.cleaned_data["way"] == ListForm.TOGETHER:
        return redirect(f"{reverse('booking_papers', args=[slugs])}?draf={draft.token}")
    return redirect("list_times", token=draft.token)


def _of_household(request: StaffRequest) -> Any:
    """The form with one family ticked."""
    members = HouseholdMembership.visible_to(request.user).current()
    ids = members.filter(household=request.GET["kk"]).values_list("person", flat=True)
    data = request.GET.copy()
    data.setlist("people", [str(pk) for pk in ids])
    data["way"] = ListForm.TOGETHER
    return data


def _list_page(
    request: StaffRequest,
    form: ListForm,
    services: list[Service],
    text: str = "",
    status: int = 200,
) -> HttpResponse:
    """Ticked people first, then those found, or all of the village in order."""
    ticked = {person.pk for person in form.asked}
    people = Person.editable_by(request.user).exclude(status=Person.Status.DECEASED)
    people = people.exclude(pk__in=ticked).order_by("name", "pk")
    if text:
        people = people.named(text).order_by("name", "pk")
    page = Paginator(people, ROWS_PER_PAGE).get_page(request.POST.get("page"))
    context = {
        "form": form,
        "ticked": form.asked,
        "page": page,
        "text": text,
        "most": MOST_ON_LIST,
    }
    return render(request, "ltsa/list_start.html", context, status=status)


def _list_draft(request: StaffRequest, token: str) -> tuple[Draft, list[Person]]:
    draft = Draft.load(request.session, token)
    if draft is None:
        raise Http404
    rows = Person.editable_by(request.user).select_related("village")
    people = rows.in_bulk(draft.registered.values())
    return draft, [people[pk] for pk in draft.registered.values() if pk in people]


@only(Role.COORDINATOR)
@never_cache
def list_times(request: StaffRequest, token: str) -> HttpResponse:
    """Hours from which on all of the list can come, one after the other; one press keeps them."""
    draft, people = _list_draft(request, token)
    services, office = visit_of(draft.services)
    if not people:
        raise Http404
    list_key = uuid.UUID(draft.submit_key)
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        form = TimeForm(request.POST)
        status = 422
        context["chosen"] = form
        if form.is_valid():
            try:
                hold_list(
                    office=office,
                    services=services,
                    guests=[Guest(one, one.phone or _own_phone(request)) for one in people],
                    starts_at=form.cleaned_data["starts_at"],
                    list_key=list_key,
                    by=request.user,
                )
                return redirect("list_confirm", list_key=list_key)
            except Refused as refusal:
                status = 409
                context["refusal"] = refusal
                context["taken_off"] = isinstance(refusal, AlreadyOnList)
                if isinstance(refusal, ListTaken):
                    context["alternatives"] = refusal.alternatives
    today = timezone.localdate()
    rules = OfficeRules.of(office)
    last_day = today + dt.timedelta(days=min(DAYS, rules.days_ahead))
    found = rows_for(
        office=office,
        services=services,
        people=len(people),
        first_day=today,
        last_day=last_day,
    )
    days: dict[dt.date, list[Row]] = {}
    for row in found:
        days.setdefault(row.day, []).append(row)
    asked = parse_date_or_none(request.GET.get("hari", ""))
    day = asked if asked in days else next(iter(days), None)
    way = TravelTime.between(office, people[0].village)
    on_day = days.get(day, []) if day else []
    late, early = _by_way(on_day, way)
    context |= {
        "people": people,
        "services": services,
        "office": office,
        "days": list(days),
        "day": day,
        "day_is_late": day in list(days)[EARLY_DAYS:],
        "in_time": late,
        "early": early,
        "leave_home": LEAVE_HOME,
        "way": way,
        "way_words": way_words(way.minutes) if way else "",
        "is_far": way is not None and way.minutes >= FAR,
    }
    return render(request, "ltsa/list_times.html", context, status=status)


def _own_phone(request: StaffRequest) -> str:
    """Who has no phone is told through the coordinator."""
    return request.user.phone or ""


def _by_way(rows: list[Row], way: TravelTime | None) -> tuple[list[Row], list[Row]]:
    """Rows that suit the way to the office, and those that begin too early for it."""
    if way is None or way.minutes < FAR:
        return rows, []
    on_the_way = dt.timedelta(minutes=way.minutes) + MARGIN
    early = [
        row for row in rows if timezone.localtime(row.starts_at - on_the_way).time() < LEAVE_HOME
    ]
    return [row for row in rows if row not in early], early


@only(Role.COORDINATOR)
@never_cache
def list_confirm(request: StaffRequest, list_key: uuid.UUID) -> HttpResponse:
    """The times that are kept for the list: confirm all, or give all back."""
    rows = Booking.visible_to(request.user).filter(list_key=list_key, booked_by=request.user)
    bookings = list(rows.in_order().select_related("office").prefetch_related("parties__service"))
    if not bookings:
        raise Http404
    if request.method == "POST":
        try:
            if "yes" in request.POST:
                accept_list(bookings=bookings, by=request.user)
                messages.success(request, _("All these appointments are made."))
            else:
                give_back_list(bookings=bookings, by=request.user)
                messages.success(request, _("All these times were given back."))
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return redirect("list_confirm", list_key=list_key)
    now = timezone.now()
    for one in bookings:  # she made them: their tickets open without the digits
        remember_opened(request.session, one.code, one.contact_phone[-4:])
    context = {
        "bookings": bookings,
        "list_key": list_key,
        "is_kept": all(
            one.state == State.HELD and one.hold_until and one.hold_until > now for one in bookings
        ),
        "is_made": all(one.state == State.BOOKED for one in bookings),
        "until": bookings[0].hold_until,
        "office": bookings[0].office,
    }
    return render(request, "ltsa/list_confirm.html", context)


@only(Role.COORDINATOR)
@never_cache
def tickets_print(request: StaffRequest) -> HttpResponse:
    """All coming tickets of the village, or of one list, two on a page of A4."""
    rows = Booking.visible_to(request.user).filter(state=State.BOOKED, ends_at__gte=timezone.now())
    key = _uuid_or_none(request.GET.get("daftar", ""))
    if key:
        rows = rows.filter(list_key=key)
    bookings = rows.in_order().select_related("office").prefetch_related(*VISIT_ROWS)
    tickets = [
        {"booking": booking, "qr": qr_svg(booking), **visit_part(booking)}
        for booking in bookings[:MOST_TICKETS]
    ]
    return render(request, "ltsa/tickets_print.html", {"tickets": tickets, "most": MOST_TICKETS})


def _uuid_or_none(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
