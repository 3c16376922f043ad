"""Families: list, one family, a new one with all its members, who joins, leaves and cares."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.audit import log_view
from accounts.models import Role
from migrants.actions.households import (
    end_remittance,
    leave_household,
    open_household,
    split_household,
)
from migrants.family_page import household_page
from migrants.forms.country import abroad
from migrants.forms.households import (
    CardForm,
    FirstMemberForm,
    HeadForm,
    HouseholdForm,
    JoinForm,
    LeaveForm,
    PlaceForm,
    PlacesForm,
    RemittanceForm,
    SplitForm,
    member_formset,
    with_one_row_more,
)
from migrants.forms.person_filter import looks_like_number
from migrants.models import FormerCard, Household, HouseholdMembership, Person, Remittance
from migrants.models.households import HouseholdMembershipQuerySet
from migrants.views.choose_person import choose_person, chosen_person
from migrants.views.people import PAGE_SIZE, READERS
from migrants.views.short_form import show_form
from migrants.views.two_changes import save_or_ask


def _members(request: StaffRequest) -> HouseholdMembershipQuerySet:
    """Memberships with their person, as far as she may be seen."""
    user = request.user
    memberships: HouseholdMembershipQuerySet = HouseholdMembership.visible_to(user)
    return memberships.filter(person__in=Person.visible_to(user)).select_related("person")


@only(*READERS)
@never_cache
def household_list(request: StaffRequest) -> HttpResponse:
    """Families. Searching is a POST, so that a family card's number never stands in an address."""
    text = request.POST.get("q", request.GET.get("q", "")).strip()
    number = looks_like_number(text)
    if request.method == "POST" and not number:
        return redirect(f"{request.path}?{urlencode({'q': text})}")
    if request.method == "GET" and number:
        return redirect("household_list")
    households = Household.visible_to(request.user)
    if number:
        households = households.that_had_kk_number("".join(char for char in text if char.isdigit()))
    elif text:
        people = Person.visible_to(request.user).named(text)
        in_it = HouseholdMembership.visible_to(request.user).filter(person__in=people)
        households = households.filter(pk__in=in_it.values("household"))
    members = Prefetch("memberships", queryset=_members(request).current())
    ended = request.GET.get("status") == "berakhir"
    if not text:  # a search finds families that have ended, too
        households = households.ended() if ended else households.together()
    households = households.select_related("village").prefetch_related(members)
    page = Paginator(households, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "text": text,
        "ended": ended,
        "editable": request.user.role == Role.COORDINATOR,
    }
    return render(request, "migrants/household_list.html", context)


@only(*READERS)
def household_detail(request: StaffRequest, pk: int) -> HttpResponse:
    households = Household.visible_to(request.user).select_related("village__district")
    household = get_object_or_404(households, pk=pk)
    context = household_page(
        household, list(_members(request).filter(household=household)), request.user
    )
    return render(request, "migrants/household_detail.html", context)


@only(*READERS)
@never_cache
def household_number(request: StaffRequest, pk: int) -> HttpResponse:
    """The family card's number in full, former ones too: asked for by POST, logged, shown once."""
    household = get_object_or_404(Household.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return redirect(household)
    log_view(user=request.user, row=household, fields=["kk_number"])
    former = FormerCard.visible_to(request.user).filter(household=household)
    part = "#numbers" if request.htmx else ""
    context = {"household": household, "former": former}
    return render(request, f"migrants/household_number.html{part}", context)


@only(Role.COORDINATOR)
@never_cache
def household_add(request: StaffRequest) -> HttpResponse:
    """A family and all its members in one go; with ?orang=… somebody registered is the first."""
    person = chosen_person(request)
    data = request.POST or None
    form = HouseholdForm(data, user=request.user)
    first = FirstMemberForm(data, person=person) if person else None
    rows = member_formset(data, user=request.user)
    if "add_row" in request.POST:
        rows = with_one_row_more(request.POST, user=request.user)
        form = HouseholdForm(user=request.user, initial=request.POST.dict())
        if person:
            first = FirstMemberForm(person=person, initial=_first_typed(request))
        return _show_family(request, form, rows, first)
    if request.method == "POST":
        parts = [form, rows, *([first] if first else [])]
        household = None
        faults = [part for part in parts if not part.is_valid()]  # ask all, not up to the first
        if not faults:
            household = _open(form, rows, first)
        if household := household or form.already_saved():
            messages.success(request, _("The family is saved."))
            return redirect(household)
    return _show_family(request, form, rows, first)


def _open(form: HouseholdForm, rows: Any, first: FirstMemberForm | None) -> Household | None:
    members = ([first.member()] if first else []) + rows.members()
    return form.attempt(
        lambda: open_household(household=form.instance, members=members, by=form.user)
    )


def _first_typed(request: StaffRequest) -> dict[str, Any]:
    return {
        "relationship": request.POST.get("first-relationship", ""),
        "receives_remittances": "first-receives_remittances" in request.POST,
    }


def _show_family(request: StaffRequest, form: Any, rows: Any, first: Any) -> HttpResponse:
    context = {"form": form, "rows": rows, "first": first, "countries": abroad()}
    return render(
        request, "migrants/household_form.html", context, status=422 if form.is_bound else 200
    )


@only(Role.COORDINATOR)
@never_cache
def household_edit(request: StaffRequest, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.editable_by(request.user), pk=pk)
    form = HouseholdForm(request.POST or None, instance=household, user=request.user)

    def done(saved: Household) -> HttpResponse:
        messages.success(request, _("The family is saved."))
        return redirect(saved)

    again = partial(household_edit, request, pk)
    if answer := save_or_ask(request, form, about=household, again=again, done=done):
        return answer
    return show_form(request, form, title=_("Change the family"), back=household)


@only(Role.COORDINATOR)
def household_join(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody who is registered joins the family, out of another one where she has one: choose
    who, then as what."""
    household = get_object_or_404(Household.editable_by(request.user), pk=pk)
    person = chosen_person(request)
    if person is None:
        title = _("Who joins the family?")
        return choose_person(request, title=title, back=household.get_absolute_url())
    membership = HouseholdMembership(household=household, person=person)
    form = JoinForm(
        request.POST or None,
        instance=membership,
        user=request.user,
        leaves=_family_of(request, person),
    )
    if request.method == "POST" and form.is_valid() and form.join():
        messages.success(request, _("%(name)s belongs to the family now.") % {"name": person.name})
        return redirect(household)
    return show_form(request, form, title=_("Joins the family"), back=household, person=person)


def _family_of(request: StaffRequest, person: Person) -> str:
    """Name of the family that somebody belongs to now, if any."""
    homes = HouseholdMembership.visible_to(request.user).current().filter(person=person)
    home = homes.select_related("household").first()
    if home is None:
        return ""
    return home.household.title_by(_members(request).current().filter(household=home.household_id))


def _own_membership(request: StaffRequest, pk: int) -> HouseholdMembership:
    memberships = HouseholdMembership.editable_by(request.user)
    found: HouseholdMembership = get_object_or_404(
        memberships.select_related("person", "household"), pk=pk
    )
    return found


@only(Role.COORDINATOR)
def household_member(request: StaffRequest, pk: int) -> HttpResponse:
    """What somebody is in the family and since when, put right. A new head has its own page."""
    membership = _own_membership(request, pk)
    household = membership.household
    form = PlaceForm(request.POST or None, instance=membership, user=request.user)

    def done(_saved: HouseholdMembership) -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect(household)

    again = partial(household_member, request, pk)
    if answer := save_or_ask(request, form, about=household, again=again, done=done):
        return answer
    return show_form(
        request,
        form,
        title=_("Place in the family"),
        back=household,
        person=membership.person,
    )


@only(Role.COORDINATOR)
def household_leave(request: StaffRequest, pk: int) -> HttpResponse:
    """She no longer lives with this family. The membership ends; it is not deleted."""
    membership = _own_membership(request, pk)
    form = LeaveForm(request.POST or None, since=membership.since)
    if request.method == "POST" and form.is_valid():
        leave_household(membership=membership, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(membership.household)
    return show_form(
        request,
        form,
        title=_("No longer in this family"),
        back=membership.household,
        person=membership.person,
    )


def _status(form: PlacesForm) -> int:
    """409 when somebody else has changed the family meanwhile."""
    if form.is_stale:
        return 409
    return 422 if form.is_bound else 200


@only(Role.COORDINATOR)
def household_head(request: StaffRequest, pk: int) -> HttpResponse:
    """The family gets another head: what everybody is from that day on."""
    household = get_object_or_404(Household.editable_by(request.user), pk=pk)
    members = list(_members(request).current().filter(household=household))
    form = HeadForm(request.POST or None, members=members, user=request.user)
    if request.method == "POST" and form.is_valid() and form.change(household):
        messages.success(request, _("The family is saved."))
        return redirect(household)
    context = {"form": form, "household": household}
    status = _status(form)
    return render(request, "migrants/household_head.html", context, status=status)


@only(Role.COORDINATOR)
@never_cache
def household_split(request: StaffRequest, pk: int) -> HttpResponse:
    """Some members open a family of their own: they married, or have a card of their own now."""
    household = get_object_or_404(Household.editable_by(request.user), pk=pk)
    members = list(_members(request).current().filter(household=household))
    form = SplitForm(request.POST or None, members=members, user=request.user)
    home = {name: getattr(household, name) for name in ("hamlet", "rt", "rw", "address")}
    into = HouseholdForm(request.POST or None, user=request.user, initial=home)
    if request.method == "POST":
        opened = into.already_saved()
        if not opened and all([form.is_valid(), into.is_valid()]):
            opened = into.attempt(
                lambda: split_household(
                    household=household,
                    into=into.instance,
                    places=form.places(),
                    on=form.cleaned_data["on"],
                    by=request.user,
                )
            )
        if opened:
            messages.success(request, _("They have a family of their own now."))
            return redirect(opened)
    context = {"form": form, "into": into, "household": household}
    status = _status(form)
    return render(request, "migrants/household_split.html", context, status=status)


@only(Role.COORDINATOR)
@never_cache
def household_card(request: StaffRequest, pk: int) -> HttpResponse:
    """The family has a new card; the old number is kept with its end and the reason."""
    household = get_object_or_404(Household.editable_by(request.user), pk=pk)
    form = CardForm(request.POST or None, instance=household, user=request.user)

    def done(saved: Household) -> HttpResponse:
        messages.success(request, _("The new card is saved."))
        return redirect(saved)

    again = partial(household_card, request, pk)
    if answer := save_or_ask(request, form, about=household, again=again, done=done):
        return answer
    return show_form(request, form, title=_("New family card"), back=household)


@only(*READERS)
@never_cache
def household_money(request: StaffRequest, pk: int) -> HttpResponse:
    """Who sends money to whom and how often: asked for by POST, logged."""
    household = get_object_or_404(Household.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return redirect(household)
    log_view(user=request.user, row=household, fields=["remittances"])
    rows = Remittance.visible_to(request.user).filter(household=household)
    remittances = list(rows.select_related("sender", "receiver"))
    named = {key for row in remittances for key in (row.sender_id, row.receiver_id) if key}
    context = {
        "household": household,
        "remittances": remittances,
        # Who has moved to another village since is no longer hers to know.
        "known": set(
            Person.visible_to(request.user).filter(pk__in=named).values_list("pk", flat=True)
        ),
        "editable": Household.editable_by(request.user).filter(pk=pk).exists(),
    }
    part = "#money" if request.htmx else ""
    return render(request, f"migrants/household_money.html{part}", context)


@only(Role.COORDINATOR)
@never_cache
def remittance_add(request: StaffRequest, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.editable_by(request.user), pk=pk)
    row = Remittance(household=household)
    form = RemittanceForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST":
        noted = form.note() if form.is_valid() else None
        if noted or form.already_saved():
            messages.success(request, _("Saved."))
            return redirect(household)
    return show_form(request, form, title=_("Money from abroad"), back=household)


@only(Role.COORDINATOR)
def remittance_end(request: StaffRequest, pk: int) -> HttpResponse:
    rows = Remittance.editable_by(request.user).select_related("household")
    remittance = get_object_or_404(rows, pk=pk)
    form = LeaveForm(request.POST or None, since=remittance.since)
    if request.method == "POST" and form.is_valid():
        end_remittance(remittance=remittance, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(remittance.household)
    title = _("No more money comes this way")
    return show_form(request, form, title=title, back=remittance.household)
