"""Sheets of A4 about one person. Identity numbers are dots to be filled in by hand, unless they are
asked for by POST: then the print is logged."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.audit import log_view
from accounts.models import Role, ViewLog
from migrants.forms.prints import CoverLetterForm, PermissionForm
from migrants.models import HouseholdMembership, Journey, Person
from migrants.person_facts import documents_with_number, facts_of
from migrants.person_page import family_of
from migrants.views.people import READERS


def _person(request: StaffRequest, pk: int) -> Person:
    people = Person.visible_to(request.user).select_related("village__district__regency__province")
    found: Person = get_object_or_404(people, pk=pk)
    return found


def _in_full(request: StaffRequest, *people: Person) -> bool:
    """Whether numbers are shown, logged for each person whose number is on the sheet."""
    if request.method != "POST" or "full" not in request.POST:
        return False
    for person in people:
        fields = [name for name in ("nik", "passport_number") if getattr(person, name)]
        log_view(user=request.user, row=person, fields=fields, action=ViewLog.Action.PRINT)
    return True


def _home(request: StaffRequest, person: Person) -> Any:
    homes = HouseholdMembership.visible_to(request.user).current().filter(person=person)
    return homes.select_related("household").first()


@only(*READERS)
@never_cache
def person_sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """All about her on one sheet, except what is protected."""
    person = _person(request, pk)
    home = _home(request, person)
    context = {
        "person": person,
        "in_full": _in_full(request, person),
        "today": timezone.localdate(),
        "home": home,
        "family": family_of(home, request.user) if home else [],
        "journeys": Journey.visible_to(request.user).filter(person=person),
        "other_papers": documents_with_number(person, request.user),
        "writes_letters": request.user.role == Role.COORDINATOR,
        **facts_of(person, request.user),
    }
    return render(request, "migrants/print/person_sheet.html", context)


@only(Role.COORDINATOR)
@never_cache
def permission_letter(request: StaffRequest, pk: int) -> HttpResponse:
    """Surat izin keluarga: husband, wife, parent or guardian permits, the village head knows (UU
    18/2017 art. 13). Who permits is chosen among the family, or left to be written by hand."""
    person = _person(request, pk)
    form = PermissionForm(request.GET, person=person, user=request.user)
    giver = form.chosen()
    shown = [person, *([giver] if giver else [])]
    context = {
        "person": person,
        "form": form,
        "giver": giver,
        "relation": form.relation(),
        "journey": _plan(request, person),
        "in_full": _in_full(request, *shown),
        "today": timezone.localdate(),
    }
    return render(request, "migrants/print/permission_letter.html", context)


@only(Role.COORDINATOR)
@never_cache
def cover_letter(request: StaffRequest, pk: int) -> HttpResponse:
    """Surat pengantar desa: the village confirms who she is and what she comes for."""
    person = _person(request, pk)
    form = CoverLetterForm(request.GET)
    context = {
        "person": person,
        "form": form,
        "purpose": form.purpose(),
        "home": _home(request, person),
        "in_full": _in_full(request, person),
        "today": timezone.localdate(),
    }
    return render(request, "migrants/print/cover_letter.html", context)


def _plan(request: StaffRequest, person: Person) -> Journey | None:
    """The journey she plans or is on."""
    journeys = Journey.visible_to(request.user).filter(person=person, cancelled_on=None)
    found: Journey | None = journeys.filter(returned_on=None).first()
    return found
