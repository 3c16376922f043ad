"""The LTSA desk: who comes today, who is next, and what has become of them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import PageRequest, StaffRequest, only
from accounts.codes import clean_code
from accounts.models import Role
from ltsa import actions, desk_queue
from ltsa.desk_forms import CounterForm, MissingForm, NameForm
from ltsa.desk_queue import TABS, rows_of, with_all
from ltsa.models import Booking, Duty, Party, Pool, State
from ltsa.refusals import Refused
from ltsa.ticket import PREFIX, read_ticket

ROWS_PER_PAGE = 50


@only(Role.LTSA_OFFICER)
def desk(request: PageRequest) -> HttpResponse:
    """The screen: my counter, the queue, and a box for a ticket, a code or a name. It looks after
    changes by itself; when nothing has changed it gets an empty answer."""
    user: Any = request.user
    duty = Duty.of(user)
    mark = desk_queue.mark_of(user, duty)
    if request.htmx and request.GET.get("seen") == mark:
        return HttpResponse(status=204)
    template = "ltsa/desk.html#live" if request.htmx else "ltsa/desk.html"
    return render(request, template, _screen(request, duty, mark))


def _screen(request: HttpRequest, duty: Duty | None, mark: str) -> dict[str, Any]:
    user: Any = request.user
    wanted = request.GET.get("kode", "").strip()[:200]
    asked = request.GET.get("tab", "")
    tab = asked if asked in TABS else "menunggu"
    counts = desk_queue.counted(user)
    rows = desk_queue.todays(user)
    rows = desk_queue.find(rows, wanted).in_order() if wanted else desk_queue.in_tab(rows, tab)
    page = Paginator(with_all(rows), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    mine = list(rows_of(with_all(desk_queue.at_my_counter(user, duty)), duty))
    for row in mine:
        row.desks = desk_queue.next_desks(row.booking)
    above = {row.booking.pk for row in mine}
    listed = list(rows_of(page, duty))
    for row in listed:
        if row.booking.pk in above:  # its buttons are there already
            row.first, row.more = [], []
    query: dict[str, Any] = {"kode": wanted} if wanted else {"tab": tab}
    return {
        "duty": duty,
        "waiting": desk_queue.waiting_at(duty.pools.all(), user) if duty else 0,
        "mine": mine,
        "tabs": [
            (key, label, sum(counts.get(state, 0) for state in states))
            for key, (label, states) in TABS.items()
        ],
        "tab": "" if wanted else tab,
        "wanted": wanted,
        "page": page,
        "rows": listed,
        "poll": urlencode({**query, "page": page.number, "seen": mark}),
        "scan": "scan" in request.GET,
        "office": user.office,
        "now": timezone.localtime(),
    }


@only(Role.LTSA_OFFICER)
def desk_counter(request: StaffRequest) -> HttpResponse:
    """Where I sit, and whom I serve there: chosen once."""
    office = request.user.office
    if office is None:
        raise Http404
    duty = Duty.of(request.user)
    form = CounterForm(request.POST or None, office=office, duty=duty)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.take_counter(user=request.user, counter=data["counter"], pools=list(data["pools"]))
        return redirect("desk")
    others = Duty.objects.filter(office=office).exclude(user=request.user).select_related("user")
    context = {"form": form, "others": others.order_by("counter")}
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/desk_counter.html", context, status=status)


@only(Role.LTSA_OFFICER)
@require_POST
def desk_call_next(request: StaffRequest) -> HttpResponse:
    """Call whoever is next at my desks."""
    duty = Duty.of(request.user)
    if duty is None:
        return redirect("desk_counter")
    try:
        called = actions.call_next(
            pools=list(duty.pools.all()), counter=duty.counter, by=request.user
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        if called is None:
            messages.info(request, _("Nobody is waiting."))
    return redirect("desk")


@only(Role.LTSA_OFFICER)
@require_POST
def desk_arrival(request: StaffRequest) -> HttpResponse:
    """A ticket was scanned, or a code or name typed. A ticket or code of today: she is here, with
    this one step. Anything else is looked for."""
    wanted = request.POST.get("kode", "").strip()[:200]
    ticket = read_ticket(wanted)
    if ticket is None and wanted.upper().startswith(f"{PREFIX}:"):
        messages.error(request, _("This ticket was not made by us. Ask for the code instead."))
        return redirect(f"{reverse('desk')}?scan")
    code = ticket.code if ticket else clean_code(wanted)
    booking = Booking.editable_by(request.user).filter(code=code).select_related("office").first()
    if booking is None:
        if ticket:
            messages.error(request, _("This ticket is for another office."))
            return redirect(f"{reverse('desk')}?scan")
        return redirect(f"{reverse('desk')}?{urlencode({'kode': wanted})}")
    _receive(request, booking)
    return redirect(f"{reverse('desk')}?scan")


def _receive(request: StaffRequest, booking: Booking) -> None:
    names = ", ".join(booking.parties.values_list("name", flat=True))
    local = timezone.localtime(booking.starts_at)
    if booking.day != timezone.localdate():
        text = _("%(name)s: this appointment is on another day, %(when)s.")
        when = f"{date_format(local, 'l j F Y')}, {local:%H.%M}"
        messages.warning(request, text % {"name": names, "when": when})
        return
    was_here = booking.state != State.BOOKED
    try:
        row = actions.arrive(booking=booking, by=request.user)
    except Refused as refusal:
        state = booking.get_state_display()
        messages.warning(request, f"{booking.code} · {names} ({state}): {refusal}")
        return
    text = _("%(number)s · %(name)s was here already.") if was_here else "%(number)s · %(name)s"
    messages.success(request, text % {"number": row.turn.label, "name": names})


#: Steps of a whole visit that need nothing but a press.
STEPS = (
    "arrive",
    "set_back",
    "call",
    "recall",
    "serve",
    "park",
    "resume",
    "pass_on",
    "done",
    "no_show",
    "undo",
    "mistake",
)


@only(Role.LTSA_OFFICER)
def desk_step(request: StaffRequest, pk: int, step: str) -> HttpResponse:
    """Record one step of a visit. Pressed twice, or by two officers, it happens once."""
    rows = Booking.editable_by(request.user).select_related("office")
    booking = get_object_or_404(rows, pk=pk)
    if step == "incomplete":
        return _papers_missing(request, booking)
    if step not in STEPS:
        raise Http404
    if request.method != "POST":
        return redirect("desk")
    back = _back(request, booking)
    try:
        _do(request, booking, step)
    except Refused as refusal:
        messages.warning(request, f"{booking.code}: {refusal}")
    return redirect(back)


def _do(request: StaffRequest, booking: Booking, step: str) -> None:
    by = request.user
    duty = Duty.of(by)
    counter = duty.counter if duty else ""
    if step in ("arrive", "set_back", "park", "resume", "no_show"):
        getattr(actions, step)(booking=booking, by=by)
    elif step in ("call", "recall", "serve"):
        getattr(actions, step)(booking=booking, counter=counter, by=by)
    elif step == "pass_on":
        pools = Pool.objects.filter(office=by.office_id or 0, is_active=True)
        pool = get_object_or_404(pools, pk=_number(request.POST.get("desk")))
        actions.pass_on(booking=booking, pool=pool, by=by)
    elif step == "undo":
        actions.undo(booking=booking, marked=request.POST.get("marked", ""), by=by)
    elif step == "mistake":
        actions.cancel(booking=booking, by=by)
    else:
        actions.finish(booking=booking, by=by)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _papers_missing(request: StaffRequest, booking: Booking) -> HttpResponse:
    """Which papers are missing, person by person: the family sees it on the ticket."""
    parties = list(
        booking.parties.filter(outcome="")
        .select_related("service")
        .prefetch_related("missing_papers")
    )
    only_one = _number(request.GET.get("orang"))
    parties = [party for party in parties if party.pk == only_one] or parties
    if not parties:
        return redirect("desk")
    sent = request.POST if request.method == "POST" else None
    form = MissingForm(sent, parties=parties, day=booking.day)
    if form.is_valid():
        try:
            actions.conclude(booking=booking, results=form.results(), by=request.user)
        except Refused as refusal:
            messages.warning(request, f"{booking.code}: {refusal}")
        return redirect("desk")
    context = {"booking": booking, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/desk_missing.html", context, status=status)


@only(Role.LTSA_OFFICER)
def desk_party(request: StaffRequest, pk: int, step: str) -> HttpResponse:
    """One step for one person of a visit: her papers are checked, she is done, that is taken back,
    or who she is."""
    rows = Party.editable_by(request.user).select_related("booking__office", "service")
    party = get_object_or_404(rows, pk=pk)
    if step == "name":
        return _name(request, party)
    if step not in ("check", "done", "reopen"):
        raise Http404
    if request.method != "POST":
        return redirect("desk")
    try:
        if step == "check":
            actions.papers_complete(party=party, by=request.user)
        elif step == "done":
            results = {party.pk: actions.Result(Party.Outcome.DONE)}
            actions.conclude(booking=party.booking, results=results, by=request.user)
        else:
            actions.reopen_party(party=party, by=request.user)
    except Refused as refusal:
        messages.warning(request, f"{party.booking.code}: {refusal}")
    return redirect(_back(request, party.booking))


def _name(request: StaffRequest, party: Party) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": party.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_visitor(
                party=party,
                name=form.cleaned_data["name"],
                person_key=form.key(party),
                by=request.user,
            )
            return redirect("desk")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"party": party, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/desk_name.html", context, status=status)


def _back(request: HttpRequest, booking: Booking) -> str:
    """The desk, on the tab where this visit was when the button was pressed."""
    asked = request.POST.get("tab", "")
    tab = next((key for key, (_name, states) in TABS.items() if booking.state in states), "")
    return f"{reverse('desk')}?tab={asked if asked in TABS else tab}"
