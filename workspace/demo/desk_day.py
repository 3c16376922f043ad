"""The desk's day of the demo: waiting numbers, somebody set aside, and papers on their way."""

from datetime import datetime, timedelta

from django.utils import timezone

from ltsa.actions import park, take_counter
from ltsa.actions.turns import next_number
from ltsa.models import (
    AppliedPaper,
    Booking,
    MissingPaper,
    PaperStep,
    Party,
    Pool,
    State,
    Turn,
)
from villages.models import Office
from workspace.demo.world import Demo

_State = AppliedPaper.State
_CAME = (State.DONE, State.INCOMPLETE, State.SERVING, State.CALLED, State.ARRIVED)
_COUNTERS = {State.SERVING: "1", State.CALLED: "2"}
#: How far papers have come by the days since the visit: (days, state, place, reason).
_WAYS: tuple[tuple[_State, str, str], ...] = (
    (_State.RECEIVED, "", ""),
    (_State.ELSEWHERE, "Kantor Imigrasi Banyuwangi", ""),
    (_State.READY, "", ""),
    (_State.COLLECTED, "", ""),
    (_State.READY, "", ""),
    (_State.RETURNED, "", "Pas foto buram, mohon bawa yang baru"),
    (_State.REJECTED, "", "Umur belum 18 tahun"),
    *((_State.COLLECTED, "", ""),) * 10,
)
_FOLLOWED_DAYS = 40


def make_desk_day(demo: Demo, office: Office) -> None:
    """Numbers for who came today, one of them set aside; the way of the papers of the last weeks.
    Safe to run again."""
    pool = Pool.objects.filter(office=office).order_by("pk")[0]
    desk = demo.users["petugas.ltsa"]
    take_counter(user=desk, counter="1", pools=[pool])
    waiting = _give_numbers(demo, office, pool)
    if waiting and not Turn.unscoped.filter(office=office, parked_at__isnull=False).exists():
        park(booking=waiting[-1], by=desk)
    _name_missing_papers(demo, office)
    _send_papers_on(demo, office)


def _give_numbers(demo: Demo, office: Office, pool: Pool) -> list[Booking]:
    """A number for everybody who came today and has none; who waits now, in order."""
    came = Booking.unscoped.on(demo.today).filter(office=office, state__in=_CAME, turn=None)
    for booking in came.in_order():
        counter = _COUNTERS.get(State(booking.state), "")
        called = booking.events.filter(kind="called").order_by("-at").first()
        Turn.unscoped.create(
            booking=booking,
            office=office,
            day=demo.today,
            letter=pool.letter,
            number=next_number(office=office, day=demo.today, letter=pool.letter),
            pool=pool,
            due_at=booking.starts_at,
            counter=counter,
            called_to=called.counter if called else "",
            called_at=called.at if called else None,
            calls=1 if called else 0,
        )
    here = Booking.unscoped.on(demo.today).filter(office=office, state=State.ARRIVED)
    return list(here.select_related("office").in_order())


def _name_missing_papers(demo: Demo, office: Office) -> None:
    """Who was sent away lacked one or two papers of the office's own list."""
    parties = Party.unscoped.filter(
        booking__office=office, outcome=Party.Outcome.INCOMPLETE, missing_papers=None
    )
    lacking = []
    for party in parties.select_related("service").order_by("pk"):
        papers = list(party.service.requirements.all())
        if papers:
            chosen = demo.random.sample(papers, min(len(papers), demo.random.choice((1, 1, 2))))
            party.missing = ", ".join(paper.text for paper in chosen)[:240]
            lacking += [MissingPaper(party=party, requirement=p, text=p.text) for p in chosen]
            party.save(update_fields=["missing"])
    MissingPaper.unscoped.bulk_create(lacking)


def _send_papers_on(demo: Demo, office: Office) -> None:
    """Papers of the last weeks; those from before were collected long ago."""
    since = demo.now - timedelta(days=_FOLLOWED_DAYS)
    parties = Party.unscoped.filter(
        booking__office=office, outcome=Party.Outcome.DONE, papers=None
    ).exclude(service__paper="")
    recent = parties.filter(booking__starts_at__gte=since).select_related("service", "booking")
    papers, ends = [], []
    for number, party in enumerate(recent.order_by("-booking__starts_at", "pk")):
        papers.append(AppliedPaper(party=party, title=party.service.paper))
        ends.append(_WAYS[min(number // 3, 2) if number < 9 else number % len(_WAYS)])
    AppliedPaper.unscoped.bulk_create(papers)
    steps = [
        step for paper, end in zip(papers, ends, strict=True) for step in _way(demo, paper, *end)
    ]
    PaperStep.unscoped.bulk_create(steps)


def _way(demo: Demo, paper: AppliedPaper, end: str, place: str, reason: str) -> list[PaperStep]:
    at = paper.party.booking.ends_at
    way = [(_State.RECEIVED.value, "", "")]
    if end in (_State.READY, _State.COLLECTED):
        way.append((_State.ELSEWHERE.value, "Kepala bidang, untuk ditandatangani", ""))
    if end == _State.COLLECTED:
        way.append((_State.READY.value, "", ""))
    if end != _State.RECEIVED:
        way.append((end, place, reason))
    steps = []
    for state, where, why in way:
        steps.append(
            PaperStep(
                paper=paper,
                state=state,
                place=where,
                reason=why,
                at=min(at, demo.now),
                by=demo.users["petugas.ltsa"],
            )
        )
        at = _next_morning(at, demo.random.randint(1, 4))
    return steps


def _next_morning(at: datetime, days: int) -> datetime:
    return timezone.localtime(at + timedelta(days=days)).replace(hour=9, minute=20)
