"""Messages that wait to be sent by WhatsApp, and people who must be called."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from ltsa.actions import reach
from ltsa.models import CallTask
from notices.actions import mark_sent
from notices.models import Message

PAGE_SIZE = 20
#: The call list is short, or the office has a greater trouble than this page.
CALLS_SHOWN = 50


#: Each sees only the messages of her own office, or of her regency's cases.
SENDERS = (Role.LTSA_OFFICER, Role.CASE_OFFICER)


@only(*SENDERS)
def message_list(request: StaffRequest) -> HttpResponse:
    waiting = Message.visible_to(request.user).due()
    calls = CallTask.visible_to(request.user).open().select_related("booking")
    return render(
        request,
        "workspace/message_list.html",
        {
            "page": Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("page")),
            "calls": calls.prefetch_related("booking__parties__service")[:CALLS_SHOWN],
        },
    )


@only(*SENDERS)
def message_sent(request: StaffRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(Message.editable_by(request.user), pk=pk)
    if request.method == "POST" and not mark_sent(message=message, by=request.user):
        messages.info(request, _("This message was sent or called off by somebody else."))
    return redirect("message_list")


@only(Role.LTSA_OFFICER)
def call_done(request: StaffRequest, pk: int) -> HttpResponse:
    task = get_object_or_404(CallTask.editable_by(request.user), pk=pk)
    if request.method == "POST":
        reach(task=task, by=request.user)
    return redirect("message_list")
