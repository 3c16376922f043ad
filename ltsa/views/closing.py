"""Closing the office or a desk, other hours, and calling those who cannot be told otherwise. All by
an LTSA officer, for her own office."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.models import Role, User
from ltsa import actions
from ltsa.closing_forms import CallForm, CloseForm, HoursForm
from ltsa.models import CallTask, ClosedTime, OpeningException, Pool
from ltsa.refusals import Refused
from villages.models import Office

ROWS_PER_PAGE = 20


def _office(request: StaffRequest) -> Office:
    if request.user.office is None:
        raise Http404
    return request.user.office


@only(Role.LTSA_OFFICER)
@never_cache
def closed_list(request: StaffRequest) -> HttpResponse:
    """What will be closed, and a form to close more. The form leads to the preview: nothing is
    closed before who is affected has been seen."""
    office = _office(request)
    form = CloseForm(request.POST or None, office=office)
    if request.method == "POST" and form.is_valid():
        return redirect(f"{reverse('closing_preview')}?{_query(form)}")
    coming = ClosedTime.objects.coming().filter(office=office).select_related("pool", "closed_by")
    context = {
        "form": form,
        "page": Paginator(coming, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "calls": CallTask.visible_to(request.user).open().count(),
    }
    return render(request, "ltsa/closed_list.html", context, status=422 if form.is_bound else 200)


def _query(form: CloseForm) -> str:
    data = form.cleaned_data
    values = {
        "pool": data["pool"].pk if data["pool"] else "",
        "first_day": data["first_day"].isoformat(),
        "last_day": data["last_day"].isoformat() if data["last_day"] else "",
        "start": f"{data['start']:%H:%M}" if data["start"] else "",
        "end": f"{data['end']:%H:%M}" if data["end"] else "",
        "reason": data["reason"],
        "submit_key": data["submit_key"] or uuid.uuid4(),
    }
    return urlencode({name: value for name, value in values.items() if value})


@only(Role.LTSA_OFFICER)
@never_cache
def closing_preview(request: StaffRequest) -> HttpResponse:
    """Who would have to be told, by name; then it is closed by one press."""
    office = _office(request)
    form = CloseForm(request.POST or request.GET, office=office)
    if not form.is_valid():
        return redirect("closed_list")
    closing = form.closing()
    if request.method == "POST":
        closures = actions.close(office=office, by=request.user, **closing)
        told = sum(len(closure.bookings) for closure in closures)
        text = ngettext(
            "Closed. %(count)d appointment had to be moved; the message is waiting to be sent.",
            "Closed. %(count)d appointments had to be moved; the messages are waiting to be sent.",
            told,
        )
        messages.success(request, text % {"count": told})
        calls = CallTask.visible_to(request.user).open().exists()
        return redirect("call_list" if told and calls else "closed_list")
    closures = [
        actions.preview_closure(
            office=office,
            day=day,
            pool=closing["pool"],
            start=closing["start"],
            end=closing["end"],
        )
        for day in closing["days"]
    ]
    context = {
        "form": form,
        "closing": closing,
        "closures": closures,
        "affected": sum(len(closure.bookings) for closure in closures),
        "without_phone": sum(len(closure.without_phone) for closure in closures),
    }
    return render(request, "ltsa/closing_preview.html", context)


@only(Role.LTSA_OFFICER)
def closed_reopen(request: StaffRequest, pk: int) -> HttpResponse:
    """Open again what was closed."""
    closed = get_object_or_404(
        ClosedTime.objects.select_related("office"), pk=pk, office=request.user.office_id
    )
    if request.method == "POST":
        if actions.reopen(closed=closed, by=request.user):
            messages.success(request, _("Open again: these hours can be booked."))
        else:
            messages.info(request, _("These hours were opened again already."))
    return redirect("closed_list")


@only(Role.LTSA_OFFICER)
@never_cache
def hours_list(request: StaffRequest) -> HttpResponse:
    """Other hours on coming dates, and a form to add some: Ramadan, an extra evening."""
    office = _office(request)
    form = HoursForm(request.POST or None, office=office)
    if request.method == "POST" and form.is_valid() and _add_hours(form):
        messages.success(request, _("Saved. The new hours can be booked now."))
        return redirect("hours_list")
    coming = OpeningException.objects.filter(pool__office=office, day__gte=timezone.localdate())
    context = {
        "form": form,
        "page": Paginator(coming.select_related("pool"), ROWS_PER_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "ltsa/hours_list.html", context, status=422 if form.is_bound else 200)


def _add_hours(form: HoursForm) -> bool:
    """All dates or none. False when they overlap with others, or people would be left outside."""
    data = form.cleaned_data
    pool: Pool = data["pool"]
    rows = [
        OpeningException(
            pool=pool,
            day=day,
            start=data["start"],
            end=data["end"],
            counters=data["counters"],
            online_counters=data["online_counters"],
            reason=data["reason"],
        )
        for day in form.chosen_days()
    ]
    actions.free_holds(pool=pool)
    try:
        with transaction.atomic():
            for row in rows:
                row.full_clean()
            actions.change_hours(
                pool=pool, change=lambda: OpeningException.objects.bulk_create(rows)
            )
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    except IntegrityError:  # somebody entered the same at the same moment
        form.add_error(None, _("This date already has these hours."))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


@only(Role.LTSA_OFFICER)
def hours_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Back to the usual hours on this date, unless people are booked outside them."""
    row = get_object_or_404(
        OpeningException.objects.select_related("pool__office"),
        pk=pk,
        pool__office=request.user.office_id,
    )
    if request.method == "POST":
        actions.free_holds(pool=row.pool)
        try:
            actions.change_hours(pool=row.pool, change=row.delete)
            messages.success(request, _("The usual hours hold again on this date."))
        except Refused as refusal:
            messages.warning(request, str(refusal))
    return redirect("hours_list")


@only(Role.LTSA_OFFICER)
@never_cache
def call_list(request: StaffRequest) -> HttpResponse:
    """Whom the office must call after a closure, until the list is empty."""
    calls = (
        CallTask.visible_to(request.user)
        .open()
        .select_related("booking__village", "booking__replaced_by")
        .prefetch_related("booking__parties__service")
        .order_by("tries", "created_at", "pk")
    )
    page = Paginator(calls, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    villages = {call.booking.village_id for call in page}
    coordinators: dict[int, list[User]] = {}
    for user in User.objects.filter(
        role=Role.COORDINATOR, is_active=True, village__in=villages - {None}
    ).order_by("full_name"):
        coordinators.setdefault(user.village_id or 0, []).append(user)
    context: dict[str, Any] = {
        "page": page,
        "rows": [(call, coordinators.get(call.booking.village_id or 0, [])) for call in page],
        "today": timezone.localdate(),
        "done": CallTask.visible_to(request.user)
        .filter(done_at__date=timezone.localdate())
        .count(),
    }
    return render(request, "ltsa/call_list.html", context)


@only(Role.LTSA_OFFICER)
def call_result(request: StaffRequest, pk: int) -> HttpResponse:
    """What came of one call."""
    task = get_object_or_404(CallTask.editable_by(request.user), pk=pk)
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = form.cleaned_data["outcome"]
        try:
            if outcome == CallForm.NO_ANSWER:
                actions.no_answer(task=task)
            elif not actions.reach(task=task, by=request.user, outcome=outcome):
                messages.info(request, _("Somebody else has reached these people already."))
        except Refused as refusal:
            messages.warning(request, str(refusal))
    return redirect("call_list")
