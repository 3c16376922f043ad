"""Children left behind: who cares for them, who their parents are, their school; and who of the
families needs a closer eye."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.audit import log_view
from accounts.models import Role
from migrants.actions.childhood import end_care, unname_parent
from migrants.forms.childhood import CareForm, ParentForm, SchoolingForm
from migrants.forms.households import LeaveForm
from migrants.models import Care, HouseholdMembership, Parentage, Person, Schooling
from migrants.models.watch import Watch, count_watched, watched_in
from migrants.views.choose_person import choose_person, chosen_person
from migrants.views.people import PAGE_SIZE, READERS
from migrants.views.short_form import show_form
from migrants.views.two_changes import save_or_ask


@only(*READERS)
@never_cache
def family_watch(request: StaffRequest) -> HttpResponse:
    """Who needs a closer eye, reason by reason; the first reason that concerns anybody is open."""
    reasons = watched_in(request.user)
    # A whole regency is too much to count at once.
    counts = count_watched(request.user) if request.user.role == Role.COORDINATOR else {}
    asked = request.GET.get("alasan", "")
    first = next((why for why, number in counts.items() if number), Watch.CARER_LEFT)
    chosen = Watch(asked) if asked in Watch.values else Watch(first)
    people = reasons[chosen].select_related("village").order_by("name_key", "pk")
    context = {
        "page": Paginator(people, PAGE_SIZE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "options": [
            (why.value, why.label, counts[why]) if counts else (why.value, why.label)
            for why in Watch
        ],
    }
    return render(request, "migrants/family_watch.html", context)


def _suggested(request: StaffRequest, person: Person) -> list[Person]:
    """The others of somebody's present family."""
    homes = HouseholdMembership.editable_by(request.user).current().filter(person=person)
    family = HouseholdMembership.visible_to(request.user).current().select_related("person")
    family = family.filter(
        household__in=homes.values("household"), person__in=Person.visible_to(request.user)
    )
    return [one.person for one in family.exclude(person=person)]


@only(Role.COORDINATOR)
def care_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Who cares for this child: somebody of the family, or anybody of the village."""
    child = get_object_or_404(Person.editable_by(request.user), pk=pk)
    carer = chosen_person(request)
    title = _("Who cares for %(name)s?") % {"name": child.name}
    if carer is None:
        back, suggested = child.get_absolute_url(), _suggested(request, child)
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
    """The care ends; without another carer the next page asks for one."""
    care = get_object_or_404(Care.editable_by(request.user).select_related("child", "carer"), pk=pk)
    form = LeaveForm(request.POST or None, since=care.since)
    if request.method == "POST" and form.is_valid():
        end_care(care=care, on=form.cleaned_data["on"], by=request.user)
        others = Care.visible_to(request.user).current().filter(child=care.child)
        if others.exists() or care.child.age is None or care.child.age >= 18:
            messages.success(request, _("Saved."))
            return redirect(care.child)
        messages.warning(request, _("Saved. Who cares for the child now?"))
        return redirect("care_add", care.child_id)
    title = _("No longer cares for %(name)s") % {"name": care.child.name}
    return show_form(request, form, title=title, back=care.child, person=care.carer)


@only(Role.COORDINATOR)
def parent_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Who this child's mother or father is, where the family card does not tell."""
    child = get_object_or_404(Person.editable_by(request.user), pk=pk)
    parent = chosen_person(request)
    title = _("Mother or father of %(name)s") % {"name": child.name}
    if parent is None:
        back, suggested = child.get_absolute_url(), _suggested(request, child)
        return choose_person(request, title=title, back=back, suggested=suggested)
    row = Parentage(child=child, parent=parent)
    form = ParentForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST" and form.is_valid() and form.name():
        messages.success(request, _("Saved."))
        return redirect(child)
    return show_form(request, form, title=title, back=child, person=parent)


@only(Role.COORDINATOR)
def parent_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    rows = Parentage.editable_by(request.user).select_related("child")
    parentage = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        unname_parent(parentage=parentage, by=request.user)
        messages.success(request, _("Removed."))
    return redirect(parentage.child)


@only(Role.COORDINATOR)
@never_cache
def schooling_edit(request: StaffRequest, pk: int) -> HttpResponse:
    child = get_object_or_404(Person.editable_by(request.user), pk=pk)
    row = Schooling.editable_by(request.user).filter(child=child).first() or Schooling(child=child)
    form = SchoolingForm(request.POST or None, instance=row, user=request.user)

    def done(_saved: Schooling) -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect(child)

    again = partial(schooling_edit, request, pk)
    if answer := save_or_ask(request, form, about=child, again=again, done=done):
        return answer
    return show_form(request, form, title=_("School"), back=child, person=child)


@only(*READERS)
@never_cache
def schooling_show(request: StaffRequest, pk: int) -> HttpResponse:
    """A child's school, for who does not live next door: asked for by POST, logged."""
    child = get_object_or_404(Person.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return redirect(child)
    schooling = Schooling.visible_to(request.user).filter(child=child).first()
    if schooling:
        log_view(user=request.user, row=schooling, fields=["stage", "grade", "left_on"])
    part = "#school" if request.htmx else ""
    context = {"child": child, "schooling": schooling}
    return render(request, f"migrants/schooling_show.html{part}", context)
