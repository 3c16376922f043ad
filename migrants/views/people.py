"""People of the register: list, one person, add and change."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import push_url

from accounts.access import StaffRequest, only
from accounts.audit import log_view
from accounts.history import changes_of, changes_of_all
from accounts.long_lists import LongListPaginator
from accounts.models import Role
from accounts.row_keys import row_key
from migrants.forms.people import DoublesForm, PersonForm
from migrants.forms.person_filter import PersonFilter, looks_like_number
from migrants.models import DeathReport, Household, Journey, JourneyEvent, Merge, Person, Wish
from migrants.models.people import PersonQuerySet
from migrants.nik import clean_nik
from migrants.person_facts import documents_with_number, rows_with_history
from migrants.person_page import person_page
from migrants.views.rounds import IN_ROUND
from migrants.views.two_changes import save_or_ask

READERS = (Role.COORDINATOR, Role.CASE_OFFICER)
PAGE_SIZE = 25


@only(*READERS)
@never_cache
def person_list(request: StaffRequest) -> HttpResponse:
    """Everybody she may see. Searching is a POST, so that a NIK never stands in an address."""
    if request.method == "POST":
        return _search(request)
    if looks_like_number(request.GET.get("q", "")):
        return redirect("person_list")
    return _show_list(request, PersonFilter(request.GET, user=request.user))


def _search(request: StaffRequest) -> HttpResponse:
    typed = request.POST.get("q", "").strip()
    if looks_like_number(typed):
        return _show_list(request, PersonFilter(QueryDict(), user=request.user), number=typed)
    kept = PersonFilter(request.POST, user=request.user).chosen()
    address = f"{request.path}?{urlencode(kept)}"
    if not request.htmx:
        return redirect(address)
    listing = PersonFilter(QueryDict(urlencode(kept)), user=request.user)
    return push_url(_show_list(request, listing), address)


def _show_list(request: StaffRequest, listing: PersonFilter, number: str = "") -> HttpResponse:
    text = number or listing.chosen().get("q", "")
    people = listing.rows().select_related("village").prefetch_related(journeys_of_list(request))
    pages, note = _find(people, text, is_number=bool(number)) if text else (None, "")
    pages = pages or LongListPaginator(people, PAGE_SIZE, count=listing.count())
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "listing": listing,
        "text": text,
        "note": note,
        "kept": urlencode({k: v for k, v in listing.chosen().items() if k != "status"}),
        "many_villages": "village" in listing.fields,
    }
    part = "#listing" if request.htmx else ""
    return render(request, f"migrants/person_list.html{part}", context)


def _find(people: PersonQuerySet, text: str, *, is_number: bool) -> tuple[Paginator, str]:
    """The people meant by a search text, and what to say about it."""
    if is_number:
        compact = "".join(text.split()).upper()
        if compact[:1].isalpha():  # a passport: one or two letters, then digits
            bearers = people.order_by().with_passport(compact).values("pk")
            return Paginator(people.filter(pk__in=bearers), PAGE_SIZE), ""
        try:
            return Paginator(people.with_nik(clean_nik(text)), PAGE_SIZE), ""
        except ValidationError as error:
            return Paginator([], PAGE_SIZE), error.messages[0]
    exact = LongListPaginator(people.named(text), PAGE_SIZE)
    if exact.count:
        return exact, ""
    similar = list(people.resembling(text)[:PAGE_SIZE])
    return Paginator(similar, PAGE_SIZE), _("No name is exactly like this. These are similar:")


def journeys_of_list(request: StaffRequest) -> Prefetch:
    """The journeys of a page of people in two queries, with what the status line needs."""
    events = JourneyEvent.visible_to(request.user).standing()
    journeys = Journey.visible_to(request.user)
    return Prefetch(
        "journeys", journeys.prefetch_related(Prefetch("journey_events", queryset=events))
    )


@only(*READERS)
def person_detail(request: StaffRequest, pk: int) -> HttpResponse:
    people = Person.visible_to(request.user).select_related("village__district", "created_by")
    if moved := Merge.visible_to(request.user).standing().filter(gone_pk=pk).first():
        return redirect("person_detail", moved.kept_id)
    person = get_object_or_404(people, pk=pk)
    context = person_page(person, request.user)
    context["is_in_round"] = request.session.get(IN_ROUND) == person.pk
    return render(request, "migrants/person_detail.html", context)


@only(*READERS)
@never_cache
def person_numbers(request: StaffRequest, pk: int) -> HttpResponse:
    """NIK and the numbers of all papers in full: asked for by POST, logged, shown this once."""
    person = get_object_or_404(Person.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return redirect(person)
    others = [paper for paper in documents_with_number(person, request.user) if paper.number]
    shown = [name for name in ("nik", "passport_number") if getattr(person, name)]
    shown += sorted({f"{paper.kind} document" for paper in others})
    log_view(user=request.user, row=person, fields=shown)
    part = "#numbers" if request.htmx else ""
    context = {"person": person, "documents": others}
    return render(request, f"migrants/person_numbers.html{part}", context)


@only(*READERS)
def person_history(request: StaffRequest, pk: int) -> HttpResponse:
    """Who changed what, when, from what to what: of the person, her journeys and what happened on
    them, also what was taken back."""
    person = get_object_or_404(Person.visible_to(request.user), pk=pk)
    rows = [
        person,
        *Journey.visible_to(request.user).filter(person=person),
        *JourneyEvent.visible_to(request.user).filter(journey__person=person),
        *Wish.visible_to(request.user).filter(person=person),
        *DeathReport.visible_to(request.user).filter(person=person),
        *rows_with_history(person, request.user),
    ]
    changes = changes_of_all(rows, request.user)
    for merge in Merge.visible_to(request.user).standing().filter(kept=person):
        changes += changes_of(person, request.user, formerly=merge.gone_pk)
    changes.sort(key=lambda change: change.at, reverse=True)
    page = Paginator(changes, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "migrants/person_history.html", {"person": person, "page": page})


@only(Role.COORDINATOR)
@never_cache
def person_add(request: StaffRequest) -> HttpResponse:
    """A new person; with ?keluarga=… she joins that family."""
    form = PersonForm(
        request.POST or None, user=request.user, household=_household_asked_for(request)
    )
    if request.method == "POST":
        person = form.register() if form.is_valid() and not form.existing else form.existing
        if person := person or form.already_saved():
            if not form.existing:
                messages.success(request, _("%(name)s is saved.") % {"name": person.name})
            return redirect(person)
    context = {"form": form, "household": form.household}
    return render(
        request, "migrants/person_form.html", context, status=422 if form.is_bound else 200
    )


def _household_asked_for(request: StaffRequest) -> Household | None:
    asked = row_key(request.GET.get("keluarga"))
    if asked is None:
        return None
    return get_object_or_404(Household.editable_by(request.user), pk=asked)


@only(Role.COORDINATOR)
@never_cache
def person_doubles(request: StaffRequest) -> HttpResponse:
    """Who may be meant by what is typed so far. A POST: it may carry a NIK."""
    form = DoublesForm(request.POST)
    context = {"doubles": form.doubles(request.user), "answer": "", "name": "same_as"}
    return render(request, "migrants/parts/doubles.html", context)


@only(Role.COORDINATOR)
@never_cache
def person_edit(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    form = PersonForm(request.POST or None, instance=person, user=request.user)

    def done(saved: Person) -> HttpResponse:
        messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
        return redirect(saved)

    again = partial(person_edit, request, pk)
    if answer := save_or_ask(request, form, about=person, again=again, done=done):
        return answer
    return render(
        request, "migrants/person_form.html", {"form": form}, status=422 if form.is_bound else 200
    )
