"""The papers of a visit before the day: ticked by the family, checked by the coordinator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_ratelimit.decorators import ratelimit

from accounts.access import StaffRequest, only
from accounts.models import Role
from ltsa.actions import check_papers
from ltsa.drafts import opened_with
from ltsa.models import Booking, PaperCheck, Party, State
from ltsa.paper_forms import FamilyPapersForm, StaffPapersForm
from ltsa.papers import sheets_of, verdict
from ltsa.refusals import Refused

ROWS_PER_PAGE = 30
_OPEN = (State.HELD, State.BOOKED)


@login_not_required
@never_cache
@ratelimit(key="ip", rate="60/h", method="POST")
def booking_checklist(request: HttpRequest, code: str) -> HttpResponse:
    """The family ticks what it has; the list can be printed."""
    booking = (
        Booking.by_code(code, opened_with(request.session, code)).select_related("office").first()
    )
    if booking is None:
        return redirect("booking_ticket", code=code)  # asks for the digits
    sheets = sheets_of(booking)
    form = FamilyPapersForm(request.POST or None, sheets=sheets)
    if request.method == "POST":
        form = FamilyPapersForm(request.POST, sheets=sheets)  # nothing ticked is an answer, too
        form.is_valid()
        try:
            check_papers(
                booking=booking, checker=PaperCheck.Checker.FAMILY, answers=form.answers(), by=None
            )
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            _say(request, booking)
        return redirect("booking_checklist", code=code)
    context = {
        "booking": booking,
        "form": form,
        "is_open": booking.state in _OPEN,
        "verdict": verdict(sheets),
    }
    return render(request, "ltsa/ticks.html", context)


def _say(request: HttpRequest, booking: Booking) -> None:
    """What the ticks mean for the journey."""
    if any(sheet.missing and not sheet.party.service.come_anyway for sheet in sheets_of(booking)):
        messages.warning(
            request, _("Saved. Something is still missing: do not travel yet, or ask for help.")
        )
    else:
        messages.success(request, _("Saved. Bring all these papers with you."))


@only(Role.COORDINATOR)
def visit_list(request: StaffRequest) -> HttpResponse:
    """Who of the village goes to an office soon, and whether the papers are there; and who went in
    vain, to be booked again."""
    parties = Party.visible_to(request.user)
    only_lacking = request.GET.get("berkas") == "kurang"
    coming = (
        Booking.visible_to(request.user)
        .filter(state__in=_OPEN, starts_at__gte=timezone.now())
        .select_related("office")
        .prefetch_related("parties__service")
        .in_order()
    )
    if only_lacking:
        coming = coming.filter(pk__in=parties.lacking_papers().values("booking"))
    page = Paginator(coming, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    in_vain = (
        Booking.visible_to(request.user)
        .filter(pk__in=parties.in_vain().values("booking"))
        .select_related("office")
        .prefetch_related("parties__service")
        .order_by("-starts_at", "-pk")
    )
    context = {
        "page": page,
        "only_lacking": only_lacking,
        "lacking": parties.lacking_papers().values("booking").distinct().count(),
        "in_vain": in_vain[:ROWS_PER_PAGE],
    }
    return render(request, "ltsa/visit_list.html", context)


@only(Role.COORDINATOR, Role.LTSA_OFFICER)
def visit_papers(request: StaffRequest, pk: int) -> HttpResponse:
    """One visit: each paper of each person, there or not."""
    booking = get_object_or_404(Booking.visible_to(request.user).select_related("office"), pk=pk)
    is_desk = request.user.role == Role.LTSA_OFFICER
    sheets = sheets_of(booking)
    form = StaffPapersForm(request.POST or None, sheets=sheets)
    if request.method == "POST" and form.is_valid():
        checker = PaperCheck.Checker.DESK if is_desk else PaperCheck.Checker.COORDINATOR
        try:
            check_papers(booking=booking, checker=checker, answers=form.answers(), by=request.user)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Saved. The family is told before the visit."))
        return redirect("desk" if is_desk else "visit_list")
    context = {
        "booking": booking,
        "form": form,
        "is_open": booking.state in _OPEN,
        "up": "desk" if is_desk else "visit_list",
        "verdict": verdict(sheets),
    }
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/visit_papers.html", context, status=status)
