"""The way of papers that people applied for: the desk moves them on, the coordinator looks."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.access import StaffRequest, only
from accounts.codes import clean_code
from accounts.constraints import words_of
from accounts.models import Role
from ltsa import actions
from ltsa.models import AppliedPaper, Party
from ltsa.refusals import Refused

ROWS_PER_PAGE = 50
_State = AppliedPaper.State


class FollowForm(forms.Form):
    """Where the papers are now."""

    state = forms.ChoiceField(
        label=gettext_lazy("What has become of them?"),
        choices=[(state.value, capfirst(state.label)) for state in _State],
    )
    place = forms.CharField(label=gettext_lazy("At which office"), max_length=120, required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("state") == _State.ELSEWHERE and not data.get("place"):
            self.add_error("place", _("Say at which office the paper is now."))
        if data.get("state") in AppliedPaper.NEEDS_REASON and not data.get("reason"):
            self.add_error("reason", _("Say why, so that the family knows what to do."))
        if data.get("state") != _State.ELSEWHERE:
            data["place"] = ""
        if data.get("state") not in AppliedPaper.NEEDS_REASON:
            data["reason"] = ""
        return data


@only(Role.LTSA_OFFICER, Role.COORDINATOR)
def paper_list(request: StaffRequest) -> HttpResponse:
    """Papers by state, those that wait longest first. Officers move many on at once."""
    visible = AppliedPaper.visible_to(request.user).shown()
    counts = dict(visible.order_by().values_list("state").annotate(number=Count("pk")))
    asked = request.GET.get("keadaan", "")
    state = asked if asked in AppliedPaper.NEXT and asked != _State.WITHDRAWN else ""
    wanted = request.GET.get("q", "").strip()[:100]
    rows = visible.in_state(state) if state else visible.under_way()
    if wanted:
        rows = visible.filter(
            Q(party__booking__code=clean_code(wanted))
            | Q(party__name__icontains=wanted)
            | Q(place__icontains=wanted)
            | Q(title__icontains=wanted)
        )
    rows = rows.select_related("party__booking__village").order_by("since", "pk")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "papers": list(page),
        "state": state,
        "wanted": wanted,
        "may_change": request.user.role == Role.LTSA_OFFICER,
        "tabs": [
            ("", _("Under way"), sum(counts.get(one, 0) for one in AppliedPaper.UNDER_WAY)),
            *(
                (one.value, capfirst(one.label), counts.get(one.value, 0))
                for one in _State
                if one != _State.WITHDRAWN
            ),
        ],
        "bulk": _bulk_states(state),
    }
    return render(request, "ltsa/paper_list.html", context)


def _bulk_states(state: str) -> list[tuple[str, Any]]:
    """What can be done with many at once, without further words: (state, label of the button)."""
    labels = {_State.READY: _("Ready to be collected"), _State.COLLECTED: _("Collected")}
    possible = AppliedPaper.NEXT[state] if state else (_State.READY, _State.COLLECTED)
    return [(one.value, label) for one, label in labels.items() if one in possible]


@only(Role.LTSA_OFFICER)
@require_POST
def papers_bulk(request: StaffRequest) -> HttpResponse:
    """All papers that are ticked become ready, or are collected: all of them, or none."""
    state = request.POST.get("state", "")
    keys = [int(key) for key in request.POST.getlist("paper") if key.isdecimal() and len(key) < 19]
    back = f"{reverse('paper_list')}?{urlencode({'keadaan': request.POST.get('keadaan', '')})}"
    if state not in (_State.READY, _State.COLLECTED) or not keys:
        messages.info(request, _("Tick at least one paper."))
        return redirect(back)
    papers = AppliedPaper.editable_by(request.user).filter(pk__in=keys[:ROWS_PER_PAGE])
    try:
        moved = actions.follow(papers=papers, state=state, by=request.user)
    except Refused:
        text = _("Nothing was changed: one of these papers cannot come there from where it is.")
        messages.warning(request, text)
        return redirect(back)
    text = ngettext("%(count)d paper: %(state)s.", "%(count)d papers: %(state)s.", len(moved))
    messages.success(request, text % {"count": len(moved), "state": _State(state).label})
    return redirect(back)


@only(Role.LTSA_OFFICER, Role.COORDINATOR)
def paper_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One paper's whole way; an officer writes the next step."""
    rows = AppliedPaper.visible_to(request.user).select_related("party__booking__office")
    paper = get_object_or_404(rows, pk=pk)
    may_change = AppliedPaper.editable_by(request.user).filter(pk=pk).exists()
    form = FollowForm(request.POST or None) if may_change else None
    if form:
        states = AppliedPaper.NEXT[paper.state]
        form.fields["state"].choices = [  # type: ignore[attr-defined]
            (one, capfirst(_State(one).label)) for one in states
        ]
    if request.method == "POST":
        if form is None:
            return redirect("paper_detail", pk=pk)
        if form.is_valid() and _follow(request, paper, form):
            return redirect("paper_detail", pk=pk)
    context = {
        "paper": paper,
        "form": form,
        "steps": paper.steps.select_related("by").order_by("at", "pk"),
        "may_change": may_change,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "ltsa/paper_detail.html", context, status=status)


def _follow(request: StaffRequest, paper: AppliedPaper, form: FollowForm) -> bool:
    try:
        actions.follow(papers=[paper], by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError as error:
        form.add_error(None, words_of(error))
    else:
        return True
    return False


class AddPaperForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Which paper was applied for?"), max_length=120)


@only(Role.LTSA_OFFICER)
def paper_add(request: StaffRequest, pk: int) -> HttpResponse:
    """A paper that the service does not give by itself. `pk`: of the party."""
    parties = Party.editable_by(request.user).select_related("booking", "service")
    party = get_object_or_404(parties, pk=pk)
    form = AddPaperForm(request.POST or None, initial={"title": party.service.paper})
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        paper = actions.add_paper(party=party, title=title, by=request.user)
        return redirect("paper_detail", pk=paper.pk)
    context = {"form": form, "party": party}
    status = 422 if form.is_bound else 200
    return render(request, "ltsa/paper_add.html", context, status=status)
