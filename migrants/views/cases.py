"""Cases. The officer of the regency sees all; a coordinator those she opened or was given."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.models import Role
from migrants.actions.cases import add_step, close_case, reopen_case, take_case
from migrants.forms.cases import CaseForm, CaseTextForm
from migrants.models import Case, CaseStep, Person
from migrants.views.people import PAGE_SIZE, READERS
from migrants.views.short_form import show_form

OPEN, NEW, MINE, OLD, CLOSED = "terbuka", "baru", "saya", "lama", "tutup"


@only(*READERS)
def case_list(request: StaffRequest) -> HttpResponse:
    cases = Case.visible_to(request.user)
    shown = {
        OPEN: cases.open(),
        NEW: cases.open().unassigned(),
        MINE: cases.open().filter(assigned_to=request.user),
        OLD: cases.open().old(),
        CLOSED: cases.exclude(closed_at=None),
    }
    which = request.GET.get("status", OPEN)
    which = which if which in shown else OPEN
    labels = {
        OPEN: _("open cases"),
        NEW: _("given to nobody"),
        MINE: _("handled by me"),
        OLD: _("older than 30 days"),
        CLOSED: _("closed cases"),
    }
    rows = shown[which].select_related("person", "village", "assigned_to")
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "options": [(key, labels[key], rows.count()) for key, rows in shown.items()],
        "which": which,
    }
    return render(request, "migrants/case_list.html", context)


@only(*READERS)
@never_cache
def case_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """A case, and the form for the next step on the same page."""
    case = _visible_case(request, pk)
    form = CaseTextForm(request.POST or None, label=_("What was done?"))
    if request.method == "POST" and case.closed_at is None and form.is_valid():
        data = form.cleaned_data
        add_step(case=case, text=data["text"], submit_key=data["submit_key"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(case)
    context = {
        "case": case,
        "form": form,
        "steps": CaseStep.visible_to(request.user).filter(case=case).select_related("by"),
        "officer": request.user.role == Role.CASE_OFFICER,
    }
    return render(
        request, "migrants/case_detail.html", context, status=422 if form.is_bound else 200
    )


def _visible_case(request: StaffRequest, pk: int) -> Case:
    cases = Case.visible_to(request.user)
    related = ("person", "village__district", "assigned_to", "opened_by")
    found: Case = get_object_or_404(cases.select_related(*related), pk=pk)
    return found


@only(*READERS)
@never_cache
def case_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Open a case for a person."""
    person = get_object_or_404(Person.visible_to(request.user).select_related("village"), pk=pk)
    form = CaseForm(request.POST or None, instance=Case(person=person), user=request.user)
    if request.method == "POST":
        case = form.open() if form.is_valid() else None
        if case := case or form.already_saved():
            messages.success(request, _("The case is open. The case officers see it."))
            return redirect(case)
    return show_form(request, form, title=_("New case"), back=person, person=person)


@only(Role.CASE_OFFICER)
def case_take(request: StaffRequest, pk: int) -> HttpResponse:
    """The officer handles this case herself from now on."""
    case = get_object_or_404(Case.editable_by(request.user), pk=pk)
    if request.method == "POST":
        take_case(case=case, by=request.user)
        messages.success(request, _("You handle this case now."))
    return redirect(case)


def _end(request: StaffRequest, pk: int, *, action: Any, argument: str, words: Any) -> HttpResponse:
    """Close or open again: both want a text and lead back to the case."""
    title, label, done = words
    cases = Case.editable_by(request.user).select_related("person")
    case = get_object_or_404(cases, pk=pk)
    form = CaseTextForm(request.POST or None, label=label)
    if request.method == "POST" and form.is_valid():
        action(case=case, by=request.user, **{argument: form.cleaned_data["text"]})
        messages.success(request, done)
        return redirect(case)
    return show_form(request, form, title=title, back=case, person=case.person)


@only(Role.CASE_OFFICER)
@never_cache
def case_close(request: StaffRequest, pk: int) -> HttpResponse:
    words = (_("Close the case"), _("How did it end?"), _("The case is closed."))
    return _end(request, pk, action=close_case, argument="outcome", words=words)


@only(Role.CASE_OFFICER)
@never_cache
def case_reopen(request: StaffRequest, pk: int) -> HttpResponse:
    words = (_("Open the case again"), _("Why?"), _("The case is open again."))
    return _end(request, pk, action=reopen_case, argument="reason", words=words)
