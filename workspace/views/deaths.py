"""Deaths: the village reports, an officer of the regency confirms or refuses."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.audit import log_view
from accounts.models import Role
from migrants.actions.deaths import keep_papers, show_evidence
from migrants.forms.fates import DeathForm, EvidenceForm, RefuseDeathForm
from migrants.models import DeathPhoto, DeathReport, Person
from migrants.views.short_form import show_form
from publishing.responses import attachment_response
from workspace.actions import dismiss_report_of_death, settle_death, take_report_of_death
from workspace.actions.deaths import take_confirmed_death_back
from workspace.links import link

PAGE_SIZE = 25
READERS = (Role.COORDINATOR, Role.CASE_OFFICER, Role.OFFICIAL)
DECIDERS = (Role.CASE_OFFICER, Role.OFFICIAL)


@only(Role.COORDINATOR, Role.CASE_OFFICER)
def death_report_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Report that she died, with what was seen. From now on she is sent no messages."""
    person = get_object_or_404(Person.visible_to(request.user), pk=pk)
    standing = DeathReport.visible_to(request.user).standing().filter(person=person).first()
    if standing:
        return redirect(standing)
    report = DeathReport(person=person)
    form = DeathForm(
        request.POST or None, request.FILES or None, instance=report, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        picture = form.cleaned_data["photo"]
        saved = form.attempt(
            lambda: take_report_of_death(report=report, picture=picture, by=request.user)
        )
        if saved:
            messages.success(request, _("It is reported. An officer of the regency confirms it."))
            return redirect(saved)
    context = {"form": form, "person": person}
    return render(
        request, "workspace/death_form.html", context, status=422 if form.is_bound else 200
    )


@only(*READERS)
def death_list(request: StaffRequest) -> HttpResponse:
    """Reports, those that wait first."""
    reports = (
        DeathReport.visible_to(request.user)
        .select_related("person__village", "reported_by")
        .order_by("confirmed_at", "refused_at", "-reported_at", "-pk")
    )
    waiting = reports.waiting()
    if request.GET.get("semua") != "ya":
        reports = waiting
    context = {
        "page": Paginator(reports, PAGE_SIZE).get_page(request.GET.get("page")),
        "all": request.GET.get("semua") == "ya",
    }
    return render(request, "workspace/death_list.html", context)


def _visible(request: StaffRequest, pk: int) -> DeathReport:
    reports = DeathReport.visible_to(request.user).select_related(
        "person__village__district", "reported_by", "confirmed_by", "refused_by"
    )
    found: DeathReport = get_object_or_404(reports, pk=pk)
    return found


def _show(request: StaffRequest, report: DeathReport, form: Any = None) -> HttpResponse:
    decides = DeathReport.decidable_by(request.user).filter(pk=report.pk).exists()
    photos = DeathPhoto.visible_to(request.user).filter(report=report)
    context = {
        "report": report,
        "form": form or RefuseDeathForm(),
        "may_decide": report.is_waiting and decides,
        "may_take_back": report.is_confirmed and decides,
        "photos": photos.select_related("attachment"),
        "may_add": DeathReport.editable_by(request.user).filter(pk=report.pk).exists(),
        "person_url": link(request.user, "person_detail", report.person_id),
        "back": reverse("death_list"),
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "workspace/death_report.html", context, status=status)


@only(*READERS)
def death_report(request: StaffRequest, pk: int) -> HttpResponse:
    return _show(request, _visible(request, pk))


@only(*DECIDERS)
def death_confirm(request: StaffRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(DeathReport.decidable_by(request.user), pk=pk)
    if request.method == "POST":
        settle_death(report=report, by=request.user)
        messages.success(request, _("The death is confirmed."))
    return redirect(report)


@only(*DECIDERS)
def death_refuse(request: StaffRequest, pk: int) -> HttpResponse:
    """The report is not right; the reason goes back to the village."""
    return _decide_with_reason(request, pk, dismiss_report_of_death, _("The report is refused."))


@only(*DECIDERS)
def death_take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """A confirmed death was wrong; the reason is kept."""
    said = _("It is taken back. Her places in families and groups hold again.")
    return _decide_with_reason(request, pk, take_confirmed_death_back, said)


def _decide_with_reason(
    request: StaffRequest, pk: int, decide: Callable[..., object], said: str
) -> HttpResponse:
    get_object_or_404(DeathReport.decidable_by(request.user), pk=pk)
    report = _visible(request, pk)
    if request.method != "POST":
        return redirect(report)
    form = RefuseDeathForm(request.POST)
    if not form.is_valid():
        return _show(request, report, form)
    decide(report=report, why=form.cleaned_data["why"], by=request.user)
    messages.success(request, said)
    return redirect(report)


@only(Role.COORDINATOR, Role.CASE_OFFICER)
@never_cache
def death_photo_add(request: StaffRequest, pk: int) -> HttpResponse:
    """A letter that came later: its picture."""
    report = get_object_or_404(DeathReport.editable_by(request.user), pk=pk)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kept = show_evidence(
            report=report, picture=data["photo"], submit_key=data["submit_key"], by=request.user
        )
        if kept:
            messages.success(request, _("The photo is kept with the report."))
        else:
            messages.warning(request, _("There are enough photos already."))
        return redirect(report)
    return show_form(request, form, title=_("Add a photo"), back=report)


@only(*READERS)
@never_cache
def death_photo(request: StaffRequest, key: UUID, size: int) -> HttpResponse:
    """The file itself, after asking the door of its report. Every look is logged."""
    photos = DeathPhoto.visible_to(request.user).select_related("attachment")
    photo = get_object_or_404(photos, attachment__key=key)
    response = attachment_response(photo.attachment, size)
    if size == photo.attachment.sizes[-1]:
        log_view(user=request.user, row=photo, fields=["photo"])
    return response


@only(Role.COORDINATOR, Role.CASE_OFFICER)
def death_papers(request: StaffRequest, pk: int) -> HttpResponse:
    """Which papers for the heirs' claim are at hand."""
    report = get_object_or_404(DeathReport.editable_by(request.user), pk=pk)
    if request.method == "POST":
        keep_papers(report=report, papers=request.POST.getlist("papers"), by=request.user)
        messages.success(request, _("Saved."))
    return redirect(report.person)
