"""The LTSA desk: who comes today, and what has become of them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import StaffRequest, only
from accounts.codes import clean_code
from accounts.models import Role
from ltsa import actions
from ltsa.models import Booking, State
from ltsa.refusals import Refused
from ltsa.ticket import read_ticket

ROWS_PER_PAGE = 50

#: Tabs of the desk: which states they show.
TABS: dict[str, tuple[Any, tuple[State, ...]]] = {
    "menunggu": (
        _("Here"),
        (State.ARRIVED, State.CALLED, State.SERVING),
    ),
    "akan-datang": (_("To come"), (State.BOOKED,)),
    "selesai": (
        _("Finished"),
        (State.DONE, State.INCOMPLETE, State.NO_SHOW, State.CANCELLED, State.DISPLACED),
    ),
}

#: What can be pressed in which state: (step, label, style of the button).
STEPS: dict[str, list[tuple[str, Any, str]]] = {
    State.BOOKED: [
        ("arrive", _("Is here"), "btn-primary"),
        ("no_show", _("Did not come"), "btn-quiet"),
    ],
    State.ARRIVED: [
        ("serve", _("Serve"), "btn-primary"),
        ("set_back", _("Not here after all"), "btn-quiet"),
        ("no_show", _("Went away"), "btn-quiet"),
    ],
    State.CALLED: [
        ("serve", _("Serve"), "btn-primary"),
        ("no_show", _("Did not answer"), "btn-quiet"),
    ],
    State.SERVING: [
        ("done", _("Done"), "btn-primary"),
        ("incomplete", _("Papers missing"), "btn-secondary"),
        ("undo", _("Undo"), "btn-quiet"),
    ],
    State.DONE: [("undo", _("Undo"), "btn-quiet")],
    State.INCOMPLETE: [("undo", _("Undo"), "btn-quiet")],
    State.NO_SHOW: [("undo", _("Undo"), "btn-quiet")],
}


class MissingForm(forms.Form):
    """Which papers are missing: the family must know what to bring next time."""

    note = forms.CharField(label=_("What is missing?"), max_length=200)


@only(Role.LTSA_OFFICER)
def desk(request: HttpRequest) -> HttpResponse:
    """Today's visits in three tabs, and a box for a code or a scanned ticket."""
    todays = Booking.visible_to(request.user).on(timezone.localdate())
    wanted = request.GET.get("kode", "").strip()
    asked = request.GET.get("tab", "")
    tab = asked if asked in TABS else "akan-datang"
    counts = dict(todays.values_list("state").annotate(number=Count("pk")).order_by())
    if wanted:
        ticket = read_ticket(wanted)
        rows = todays.filter(code=ticket.code if ticket else clean_code(wanted))
    else:
        rows = todays.filter(state__in=TABS[tab][1])
    rows = rows.in_order().prefetch_related("parties__service", "parties__person")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [
            (key, label, sum(counts.get(state, 0) for state in states))
            for key, (label, states) in TABS.items()
        ],
        "tab": "" if wanted else tab,
        "wanted": wanted,
        "page": page,
        "rows": [(booking, STEPS.get(booking.state, [])) for booking in page],
        "now": timezone.localtime(),
    }
    return render(request, "ltsa/desk.html", context)


@only(Role.LTSA_OFFICER)
def desk_step(request: StaffRequest, pk: int, step: str) -> HttpResponse:
    """Record one step of a visit. Pressed twice, or by two officers, it happens once."""
    booking = get_object_or_404(Booking.editable_by(request.user), pk=pk)
    if step not in {one for steps in STEPS.values() for one, *_rest in steps}:
        raise Http404
    if step == "incomplete":
        return _papers_missing(request, booking)
    if request.method != "POST":
        return redirect("desk")
    _try(request, booking, step)
    return redirect(_back(booking))


def _papers_missing(request: StaffRequest, booking: Booking) -> HttpResponse:
    form = MissingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _try(request, booking, "incomplete", note=form.cleaned_data["note"])
        return redirect(_back(booking))
    status = 422 if form.is_bound else 200
    context = {"booking": booking, "form": form}
    return render(request, "ltsa/desk_missing.html", context, status=status)


def _try(request: StaffRequest, booking: Booking, step: str, note: str = "") -> None:
    by = request.user
    try:
        if step == "arrive":
            actions.arrive(booking=booking, by=by)
        elif step == "set_back":
            actions.set_back(booking=booking, by=by)
        elif step == "serve":
            actions.serve(booking=booking, by=by)
        elif step == "undo":
            actions.undo(booking=booking, marked=request.POST.get("marked", ""), by=by)
        elif step == "no_show":
            actions.no_show(booking=booking, by=by)
        else:
            actions.finish(booking=booking, by=by, papers_missing=step == "incomplete", note=note)
    except Refused as refusal:
        messages.warning(request, f"{booking.code}: {refusal}")


def _back(booking: Booking) -> str:
    """The desk, on the tab where this visit was when the button was pressed."""
    tab = next((key for key, (_name, states) in TABS.items() if booking.state in states), "")
    return f"{reverse('desk')}?tab={tab}"
