"""Community groups. A coordinator runs those of her village; a leader has her own and nothing
else: she changes what is told about it, gives parts, ends memberships and lets guests in. Somebody
who is registered in the village is let in by the coordinator, because a leader may not look through
the people of the village."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from migrants.actions.groups import leave_group
from migrants.forms.groups import GroupForm, GroupMemberForm, GuestForm, JoinGroupForm
from migrants.forms.households import LeaveForm
from migrants.group_page import group_page, with_former_parts
from migrants.models import Group, GroupMembership, Person
from migrants.views.choose_person import choose_person, chosen_person
from migrants.views.people import PAGE_SIZE
from migrants.views.short_form import show_form
from migrants.views.two_changes import save_or_ask

GROUP_READERS = (Role.COORDINATOR, Role.GROUP_LEADER, Role.MENTOR, Role.BUSINESS_OFFICER)
GROUP_WRITERS = (Role.COORDINATOR, Role.GROUP_LEADER)


@only(*GROUP_READERS)
def group_list(request: StaffRequest) -> HttpResponse:
    present = Count("memberships", filter=Q(memberships__until=None))
    groups = Group.visible_to(request.user).select_related("village").order_by("name", "pk")
    groups = groups.annotate(members=present)
    page = Paginator(groups, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "migrants/group_list.html", {"page": page})


@only(*GROUP_READERS)
def group_detail(request: StaffRequest, pk: int) -> HttpResponse:
    groups = Group.visible_to(request.user).select_related("village__district", "leader")
    group = get_object_or_404(groups, pk=pk)
    memberships = GroupMembership.visible_to(request.user).filter(group=group)
    members = with_former_parts(memberships.select_related("person"), request.user)
    seen = Person.visible_to(request.user).filter(group_memberships__group=group)
    present = Paginator(members.current().officers_first(), PAGE_SIZE)
    context = {
        "group": group,
        "page": present.get_page(request.GET.get("page")),
        "former": members.exclude(until=None).order_by("-until", "-pk")[:PAGE_SIZE],
        "seen": set(seen.values_list("pk", flat=True)) if _sees_people(request) else set(),
        **group_page(group, request.user),
    }
    return render(request, "migrants/group_detail.html", context)


def _sees_people(request: StaffRequest) -> bool:
    """Whether she has people's pages at all: only then do names lead there."""
    return request.user.role in (Role.COORDINATOR, Role.CASE_OFFICER)


@only(Role.COORDINATOR)
def group_add(request: StaffRequest) -> HttpResponse:
    form = GroupForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and (group := form.found()):
        messages.success(request, _("The group is saved."))
        return redirect(group)
    return show_form(request, form, title=_("New group"), back="group_list")


@only(*GROUP_WRITERS)
def group_edit(request: StaffRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(Group.editable_by(request.user), pk=pk)
    form = GroupForm(request.POST or None, instance=group, user=request.user)

    def done(saved: Group) -> HttpResponse:
        messages.success(request, _("The group is saved."))
        return redirect(saved)

    again = partial(group_edit, request, pk)
    if answer := save_or_ask(request, form, about=group, again=again, done=done):
        return answer
    return show_form(request, form, title=_("Change the group"), back=group)


@only(Role.COORDINATOR)
def group_join(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody of the village joins: choose who, then as what."""
    group = get_object_or_404(Group.editable_by(request.user), pk=pk)
    person = chosen_person(request)
    if person is None:
        title = _("Who joins the group?")
        return choose_person(request, title=title, back=group.get_absolute_url())
    membership = GroupMembership(group=group, person=person)
    form = JoinGroupForm(request.POST or None, instance=membership, user=request.user)
    if request.method == "POST":
        joined = form.join() if form.is_valid() else None
        if joined or form.already_saved():
            messages.success(request, _("%(name)s is a member now.") % {"name": person.name})
            return redirect(group)
    return show_form(request, form, title=_("Joins the group"), back=group, person=person)


@only(*GROUP_WRITERS)
def group_guest(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody who lives elsewhere joins. No register is asked."""
    group = get_object_or_404(Group.editable_by(request.user), pk=pk)
    form = GuestForm(request.POST or None, instance=GroupMembership(group=group), user=request.user)
    if request.method == "POST":
        joined = form.join() if form.is_valid() else None
        if joined := joined or form.already_saved():
            messages.success(request, _("%(name)s is a member now.") % {"name": joined.name})
            return redirect(group)
    return show_form(request, form, title=_("Member from another village"), back=group)


def _own_membership(request: StaffRequest, pk: int) -> GroupMembership:
    memberships = GroupMembership.editable_by(request.user).select_related("person", "group")
    found: GroupMembership = get_object_or_404(memberships, pk=pk)
    return found


@only(*GROUP_WRITERS)
def group_member(request: StaffRequest, pk: int) -> HttpResponse:
    """What somebody is in the group."""
    membership = _own_membership(request, pk)
    name, back = membership.name, membership.group
    form = GroupMemberForm(request.POST or None, instance=membership, user=request.user)

    def done(_saved: GroupMembership) -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect(back)

    again = partial(group_member, request, pk)
    if answer := save_or_ask(request, form, about=back, again=again, done=done):
        return answer
    return show_form(request, form, title=_("Part in the group"), back=back, about=name)


@only(*GROUP_WRITERS)
def group_leave(request: StaffRequest, pk: int) -> HttpResponse:
    """The membership ends; it is not deleted."""
    membership = _own_membership(request, pk)
    form = LeaveForm(request.POST or None, since=membership.since)
    if request.method == "POST" and form.is_valid():
        leave_group(membership=membership, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(membership.group)
    back, name = membership.group, membership.name
    return show_form(request, form, title=_("No longer a member"), back=back, about=name)
