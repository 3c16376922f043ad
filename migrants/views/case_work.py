"""What is done in a case: answers of offices, deadlines, messages to the family, photos."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.audit import log_view
from migrants.actions.case_work import attach, meet_deadline, tell_family
from migrants.forms.case_work import AnswerForm, CasePhotoForm, DeadlineForm
from migrants.forms.cases import CaseTextForm
from migrants.models import CaseAttachment, CaseDeadline, CaseReferral
from migrants.views.cases import editable_case
from migrants.views.people import READERS
from migrants.views.short_form import show_form
from publishing.responses import attachment_response


@only(*READERS)
@never_cache
def case_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """What an office answered to a referral."""
    referral = get_object_or_404(
        CaseReferral.editable_by(request.user).select_related("case"), pk=pk
    )
    if referral.answered_on and request.method != "POST":
        return redirect(referral)
    form = AnswerForm(request.POST or None, instance=referral, user=request.user)
    if request.method == "POST" and form.is_valid() and form.record():
        messages.success(request, _("Saved."))
        return redirect(referral)
    return show_form(request, form, title=referral.to_name, back=referral)


@only(*READERS)
@never_cache
def case_deadline(request: StaffRequest, pk: int) -> HttpResponse:
    case = editable_case(request, pk)
    deadline = CaseDeadline(case=case)
    form = DeadlineForm(request.POST or None, instance=deadline, user=request.user)
    if request.method == "POST" and form.is_valid() and form.set():
        messages.success(request, _("Saved."))
        return redirect(case)
    return show_form(request, form, title=_("Set a deadline"), back=case)


@only(*READERS)
def case_deadline_done(request: StaffRequest, pk: int) -> HttpResponse:
    deadline = get_object_or_404(
        CaseDeadline.editable_by(request.user).select_related("case"), pk=pk
    )
    if request.method == "POST":
        meet_deadline(deadline=deadline, by=request.user)
        messages.success(request, _("Saved."))
    return redirect(deadline.case)


@only(*READERS)
@never_cache
def case_message(request: StaffRequest, pk: int) -> HttpResponse:
    """Write something for the family, who reads it with its code."""
    case = editable_case(request, pk)
    form = CaseTextForm(
        request.POST or None,
        label=_("What should the family know?"),
        help_text=_(
            "The family reads this with its code. Write no names: somebody may look over her "
            "shoulder."
        ),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        tell_family(case=case, text=data["text"], submit_key=data["submit_key"], by=request.user)
        messages.success(request, _("Saved. The family reads it with its code."))
        return redirect(case)
    return show_form(request, form, title=_("Message to the family"), back=case)


@only(*READERS)
@never_cache
def case_photo_add(request: StaffRequest, pk: int) -> HttpResponse:
    case = editable_case(request, pk)
    form = CasePhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kept = attach(
            case=case, picture=data["photo"], submit_key=data["submit_key"], by=request.user
        )
        if kept:
            messages.success(request, _("The photo is kept with the case."))
        else:
            messages.warning(request, _("There are enough photos already."))
        return redirect(case)
    return show_form(request, form, title=_("Add a photo"), back=case)


@only(*READERS)
@never_cache
def case_photo(request: StaffRequest, key: UUID, size: int) -> HttpResponse:
    """The file itself, after asking the door of its case. Every look is logged."""
    photos = CaseAttachment.visible_to(request.user).select_related("attachment")
    photo = get_object_or_404(photos, attachment__key=key)
    response = attachment_response(photo.attachment, size)
    if size == photo.attachment.sizes[-1]:
        log_view(user=request.user, row=photo, fields=["photo"])
    return response
