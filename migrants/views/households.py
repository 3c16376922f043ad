"""Families: list, one family, a new one with all its members, who joins, leaves and cares."""

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
from migrants.actions.households import end_care, leave_household, open_household
from migrants.forms.households import (
    CareForm,
    FirstMemberForm,
    HouseholdForm,
    JoinForm,
    LeaveForm,
    member_formset,
    with_one_row_more,
)
from migrants.forms.person_filter import looks_like_number
from migrants.models import Care, Household, HouseholdMembership, Person
from migrants.models.households import HouseholdMembershipQuerySet
from migrants.views.choose_person import choose_person, chosen_person
from migrants.views.people import PAGE_SIZE, READERS
from migrants.views.short_form import show_form


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
        households = households.with_kk_number("".join(char for char in text if char.isdigit()))
    elif text:
        people = Person.visible_to(request.user).named(text)
        in_it = HouseholdMembership.visible_to(request.user).current().filter(person__in=people)
        households = households.filter(pk__in=in_it.values("household"))
    members = Prefetch("memberships", queryset=_members(request).current())
    households = households.select_related("village").prefetch_related(members)
    page = Paginator(households, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "text": text, "editable": request.user.role == Role.COORDINATOR}
    return render(request, "migrants/household_list.html", context)


@only(*READERS)
def household_detail(request: StaffRequest, pk: int) -> HttpResponse:
    households = Household.visible_to(request.user).select_related("village__district")
    household = get_object_or_404(households, pk=pk)
    memberships = list(_members(request).filter(household=household))
    present = [one for one in memberships if one.until is None]
    care = Care.visible_to(request.user).current().select_related("child", "carer")
    context = {
        "household": household,
        "title": household.title_by(present),
        "present": present,
        "former": [one for one in memberships if one.until],
        "care": care.filter(child__in=[one.person_id for one in present]),
        "children": [one for one in present if one.is_child],
        "editable": Household.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "migrants/household_detail.html", context)


@only(*READERS)
@never_cache
def household_number(request: StaffRequest, pk: int) -> HttpResponse:
    """The family card's number in full: asked for by POST, logged, shown this once."""
    household = get_object_or_404(Household.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return redirect(household)
    log_view(user=request.user, row=household, fields=["kk_number"])
    part = "#numbers" if request.htmx else ""
    return render(request, f"migrants/household_number.html{part}", {"household": household})


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
    context = {"form": form, "rows": rows, "first": first}
    return render(
        request, "migrants/household_form.html", context, status=422 if form.is_bound else 200
    )


@only(Role.COORDINATOR)
@never_cache
def household_edit(request: StaffRequest, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.editable_by(request.user), pk=pk)
    form = HouseholdForm(request.POST or None, instance=household, user=request.user)
    if request.method == "POST" and form.is_valid() and form.save_household():
        messages.success(request, _("The family is saved."))
        return redirect(household)
    return show_form(request, form, title=_("Change the family"), back=household)


@only(Role.COORDINATOR)
def household_join(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody who is registered joins the family: choose who, then as what."""
    household = get_object_or_404(Household.editable_by(request.user), pk=pk)
    person = chosen_person(request)
    if person is None:
        title = _("Who joins the family?")
        return choose_person(request, title=title, back=household.get_absolute_url())
    membership = HouseholdMembership(household=household, person=person)
    form = JoinForm(request.POST or None, instance=membership, user=request.user)
    if request.method == "POST" and form.is_valid() and form.join():
        messages.success(request, _("%(name)s belongs to the family now.") % {"name": person.name})
        return redirect(household)
    return show_form(request, form, title=_("Joins the family"), back=household, person=person)


def _own_membership(request: StaffRequest, pk: int) -> HouseholdMembership:
    memberships = HouseholdMembership.editable_by(request.user)
    found: HouseholdMembership = get_object_or_404(
        memberships.select_related("person", "household"), pk=pk
    )
    return found


@only(Role.COORDINATOR)
def household_member(request: StaffRequest, pk: int) -> HttpResponse:
    """What somebody is in the family, and whether she receives the money."""
    membership = _own_membership(request, pk)
    form = JoinForm(request.POST or None, instance=membership, user=request.user)
    if request.method == "POST" and form.is_valid() and form.change():
        messages.success(request, _("Saved."))
        return redirect(membership.household)
    return show_form(
        request,
        form,
        title=_("Place in the family"),
        back=membership.household,
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


@only(Role.COORDINATOR)
def care_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Who cares for this child: somebody of the family, or anybody of the village."""
    child = get_object_or_404(Person.editable_by(request.user), pk=pk)
    carer = chosen_person(request)
    title = _("Who cares for %(name)s?") % {"name": child.name}
    if carer is None:
        homes = HouseholdMembership.editable_by(request.user).current().filter(person=child)
        family = _members(request).current().filter(household__in=homes.values("household"))
        suggested = [one.person for one in family.exclude(person=child)]
        back = child.get_absolute_url()
        return choose_person(request, title=title, back=back, suggested=suggested)
    form = CareForm(
        request.POST or None, instance=Care(child=child, carer=carer), user=request.user
    )
    if request.method == "POST" and form.is_valid() and form.entrust():
        messages.success(request, _("Saved."))
        return redirect(child)
    return show_form(request, form, title=title, back=child, person=carer)


@only(Role.COORDINATOR)
def care_end(request: StaffRequest, pk: int) -> HttpResponse:
    care = get_object_or_404(Care.editable_by(request.user).select_related("child", "carer"), pk=pk)
    form = LeaveForm(request.POST or None, since=care.since)
    if request.method == "POST" and form.is_valid():
        end_care(care=care, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(care.child)
    title = _("No longer cares for %(name)s") % {"name": care.child.name}
    return show_form(request, form, title=title, back=care.child, person=care.carer)
