"""The LTSA desk of the demo: services, six weeks of slots, what was, what is, what is to come."""

from datetime import date, time, timedelta

from ltsa.actions import (
    Visitor,
    accept,
    book,
    cancel,
    close,
    close_day,
    expire,
    finish,
    make_slots,
    no_show,
    propose_holidays,
    wait_for_place,
)
from ltsa.actions.catalogue import load_services
from ltsa.actions.desk import arrive
from ltsa.availability import Opening, openings
from ltsa.models import (
    Booking,
    OpeningException,
    Party,
    Pool,
    Service,
    Slot,
    State,
    WaitingEntry,
)
from ltsa.person_key import key_of
from ltsa.refusals import Refused
from migrants.models import HouseholdMembership, Person
from notices.actions import mark_sent
from notices.models import Message
from villages.models import Office
from workspace.demo.combined import book_combined, tell_ways
from workspace.demo.desk_day import make_desk_day
from workspace.demo.visits import Visits
from workspace.demo.world import Demo

_DAYS_BEFORE, _DAYS_AHEAD = 84, 42
#: Today's visits, in the order of the desk's slots around now.
_BEFORE_NOW = (State.DONE, State.DONE, State.INCOMPLETE, State.DONE, State.NO_SHOW)
_NOW = (State.SERVING, State.CALLED, State.ARRIVED, State.ARRIVED)


def make_appointments(demo: Demo, office: Office) -> None:
    load_services(office=office)
    pool = Pool.objects.get(office=office)
    years = {(demo.today - timedelta(days=_DAYS_BEFORE)).year, demo.today.year, demo.today.year + 1}
    propose_holidays(office=office, years=sorted(years))
    _open_today(demo, pool)
    make_slots(
        pool=pool,
        first_day=demo.today - timedelta(days=_DAYS_BEFORE),
        last_day=demo.today + timedelta(days=_DAYS_AHEAD),
    )
    visits = Visits(demo, office, bookable(office), visitors(demo))
    for number in range(_DAYS_BEFORE, 0, -1):
        day = demo.today - timedelta(days=number)
        visits.fill_past_day(day, list(Slot.objects.on(day).filter(pool=pool)))
    _fill_today(demo, visits, pool)
    visits.write()
    make_desk_day(demo, office)
    Ahead(demo, office, visits).make()
    tell_ways(office)
    book_combined(demo, office, visits)


def keep_up(demo: Demo, office: Office) -> None:
    """The days since the demo was made: nobody stays "booked" in the past, and today has visits."""
    pool = Pool.objects.get(office=office)
    desk = demo.users["petugas.ltsa"]
    before = Booking.unscoped.active().filter(starts_at__lt=demo.at(demo.today, 0))
    for number, booking in enumerate(before.select_related("office").in_order()):
        if booking.state == State.HELD:
            expire(booking=booking)
        elif booking.state == State.BOOKED and number % 8 == 7:
            no_show(booking=booking, by=desk)
        else:
            if booking.state == State.BOOKED:
                arrive(booking=booking, by=desk)
            finish(booking=booking, by=desk)
    _open_today(demo, pool)
    last_day = demo.today + timedelta(days=_DAYS_AHEAD)
    make_slots(pool=pool, first_day=demo.today, last_day=last_day)
    today = Booking.unscoped.filter(office=office, starts_at__date=demo.today)
    if not today.exclude(state__in=[State.BOOKED, State.HELD]).exists():
        visits = Visits(demo, office, bookable(office), visitors(demo))
        _fill_today(demo, visits, pool)
        visits.write()
    make_desk_day(demo, office)


def bookable(office: Office) -> list[Service]:
    return list(Service.objects.bookable(office).prefetch_related("steps").order_by("code"))


def visitors(demo: Demo) -> list[Person]:
    """Grown-ups of the register who can come: more from the villages that the demo is about."""
    youngest = date(demo.today.year - 19, 1, 1)
    people = Person.unscoped.filter(born_on__lt=youngest, village__code__startswith="35.10.")
    here = people.exclude(status__in=["abroad", "lost_contact", "settled", "deceased"])
    return list(here.select_related("village", "created_by").order_by("pk"))


def _open_today(demo: Demo, pool: Pool) -> None:
    """On a Sunday or holiday the demo's desk is open all the same, or it would show nothing."""
    is_open = pool.hours.filter(weekday=demo.today.weekday()).exists()
    is_holiday = pool.office.holidays.filter(day=demo.today).exists()
    if (is_open and not is_holiday) or pool.exceptions.filter(day=demo.today).exists():
        return
    OpeningException.objects.create(
        pool=pool,
        day=demo.today,
        start=demo.at(demo.today, 8).time(),
        end=demo.at(demo.today, 13).time(),
        counters=1,
        online_counters=1,
        reason="Layanan tambahan",
    )


def _fill_today(demo: Demo, visits: Visits, pool: Pool) -> None:
    """Today's free slots in order: those over, those under way around now, those still to come."""
    slots = list(Slot.objects.on(demo.today).filter(pool=pool, used_total=0).order_by("starts_at"))
    over = sum(slot.starts_at <= demo.now for slot in slots)
    over = max(min(over, len(slots) - len(_NOW) - 2), 0)
    for number, slot in enumerate(slots[: over + len(_NOW) + 4]):
        if number < over:
            visits.add(slot, _BEFORE_NOW[number % len(_BEFORE_NOW)])
        elif number - over < len(_NOW):
            visits.add(slot, _NOW[number - over], seats=[slot])
        else:
            visits.add(slot, State.BOOKED, seats=[slot])


class Ahead:
    """What is to come, all through the engine's actions."""

    def __init__(self, demo: Demo, office: Office, visits: Visits) -> None:
        self.demo, self.office, self.visits = demo, office, visits
        self.desk = demo.users["petugas.ltsa"]
        self.taken: set[tuple[str, int]] = set()

    def make(self) -> None:
        booked = self._fill_days()
        for booking in booked[3::9]:
            cancel(booking=booking, reason="Belum bisa datang, anak sakit")
        self._close_a_day()
        self._leave_holds()
        self._put_on_waiting_list()
        self._send_some_messages()

    def _fill_days(self) -> list[Booking]:
        """Fewer and fewer the farther away, as in life."""
        booked = []
        for ahead in range(1, 29):
            day = self.demo.today + timedelta(days=ahead)
            wanted = 5 if ahead < 6 else 3 if ahead < 14 else 1
            for _ in range(wanted):
                booking = self.book_on(day)
                if booking:
                    booked.append(booking)
        return booked

    def book_on(
        self,
        day: date,
        *,
        hold_for: timedelta | None = None,
        phone: str | None = None,
        channel: str | None = None,
    ) -> Booking | None:
        person, service = self.visits.next_person(), self.visits.service()
        times = self._free_times(day, service)
        if not times or (key_of(person), service.pk) in self.taken:
            return None
        by_coordinator = person.created_by is not None and self.demo.chance(35)
        try:
            return book(
                office=self.office,
                starts_at=self.demo.random.choice(times).starts_at,
                visitors=self._visitors(person, service),
                contact_name=person.name,
                contact_phone=self.demo.phone() if phone is None else phone,
                submit_key=self.visits.submit_key(),
                channel=channel
                or (Booking.Channel.COORDINATOR if by_coordinator else Booking.Channel.ONLINE),
                booked_by_role=(
                    Booking.BookedBy.COORDINATOR if by_coordinator else Booking.BookedBy.SELF
                ),
                village=person.village,
                by=person.created_by if by_coordinator else None,
                hold_for=hold_for,
            )
        except Refused:
            return None

    def _visitors(self, person: Person, service: Service) -> list[Visitor]:
        """She comes alone, or one time in four with somebody of her household."""
        people = [(person, Party.Relation.SELF)]
        if self.demo.chance(25):
            people += [(kin, Party.Relation.RELATIVE) for kin in self._kin(person, service)[:1]]
        readiness = self.demo.random.choice(("not_asked", "declared"))
        self.taken |= {(key_of(who), service.pk) for who, _relation in people}
        return [
            Visitor(
                person_key=key_of(who),
                name=who.name,
                service=service,
                relation=relation,
                readiness=readiness,
                person=who,
            )
            for who, relation in people
        ]

    def _kin(self, person: Person, service: Service) -> list[Person]:
        """Grown-ups of the same household who have no appointment for this service."""
        together = HouseholdMembership.unscoped.current().filter(
            household__memberships__person=person
        )
        ids = set(together.exclude(person=person).values_list("person", flat=True))
        return [
            who
            for who in self.visits.people
            if who.pk in ids and (key_of(who), service.pk) not in self.taken
        ]

    def _free_times(self, day: date, service: Service) -> list[Opening]:
        return openings(office=self.office, services=[service], first_day=day, last_day=day)

    def _close_a_day(self) -> None:
        """A day is closed: three families are displaced, one of them has no phone."""
        day = self.demo.today + timedelta(days=16)
        while not self._free_times(day, self.visits.services[0]):
            day += timedelta(days=1)
        self.book_on(day)
        self.book_on(day)
        self.book_on(day, phone="", channel=Booking.Channel.DESK)
        close_day(office=self.office, day=day, reason="Upacara di Taman Sritanjung", by=self.desk)
        self.closed_day = day
        close(
            office=self.office,
            days=[day + timedelta(days=7)],
            start=time(10),
            end=time(11),
            reason="Rapat bersama desa-desa",
            by=self.desk,
        )
        held = Booking.unscoped.filter(office=self.office, state=State.HELD)
        offer = held.exclude(contact_phone="").in_order().first()
        if offer:
            accept(booking=offer)

    def _leave_holds(self) -> None:
        """One time is kept, one was kept and nobody confirmed it."""
        day = self.demo.today + timedelta(days=8)
        for hold_for in (timedelta(hours=30), timedelta(minutes=-5)):
            for shift in range(5):
                hold = self.book_on(day + timedelta(days=shift), hold_for=hold_for)
                if hold:
                    break
            if hold and hold_for < timedelta():
                expire(booking=hold)

    def _put_on_waiting_list(self) -> None:
        """One family is offered a place and has not answered yet; two wait for a day that is
        closed, one of them goes first."""
        service = self.visits.services[-1]
        for number in range(3):
            person = self.visits.next_person()
            wait_for_place(
                office=self.office,
                village=person.village,
                visitors=self._visitors(person, service)[:1],
                submit_key=self.visits.submit_key(),
                contact_name=person.name,
                contact_phone=self.demo.phone(),
                first_day=self.closed_day if number else self.demo.today + timedelta(days=2),
                last_day=self.closed_day,
                hours=WaitingEntry.Hours.LATE,
                channel=Booking.Channel.COORDINATOR,
                booked_by_role=Booking.BookedBy.COORDINATOR,
                by=person.created_by,
                priority=int(number == 2),
            )

    def _send_some_messages(self) -> None:
        """The desk has told most people; a dozen messages wait."""
        waiting = list(Message.unscoped.waiting().order_by("pk"))
        for message in waiting[:-12]:
            mark_sent(message=message, by=self.desk)
