"""A family asks for help without an account: four short steps, a code, and a page to come back to.

Nothing here looks into the register, and nothing of a case shows but its state and what was
written for the family. All pages have the same plain title, are kept by no browser, and can be left
at once.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django_ratelimit.core import is_ratelimited
from django_ratelimit.decorators import ratelimit
from django_ratelimit.exceptions import Ratelimited

from accounts.encryption import keyed_hash
from migrants.actions.reports import add_from_family, receive_report
from migrants.forms.reports import (
    NOT_LISTED,
    ContactForm,
    DigitsForm,
    FindReportForm,
    MoreForm,
    Step,
    StoryForm,
    TroubleForm,
    WhereForm,
)
from migrants.models import Case, CaseStep
from migrants.report_session import Draft, forget, opened_with, remember_opened
from villages.models import Regency

#: The steps in their order, by the word in their address.
STEPS: dict[str, type[Step]] = {
    "apa": TroubleForm,
    "siapa": WhereForm,
    "cerita": StoryForm,
    "kabar": ContactForm,
}
ORDER = list(STEPS)
#: Where the quick way out leads: a page that says nothing about whoever looks at it.
ELSEWHERE = "product_catalogue"

kept_by_nobody = cache_control(private=True, no_store=True)


def _url(step: str) -> str:
    return reverse("report_start") if step == ORDER[0] else reverse("report_step", args=[step])


@login_not_required
@kept_by_nobody
@ratelimit(key="ip", rate="600/h", method="POST")
def report_start(request: HttpRequest) -> HttpResponse:
    """Step 1: what happened."""
    return _step(request, ORDER[0])


@login_not_required
@kept_by_nobody
@ratelimit(key="ip", rate="600/h", method="POST")
def report_step(request: HttpRequest, step: str) -> HttpResponse:
    """The further steps; a step whose predecessor is missing leads back to that one."""
    return _step(request, step)


def _step(request: HttpRequest, step: str) -> HttpResponse:
    draft = Draft.load(request.session)
    if draft.code:
        if step == ORDER[0] and request.method != "POST":
            draft = Draft()  # another report
        elif step != ORDER[0]:
            return redirect("report_page", code=draft.code)
    if missing := _first_missing(draft, before=step):
        return redirect(_url(missing))
    form = STEPS[step](request.POST or None, initial=draft.answers)
    if request.method != "POST":
        return _step_page(request, step, form, draft)
    if not form.is_valid():
        return _step_page(request, step, form, draft, status=422)
    if step == ORDER[-1]:
        return _send(request, form, draft)
    if draft.code:
        draft = Draft()
    draft.answers |= {**form.answers(), f"passed_{step}": True}
    draft.save(request.session)
    return redirect(_url(ORDER[ORDER.index(step) + 1]))


def _first_missing(draft: Draft, *, before: str) -> str:
    earlier = ORDER[: ORDER.index(before)]
    return next((step for step in earlier if not draft.answers.get(f"passed_{step}")), "")


def _step_page(
    request: HttpRequest, step: str, form: Any, draft: Draft, status: int = 200
) -> HttpResponse:
    number = ORDER.index(step)
    context = {
        "steps": [_("What"), _("Who"), _("Your words"), _("Contact"), _("Code")],
        "step": number + 1,
        "form": form,
        "back": _url(ORDER[number - 1]) if number else "",
    }
    return render(request, f"migrants/report/{step}.html", context, status=status)


def _send(request: HttpRequest, form: Any, draft: Draft) -> HttpResponse:
    """The last press. Too many from one address or one number: said beside what was typed."""
    if _too_many(request, form):
        form.add_error(
            None,
            _(
                "Too many reports came from here or with this number. Nothing is lost: leave the "
                "number empty and choose four digits, or wait an hour and press again."
            ),
        )
        return _step_page(request, ORDER[-1], form, draft, status=429)
    case = receive_report(
        case=_case_of(draft, form.cleaned_data),
        digits=form.secret(),
        submit_key=UUID(draft.submit_key),
    )
    draft.sent(request.session, case.code or "")
    remember_opened(request.session, case.code or "", form.secret())
    return redirect("report_page", code=case.code)


def _too_many(request: HttpRequest, form: Any) -> bool:
    """Thirty an hour from one address (phone companies let thousands share one), five an hour with
    one number. Somebody else may have used up her number: four digits of her own always work."""
    by_address = is_ratelimited(
        request, group="report-address", key="ip", rate="30/h", increment=True
    )
    phone = form.cleaned_data["contact_phone"]
    if not phone:
        return by_address
    hashed = keyed_hash(f"report:{phone}")
    by_phone = is_ratelimited(
        request, group="report-phone", key=lambda *_: hashed, rate="5/h", increment=True
    )
    return by_address or by_phone


def _case_of(draft: Draft, contact: dict[str, Any]) -> Case:
    told = draft.answers
    village = told["village"]
    country = told["country"]
    return Case(
        category=told["category"],
        summary=_with_village_name(told),
        country=None if country == NOT_LISTED else country,
        reporter=told["reporter"],
        subject_name=told["subject_name"] or None,
        village_id=int(village) if village and village != NOT_LISTED else None,
        regency=Regency.objects.current().get(code=settings.REGENCY),
        contact_name=contact["contact_name"] or None,
        contact_phone=contact["contact_phone"] or None,
        contact_way=contact["contact_way"],
        contact_time=contact["contact_time"],
    )


def _with_village_name(told: dict[str, Any]) -> str:
    """A village that we do not know stays readable in what was told."""
    if told["village"] != NOT_LISTED:
        return str(told["summary"])
    return f"{told['summary']}\n\n{_('Home village')}: {told['village_name']}"


# --- coming back ----------------------------------------------------------------------------------


def _limit_guesses(request: HttpRequest, code: str) -> None:
    """Ten tries an hour at one code, from wherever: four digits must not be guessed."""
    if is_ratelimited(
        request, group="report-digits", key=lambda *_: code, rate="10/h", increment=True
    ):
        raise Ratelimited


@login_not_required
@kept_by_nobody
@ratelimit(key="ip", rate="300/h", method="POST")
def report_find(request: HttpRequest) -> HttpResponse:
    """Come back: code and four digits."""
    form = FindReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code, digits = form.cleaned_data["code"], form.cleaned_data["digits"]
        _limit_guesses(request, code)
        if Case.by_code(code, digits).exists():
            remember_opened(request.session, code, digits)
            return redirect("report_page", code=code)
        form.add_error(None, _("Nothing fits this code and these digits. Look again."))
    status = 422 if form.is_bound else 200
    return render(request, "migrants/report/find.html", {"form": form}, status=status)


@login_not_required
@kept_by_nobody
@ratelimit(key="ip", rate="300/h", method="POST")
def report_page(request: HttpRequest, code: str) -> HttpResponse:
    """What the family may know of its report. A code that does not exist looks the same as one
    whose digits are wrong."""
    digits = opened_with(request.session, code)
    case = Case.by_code(code, digits).first()
    if case is None:
        return _ask_digits(request, code)
    form = MoreForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kept = add_from_family(
            case=case, text=data["text"], picture=data["photo"], submit_key=data["submit_key"]
        )
        if kept:
            messages.success(request, _("It has arrived. Thank you."))
        else:
            messages.warning(request, _("There are enough photos already."))
        return redirect("report_page", code=code)
    context = {
        "case": case,
        "form": form,
        "notes": CaseStep.by_code(code, digits),
        "is_new": Draft.load(request.session).code == code,
        "phone_ends": bool(case.contact_phone),
    }
    status = 422 if form.is_bound else 200
    return render(request, "migrants/report/page.html", context, status=status)


def _ask_digits(request: HttpRequest, code: str) -> HttpResponse:
    form = DigitsForm(request.POST if "digits" in request.POST else None)
    if form.is_bound and form.is_valid():
        digits = form.cleaned_data["digits"]
        _limit_guesses(request, code)
        if Case.by_code(code, digits).exists():
            remember_opened(request.session, code, digits)
            return redirect("report_page", code=code)
        form.add_error("digits", _("Nothing fits this code and these digits. Look again."))
    status = 422 if request.method == "POST" else 200
    return render(request, "migrants/report/digits.html", {"form": form}, status=status)


@login_not_required
@kept_by_nobody
def report_leave(request: HttpRequest) -> HttpResponse:
    """Away from here at once; nothing that was typed or opened stays behind."""
    forget(request.session)
    return redirect(ELSEWHERE)
