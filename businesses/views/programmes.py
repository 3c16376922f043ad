"""Staff: businesses in programmes, from the proposal to moving up a class."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from businesses.actions import enrol, move_stage
from businesses.forms import EnrolForm, StageMoveForm
from businesses.models import Business, Enrolment, StageChange
from businesses.views.businesses import shown


@only(Role.COORDINATOR)
def business_enrol(request: StaffRequest, pk: int) -> HttpResponse:
    """Propose a business for a programme."""
    business = get_object_or_404(Business.editable_by(request.user).open(), pk=pk)
    form = EnrolForm(request.POST or None, business=business)
    if request.method == "POST" and form.is_valid():
        proposal = partial(enrol, business=business, by=request.user, **form.cleaned_data)
        if form.attempt(proposal):
            messages.success(request, _("Proposed. The mentor of your district sees it now."))
            return redirect(business)
    return shown(request, "businesses/enrol.html", {"form": form, "business": business})


@only(Role.MENTOR, Role.BUSINESS_OFFICER)
def stage_move(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose the next stage of an enrolment and say why."""
    enrolment = get_object_or_404(
        Enrolment.editable_by(request.user).select_related("business__village", "programme"), pk=pk
    )
    form = StageMoveForm(request.POST or None, enrolment=enrolment)
    if request.method == "POST" and form.is_valid():
        try:
            move_stage(
                enrolment=enrolment,
                from_stage=form.cleaned_data["seen_stage"],
                to_stage=form.cleaned_data["to_stage"],
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except ValidationError as error:
            form.offer_again(error)
        else:
            messages.success(request, _("The new stage is in the log."))
            return redirect(enrolment.business)
    changes = StageChange.visible_to(request.user).filter(enrolment=enrolment).select_related("by")
    context = {"form": form, "enrolment": enrolment, "changes": changes}
    return shown(request, "businesses/stage_move.html", context)
