"""A recipient's own page: messages or none, which language, an e-mail address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django_ratelimit.decorators import ratelimit

from notices.actions import opt_in, opt_out, save_wishes
from notices.channels import is_set_up
from notices.forms import WishesForm
from notices.links import phone_of
from notices.models import Channel, Recipient
from notices.models.recipients import masked_phone


@csrf_exempt  # the link itself is the proof; mail programs press "unsubscribe" without a cookie
@login_not_required
@never_cache
@ratelimit(key="ip", rate="60/h", method="POST")
def message_wishes(request: HttpRequest, token: str) -> HttpResponse:
    phone = phone_of(token)
    if phone is None:
        raise Http404
    recipient = Recipient.of(phone)
    may_mail = is_set_up(Channel.EMAIL) or bool(recipient.email)
    form = WishesForm(
        may_mail=may_mail, initial={"email": recipient.email, "language": recipient.language}
    )
    if request.method == "POST":
        if request.POST.get("List-Unsubscribe") == "One-Click" or "stop" in request.POST:
            opt_out(phone=phone, how="link")
            messages.success(request, _("No more messages go to this phone."))
            return redirect(request.path)
        if "start" in request.POST:
            opt_in(phone=phone)
            messages.success(request, _("Messages go to this phone again."))
            return redirect(request.path)
        form = WishesForm(request.POST, may_mail=may_mail)
        if form.is_valid():
            kept = {"email": recipient.email, **form.cleaned_data}
            save_wishes(phone=phone, email=kept["email"], language=kept["language"])
            messages.success(request, _("Saved."))
            return redirect(request.path)
    context = {"recipient": recipient, "phone": masked_phone(phone), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "notices/wishes.html", context, status=status)
