"""Moves between villages: the list of both sides, asking, offering, answering."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.models import Role
from migrants.actions.moves import withdraw_move
from migrants.forms.moves import AnswerForm, AskForPersonForm, OfferPersonForm
from migrants.models import HouseholdMembership, MoveRequest, Person
from migrants.models.moves import OFFICE
from migrants.move_lines import MoveLine
from migrants.views.choose_person import choose_person, chosen_person
from migrants.views.people import PAGE_SIZE
from migrants.views.short_form import show_form

WAITING, ASKED, DONE = "dijawab", "diminta", "selesai"
_RELATED = ("person", "from_village__district", "to_village__district", "typed_village__district")


@only(Role.COORDINATOR, *OFFICE)
@never_cache
def move_list(request: StaffRequest) -> HttpResponse:
    user, rows = request.user, MoveRequest.visible_to(request.user)
    shown = {
        WAITING: (_("to be answered by you"), MoveRequest.to_answer(user).order_by("asked_at")),
        ASKED: (_("asked by you"), rows.open().filter(pk__in=MoveRequest.asked_by_side_of(user))),
        DONE: (_("answered"), rows.exclude(state=MoveRequest.State.OPEN)),
    }
    if user.role in OFFICE:
        del shown[ASKED]
    which = request.GET.get("status", WAITING)
    which = which if which in shown else WAITING
    found = shown[which][1].select_related(*_RELATED, "asked_by", "answered_by")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [MoveLine(row, user) for row in page],
        "options": [(key, label, some.count()) for key, (label, some) in shown.items()],
        "which": which,
        "may_ask": user.role == Role.COORDINATOR,
    }
    return render(request, "migrants/move_list.html", context)


@only(Role.COORDINATOR)
@never_cache
def move_ask(request: StaffRequest) -> HttpResponse:
    """Somebody lives here and is registered elsewhere: may we keep her record from now on? What is
    shown afterwards is the same whether or not anybody was found."""
    form = AskForPersonForm(request.POST or None, instance=MoveRequest(), user=request.user)
    if request.method == "POST":
        asked = form.ask() if form.is_valid() else None
        if asked or form.already_saved():
            told = _("The request is on its way. You see the answer here.")
            messages.success(request, told)
            return redirect(f"{reverse('move_list')}?status={ASKED}")
    return show_form(request, form, title=_("Ask for somebody to move here"), back="move_list")


@only(Role.COORDINATOR)
@never_cache
def move_offer(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody of this village belongs to another one now: will it take her over?"""
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    homes = HouseholdMembership.visible_to(request.user).current().filter(person=person)
    form = OfferPersonForm(
        request.POST or None,
        instance=MoveRequest(person=person),
        user=request.user,
        has_family=homes.exists(),
    )
    if request.method == "POST":
        offered = form.offer() if form.is_valid() else None
        if offered or form.already_saved():
            messages.success(request, _("The other village is asked. You see the answer here."))
            return redirect(person)
    return show_form(request, form, title=_("Moves to another village"), back=person, person=person)


def _visible_move(request: StaffRequest, pk: int) -> MoveRequest:
    rows = MoveRequest.visible_to(request.user)
    found: MoveRequest = get_object_or_404(
        rows.select_related(*_RELATED, "asked_by", "answered_by"), pk=pk
    )
    return found


@only(Role.COORDINATOR, *OFFICE)
@never_cache
def move_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One request, and for whoever may answer it the form."""
    move, user = _visible_move(request, pk), request.user
    answers = MoveRequest.to_answer(user).filter(pk=pk).exists()
    holds = move.holds_person(user) and user.role == Role.COORDINATOR
    person = (move.person or chosen_person(request)) if holds else None
    form = AnswerForm(
        request.POST or None,
        move=move,
        person=person if answers else None,
        asks_family=answers and holds and bool(person) and move.side == MoveRequest.Side.RECEIVING,
        user=user,
    )
    if request.method == "POST" and answers and form.is_valid() and (done := form.give()):
        messages.success(request, _("Your answer is saved."))
        return redirect(done)
    context = {
        "line": MoveLine(move, user),
        "move": move,
        "form": form if answers else None,
        "person": person,
        "names_person": answers and holds and not move.person_id,
        "may_withdraw": move.is_open and MoveRequest.asked_by_side_of(user).filter(pk=pk).exists(),
    }
    wrong = form.is_bound and answers
    return render(request, "migrants/move_detail.html", context, status=422 if wrong else 200)


@only(Role.COORDINATOR)
@never_cache
def move_choose(request: StaffRequest, pk: int) -> HttpResponse:
    """Who is meant? For a request that named a village and no NIK."""
    move = get_object_or_404(MoveRequest.to_answer(request.user), pk=pk)
    if not move.holds_person(request.user) or move.person_id:
        return redirect(move)
    if person := chosen_person(request):
        return redirect(f"{move.get_absolute_url()}?orang={person.pk}")
    people = Person.editable_by(request.user)
    return choose_person(
        request,
        title=_("Who is meant?"),
        back=move.get_absolute_url(),
        suggested=people.possible_doubles(names=move.typed_name)[:5],
    )


@only(Role.COORDINATOR)
def move_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    move = get_object_or_404(MoveRequest.asked_by_side_of(request.user), pk=pk)
    if request.method == "POST":
        withdraw_move(request=move, by=request.user)
        messages.success(request, _("The request is taken back."))
    return redirect(move)
