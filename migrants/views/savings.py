"""The savings of a group: the whole book, one member's statement, entries and corrections. Only for
the group's leader and the coordinator of its village."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.rupiah import rupiah
from migrants.forms.savings import CorrectForm, SavingsForm
from migrants.group_page import INSIDERS, months_of, savers_of
from migrants.models import Group, GroupMembership, SavingsEntry
from migrants.views.people import PAGE_SIZE
from migrants.views.short_form import show_form

#: Entries on one page of a statement: a year of weekly meetings fits on paper.
STATEMENT_SIZE = 60


@only(*INSIDERS)
@never_cache
def group_savings(request: StaffRequest, pk: int) -> HttpResponse:
    """What all have together, month by month, and what each member has."""
    groups = Group.visible_to(request.user).select_related("village__district")
    group = get_object_or_404(groups, pk=pk)
    savers = Paginator(savers_of(group, request.user), PAGE_SIZE)
    months = months_of(group, request.user)
    context = {
        "group": group,
        "page": savers.get_page(request.GET.get("page")),
        "months": months,
        "balance": SavingsEntry.visible_to(request.user).filter(member__group=group).balance(),
        "this_month": months[-1].saved if months else 0,
        "as_at": timezone.now(),
        "editable": Group.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "migrants/group_savings.html", context)


@only(*INSIDERS)
@never_cache
def member_savings(request: StaffRequest, pk: int) -> HttpResponse:
    """One member's statement, to read and to print."""
    members = GroupMembership.visible_to(request.user)
    member = get_object_or_404(members.select_related("person", "group__village__district"), pk=pk)
    entries = SavingsEntry.visible_to(request.user).filter(member=member)
    listed = entries.select_related("meeting", "corrected_by").with_balance()
    context = {
        "member": member,
        "group": member.group,
        "page": Paginator(listed, STATEMENT_SIZE).get_page(request.GET.get("page")),
        "balance": entries.balance(),
        "as_at": timezone.now(),
        "editable": GroupMembership.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "migrants/member_savings.html", context)


@only(*INSIDERS)
@never_cache
def savings_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Money that a member brings or takes outside a meeting."""
    members = GroupMembership.editable_by(request.user).select_related("person", "group")
    member = get_object_or_404(members, pk=pk)
    entry = SavingsEntry(member=member)
    form = SavingsForm(request.POST or None, instance=entry, user=request.user)
    if request.method == "POST":
        booked = form.book() if form.is_valid() else None
        if booked := booked or form.already_saved():
            messages.success(request, _told(booked))
            return redirect("member_savings", member.pk)
    return show_form(
        request,
        form,
        title=_("Save or take out"),
        back=reverse("member_savings", args=[member.pk]),
        about=member.name,
    )


def _told(entry: SavingsEntry) -> str:
    amount = rupiah(abs(entry.amount))
    words = _("%(amount)s was taken out.") if entry.amount < 0 else _("%(amount)s was saved.")
    return words % {"amount": amount}


@only(*INSIDERS)
@never_cache
def savings_correct(request: StaffRequest, pk: int) -> HttpResponse:
    """An entry was wrong: it is taken back by a counter-entry, and the right one is entered."""
    entries = SavingsEntry.editable_by(request.user).filter(corrects=None)
    entry = get_object_or_404(entries.select_related("member__person", "corrected_by"), pk=pk)
    member = entry.member
    form = CorrectForm(request.POST or None, entry=entry, user=request.user)
    if request.method == "POST" and form.already_saved():
        return redirect("member_savings", member.pk)
    if entry.is_corrected:
        messages.info(request, _("This entry was corrected already."))
        return redirect("member_savings", member.pk)
    if request.method == "POST" and form.is_valid() and form.correct():
        messages.success(request, _("Corrected. The book keeps both entries."))
        return redirect("member_savings", member.pk)
    title = _("Correct %(amount)s") % {"amount": rupiah(abs(entry.amount))}
    return show_form(
        request,
        form,
        title=title,
        back=reverse("member_savings", args=[member.pk]),
        about=member.name,
    )
