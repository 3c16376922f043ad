"""Journeys of one person: plan, departure, events, return."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.audit import log_view
from accounts.models import Role
from migrants.actions.journeys import take_event_back
from migrants.actions.people import note_fate
from migrants.changes import changes_for
from migrants.forms.events import BackForm, EventForm, TakeBackForm
from migrants.forms.fates import FateForm
from migrants.forms.journeys import CancelForm, DepartForm, JourneyForm, PlanForm, ReturnForm
from migrants.models import Journey, JourneyEvent, JourneyPrivate, Person
from migrants.views.short_form import show_form
from migrants.views.two_changes import save_or_ask

#: Fields of a journey's form that JourneyPrivate keeps: a look at them is logged.
PRIVATE_FIELDS = ("wage", "return_condition")


@only(Role.COORDINATOR)
def person_changes(request: StaffRequest, pk: int) -> HttpResponse:
    """ "What is new?": every change that can be entered about her as she stands now."""
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    journeys = Journey.editable_by(request.user).filter(person=person)
    context = {
        "person": person,
        "changes": changes_for(person, journeys.prefetch_related("journey_events")),
    }
    return render(request, "migrants/person_changes.html", context)


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
    person = journey.person
    form = form_class(request.POST or None, instance=journey, user=request.user)

    def done(saved: Journey) -> HttpResponse:
        messages.success(request, _("The journey is saved."))
        return redirect(person)

    def looked(fields: list[str]) -> None:
        if private := [name for name in fields if name in PRIVATE_FIELDS]:
            log_view(user=request.user, row=journey, fields=private)

    again = partial(_change_journey, request, pk, form_class, title)
    answer = save_or_ask(request, form, about=person, again=again, done=done, looked=looked)
    if answer:
        return answer
    return show_form(request, form, title=title, back=person, person=person)


@only(Role.COORDINATOR)
def journey_edit(request: StaffRequest, pk: int) -> HttpResponse:
    return _change_journey(request, pk, JourneyForm, _("Change the journey"))


@only(Role.COORDINATOR)
def journey_plan(request: StaffRequest, pk: int) -> HttpResponse:
    return _change_journey(request, pk, PlanForm, _("How far is the plan?"))


@only(Role.COORDINATOR)
def journey_depart(request: StaffRequest, pk: int) -> HttpResponse:
    return _change_journey(request, pk, DepartForm, _("She has left"))


@only(Role.COORDINATOR)
def journey_return(request: StaffRequest, pk: int) -> HttpResponse:
    return _change_journey(request, pk, ReturnForm, _("She has come home for good"))


@only(Role.COORDINATOR)
def journey_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    return _change_journey(request, pk, CancelForm, _("The plan came to nothing"))


@only(Role.COORDINATOR, Role.CASE_OFFICER)
@never_cache
def journey_private(request: StaffRequest, pk: int) -> HttpResponse:
    """Wage, papers, and how she came home: asked for by POST, logged, shown this once."""
    journeys = Journey.visible_to(request.user).select_related("person")
    journey = get_object_or_404(journeys, pk=pk)
    if request.method != "POST":
        return redirect(journey.person)
    log_view(user=request.user, row=journey, fields=["wage", "documentation", "return_condition"])
    context = {
        "journey": journey,
        "private": JourneyPrivate.visible_to(request.user).filter(journey=journey).first(),
    }
    part = "#private" if request.htmx else ""
    return render(request, f"migrants/journey_private.html{part}", context)


@only(Role.COORDINATOR)
def journey_event(request: StaffRequest, pk: int) -> HttpResponse:
    """Something happened; ?apa= says what, and then only what belongs to it is asked."""
    journeys = Journey.editable_by(request.user).select_related("person")
    journey = get_object_or_404(journeys, pk=pk)
    kind = request.GET.get("apa", "")
    event = JourneyEvent(journey=journey)
    form = EventForm(request.POST or None, instance=event, user=request.user, kind=kind)
    if request.method == "POST" and form.is_valid() and form.save_event():
        messages.success(request, _("Saved."))
        return redirect(journey.person)
    title = dict(JourneyEvent.Kind.choices).get(kind, _("What happened?"))
    person = journey.person
    return show_form(request, form, title=str(title), back=person, person=person)


def _standing_event(request: StaffRequest, pk: int) -> JourneyEvent:
    events = JourneyEvent.editable_by(request.user).standing().select_related("journey__person")
    found: JourneyEvent = get_object_or_404(events, pk=pk)
    return found


def _change_event(request: StaffRequest, pk: int, form_class: Any, title: str) -> HttpResponse:
    event = _standing_event(request, pk)
    person, wrong = event.journey.person, ""
    form = form_class(request.POST or None, instance=event, user=request.user)

    def done(_saved: JourneyEvent) -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect(person)

    again = partial(_change_event, request, pk, form_class, title)
    if answer := save_or_ask(request, form, about=person, again=again, done=done):
        return answer
    if form_class is EventForm:
        wrong = reverse("event_take_back", args=[event.pk])
    return show_form(
        request,
        form,
        title=title or event.get_kind_display(),
        back=person,
        person=person,
        wrong=wrong,
    )


@only(Role.COORDINATOR)
def event_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct what was entered; what it was before stays in the history."""
    return _change_event(request, pk, EventForm, "")


@only(Role.COORDINATOR)
def event_back(request: StaffRequest, pk: int) -> HttpResponse:
    return _change_event(request, pk, BackForm, _("She has gone back to work"))


@only(Role.COORDINATOR)
def event_take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """It did not happen. It is shown in the history from then on, and nowhere else."""
    event = _standing_event(request, pk)
    person = event.journey.person
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_event_back(event=event, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("It is taken back."))
        return redirect(person)
    return show_form(request, form, title=_("This did not happen"), back=person, person=person)


@only(Role.COORDINATOR)
def person_fate(request: StaffRequest, pk: int) -> HttpResponse:
    """Contact lost or found, settled abroad. ?apa= ticks one of them beforehand."""
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    form = FateForm(request.POST or None, initial={"fate": request.GET.get("apa", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        saved = form.attempt(
            lambda: note_fate(person=person, fate=data["fate"], on=data["on"], by=request.user),
        )
        if saved:
            messages.success(request, _("Saved."))
            return redirect(person)
    return show_form(request, form, title=_("News of her"), back=person, person=person)
