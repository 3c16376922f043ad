"""Journeys of one person: plan, departure, events, return."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from migrants.actions.people import note_fate
from migrants.forms.journeys import (
    CancelForm,
    DepartForm,
    EventForm,
    FateForm,
    JourneyForm,
    ReturnForm,
)
from migrants.forms.row import attempt
from migrants.models import Journey, JourneyEvent, Person
from migrants.views.short_form import show_form


@only(Role.COORDINATOR)
def journey_add(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    journey = Journey(person=person)
    form = JourneyForm(request.POST or None, instance=journey, user=request.user)
    if request.method == "POST" and form.is_valid() and form.save_journey():
        messages.success(request, _("The journey is saved."))
        return redirect(person)
    return show_form(request, form, title=_("New journey"), back=person, person=person)


def _change_journey(request: StaffRequest, pk: int, form_class: Any, title: str) -> HttpResponse:
    journeys = Journey.editable_by(request.user).select_related("person")
    journey = get_object_or_404(journeys, pk=pk)
    form = form_class(request.POST or None, instance=journey, user=request.user)
    if request.method == "POST" and form.is_valid() and form.save_journey():
        messages.success(request, _("The journey is saved."))
        return redirect(journey.person)
    person = journey.person
    return show_form(request, form, title=title, back=person, person=person)


@only(Role.COORDINATOR)
def journey_edit(request: StaffRequest, pk: int) -> HttpResponse:
    return _change_journey(request, pk, JourneyForm, _("Change the journey"))


@only(Role.COORDINATOR)
def journey_depart(request: StaffRequest, pk: int) -> HttpResponse:
    return _change_journey(request, pk, DepartForm, _("She has left"))


@only(Role.COORDINATOR)
def journey_return(request: StaffRequest, pk: int) -> HttpResponse:
    return _change_journey(request, pk, ReturnForm, _("She has come home for good"))


@only(Role.COORDINATOR)
def journey_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    return _change_journey(request, pk, CancelForm, _("She has given up the plan"))


@only(Role.COORDINATOR)
def journey_event(request: StaffRequest, pk: int) -> HttpResponse:
    journeys = Journey.editable_by(request.user).select_related("person")
    journey = get_object_or_404(journeys, pk=pk)
    event = JourneyEvent(journey=journey)
    form = EventForm(request.POST or None, instance=event, user=request.user)
    if request.method == "POST" and form.is_valid() and form.save_event():
        messages.success(request, _("Saved."))
        return redirect(journey.person)
    person = journey.person
    return show_form(request, form, title=_("What happened?"), back=person, person=person)


@only(Role.COORDINATOR)
def person_fate(request: StaffRequest, pk: int) -> HttpResponse:
    """Contact lost or found, settled abroad, died."""
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    form = FateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        saved = attempt(
            form,
            lambda: note_fate(person=person, fate=data["fate"], on=data["on"], by=request.user),
        )
        if saved:
            messages.success(request, _("Saved."))
            return redirect(person)
    return show_form(request, form, title=_("News of her"), back=person, person=person)
