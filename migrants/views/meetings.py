"""Meetings of a group: planned, held, who came and what was saved."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import StaffRequest, only
from migrants.forms.meetings import MeetingForm, RollForm
from migrants.group_page import INSIDERS
from migrants.models import Attendance, Group, GroupMembership, Meeting, SavingsEntry
from migrants.views.groups import GROUP_READERS, GROUP_WRITERS
from migrants.views.people import PAGE_SIZE
from migrants.views.short_form import show_form
from migrants.views.two_changes import save_or_ask


@only(*GROUP_READERS)
def meeting_list(request: StaffRequest, pk: int) -> HttpResponse:
    """All meetings of a group, the coming ones first."""
    group = get_object_or_404(Group.visible_to(request.user), pk=pk)
    meetings = Meeting.visible_to(request.user).filter(group=group).with_numbers()
    page = Paginator(meetings.order_by("-held_on", "-pk"), PAGE_SIZE)
    context = {
        "group": group,
        "page": page.get_page(request.GET.get("page")),
        "editable": Group.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "migrants/meeting_list.html", context)


@only(*GROUP_WRITERS)
def meeting_add(request: StaffRequest, pk: int) -> HttpResponse:
    """A meeting of today leads on to the list of who came; one to come back to the group."""
    group = get_object_or_404(Group.editable_by(request.user), pk=pk)
    form = MeetingForm(request.POST or None, instance=Meeting(group=group), user=request.user)
    if request.method == "POST":
        saved = form.save_meeting() if form.is_valid() else None
        if meeting := saved or form.already_saved():
            messages.success(request, _("The meeting is saved."))
            return redirect(meeting if meeting.has_begun else group)
    return show_form(request, form, title=_("New meeting"), back=group)


@only(*GROUP_WRITERS)
def meeting_edit(request: StaffRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.editable_by(request.user), pk=pk)
    form = MeetingForm(request.POST or None, instance=meeting, user=request.user)

    def done(saved: Meeting) -> HttpResponse:
        messages.success(request, _("The meeting is saved."))
        return redirect(saved)

    again = partial(meeting_edit, request, pk)
    if answer := save_or_ask(request, form, about=meeting, again=again, done=done):
        return answer
    return show_form(request, form, title=_("Change the meeting"), back=meeting)


@only(*GROUP_READERS)
def meeting_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One meeting. For the group's own people the list to tick, names and money; for others how
    many came."""
    meetings = Meeting.visible_to(request.user).select_related("group").with_numbers()
    meeting = get_object_or_404(meetings, pk=pk)
    editable = Meeting.editable_by(request.user).filter(pk=pk).exists()
    form = _roll(request, meeting) if editable and meeting.has_begun else None
    if request.method == "POST" and form and form.is_valid() and form.record():
        came = meeting.attendances.count()
        words = ngettext("Saved: %(n)d person came.", "Saved: %(n)d people came.", came)
        messages.success(request, words % {"n": came})
        return redirect(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "saved": _saved_at(request, meeting) if request.user.role in INSIDERS else None,
        "editable": editable,
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "migrants/meeting_detail.html", context, status=status)


def _roll(request: StaffRequest, meeting: Meeting) -> RollForm:
    """The list to tick: who was a member on that day, and whoever is ticked already."""
    user = request.user
    members = GroupMembership.editable_by(user).filter(group=meeting.group_id)
    ticked = Attendance.visible_to(user).filter(meeting=meeting)
    listed = members.on(meeting.held_on) | members.filter(pk__in=ticked.values("member"))
    entries = SavingsEntry.visible_to(user).filter(meeting=meeting)
    sums = entries.order_by().values_list("member").annotate(sum=Sum("amount"))
    return RollForm(
        request.POST or None,
        meeting=meeting,
        members=list(listed.select_related("person").by_name()),
        present=set(ticked.values_list("member", flat=True)),
        saved_before=dict(sums),
        user=user,
    )


def _saved_at(request: StaffRequest, meeting: Meeting) -> int:
    entries = SavingsEntry.visible_to(request.user).filter(meeting=meeting)
    saved: int = entries.balance()
    return saved
