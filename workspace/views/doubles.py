"""People who may be in the register twice: the list, the two side by side, the decision."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.audit import log_view
from accounts.models import User
from ltsa.models import Party
from ltsa.refusals import Busy
from migrants.actions.doubles import call_different, open_again, put_off, tell_double
from migrants.models import DoublePair, DoubleRequest, Journey, Merge, Person
from migrants.models.doubles import MERGERS
from migrants.views.choose_person import choose_person, chosen_person
from workspace.actions.appointments import held_twice
from workspace.actions.merge import Gone, Stale, Touched, changed_since, undo_merge
from workspace.actions.questions import lines
from workspace.forms.merge import MergeForm

PAGE_SIZE = 25
DECIDE, LATER, DIFFERENT, MERGED = "putuskan", "nanti", "beda", "gabung"


@only(*MERGERS)
def double_list(request: StaffRequest) -> HttpResponse:
    """Pairs by what became of them; the last tab holds what was merged."""
    pairs = DoublePair.visible_to(request.user)
    shown = {
        DECIDE: pairs.to_decide(),
        LATER: pairs.put_off(),
        DIFFERENT: pairs.different(),
        MERGED: Merge.visible_to(request.user).standing(),
    }
    labels = {
        DECIDE: _("to be decided"),
        LATER: _("later"),
        DIFFERENT: _("different people"),
        MERGED: _("merged"),
    }
    which = request.GET.get("status", DECIDE)
    which = which if which in shown else DECIDE
    rows = shown[which]
    if which == MERGED:
        rows = rows.select_related("kept__village", "gone_village", "merged_by")
    else:
        rows = rows.select_related("first__village", "second__village")
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "options": [(key, labels[key], rows.count()) for key, rows in shown.items()],
        "which": which,
        "merged": which == MERGED,
        "lost": Merge.lost_by(request.user)[:PAGE_SIZE],
        "requests": DoubleRequest.visible_to(request.user).open().count(),
    }
    return render(request, "workspace/double_list.html", context)


def _pair(request: StaffRequest, pk: int) -> DoublePair:
    pairs = DoublePair.editable_by(request.user)
    related = ("first__village", "second__village", "decided_by", "told_by")
    found: DoublePair = get_object_or_404(pairs.select_related(*related), pk=pk)
    return found


@only(*MERGERS)
@never_cache
def double_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Both side by side, with what speaks for one person."""
    pair = _pair(request, pk)
    people = (pair.first, pair.second)
    journeys = Journey.visible_to(request.user).filter(person__in=people)
    context = {
        "pair": pair,
        "people": people,
        "lines": list(lines(*people)),
        "journeys": [[one for one in journeys if one.person_id == p.pk] for p in people],
    }
    return render(request, "workspace/double_detail.html", context)


@only(*MERGERS)
@never_cache
def double_merge(request: StaffRequest, pk: int) -> HttpResponse:
    """One person: which value stands, and then they are merged."""
    if merged := _merged_already(request, pk):
        return redirect(merged)
    pair = _pair(request, pk)
    if "show" in request.POST:
        return _show_private(request, pair)
    form = MergeForm(request.POST or None, pair=pair, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            merge = form.merge()
        except Stale:
            return _look_again(request, pair)
        except Gone:
            raise Http404 from None
        except ValidationError as error:
            form.add_error(None, error)
        except Busy:
            form.add_error(None, _("Somebody is changing one of the two just now. Press again."))
        else:
            messages.success(request, _("The two records are one now."))
            return redirect(merge)
    return _show_merge(request, form, status=422 if form.is_bound else 200)


def _show_merge(
    request: StaffRequest, form: MergeForm, *, status: int = 200, changed: bool = False
) -> HttpResponse:
    twice = held_twice(form.pair.first, form.pair.second)
    seen = set(Party.visible_to(request.user).filter(pk__in=[party.pk for party in twice]))
    context = {
        "form": form,
        "pair": form.pair,
        "changed": changed,
        "twice": [party for party in twice if party in seen],
    }
    return render(request, "workspace/double_merge.html", context, status=status)


def _show_private(request: StaffRequest, pair: DoublePair) -> HttpResponse:
    """Health and money of both in full: asked for by POST, logged; what is ticked stays."""
    form = MergeForm(pair=pair, user=request.user, opens=True)
    _tick_again(request, form)
    if fields := [field.name for field in form.private_choices]:
        for person in (pair.first, pair.second):
            log_view(user=request.user, row=person, fields=fields)
    return _show_merge(request, form)


def _look_again(request: StaffRequest, pair: DoublePair) -> HttpResponse:
    """One of the two was changed meanwhile: the page anew, with the answers that still fit."""
    form = MergeForm(pair=_pair(request, pair.pk), user=request.user)
    _tick_again(request, form)
    return _show_merge(request, form, status=409, changed=True)


def _tick_again(request: StaffRequest, form: MergeForm) -> None:
    for name, field in form.fields.items():
        if request.POST.get(name) in dict(getattr(field, "choices", ())):
            field.initial = request.POST[name]


def _merged_already(request: StaffRequest, pk: int) -> Merge | None:
    """A double tap: the second press finds the pair gone and the two merged."""
    if DoublePair.editable_by(request.user).filter(pk=pk).exists():
        return None
    found: Merge | None = Merge.editable_by(request.user).standing().filter(pair_key=pk).first()
    return found


def _decide(
    request: StaffRequest, pk: int, action: Callable[..., None], words: str
) -> HttpResponse:
    pair = _pair(request, pk)
    if request.method != "POST":
        return redirect(pair)
    action(pair=pair, by=request.user)
    messages.success(request, words)
    following = DoublePair.editable_by(request.user).to_decide().exclude(pk=pk).first()
    return redirect(following or "double_list")


@only(*MERGERS)
def double_different(request: StaffRequest, pk: int) -> HttpResponse:
    words = _("Noted: two different people. The pair comes back only if one of them changes.")
    return _decide(request, pk, call_different, words)


@only(*MERGERS)
def double_later(request: StaffRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, put_off, _("Put off for two weeks."))


@only(*MERGERS)
def double_reopen(request: StaffRequest, pk: int) -> HttpResponse:
    pair = _pair(request, pk)
    if request.method == "POST":
        open_again(pair=pair, by=request.user)
    return redirect(pair)


@only(*MERGERS)
def double_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody knows that this person is in the register twice: choose the other record."""
    people = Person.visible_to(request.user)
    person = get_object_or_404(people, pk=pk)
    other = chosen_person(request, people=people.exclude(pk=pk))
    if other is None:
        title = _("Who is the same person as %(name)s?") % {"name": person.name}
        names = f"{person.name} {person.nickname} {person.passport_name}"
        others = people.exclude(pk=pk)
        alike = others.possible_doubles(names=names, born_on=person.born_on)[:5]
        back = person.get_absolute_url()
        return choose_person(request, title=title, back=back, suggested=alike, people=others)
    if request.method == "POST":
        return redirect(tell_double(person=person, other=other, by=request.user))
    return render(request, "workspace/double_add.html", {"person": person, "other": other})


# --- what was merged ------------------------------------------------------------------------------


def _merge(request: StaffRequest, pk: int) -> Merge:
    merges = Merge.visible_to(request.user)
    found: Merge = get_object_or_404(
        merges.select_related("kept__village", "gone_village", "merged_by", "undone_by"), pk=pk
    )
    return found


def _may_undo(user: User, merge: Merge) -> bool:
    return Merge.editable_by(user).filter(pk=merge.pk, undone_at=None).exists()


@only(*MERGERS)
@never_cache
def merge_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """What was merged when by whom, and the way back."""
    merge = _merge(request, pk)
    may_undo = _may_undo(request.user, merge)
    context = {
        "merge": merge,
        "may_undo": may_undo,
        "in_the_way": changed_since(merge) if may_undo else [],
    }
    return render(request, "workspace/merge_detail.html", context)


@only(*MERGERS)
def merge_undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Both records again, exactly as they were."""
    merge = get_object_or_404(Merge.editable_by(request.user), pk=pk)
    if request.method != "POST":
        return redirect(merge)
    try:
        undo_merge(merge=merge, by=request.user)
    except Touched:
        messages.error(request, _("It was not undone: something was changed since. See below."))
    except Gone:
        raise Http404 from None
    except Busy:
        messages.error(request, _("Somebody is changing one of the two just now. Press again."))
    else:
        messages.success(request, _("There are two records again, as they were before."))
    return redirect(merge)
