"""The office keeps its lists of papers; and the form of a letter of authority to print."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from ltsa.actions import add_requirement, change_requirement, end_requirement
from ltsa.models import Requirement, Service
from ltsa.requirement_forms import RequirementForm


@only(Role.LTSA_OFFICER)
def requirement_list(request: StaffRequest) -> HttpResponse:
    """The papers of each service of her office: today's, those to come, and former ones."""
    papers = Requirement.objects.order_by("order", "pk")
    services = Service.objects.editable_by(request.user).prefetch_related(
        Prefetch("requirements", papers)
    )
    today = timezone.localdate()
    lists = []
    for service in services:
        rows = [paper for paper in service.requirements.all() if not paper.is_withdrawn]
        former = [paper for paper in rows if paper.valid_to and paper.valid_to < today]
        lists.append((service, [paper for paper in rows if paper not in former], former))
    return render(request, "ltsa/requirement_list.html", {"lists": lists, "today": today})


@only(Role.LTSA_OFFICER)
def requirement_add(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask for one more paper."""
    service = get_object_or_404(Service.objects.editable_by(request.user), slug=slug)
    form = RequirementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        from_day = form.cleaned_data["from_day"]
        add_requirement(service=service, from_day=from_day, by=request.user, **form.words())
        messages.success(request, _("The list is changed."))
        return redirect("requirement_list")
    context = {"form": form, "service": service, "title": _("One more paper")}
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/requirement_form.html", context, status=status)


@only(Role.LTSA_OFFICER)
def requirement_change(request: StaffRequest, pk: int) -> HttpResponse:
    """Other words for a paper, or its end: a new version, never a rewritten one."""
    services = Service.objects.editable_by(request.user)
    paper = get_object_or_404(Requirement.objects.filter(service__in=services), pk=pk)
    form = RequirementForm(request.POST or None, instance=paper)
    if request.method == "POST" and form.is_valid():
        from_day = form.cleaned_data["from_day"]
        stored = Requirement.objects.get(pk=pk)  # the form has already put its words on `paper`
        if "end" in request.POST:
            end_requirement(requirement=stored, from_day=from_day, by=request.user)
        else:
            change_requirement(
                requirement=stored, from_day=from_day, by=request.user, **form.words()
            )
        messages.success(request, _("The list is changed."))
        return redirect("requirement_list")
    context = {
        "form": form,
        "service": paper.service,
        "title": _("Change a paper"),
        "can_end": paper.ended_at is None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/requirement_form.html", context, status=status)


@login_not_required
def authority_letter(request: HttpRequest) -> HttpResponse:
    """A letter of authority (surat kuasa) to print on A4 and fill in by hand: nothing is typed here
    and nothing is stored."""
    return render(request, "ltsa/authority_letter.html")
