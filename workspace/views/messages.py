"""Messages that wait to be sent by hand, people who must be called, and what was told to whom."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import StaffRequest, only
from accounts.codes import clean_code
from accounts.models import Role
from ltsa.actions import must_be_called, reach
from ltsa.messages import booking_pk, key_prefix
from ltsa.models import Booking, CallTask
from notices import actions as notices
from notices.models import Message

PAGE_SIZE = 20
#: The call list is short, or the office has a greater trouble than this page.
CALLS_SHOWN = 50


#: Each sees only the messages of her own office, or of her regency's cases.
SENDERS = (Role.LTSA_OFFICER, Role.CASE_OFFICER)


@only(*SENDERS)
def message_list(request: StaffRequest) -> HttpResponse:
    waiting = Message.visible_to(request.user).due().by_hand()
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
    return _decided(request, pk, notices.mark_sent)


@only(*SENDERS)
def message_wrong(request: StaffRequest, pk: int) -> HttpResponse:
    """The number is somebody else's: the person behind an appointment must be called."""

    def act(*, message: Message, by: object) -> bool:
        done = notices.wrong_number(message=message, by=request.user)
        booking = Booking.editable_by(request.user).filter(pk=booking_pk(message.key)).first()
        if done and booking:
            must_be_called(booking=booking, why=CallTask.Why.WRONG)
        return done

    return _decided(request, pk, act)


def _decided(request: StaffRequest, pk: int, act: Callable[..., bool]) -> HttpResponse:
    message = get_object_or_404(Message.editable_by(request.user), pk=pk)
    if request.method == "POST" and not act(message=message, by=request.user):
        messages.info(request, _("This message was sent or called off by somebody else."))
    return redirect("message_list")


@only(Role.LTSA_OFFICER)
def message_stop(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody says at the desk or on the phone that she wants no messages."""
    message = get_object_or_404(Message.editable_by(request.user), pk=pk)
    if request.method == "POST" and message.phone:
        notices.opt_out(phone=message.phone, how="desk", by=request.user)
        messages.success(request, _("No more messages go to this phone."))
    return redirect("message_list")


@only(*SENDERS)
def message_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Marked as sent by mistake, or it did not arrive."""
    message = get_object_or_404(Message.editable_by(request.user), pk=pk)
    if request.method == "POST":
        if notices.send_again(message=message, by=request.user):
            return redirect("message_list")
        messages.info(request, _("This message is on its way, called off, or too late."))
    return redirect("message_log")


@only(Role.LTSA_OFFICER)
def call_done(request: StaffRequest, pk: int) -> HttpResponse:
    task = get_object_or_404(CallTask.editable_by(request.user), pk=pk)
    if request.method == "POST":
        reach(task=task, by=request.user)
    return redirect("message_list")


@only(*SENDERS)
@require_GET
def message_log(request: StaffRequest) -> HttpResponse:
    """What was told to whom and when, newest first; of one appointment by its code."""
    rows = Message.visible_to(request.user).order_by("-created_at", "-pk")
    wanted = request.GET.get("kode", "").strip()
    if wanted:
        found = Booking.visible_to(request.user).filter(code=clean_code(wanted))
        mine = Q(pk__in=())
        for booking in found:
            mine |= Q(key__startswith=key_prefix(booking))
        rows = rows.filter(mine)
    rows = rows.select_related("sent_by").prefetch_related("events__by")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "workspace/message_log.html", {"page": page, "wanted": wanted})
