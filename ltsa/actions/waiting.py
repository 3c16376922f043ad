"""The waiting list: who waits, and what is offered to whom.

Locks: a row of the list comes before everything in `ltsa.locks` where a time is offered (it is
`waiting` then), and after the booking where an offer ends (it is `offered` then): never the same
row at the same moment.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.encryption import keyed_hash
from accounts.models import User
from ltsa import messages
from ltsa.actions.bookers import refuse_stopped
from ltsa.actions.booking import ALONE, Company, Visitor, book
from ltsa.availability import Opening, Right, needs_of, openings_among, soonest_start
from ltsa.locks import retried
from ltsa.models import Booking, OfficeRules, Party, Slot, State, WaitingEntry, WaitingParty
from ltsa.models.bookings import new_code
from ltsa.refusals import (
    AlreadyBooked,
    AlreadyWaiting,
    BookerStopped,
    Busy,
    JustTaken,
    NotBookable,
    Refused,
    TooManyBookings,
)
from villages.models import Office, Village

#: Nothing is offered that begins sooner: the message must be read, and the way is long.
SHORTEST_NOTICE = dt.timedelta(hours=3)
#: Nobody has to answer at night.
EVENING, MORNING = dt.time(20), dt.time(9)
#: Times that are tried for one entry when others are faster.
_TRIES = 5


def wait_for_place(
    *,
    office: Office,
    visitors: Sequence[Visitor],
    contact_name: str,
    contact_phone: str,
    submit_key: uuid.UUID,
    first_day: dt.date,
    last_day: dt.date,
    weekdays: Sequence[int] = (),
    hours: str = WaitingEntry.Hours.ANY,
    channel: str = Booking.Channel.ONLINE,
    booked_by_role: str = Booking.BookedBy.SELF,
    village: Village | None = None,
    by: User | None = None,
    priority: int = Booking.Priority.NORMAL,
    company: Company = ALONE,
    booking: Booking | None = None,
    device: str = "",
) -> WaitingEntry:
    """Put a family on the waiting list. The same `submit_key` again is the same entry. `booking`:
    the appointment of these people that is to become earlier.

    Raises AlreadyWaiting, AlreadyBooked, TooManyBookings, BookerStopped, NotBookable.
    """
    earlier = WaitingEntry.unscoped.filter(submit_key=submit_key).first()
    if earlier:
        return earlier
    needs_of(office=office, services=[visitor.service for visitor in visitors])
    try:
        if booking is None:
            refuse_stopped(
                office=office, channel=channel, phone=contact_phone, helper=by, device=device
            )
        _refuse(office, visitors, contact_phone, channel, booking)
    except Refused:  # perhaps by her own first form, which was just saved
        twin = WaitingEntry.unscoped.filter(submit_key=submit_key).first()
        if twin is None:
            raise
        return twin
    first = visitors[0]
    entry = WaitingEntry(
        office=office,
        village=village,
        code=new_code(),
        submit_key=submit_key,
        service=first.service,
        person_key=first.person_key,
        name=first.name,
        contact_name=contact_name,
        contact_phone=contact_phone,
        channel=channel,
        booked_by_role=booked_by_role,
        booked_by=by,
        first_day=first_day,
        last_day=last_day,
        weekdays=sorted(weekdays),
        hours=hours,
        priority=priority,
        booking=booking,
        **asdict(company),
    )
    try:
        retried(lambda: _write(entry, visitors))
    except IntegrityError as error:  # the same form at the same moment, or another family's
        twin = WaitingEntry.unscoped.filter(submit_key=submit_key).first()
        if twin is None:
            raise AlreadyWaiting from error
        return twin
    offer_after_commit(office)
    return entry


def _write(entry: WaitingEntry, visitors: Sequence[Visitor]) -> None:
    entry.save()
    WaitingParty.unscoped.bulk_create(
        WaitingParty(entry=entry, **visitor.columns()) for visitor in visitors
    )
    messages.tell_waiting(entry, messages.waiting(entry))


def _refuse(
    office: Office,
    visitors: Sequence[Visitor],
    contact_phone: str,
    channel: str,
    own: Booking | None,
) -> None:
    """Nobody waits who has an appointment (but the one that is to become earlier), or waits
    already; no phone waits for a crowd."""
    on_the_list = WaitingEntry.unscoped.on_the_list()
    for visitor in visitors:
        who = {"person_key": visitor.person_key, "service": visitor.service}
        booked = Party.unscoped.filter(**who, booking__in=Booking.unscoped.active().values("pk"))
        if own is not None:
            booked = booked.exclude(booking=own)
        first = booked.select_related("booking").first()
        if first:
            raise AlreadyBooked(first.booking)
        if WaitingParty.unscoped.filter(**who, entry__in=on_the_list.values("pk")).exists():
            raise AlreadyWaiting
    if channel == Booking.Channel.ONLINE:
        most = OfficeRules.of(office).daily_per_phone
        if on_the_list.filter(contact_phone=contact_phone).count() >= most:
            raise TooManyBookings


def end_stale(*, office: Office) -> int:
    """End entries whose last day is over, and tell them; how many there were."""
    over = WaitingEntry.unscoped.waiting().filter(office=office, last_day__lt=timezone.localdate())
    ended = 0
    for entry in over:
        with transaction.atomic():
            rows = WaitingEntry.unscoped.filter(pk=entry.pk, state=WaitingEntry.State.WAITING)
            if rows.update(state=WaitingEntry.State.ENDED):
                entry.state = WaitingEntry.State.ENDED
                messages.tell_waiting(entry, messages.waited_in_vain(entry))
                ended += 1
    return ended


@dataclass(frozen=True)
class _Free:
    """All places of an office at one moment. A run offers these only: what comes free during the
    run belongs to the next one, which begins again with whoever is first."""

    slots: list[Slot]
    seats: dict[bool, dict[int, int]]  #: free seats by slot, online and at the desk
    soonest: dt.datetime

    @classmethod
    def of(cls, office: Office) -> "_Free":
        rules, today = OfficeRules.of(office), timezone.localdate()
        slots = list(
            Slot.objects.open()
            .between(today, today + dt.timedelta(days=rules.days_ahead))
            .filter(pool__office=office, pool__is_active=True)
            .order_by("starts_at")
        )
        seats = {}
        for online in (True, False):
            right = Right(online, goes_first=True)
            held = right.in_expired_holds(slots, rules)
            seats[online] = {slot.pk: right.free_in(slot, held) for slot in slots}
        soonest = soonest_start(rules, online=True)
        return cls(slots, seats, max(soonest, timezone.now() + SHORTEST_NOTICE))

    def for_entry(self, entry: WaitingEntry, visitors: Sequence[Visitor]) -> list[Opening]:
        """What she asked for, the soonest first."""
        needs = needs_of(office=entry.office, services=[one.service for one in visitors])
        found = openings_among(
            slots=self.slots,
            free=self.seats[entry.channel in Booking.ONLINE_CHANNELS],
            needs=needs,
            soonest=self.soonest,
        )
        return [opening for opening in found if entry.suits(opening.starts_at)]


def offer_after_commit(office: Office) -> None:
    """Something was given back: offer it as soon as that is certain. If this process dies before,
    the timer does it, and until then nobody else gets the place before its moment."""
    transaction.on_commit(partial(offer_places, office=office), robust=True)


def offer_places(*, office: Office) -> int:
    """Offer free places to those who wait, by priority, then age; how many were offered.

    Safe to run twice or at once: who waits is locked while she is offered something.
    """
    waiting = WaitingEntry.unscoped.waiting().filter(office=office)
    waiting = waiting.select_related("office", "booking", "booked_by")
    waiting = waiting.prefetch_related("parties__service")
    entries = [entry for entry in waiting if not _is_over(entry)]
    if not entries:
        return 0
    free = _Free.of(office)
    offered = 0
    for entry in entries:
        try:
            visitors = visitors_of(entry)
            if entry.booking is None:
                refuse_stopped(
                    office=office,
                    channel=entry.channel,
                    phone=entry.contact_phone,
                    helper=entry.booked_by,
                )
            if free.for_entry(entry, visitors):
                offered += _offer(entry, visitors, free)
        except (Busy, NotBookable, BookerStopped):
            # The next run; a service not offered at the moment; a booker the office wants to see.
            continue
    return offered


def _is_over(entry: WaitingEntry) -> bool:
    """Whether the appointment that was to become earlier is cancelled, or its day has come."""
    if entry.booking is None or entry.booking.state == State.BOOKED:
        return False
    rows = WaitingEntry.unscoped.filter(pk=entry.pk, state=WaitingEntry.State.WAITING)
    rows.update(state=WaitingEntry.State.ENDED)
    return True


def visitors_of(entry: WaitingEntry) -> list[Visitor]:
    """Who waits. An entry of a former release names only the first."""
    parties = entry.parties.select_related("service", "person")
    return _visitors(parties) or [
        Visitor(person_key=entry.person_key, name=entry.name, service=entry.service)
    ]


def visitors_of_booking(booking: Booking) -> list[Visitor]:
    """The same people once more, to be offered another time."""
    return _visitors(booking.parties.select_related("service", "person"))


def _visitors(parties: Iterable[Party] | Iterable[WaitingParty]) -> list[Visitor]:
    return [
        Visitor(
            person_key=party.person_key,
            name=party.name,
            service=party.service,
            relation=party.relation_to_booker,
            has_authority=party.has_authority,
            readiness=party.readiness,
            person=party.person,
        )
        for party in parties
    ]


def _offer(entry: WaitingEntry, visitors: Sequence[Visitor], free: _Free) -> bool:
    """Hold the first time that suits her, tell her in the same transaction."""

    def work() -> bool:
        row = (
            WaitingEntry.unscoped.select_related("office", "booking")
            .select_for_update(of=("self",), no_key=True)
            .get(pk=entry.pk)
        )
        if row.state != WaitingEntry.State.WAITING or _is_over(row):
            return False
        for opening in free.for_entry(row, visitors)[:_TRIES]:
            try:
                booking = _hold(row, visitors, opening)
            except JustTaken:
                continue
            except AlreadyBooked:  # she has found one herself
                row.state = WaitingEntry.State.ENDED
                row.save(update_fields=["state"])
                return False
            row.state, row.offer = WaitingEntry.State.OFFERED, booking
            row.save(update_fields=["state", "offer"])
            return True
        return False

    return retried(work)


def _hold(entry: WaitingEntry, visitors: Sequence[Visitor], opening: Opening) -> Booking:
    """Keep the time. Who has an appointment keeps it: her own key holds that one until she says
    yes, so the kept time is claimed by another."""
    if entry.booking:
        visitors = [
            replace(one, person_key=keyed_hash(f"earlier:{one.person_key}")) for one in visitors
        ]
    until = answer_until(
        now=timezone.now(), starts_at=opening.starts_at, rules=OfficeRules.of(entry.office)
    )
    return book(
        office=entry.office,
        starts_at=opening.starts_at,
        visitors=visitors,
        contact_name=entry.contact_name or entry.name,
        contact_phone=entry.contact_phone,
        submit_key=uuid.uuid4(),
        channel=entry.channel,
        booked_by_role=entry.booked_by_role,
        village=entry.village,
        by=entry.booked_by,
        priority=entry.priority,
        hold_for=until - timezone.now(),
        goes_first=True,
        company=Company.of(entry),
        earlier_for=entry.booking,
    )


def answer_until(*, now: dt.datetime, starts_at: dt.datetime, rules: OfficeRules) -> dt.datetime:
    """How long an offer stands: the office's hours, over the night, but not to the last hour before
    the visit."""
    until = timezone.localtime(now) + dt.timedelta(hours=rules.waiting_offer_hours)
    if until.time() >= EVENING:
        until += dt.timedelta(days=1)
    if until.time() >= EVENING or until.time() < MORNING:
        until = until.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    return min(until, starts_at - dt.timedelta(minutes=max(rules.lead_minutes, 60)))
