"""Specific personal data: opened by POST only, every look logged, for the own coordinator and the
case officer."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.audit import log_view
from migrants.actions.protected import end_vulnerability
from migrants.forms.protected import FinanceForm, HealthForm, ProtectedForm, VulnerabilityForm
from migrants.models import Finance, Health, Person, Vulnerability
from migrants.views.people import READERS
from migrants.views.short_form import show_form
from migrants.views.two_changes import save_or_ask


@only(*READERS)
@never_cache
def person_protected(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything protected about one person, on request; a GET only says what this page is for."""
    person = get_object_or_404(Person.visible_to(request.user), pk=pk)
    context: dict[str, Any] = {"person": person, "is_open": request.method == "POST"}
    if request.method == "POST":
        log_view(user=request.user, row=person, fields=["health", "finance", "vulnerability"])
        context |= {
            "health": Health.visible_to(request.user).filter(person=person).first(),
            "finance": Finance.visible_to(request.user).filter(person=person).first(),
            "vulnerabilities": Vulnerability.visible_to(request.user).filter(person=person),
        }
    return render(request, "migrants/person_protected.html", context)


def _edit(
    request: StaffRequest, pk: int, form_class: type[ProtectedForm], view: Any, title: str
) -> HttpResponse:
    """An empty form at once; a filled one only after asking for it by POST."""
    person = get_object_or_404(Person.visible_to(request.user), pk=pk)
    model = form_class._meta.model
    row = model.editable_by(request.user).filter(person=person).first() or model(person=person)
    opens = "open" in request.POST
    if row.pk and request.method != "POST":
        context = {"person": person, "title": title}
        return render(request, "migrants/protected_closed.html", context)
    if opens and row.pk:
        log_view(user=request.user, row=row, fields=list(form_class._meta.fields or []))
    data = None if opens else request.POST or None
    form = form_class(data, instance=row, user=request.user)

    def done(saved: Any) -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect("person_protected", person.pk)

    again = partial(view, request, pk)

    def looked(fields: list[str]) -> None:
        log_view(user=request.user, row=row, fields=fields)

    answer = None
    if not opens:
        answer = save_or_ask(request, form, about=person, again=again, done=done, looked=looked)
    return answer or show_form(request, form, title=title, back=person, person=person)


@only(*READERS)
@never_cache
def health_edit(request: StaffRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, HealthForm, health_edit, _("Health"))


@only(*READERS)
@never_cache
def finance_edit(request: StaffRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, FinanceForm, finance_edit, _("Money"))


@only(*READERS)
@never_cache
def vulnerability_add(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.visible_to(request.user), pk=pk)
    row = Vulnerability(person=person)
    form = VulnerabilityForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST":
        kept = form.keep() if form.is_valid() else None
        if kept or form.already_saved():
            messages.success(request, _("Saved."))
            return redirect("person_protected", person.pk)
    return show_form(request, form, title=_("Needs a closer eye"), back=person, person=person)


@only(*READERS)
def vulnerability_end(request: StaffRequest, pk: int) -> HttpResponse:
    rows = Vulnerability.editable_by(request.user)
    vulnerability = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        end_vulnerability(vulnerability=vulnerability, on=timezone.localdate(), by=request.user)
        messages.success(request, _("Saved."))
    return redirect("person_protected", vulnerability.person_id)
