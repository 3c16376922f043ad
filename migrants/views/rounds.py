"""The round "still true?": one person after another, on a phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import StaffRequest, only
from accounts.models import Role
from migrants.actions.rounds import answer_check, take_check_back
from migrants.actions.wishes import note_wish
from migrants.half_years import HalfYear
from migrants.models import Person, RoundCheck, Wish
from migrants.person_page import person_page
from migrants.rounds import last_answer, next_in_round, progress_of

#: Session key: whom the coordinator is entering changes of, in the round.
IN_ROUND = "round_person"


@only(Role.COORDINATOR)
def round_next(request: StaffRequest) -> HttpResponse:
    """Whoever comes next: first those not asked yet, then those who could not be reached, the
    longest unasked first. Where one stopped follows from what is stored."""
    now = HalfYear.now()
    person = next_in_round(request.user, now)
    context = {
        "round": now,
        "progress": progress_of(request.user, now),
        "undo": last_answer(request.user),
        "answers": Wish.Answer.choices,
    }
    if person:
        context |= person_page(person, request.user)
    return render(request, "migrants/round.html", context)


@only(Role.COORDINATOR)
def round_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """An answer about one person, and on to the next; "something has changed" leads to what may
    have changed, and the person's page then asks to go on."""
    person = get_object_or_404(Person.editable_by(request.user), pk=pk)
    answer = request.POST.get("answer", "")
    if not Person.editable_by(request.user).in_rounds().filter(pk=pk).exists():
        return redirect("round_next")  # reported as dead meanwhile
    if answer == "change":
        request.session[IN_ROUND] = person.pk
        return redirect("person_changes", person.pk)
    if answer not in RoundCheck.Outcome.values:
        return redirect("round_next")
    _keep_wish(request, person)
    check, is_new = answer_check(person=person, outcome=answer, by=request.user)
    if not is_new and check.by_id != request.user.pk:
        who = check.by.full_name if check.by else _("Somebody else")
        messages.info(
            request,
            _("%(who)s has already answered for %(name)s.") % {"who": who, "name": person.name},
        )
    request.session.pop(IN_ROUND, None)
    return redirect("round_next")


def _keep_wish(request: StaffRequest, person: Person) -> None:
    wish = request.POST.get("wish", "")
    if wish in Wish.Answer.values:
        note_wish(person=person, answer=wish, asked_on=timezone.localdate(), by=request.user)


@only(Role.COORDINATOR)
def round_undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back an answer that was pressed by mistake."""
    check = get_object_or_404(RoundCheck.editable_by(request.user).select_related("person"), pk=pk)
    if request.method != "POST":
        return redirect("round_next")
    if take_check_back(check=check, by=request.user):
        messages.success(request, _("The answer is taken back."))
    else:
        messages.info(request, _("Only your own answers of yesterday and today can be taken back."))
    return redirect("round_next")
