"""Looking at papers before the visit, and telling the family what follows."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from ltsa import messages
from ltsa.actions.seats import lock
from ltsa.models import Booking, CheckedPaper, PaperCheck, Party, State
from ltsa.papers import Sheet, answer_to_tick, revision_of, sheets_of, verdict
from ltsa.refusals import NotPossible
from notices.models import Message

Checker, Readiness = PaperCheck.Checker, Party.Readiness

#: Days before the visit on which a family is reminded.
DAYS = (3, 1)
#: Nobody is written to at night.
EARLIEST, LATEST = 7, 20
_CHECKED = {Checker.COORDINATOR: Readiness.COORDINATOR, Checker.DESK: Readiness.DESK}


@transaction.atomic
def check_papers(
    *, booking: Booking, checker: str, answers: Mapping[int, Mapping[int, str]], by: User | None
) -> None:
    """Keep what was seen: for each party (by id) the answer to each paper (by id). The later look
    counts, whoever looked; a family's "all there" does not lower what the coordinator has seen. Who
    was reminded already is told what is true now.

    Raises NotPossible when the visit is over or called off.
    """
    row = lock(booking)
    if row.state not in (State.HELD, State.BOOKED):
        raise NotPossible
    changed = False
    for sheet in sheets_of(row):
        if sheet.party.pk in answers:
            changed |= _keep(sheet, checker, answers[sheet.party.pk], by)
    if changed:
        _tell_what_is_true_now(row)


def keep_ticks(*, booking: Booking, ticked: Collection[int]) -> None:
    """What the family ticked (ids of papers) on its way to the appointment. Nothing ticked says
    nothing: it may not have looked. The same booking again changes nothing."""
    if not ticked:
        return
    with transaction.atomic():
        row = lock(booking)
        sheets = sheets_of(row)
        if row.state not in (State.HELD, State.BOOKED) or any(sheet.check for sheet in sheets):
            return
        for sheet in sheets:
            answers = {one.pk: answer_to_tick(one, one.pk in ticked) for one in sheet.requirements}
            _keep(sheet, Checker.FAMILY, answers, None)
        _tell_what_is_true_now(row)


def _keep(sheet: Sheet, checker: str, answers: Mapping[int, str], by: User | None) -> bool:
    """One person's papers; False when the same was seen before."""
    party = sheet.party
    said = {one.pk: answers[one.pk] for one in sheet.requirements if one.pk in answers}
    before = next((one for one in party.paper_checks.all() if one.checker == checker), None)
    known = dict(before.papers.values_list("requirement_id", "answer")) if before else None
    is_same = known == said and before is not None and before.list_version == sheet.version
    check = before or PaperCheck(party=party, checker=checker, revision=0)
    check.list_version, check.checked_at, check.checked_by = sheet.version, timezone.now(), by
    check.revision += 0 if is_same else 1
    check.save()
    if not is_same:
        if before:
            check.papers.all().delete()
        CheckedPaper.unscoped.bulk_create(
            CheckedPaper(check_of=check, requirement=one, text=one.text, answer=said[one.pk])
            for one in sheet.requirements
            if one.pk in said
        )
    readiness = _readiness(party, checker, CheckedPaper.Answer.MISSING in said.values())
    if readiness != party.readiness:
        party.readiness = readiness
        party.save(update_fields=["readiness"])
        return True
    return not is_same


def _readiness(party: Party, checker: str, something_is_missing: bool) -> str:
    if something_is_missing:
        return Readiness.MISSING
    if checker in _CHECKED:
        return _CHECKED[Checker(checker)]
    if party.readiness in _CHECKED.values():
        return party.readiness
    return Readiness.DECLARED


def carry_over(*, old: Booking, new: Booking) -> None:
    """The same people come at another time: what was seen of their papers stays seen."""
    parties = {(party.person_key, party.service_id): party for party in new.parties.all()}
    checks = PaperCheck.unscoped.filter(party__booking=old).select_related("party")
    for check in checks.prefetch_related("papers"):
        party = parties.get((check.party.person_key, check.party.service_id))
        if party is None:
            continue
        copy = PaperCheck.unscoped.create(
            party=party,
            checker=check.checker,
            list_version=check.list_version,
            checked_at=check.checked_at,
            checked_by=check.checked_by,
        )
        CheckedPaper.unscoped.bulk_create(
            CheckedPaper(
                check_of=copy, requirement=one.requirement, text=one.text, answer=one.answer
            )
            for one in check.papers.all()
        )


def remind_visits() -> int:
    """Queue the reminders of the coming three days that are not queued yet; how many. Who booked or
    moved today has just been told everything."""
    today = timezone.localdate()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    coming = (
        Booking.unscoped.filter(
            state=State.BOOKED,
            starts_at__gte=midnight + dt.timedelta(days=1),
            starts_at__lt=midnight + dt.timedelta(days=max(DAYS) + 1),
        )
        .exclude(contact_phone="")
        .annotate(last_event_at=Max("events__at"))
        .filter(last_event_at__lt=midnight)
    )
    return sum(
        remind(booking=booking, days=1 if (booking.day - today).days <= 1 else 3)
        for booking in coming.order_by("starts_at", "pk")
    )


def _reminder_prefix(booking: Booking) -> str:
    return f"{messages.message_key(booking)}-remind"


@transaction.atomic
def remind(*, booking: Booking, days: int) -> bool:
    """Queue one reminder, in place of earlier ones that still wait; False when it is there."""
    row = lock(booking)
    if row.state != State.BOOKED or row.version != booking.version:
        return False
    sheets = sheets_of(row)
    key = f"{_reminder_prefix(row)}{days}-p{revision_of(sheets)}"
    if Message.unscoped.filter(key=key).exists() or messages.is_for_nobody_living(row):
        return False
    messages.call_off_keys(_reminder_prefix(row))
    messages.send(
        row,
        messages.reminder(row, verdict(sheets), sheets),
        key=key,
        due_at=_by_daylight(),
        expires_at=row.starts_at,
    )
    return True


def _tell_what_is_true_now(booking: Booking) -> None:
    """Another reminder when one was written for this time already."""
    last = (
        Message.unscoped.filter(key__startswith=_reminder_prefix(booking)).order_by("-pk").first()
    )
    if last and booking.starts_at > timezone.now():
        days = last.key.removeprefix(_reminder_prefix(booking))[:1]
        remind(booking=booking, days=int(days))


def _by_daylight() -> dt.datetime:
    """Now, or the next morning."""
    now = timezone.localtime()
    if EARLIEST <= now.hour < LATEST:
        return now
    morning = now.replace(hour=EARLIEST, minute=0, second=0, microsecond=0)
    return morning if now.hour < EARLIEST else morning + dt.timedelta(days=1)
