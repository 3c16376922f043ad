"""The way of papers that people applied for, from the desk until they are collected."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ltsa import messages
from ltsa.locks import retried
from ltsa.models import AppliedPaper, Booking, PaperStep, Party
from ltsa.refusals import NotPossible
from notices import actions as notices

_State = AppliedPaper.State
#: Days after a paper became ready at which the family is told once more.
REMIND_AFTER = (7, 14, 30)


@transaction.atomic
def receive(party: Party, *, by: User | None, title: str = "") -> AppliedPaper | None:
    """The office has taken an application: the paper that the service gives, or `title`. None when
    the service gives none. Received twice it is one paper."""
    title = title or party.service.paper
    if not title:
        return None
    paper, is_new = AppliedPaper.unscoped.get_or_create(party=party, title=title)
    if is_new or paper.state == _State.WITHDRAWN:
        _step(paper, _State.RECEIVED, by=by)
    return paper


def take_back(party: Party, *, by: User | None) -> None:
    """The visit did not end so after all: its papers were entered by mistake, unless they have gone
    on their way."""
    for paper in party.papers.filter(state=_State.RECEIVED).order_by("pk").select_for_update():
        _step(paper, _State.WITHDRAWN, by=by)


def _step(
    paper: AppliedPaper, state: str, *, by: User | None, place: str = "", reason: str = ""
) -> None:
    """One step more in the log; its trigger changes the paper."""
    now = timezone.now()
    PaperStep.unscoped.bulk_create(
        [PaperStep(paper=paper, state=state, place=place, reason=reason, by=by, at=now)]
    )
    paper.state, paper.place, paper.reason, paper.since = state, place, reason, now


def follow(
    *, papers: Iterable[AppliedPaper], state: str, by: User, place: str = "", reason: str = ""
) -> list[AppliedPaper]:
    """The papers come into `state`; those that were: all, or none.

    Papers that are in this state (and place) already are left out, so that two officers who press
    at once write it once. A paper that is ready queues one message; one that is no longer ready
    calls it off. Raises NotPossible when one of them cannot come there from where it is, and
    IntegrityError when the place or the reason is lacking.
    """
    ids = [paper.pk for paper in papers]

    def work() -> list[AppliedPaper]:
        rows = (
            AppliedPaper.unscoped.filter(pk__in=ids)
            .select_related("party__booking__office")
            .order_by("pk")
            .select_for_update(of=("self",), no_key=True)
        )
        moved = [row for row in rows if (row.state, row.place) != (state, place)]
        if any(state not in AppliedPaper.NEXT[row.state] for row in moved):
            raise NotPossible
        for row in moved:
            _step(row, state, by=by, place=place, reason=reason)
            _tell(row)
        return moved

    return retried(work)


def _key(paper: AppliedPaper) -> str:
    return f"paper-{paper.pk}-"


def _tell(paper: AppliedPaper) -> None:
    """In the transaction of the step: what is queued about the paper is what is true."""
    notices.call_off(key_prefix=_key(paper))
    if paper.state == _State.READY:
        steps = paper.steps.filter(state=_State.READY).count()
        _queue(paper, key=f"{_key(paper)}ready-{steps}", text=messages.paper_ready(_visit(paper)))


def _visit(paper: AppliedPaper) -> Booking:
    return paper.party.booking


def _queue(paper: AppliedPaper, *, key: str, text: str) -> bool:
    booking = _visit(paper)
    if not booking.contact_phone or messages.is_for_nobody_living(booking):
        return False
    messages.send(booking, text, key=key)
    return True


def remind_uncollected(*, today: dt.date | None = None) -> int:
    """Tell families once more about papers that lie ready for 7, 14 and 30 days; how many were
    told. Safe to run twice or at the same time: each reminder has a key of its own."""
    today = today or timezone.localdate()
    told = 0
    ready = AppliedPaper.unscoped.in_state(_State.READY).select_related("party__booking__office")
    for paper in ready.order_by("pk").iterator():
        days = (today - timezone.localdate(paper.since)).days
        due = [number for number in REMIND_AFTER if number <= days]
        if due and days < due[-1] + REMIND_AFTER[0]:
            told += _remind(paper, after=due[-1])
    return told


def _remind(paper: AppliedPaper, *, after: int) -> bool:
    with transaction.atomic():
        row = (
            AppliedPaper.unscoped.filter(pk=paper.pk, state=_State.READY, since=paper.since)
            .select_for_update(skip_locked=True, no_key=True)
            .first()
        )
        if row is None:  # collected, or reminded of, this very moment
            return False
        steps = paper.steps.filter(state=_State.READY).count()
        key = f"{_key(paper)}remind-{steps}-{after}"
        if notices.is_known(key=key):
            return False
        return _queue(paper, key=key, text=messages.paper_waits(_visit(paper)))


def add_paper(*, party: Party, title: str, by: User) -> AppliedPaper:
    """A paper that the service does not name by itself."""
    paper = receive(party, title=title, by=by)
    if paper is None:
        raise NotPossible
    return paper
