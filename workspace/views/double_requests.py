"""Asking the office about somebody who may be registered elsewhere too: the village asks, the case
officer sees who in the regency may be meant, merges or not, and answers."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.models import Role, User
from migrants.actions.doubles import answer_request, tell_double
from migrants.models import DoubleRequest, Person
from migrants.models.doubles import MERGERS
from migrants.models.people import PersonQuerySet
from migrants.views.choose_person import chosen_person
from migrants.views.short_form import show_form
from workspace.forms.double_requests import AnswerForm, DoubleRequestForm

PAGE_SIZE = 25
#: Candidates shown to the office.
SHOWN = 10


@only(*MERGERS)
def double_request_list(request: StaffRequest) -> HttpResponse:
    """Open ones first. A village sees its own and their answers."""
    rows = DoubleRequest.visible_to(request.user).select_related("village", "asked_by")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    asks = request.user.role == Role.COORDINATOR
    return render(request, "workspace/double_request_list.html", {"page": page, "asks": asks})


@only(Role.COORDINATOR)
@never_cache
def double_request_add(request: StaffRequest) -> HttpResponse:
    """Ask. With ?orang=… about somebody of one's own village."""
    person = chosen_person(request)
    row = DoubleRequest(person=person)
    form = DoubleRequestForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST":
        asked = form.ask() if form.is_valid() else None
        if asked := asked or form.already_saved():
            # The same words whether or not anybody is registered elsewhere: nobody has looked.
            messages.success(request, _("The office has your request and will answer."))
            return redirect(asked)
    title = _("Ask whether somebody is registered elsewhere too")
    return show_form(request, form, title=title, back=person or "double_list", person=person)


def _request(request: StaffRequest, pk: int) -> DoubleRequest:
    rows = DoubleRequest.visible_to(request.user)
    related = ("village", "person", "asked_by", "answered_by")
    found: DoubleRequest = get_object_or_404(rows.select_related(*related), pk=pk)
    return found


@only(*MERGERS)
@never_cache
def double_request(request: StaffRequest, pk: int) -> HttpResponse:
    """One request. Only the office sees who may be meant; it may compare one of them with the
    village's own record, and it answers."""
    row = _request(request, pk)
    is_office = DoubleRequest.editable_by(request.user).filter(pk=pk).exists()
    decides = is_office and row.is_open
    other = chosen_person(request, people=_candidates(request, row)) if decides else None
    if request.method == "POST" and other and row.person:
        return redirect(tell_double(person=row.person, other=other, by=request.user))
    # What comes too late is shown again, too: nothing that was typed is lost.
    asks = decides or (is_office and "answer" in request.POST)
    form = AnswerForm(request.POST or None) if asks else None
    if request.method == "POST" and form and form.is_valid() and _answer(row, form, request.user):
        messages.success(request, _("The village sees your answer."))
        return redirect("double_request_list")
    context = {
        "row": row,
        "form": form,
        "candidates": _candidates(request, row)[:SHOWN] if decides else [],
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "workspace/double_request.html", context, status=status)


def _answer(row: DoubleRequest, form: AnswerForm, by: User) -> bool:
    def act() -> bool:
        answer_request(request=row, answer=form.cleaned_data["answer"], by=by)
        return True

    return bool(form.attempt(act))


def _candidates(request: StaffRequest, row: DoubleRequest) -> PersonQuerySet:
    """Who in the user's territory may be meant, apart from the village's own record."""
    people: PersonQuerySet = Person.visible_to(request.user).select_related("village")
    return people.exclude(pk=row.person_id).possible_doubles(
        names=row.name,
        born_on=date(row.born_year, 7, 1) if row.born_year else None,
        nik=row.nik,
        phone=row.phone,
    )
