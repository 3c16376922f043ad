"""Papers checked before the visit, reminders, phones that want no messages, and a busy booker."""

from datetime import timedelta

from ltsa.actions import cancel, check_papers, decide_booker
from ltsa.actions.papers import remind
from ltsa.bookers import one
from ltsa.models import BookerDecision, Booking, CheckedPaper, PaperCheck, State
from ltsa.papers import Sheet, sheets_of
from notices import actions as notices
from notices.models import Message
from villages.models import Office
from workspace.demo.appointments import Ahead, bookable, visitors
from workspace.demo.visits import Visits
from workspace.demo.world import Demo

Answer = CheckedPaper.Answer
#: The busy booker's device in the demo: no browser has it.
_DEVICE = "de30" * 16


def make_notices(demo: Demo, office: Office) -> None:
    _check_papers(demo)
    _remind(demo, office)
    _book_busily(demo, office)
    _tell_by_hand(demo, office)


def _check_papers(demo: Demo) -> None:
    """The coordinator of Kedunggebang has looked at three visits: one person lacks a paper."""
    coordinator = demo.users["koordinator.kedunggebang"]
    coming = Booking.visible_to(coordinator).filter(
        state=State.BOOKED, starts_at__gt=demo.at(demo.today + timedelta(days=1), 0)
    )
    for number, booking in enumerate(coming.in_order()[:3]):
        answers = {
            sheet.party.pk: _answers(sheet, lacking=1 if number == 1 else 0)
            for sheet in sheets_of(booking)
        }
        check_papers(
            booking=booking,
            checker=PaperCheck.Checker.COORDINATOR,
            answers=answers,
            by=coordinator,
        )


def _answers(sheet: Sheet, *, lacking: int) -> dict[int, str]:
    """Everything is there but so many of the last papers that everybody brings."""
    answers = {
        paper.pk: str(Answer.NOT_NEEDED if paper.only_if else Answer.THERE)
        for paper in sheet.requirements
    }
    needed = [paper.pk for paper in sheet.requirements if not paper.only_if]
    return answers | {pk: str(Answer.MISSING) for pk in needed[len(needed) - lacking :]}


def _remind(demo: Demo, office: Office) -> None:
    """Families of the coming three days. They booked long ago, which the demo did just now."""
    coming = Booking.unscoped.filter(
        office=office,
        state=State.BOOKED,
        starts_at__gte=demo.at(demo.today + timedelta(days=1), 0),
        starts_at__lt=demo.at(demo.today + timedelta(days=4), 0),
    ).exclude(contact_phone="")
    for booking in coming.in_order():
        remind(booking=booking, days=1 if (booking.day - demo.today).days == 1 else 3)


def _book_busily(demo: Demo, office: Office) -> None:
    """One phone makes seven appointments in a week for people of several villages."""
    ahead = Ahead(demo, office, Visits(demo, office, bookable(office), visitors(demo)))
    phone, made = demo.phone(), []
    for number in range(20):
        booking = ahead.book_on(demo.today + timedelta(days=15 + number), phone=phone)
        if booking is None:
            continue
        made.append(booking)
        if len(made) == 7:
            break
        if len(made) % 3 == 0:  # not all on one day: the ceiling would refuse
            _made_before(made, timedelta(days=2))
    _made_before(made[-1:], timedelta(hours=2))
    Booking.unscoped.filter(pk__in=[booking.pk for booking in made]).update(device=_DEVICE)
    for booking in made[:3]:
        cancel(booking=booking)
    helper = demo.users["koordinator.kedunggebang"]
    hers = Booking.unscoped.filter(office=office, booked_by=helper).order_by("-pk").first()
    if hers:
        decide_booker(
            office=office,
            booker=one(Booking.unscoped.filter(office=office), kind="penolong", booking=hers),
            decision=BookerDecision.Decision.ALLOW,
            reason="Koordinator desa, mendaftarkan warganya",
            until=demo.today + timedelta(days=90),
            by=demo.users["petugas.ltsa"],
        )


def _made_before(bookings: list[Booking], span: timedelta) -> None:
    for booking in bookings:
        row = Booking.unscoped.filter(pk=booking.pk)
        row.update(created_at=row.get().created_at - span)


def _tell_by_hand(demo: Demo, office: Office) -> None:
    """A wrong number, a phone that wants no messages, and one message that perhaps arrived."""
    desk = demo.users["petugas.ltsa"]
    waiting = list(Message.unscoped.due().by_hand().filter(office=office).order_by("-pk")[:6])
    if len(waiting) < 4:
        return
    Message.unscoped.filter(pk=waiting[1].pk).update(is_doubtful=True)
    notices.wrong_number(message=waiting[2], by=desk)
    notices.opt_out(phone=waiting[3].phone, how="desk", by=desk)
