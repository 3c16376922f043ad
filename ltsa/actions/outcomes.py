"""How a visit ends: for each of its people, and as a whole."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from ltsa import messages
from ltsa.actions.paper_way import receive, take_back
from ltsa.actions.seats import end, lock, log
from ltsa.actions.turns import turn_of
from ltsa.actions.waiting import offer_after_commit
from ltsa.locks import pass_day_gates, retried
from ltsa.models import (
    Booking,
    MissingPaper,
    Party,
    Requirement,
    State,
    Turn,
    VisitEvent,
)
from ltsa.refusals import NotPossible

_HERE = (State.ARRIVED, State.CALLED, State.SERVING)


@dataclass(frozen=True)
class Result:
    """How it ended for one person and service. `missing`: papers of the office's list; `words`:
    what else is missing, in the officer's own words."""

    outcome: str
    missing: Sequence[Requirement] = ()
    words: str = ""


def conclude(*, booking: Booking, results: Mapping[int, Result], by: User | None) -> Booking:
    """Write down how it ended for these of the visit's people (by the key of the party). When all
    have a result the visit ends: done, or with papers missing if they are missing for anybody.

    Results of people who have one already are left as they are. Raises NotPossible when the visit
    is not under way.
    """

    def work() -> Booking:
        pass_day_gates(booking.office, [booking.day])
        row = lock(booking)
        parties = list(row.parties.select_related("service").order_by("pk"))
        wanted = [party for party in parties if party.pk in results and not party.outcome]
        if not wanted:
            return row
        if row.state not in _HERE:
            raise NotPossible
        now = timezone.now()
        for party in wanted:
            _write(party, results[party.pk], at=now, by=by)
        if all(party.outcome for party in parties):
            missing = any(party.outcome == Party.Outcome.INCOMPLETE for party in parties)
            _end(row, State.INCOMPLETE if missing else State.DONE, by=by, at=now)
        else:
            _one_version_more(row)
        return row

    return retried(work)


def _one_version_more(row: Booking) -> None:
    """What screens show of the visit has changed, though not its state."""
    row.version += 1
    row.save(update_fields=["version"])


def _write(party: Party, result: Result, *, at: dt.datetime, by: User | None) -> None:
    party.outcome, party.outcome_at = result.outcome, at
    MissingPaper.unscoped.filter(party=party).delete()
    if result.outcome == Party.Outcome.INCOMPLETE:
        lacking = [MissingPaper(party=party, requirement=p, text=p.text) for p in result.missing]
        if result.words:
            lacking.append(MissingPaper(party=party, text=result.words))
        MissingPaper.unscoped.bulk_create(lacking)
        party.missing = ", ".join(paper.text for paper in lacking)[:240]
    else:
        party.missing = ""
        receive(party, by=by)
    party.save(update_fields=["outcome", "outcome_at", "missing"])


def reopen_party(*, party: Party, by: User) -> Party:
    """Take back the result of one person while the visit goes on for others."""

    def work() -> Party:
        row = lock(party.booking)
        mine = Party.unscoped.get(pk=party.pk)
        if not mine.outcome:
            return mine
        if row.state not in _HERE:
            raise NotPossible
        forget([mine], by=by)
        _one_version_more(row)
        return mine

    return retried(work)


def forget(parties: Sequence[Party], *, by: User | None) -> None:
    """These people have no result after all. What was missing stays named, for the next press."""
    for party in parties:
        party.outcome, party.outcome_at = "", None
        party.save(update_fields=["outcome", "outcome_at"])
        take_back(party, by=by)


def finish(
    *, booking: Booking, by: User | None, papers_missing: bool = False, note: str = ""
) -> Booking:
    """The visit is over for all who have no result yet: done, or ended because papers are
    missing."""

    def work() -> Booking:
        pass_day_gates(booking.office, [booking.day])
        row = lock(booking)
        if row.state not in _HERE:
            if row.state in (State.DONE, State.INCOMPLETE):
                return row
            raise NotPossible
        now = timezone.now()
        outcome = Party.Outcome.INCOMPLETE if papers_missing else Party.Outcome.DONE
        parties = list(row.parties.select_related("service").order_by("pk"))
        for party in parties:
            if not party.outcome:
                _write(party, Result(outcome), at=now, by=by)
        missing = papers_missing or any(p.outcome == Party.Outcome.INCOMPLETE for p in parties)
        _end(row, State.INCOMPLETE if missing else State.DONE, by=by, note=note, at=now)
        return row

    return retried(work)


def end_visit(
    booking: Booking,
    to: State,
    *,
    coming_from: Collection[State],
    by: User | None,
    note: str = "",
) -> Booking:
    """End a visit without results of its own: nobody came, or nobody marked what became of it."""

    def work() -> Booking:
        pass_day_gates(booking.office, [booking.day])
        row = lock(booking)
        if row.state == to:
            return row
        if row.state not in coming_from:
            raise NotPossible
        now = timezone.now()
        if to == State.DONE:
            row.parties.filter(outcome="").update(outcome=to, outcome_at=now)
        _end(row, to, by=by, note=note, at=now)
        return row

    ended = retried(work)
    if to == State.NO_SHOW:  # places of whoever came are used up
        offer_after_commit(booking.office)
    return ended


def _end(row: Booking, to: State, *, by: User | None, at: dt.datetime, note: str = "") -> None:
    turn = Turn.unscoped.select_related("pool").filter(booking=row).first()
    end(row, to, reason=note)
    log(
        row,
        to,
        by=by,
        note=note,
        at=at,
        counter=turn.counter if turn else "",
        pool=turn.pool if turn else None,
    )
    messages.call_off(row)


def papers_complete(*, party: Party, by: User) -> bool:
    """The desk has looked at this person's papers: they are complete. False if it had already."""

    def work() -> bool:
        row = lock(party.booking)
        if not row.is_active:
            raise NotPossible
        mine = row.parties.filter(pk=party.pk).exclude(readiness=Party.Readiness.DESK)
        if not mine.update(readiness=Party.Readiness.DESK):
            return False
        turn = turn_of(row) if row.state in _HERE else None
        log(row, VisitEvent.Kind.CHECKED, by=by, pool=turn.pool if turn else None)
        return True

    return retried(work)


def record_outcome(*, party: Party, outcome: str, missing: str = "") -> None:
    """How it ended for one person of the party, and which papers she still has to bring."""
    Party.unscoped.filter(pk=party.pk).update(outcome=outcome, missing=missing)
