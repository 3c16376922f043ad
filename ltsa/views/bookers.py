"""The office looks through who books very often, and decides."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from ltsa.actions import decide_booker
from ltsa.bookers import COLUMNS, DAYS, decided, frequent, one, recent, subject_of
from ltsa.models import BookerDecision, Booking, OfficeRules
from villages.days import plausible

ROWS_PER_PAGE = 30
#: A decision is looked at again after at most so many days.
LONGEST = 180


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(one.value, capfirst(one.label)) for one in BookerDecision.Decision],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Say why, so that a colleague understands it later."),
    )
    until = forms.DateField(
        label=_("Until and with"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[plausible],
    )

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today <= until <= today + dt.timedelta(days=LONGEST):
            raise ValidationError(
                _("From today on, and at most %(days)d days ahead.") % {"days": LONGEST}
            )
        return until


@only(Role.LTSA_OFFICER)
def booker_list(request: StaffRequest) -> HttpResponse:
    """Phones, helpers and devices with many appointments this week, and what was decided."""
    office = request.user.office
    least = OfficeRules.of(office).weekly_look if office else 1
    in_force = decided(BookerDecision.visible_to(request.user))
    found = frequent(Booking.visible_to(request.user), least=least)
    rows = [(booker, in_force.get((booker.kind, booker.subject))) for booker in found]
    rows.sort(key=lambda row: row[1] is not None)  # those to decide on first
    log = BookerDecision.visible_to(request.user).select_related("helper", "by")
    context = {
        "page": Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "log": log[:ROWS_PER_PAGE],
        "least": least,
        "today": timezone.localdate(),
    }
    return render(request, "ltsa/booker_list.html", context)


@only(Role.LTSA_OFFICER)
def booker_decide(request: StaffRequest, kind: str, pk: int) -> HttpResponse:
    """One booker: her appointments of the week, and the decision."""
    booking = get_object_or_404(Booking.editable_by(request.user).select_related("office"), pk=pk)
    if kind not in COLUMNS or not subject_of(kind, booking):
        raise Http404
    bookings = Booking.visible_to(request.user)
    booker = one(bookings, kind=kind, booking=booking)
    weeks = timezone.localdate() + dt.timedelta(days=14)
    form = DecisionForm(request.POST or None, initial={"until": weeks})
    if request.method == "POST" and form.is_valid():
        decide_booker(office=booking.office, booker=booker, by=request.user, **form.cleaned_data)
        messages.success(request, _("The decision is written down and holds from now on."))
        return redirect("booker_list")
    hers = recent(bookings).filter(**{COLUMNS[kind]: booker.subject})
    context: dict[str, Any] = {
        "booker": booker,
        "form": form,
        "days": DAYS,
        "bookings": hers.order_by("-created_at", "-pk").prefetch_related("parties__service")[:50],
    }
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/booker_decide.html", context, status=status)
