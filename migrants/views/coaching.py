"""Lines of business inside a group: one member coaches up to five others."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from migrants.actions.groups import close_line, end_coaching
from migrants.forms.coaching import CoachForm, LineForm
from migrants.forms.households import LeaveForm
from migrants.models import CoachedMember, CoachingLine, Group
from migrants.views.groups import GROUP_WRITERS
from migrants.views.short_form import show_form


@only(*GROUP_WRITERS)
def line_add(request: StaffRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(Group.editable_by(request.user), pk=pk)
    form = LineForm(request.POST or None, instance=CoachingLine(group=group), user=request.user)
    if request.method == "POST":
        opened = form.open() if form.is_valid() else None
        if opened or form.already_saved():
            messages.success(request, _("Saved."))
            return redirect(group)
    return show_form(request, form, title=_("New line of business"), back=group)


def _own_line(request: StaffRequest, pk: int) -> CoachingLine:
    lines = CoachingLine.editable_by(request.user).select_related("group", "member__person")
    found: CoachingLine = get_object_or_404(lines, pk=pk)
    return found


@only(*GROUP_WRITERS)
def line_coach(request: StaffRequest, pk: int) -> HttpResponse:
    """Who learns in this line from now on; five at a time."""
    line = _own_line(request, pk)
    form = CoachForm(request.POST or None, line=line, user=request.user)
    if request.method == "POST" and form.is_valid() and form.coach():
        messages.success(request, _("Saved."))
        return redirect(line.group)
    title = _("%(coach)s coaches") % {"coach": line.member.name}
    return show_form(request, form, title=title, back=line.group, about=line.title)


@only(*GROUP_WRITERS)
def line_end(request: StaffRequest, pk: int) -> HttpResponse:
    line = _own_line(request, pk)
    form = LeaveForm(request.POST or None, since=line.since)
    if request.method == "POST" and form.is_valid():
        close_line(line=line, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(line.group)
    title = _("This line ends")
    return show_form(request, form, title=title, back=line.group, about=line.title)


@only(*GROUP_WRITERS)
def coached_end(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody has learned enough, or stopped."""
    rows = CoachedMember.editable_by(request.user)
    coached = get_object_or_404(rows.select_related("line__group", "member__person"), pk=pk)
    group = coached.line.group
    form = LeaveForm(request.POST or None, since=coached.since)
    if request.method == "POST" and form.is_valid():
        end_coaching(coached=coached, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(group)
    name = coached.member.name
    return show_form(request, form, title=_("No longer coached"), back=group, about=name)
