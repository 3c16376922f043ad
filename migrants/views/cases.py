"""Cases. The officer of the regency sees all; a coordinator those she opened or was given."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.audit import log_view
from accounts.models import Role, User, ViewLog
from accounts.row_keys import row_key
from migrants.actions.cases import (
    TakenMeanwhile,
    add_step,
    close_case,
    conceal_case,
    link_case,
    reopen_case,
    take_case,
)
from migrants.forms.cases import (
    CaseForm,
    CaseTextForm,
    CloseForm,
    DeskCaseForm,
    HandOverForm,
    LinkForm,
)
from migrants.models import (
    Case,
    CaseAttachment,
    CaseDeadline,
    CaseReferral,
    CaseStep,
    Person,
)
from migrants.models.cases import CaseQuerySet
from migrants.views.people import PAGE_SIZE, READERS
from migrants.views.short_form import show_form
from villages.models import Regency

OPEN, NEW, MINE, NEWS, DUE, OLD, CLOSED = (
    "terbuka", "baru", "saya", "kabar", "tenggat", "lama", "tutup"
)  # fmt: skip
#: Looks at a case that its page tells of.
LOOKS_SHOWN = 8


@only(*READERS)
@never_cache
def case_list(request: StaffRequest) -> HttpResponse:
    cases = Case.visible_to(request.user)
    category = request.GET.get("tentang", "")
    if category in Case.Category.values:
        cases = cases.filter(category=category)
    else:
        category = ""
    shown = _lists(cases, request.user)
    which = request.GET.get("status", OPEN)
    which = which if which in shown else OPEN
    rows = shown[which].select_related("person", "village", "assigned_to")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    due = cases.due().filter(pk__in=[case.pk for case in page]).values_list("pk", flat=True)
    labels = {
        OPEN: _("open cases"),
        NEW: _("given to nobody"),
        MINE: _("handled by me"),
        NEWS: _("news from the family"),
        DUE: _("due"),
        OLD: _("older than 30 days"),
        CLOSED: _("closed cases"),
    }
    context = {
        "page": page,
        "due": set(due),
        "options": [(key, labels[key], found.count()) for key, found in shown.items()],
        "which": which,
        "categories": Case.Category.choices,
        "category": category,
    }
    return render(request, "migrants/case_list.html", context)


def _lists(cases: CaseQuerySet, user: User) -> dict[str, CaseQuerySet]:
    """The lists one may look at, by the word in the address."""
    return {
        OPEN: cases.open(),
        NEW: cases.open().unassigned(),
        MINE: cases.open().filter(assigned_to=user),
        NEWS: cases.with_news(),
        DUE: cases.due(),
        OLD: cases.open().old(),
        CLOSED: cases.closed(),
    }


@only(*READERS)
@never_cache
def case_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """A case, and the form for the next step on the same page. Every look at it is logged."""
    case = _visible_case(request, pk)
    form = CaseTextForm(request.POST or None, label=_("What was done?"))
    if request.method == "POST" and case.closed_at:
        form.add_error(None, _("This case was closed meanwhile. Open it again to go on."))
    elif request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        add_step(case=case, text=data["text"], submit_key=data["submit_key"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(case)
    log_view(user=request.user, row=case, fields=["summary", "steps"])
    context = {"case": case, "form": form, **_parts(case, request.user)}
    return render(
        request, "migrants/case_detail.html", context, status=422 if form.is_bound else 200
    )


def _parts(case: Case, user: User) -> dict[str, Any]:
    """What hangs from the case, each through its own door."""
    is_officer = user.role == Role.CASE_OFFICER
    of_case = {"case": case}
    looks: Any = ViewLog.objects.of(case).select_related("user") if is_officer else ()
    return {
        "officer": is_officer,
        "mine": case.assigned_to_id == user.pk,
        "steps": CaseStep.visible_to(user).filter(**of_case).select_related("by"),
        "referrals": CaseReferral.visible_to(user).filter(**of_case),
        "deadlines": CaseDeadline.visible_to(user).filter(**of_case),
        "photos": CaseAttachment.visible_to(user).filter(**of_case).select_related("attachment"),
        "looks": looks[:LOOKS_SHOWN],
        "seen": case.assigned_to_id or "",
    }


def _visible_case(request: StaffRequest, pk: int) -> Case:
    cases = Case.visible_to(request.user)
    related = ("person", "village__district", "assigned_to", "opened_by")
    found: Case = get_object_or_404(cases.select_related(*related), pk=pk)
    return found


def editable_case(request: StaffRequest, pk: int) -> Case:
    cases = Case.editable_by(request.user).select_related("person", "village__district")
    found: Case = get_object_or_404(cases, pk=pk)
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


@only(Role.LTSA_OFFICER, Role.CASE_OFFICER)
@never_cache
def case_report(request: StaffRequest) -> HttpResponse:
    """Somebody at the desk needs help. The desk writes down what she says, gives her the code, and
    from then on sees nothing of it; the register is not opened."""
    regency = _regency_of(request.user)
    case = Case(channel=Case.Channel.DESK if request.user.office_id else Case.Channel.STAFF)
    form = DeskCaseForm(request.POST or None, instance=case, user=request.user, regency=regency)
    if request.method == "POST" and form.is_valid():
        opened = form.open() or form.open()  # again: the other of two taps was quicker
        if opened and request.user.role == Role.CASE_OFFICER:
            return redirect(opened)
        if opened:
            return render(request, "migrants/case_reported.html", {"code": opened.code})
    back = "case_list" if request.user.role == Role.CASE_OFFICER else "work"
    return show_form(request, form, title=_("Somebody needs help"), back=back)


def _regency_of(user: User) -> Regency | None:
    return user.office.regency if user.office else user.regency


@only(Role.CASE_OFFICER)
def case_take(request: StaffRequest, pk: int) -> HttpResponse:
    """The officer handles this case herself from now on, unless somebody was quicker."""
    case = get_object_or_404(Case.editable_by(request.user), pk=pk)
    if request.method == "POST":
        try:
            take_case(case=case, by=request.user, seen=row_key(request.POST.get("seen")))
            messages.success(request, _("You handle this case now."))
        except TakenMeanwhile as other:
            messages.warning(request, str(other))
    return redirect(case)


@only(*READERS)
@never_cache
def case_hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    """Give the case to a colleague with a note. A coordinator can give it back."""
    case = editable_case(request, pk)
    form = HandOverForm(request.POST or None, case=case, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.hand_over()
        except TakenMeanwhile as other:  # what she wrote stays in the form
            form.add_error(None, str(other))
            given = None
        if given:
            messages.success(request, _("The case is handed over."))
            still_hers = Case.visible_to(request.user).filter(pk=case.pk).exists()
            return redirect(case if still_hers else "case_list")
    return show_form(request, form, title=_("Hand over"), back=case)


@only(Role.CASE_OFFICER)
@never_cache
def case_link(request: StaffRequest, pk: int) -> HttpResponse:
    """Find in the register whom the case is about. Searching is a POST: a NIK may be typed."""
    case = editable_case(request, pk)
    text = request.POST.get("q", "").strip()
    if "person" in request.POST:
        form = LinkForm(request.POST, user=request.user)
        if form.is_valid():
            link_case(case=case, person=form.cleaned_data["person"], by=request.user)
            messages.success(request, _("The case now belongs to this person."))
            return redirect(case)
    people = Person.visible_to(request.user).select_related("village")
    found: Any = people.search(text)[:10] if text else ()
    context = {"case": case, "text": text, "found": found}
    return render(request, "migrants/case_link.html", context)


@only(Role.CASE_OFFICER)
def case_conceal(request: StaffRequest, pk: int) -> HttpResponse:
    """Hide from the village even that there is a case; pressed again, no longer."""
    case = editable_case(request, pk)
    if request.method == "POST":
        conceal_case(case=case, is_concealed=request.POST.get("hide") == "yes", by=request.user)
        messages.success(request, _("Saved."))
    return redirect(case)


@only(Role.CASE_OFFICER)
@never_cache
def case_close(request: StaffRequest, pk: int) -> HttpResponse:
    case = editable_case(request, pk)
    form = CloseForm(request.POST or None, label=_("What came of it?"))
    if request.method == "POST" and form.is_valid() and _close(case, form, request.user):
        messages.success(request, _("The case is closed."))
        return redirect(case)
    return show_form(request, form, title=_("Close the case"), back=case)


def _close(case: Case, form: CloseForm, by: User) -> Case | None:
    data = form.cleaned_data
    return form.attempt(
        lambda: close_case(case=case, ending=data["ending"], outcome=data["text"], by=by),
    )


@only(Role.CASE_OFFICER)
@never_cache
def case_reopen(request: StaffRequest, pk: int) -> HttpResponse:
    case = editable_case(request, pk)
    form = CaseTextForm(request.POST or None, label=_("Why?"))
    if request.method == "POST" and form.is_valid():
        reopen_case(case=case, reason=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("The case is open again."))
        return redirect(case)
    return show_form(request, form, title=_("Open the case again"), back=case)
