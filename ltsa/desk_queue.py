"""What the desk screen shows of the day: who is at my counter, who waits, what can be pressed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.codes import clean_code
from accounts.models import User
from ltsa.models import Booking, Duty, Party, Pool, Slot, State, Turn, VisitEvent
from ltsa.ticket import read_ticket

#: Tabs of the desk: which states they show.
TABS: dict[str, tuple[Any, tuple[State, ...]]] = {
    "menunggu": (_("Here"), (State.ARRIVED, State.CALLED, State.SERVING)),
    "akan-datang": (_("To come"), (State.BOOKED,)),
    "selesai": (
        _("Finished"),
        (State.DONE, State.INCOMPLETE, State.NO_SHOW, State.CANCELLED, State.DISPLACED),
    ),
}


@dataclass(frozen=True)
class Step:
    """A button: the step's name in the address, what stands on it, how it looks. `marked`: what an
    undo takes back."""

    name: str
    label: Any
    style: str = "btn-quiet"
    marked: str = ""


_ARRIVE = Step("arrive", _("Is here"), "btn-primary")
_NOT_COME = Step("no_show", _("Did not come"))
_CALL = Step("call", _("Call to my counter"), "btn-secondary")
_SERVE = Step("serve", _("Serve"), "btn-primary")
_SERVE_HERE = Step("serve", _("Serve here"))
_PARK = Step("park", _("Not here: later"), "btn-secondary")
_RESUME = Step("resume", _("Is back"), "btn-primary")
_WENT = Step("no_show", _("Went away"))
_SET_BACK = Step("set_back", _("Not here after all"))
_MISTAKE = Step("mistake", _("Entered by mistake"))
_RECALL = Step("recall", _("Call once more"), "btn-secondary")
_NO_ANSWER = Step("no_show", _("Did not answer"))
_DONE = Step("done", _("Done"), "btn-primary")
_MISSING = Step("incomplete", _("Papers missing"), "btn-secondary")


def _undo(marked: str) -> Step:
    return Step("undo", _("Undo"), marked=marked)


@dataclass
class Row:
    """One visit on the screen. `first`: its main buttons; `more`: the others, folded away."""

    booking: Booking
    turn: Turn | None
    first: list[Step]
    more: list[Step]
    is_mine: bool = False
    desks: list[Pool] = field(default_factory=list)

    @property
    def parties(self) -> list[Party]:
        return list(self.booking.parties.all())

    @property
    def open_parties(self) -> list[Party]:
        return [party for party in self.parties if not party.outcome]


def todays(user: User) -> Any:
    """Today's visits at the officer's office."""
    return Booking.visible_to(user).on(timezone.localdate())


def mark_of(user: User, duty: Duty | None) -> str:
    """Changes whenever something on the screen may have changed: what a screen that has seen it
    need not fetch again. One question, however long the queue is."""
    today = todays(user)
    seen = today.order_by().aggregate(number=Count("pk"), versions=Sum("version"))
    last = VisitEvent.visible_to(user).filter(booking__in=today.order_by().values("pk"))
    event = last.order_by().aggregate(last=Max("pk"))["last"]
    since = f"{duty.since:%H%M%S%f}" if duty else ""
    return f"{seen['number']}.{seen['versions'] or 0}.{event or 0}.{since}"


def counted(user: User) -> dict[str, int]:
    rows = todays(user).order_by().values_list("state").annotate(number=Count("pk"))
    return dict(rows)


def waiting_at(pools: Iterable[Pool], user: User) -> int:
    """How many can be called to these desks now."""
    return int(Turn.visible_to(user).waiting().filter(pool__in=pools).count())


def find(rows: Any, wanted: str) -> Any:
    """Visits by what was typed or scanned: a ticket, a code, a number, or part of a name."""
    ticket = read_ticket(wanted)
    if ticket:
        return rows.filter(code=ticket.code)
    code = clean_code(wanted)
    condition = (
        Q(code=code) | Q(parties__name__icontains=wanted) | Q(contact_name__icontains=wanted)
    )
    letter, digits = code[:1], code[1:]
    if letter.isalpha() and digits.isdigit() and len(digits) < 5:
        condition |= Q(turn__letter=letter, turn__number=int(digits))
    return rows.filter(condition).distinct()


def in_tab(rows: Any, tab: str) -> Any:
    """The visits of a tab: those here in the order in which they are called, the others by hour."""
    rows = rows.filter(state__in=TABS[tab][1])
    if tab != "menunggu":
        return rows.in_order()
    return rows.order_by("turn__parked_at", "-priority", "turn__due_at", "pk")


def with_all(rows: Any) -> Any:
    return rows.select_related("turn__pool").prefetch_related(
        "parties__service", "parties__person", "parties__missing_papers", "parties__papers"
    )


def at_my_counter(user: User, duty: Duty | None) -> Any:
    """Visits that this officer has before her. Without a counter: those that no counter has."""
    counter = duty.counter if duty else ""
    return todays(user).filter(state__in=[State.CALLED, State.SERVING], turn__counter=counter)


def rows_of(bookings: Iterable[Booking], duty: Duty | None) -> Iterator[Row]:
    for booking in bookings:
        turn = getattr(booking, "turn", None)
        mine = _is_mine(booking, turn, duty)
        first, more = _buttons(booking, turn, duty, mine=mine)
        yield Row(booking, turn, first, more, is_mine=mine)


def _is_mine(booking: Booking, turn: Turn | None, duty: Duty | None) -> bool:
    if booking.state not in (State.CALLED, State.SERVING):
        return False
    return (turn.counter if turn else "") == (duty.counter if duty else "")


def _buttons(
    booking: Booking, turn: Turn | None, duty: Duty | None, *, mine: bool
) -> tuple[list[Step], list[Step]]:
    state, parked = booking.state, bool(turn and turn.parked_at)
    walk_in = booking.channel == Booking.Channel.WALK_IN
    if state == State.BOOKED:
        return [_ARRIVE], [_NOT_COME] if booking.starts_at <= timezone.now() else []
    if state == State.ARRIVED and parked:
        return [_RESUME], [*([_CALL] if duty else []), _WENT]
    if state == State.ARRIVED:
        first = [_CALL] if duty else [_SERVE]
        more = [*([_SERVE] if duty else []), _PARK, _MISTAKE if walk_in else _SET_BACK, _WENT]
        return first, more
    if state == State.CALLED and mine:
        return [_SERVE, _RECALL, _PARK], [_NO_ANSWER, _undo(state)]
    if state == State.SERVING and mine:
        return [_DONE, _MISSING], [_PARK, _undo(state)]
    if state in (State.CALLED, State.SERVING):
        return [], [_SERVE_HERE] if state == State.CALLED else []
    if state in (State.DONE, State.INCOMPLETE, State.NO_SHOW):
        return [], [_undo(state)]
    return [], []


def next_desks(booking: Booking) -> list[Pool]:
    """Desks that this visit has not passed yet, those of its booking first; then the other desks of
    the office, for somebody who was sent to the wrong one."""
    turn = getattr(booking, "turn", None)
    if turn is None:
        return []
    passed = set(booking.events.exclude(pool=None).values_list("pool", flat=True))
    slots = Slot.objects.filter(pk__in=booking.allocations.values("slot")).order_by("starts_at")
    booked = list(dict.fromkeys(slots.values_list("pool", flat=True)))
    pools = Pool.objects.filter(office=booking.office_id, is_active=True).exclude(pk=turn.pool_id)
    ahead = [pk for pk in booked if pk not in passed]

    def rank(pool: Pool) -> tuple[int, str]:
        return (ahead.index(pool.pk) if pool.pk in ahead else len(ahead), pool.name)

    desks = sorted(pools, key=rank)
    for desk in desks:
        desk.is_next = desk.pk in ahead  # type: ignore[attr-defined]
    return desks
