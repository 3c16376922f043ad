"""Families of a village: the worker, who stayed, who cares for the children, who gets the money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from migrants.half_years import HalfYear
from migrants.models import (
    Care,
    Household,
    HouseholdMembership,
    Journey,
    JourneyEvent,
    Person,
    Remittance,
    RoundCheck,
)
from villages.models import Village
from workspace.demo.journeys import Career
from workspace.demo.lives import confirmed_death
from workspace.demo.world import Demo

_Kin = HouseholdMembership.Relationship
_SKILLS = (
    "Membuat roti dan kue",
    "Memasak masakan Tionghoa",
    "Merawat lanjut usia",
    "Bahasa Kanton",
    "Bahasa Mandarin",
    "Menjahit",
    "Mengelas",
    "Menjalankan mesin produksi",
    "Membuat kue kering",
    "Berdagang lewat internet",
)
_BIRTH_PLACES = ("Banyuwangi", "Banyuwangi", "Banyuwangi", "Banyuwangi", "Jember", "Situbondo")


@dataclass
class Neighbourhood:
    """Where in the village a family lives."""

    hamlet: str
    rt: str
    rw: str


class VillageFamilies:
    """Makes the families of one village and writes them into the register."""

    def __init__(self, demo: Demo, village: Village, hamlets: tuple[str, ...]) -> None:
        self.demo = demo
        self.village = village
        self.hamlets = hamlets
        self.coordinator = self._coordinator()
        self.people: list[Person] = []
        self.memberships: list[HouseholdMembership] = []
        self.cares: list[Care] = []
        self.remittances: list[Remittance] = []
        self.journeys: list[Journey] = []
        self.events: list[JourneyEvent] = []
        self.checked: dict[int, date] = {}  #: by key of the person: when last confirmed

    def _coordinator(self) -> User | None:
        users = self.demo.users.values()
        return next((user for user in users if user.village_id == self.village.pk), None)

    # --- what the village consists of -----------------------------------------------------------

    def returned(self, years_ago: tuple[float, float] = (0.1, 14)) -> Person:
        """A family with somebody who is back."""
        nearest, farthest = (int(365 * years) for years in years_ago)
        back_on = self.demo.days_ago(nearest, farthest)
        worker = self._worker(age=(24, 58))
        career = Career(self.demo, worker)
        career.past(count=self.demo.random.choice((1, 1, 2, 2, 3)), ended_on=back_on)
        return self._settle(worker, career)

    def abroad(self, *, days_left: int | None = None) -> Person:
        """A family with somebody who is away; `days_left`: until the contract ends."""
        worker = self._worker(age=(22, 47))
        career = Career(self.demo, worker)
        departed = self.demo.days_ago(60, 365 * 5)
        if days_left is not None:
            departed = self.demo.today + timedelta(days=days_left - 2 * 365)
        if self.demo.chance(55):
            career.past(count=1, ended_on=departed - timedelta(days=200))
        ends = None if days_left is None else self.demo.today + timedelta(days=days_left)
        career.going_on(departed_on=departed, contract_ends_on=ends)
        return self._settle(worker, career)

    def prospective(self, *, has_date: bool = True) -> Person:
        """Somebody who wants to go; a third of them has been before."""
        worker = self._worker(age=(19, 38))
        career = Career(self.demo, worker)
        if (
            self.demo.chance(33)
            and worker.born_on
            and worker.born_on.year < self.demo.today.year - 25
        ):
            career.past(count=1, ended_on=self.demo.days_ago(150, 700))
        leaves = self.demo.today + timedelta(days=self.demo.random.randint(20, 150))
        career.planned(on=leaves if has_date else None)
        return self._settle(worker, career)

    def gave_up(self) -> Person:
        worker = self._worker(age=(19, 30))
        career = Career(self.demo, worker)
        career.planned(on=self.demo.days_ago(40, 200), cancelled_on=self.demo.days_ago(5, 35))
        return self._settle(worker, career)

    def lost_contact(self) -> Person:
        worker = self._worker(age=(25, 45))
        worker.lost_contact_since = self.demo.days_ago(90, 500)
        worker.phone = worker.phone_abroad = ""
        worker.save()
        career = Career(self.demo, worker)
        career.going_on(departed_on=worker.lost_contact_since - timedelta(days=700))
        return self._settle(worker, career)

    def settled(self) -> Person:
        worker = self._worker(age=(32, 48), alone=True)
        worker.settled_on = self.demo.days_ago(200, 2500)
        worker.note = "Menikah dan menetap di negara tujuan."
        worker.save()
        career = Career(self.demo, worker)
        career.going_on(departed_on=worker.settled_on - timedelta(days=1500))
        return self._settle(worker, career, children=0)

    def deceased(self) -> Person:
        worker = self._worker(age=(40, 62))
        worker.died_on = self.demo.days_ago(60, 1200)
        confirmed_death(self.demo, worker, worker.died_on, self.coordinator)
        career = Career(self.demo, worker)
        career.past(count=2, ended_on=worker.died_on - timedelta(days=400))
        return self._settle(worker, career)

    def write(self) -> None:
        """Everything except people and households, which were saved on the way."""
        for journey in self.journeys:
            journey.created_by = self.coordinator
        Journey.unscoped.bulk_create(self.journeys)
        for event in self.events:
            event.created_by = self.coordinator
        JourneyEvent.unscoped.bulk_create(self.events)
        HouseholdMembership.unscoped.bulk_create(self.memberships)
        Care.unscoped.bulk_create(self.cares)
        Remittance.unscoped.bulk_create(self.remittances)
        workers = {journey.person_id for journey in self.journeys}
        RoundCheck.unscoped.bulk_create(
            RoundCheck(
                person_id=person,
                round_begins=HalfYear.of(day).first,
                outcome=RoundCheck.Outcome.TRUE,
                on=day,
                by=self.coordinator,
            )
            for person, day in self.checked.items()
            if person in workers
        )

    # --- one family -----------------------------------------------------------------------------

    def _worker(self, *, age: tuple[int, int], alone: bool = False) -> Person:
        born = self.demo.day_in(self.demo.today.year - self.demo.random.randint(*age))
        sex = "F" if self.demo.chance(70) else "M"
        worker = self.new_person(sex, born, self._place())
        if not alone and self.demo.chance(70):
            worker.skills = self.demo.random.choice(_SKILLS)
        return worker

    def _settle(self, worker: Person, career: Career, children: int | None = None) -> Person:
        """The worker's own record, her journeys and her household."""
        now = next((j for j in career.journeys if j.departed_on and not j.returned_on), None)
        if now and not worker.lost_contact_since:
            worker.phone_abroad = self.demo.phone_abroad(str(now.country))
        worker.save()
        self.journeys += career.journeys
        self.events += career.events
        is_away = bool(now) or bool(worker.died_on)
        Family(self, worker, is_away=is_away).write(children)
        return worker

    def _place(self) -> Neighbourhood:
        pick = self.demo.random.randint
        hamlet = self.demo.random.choice(self.hamlets)
        return Neighbourhood(hamlet, f"{pick(1, 8):03}", f"{pick(1, 4):03}")

    def new_person(self, sex: str, born_on: date, place: Neighbourhood) -> Person:
        """A saved person; one in ten without NIK, one in six without a phone, children never."""
        chance, is_child = self.demo.chance, born_on.year > self.demo.today.year - 16
        nik = None if chance(10) else self.demo.nik(sex, born_on)
        reasons = Person.NoNik
        person = Person(
            village=self.village,
            name=self.demo.names.draw(sex, born_on.year),
            nik=nik,
            no_nik_reason=""
            if nik
            else self.demo.random.choice(
                (reasons.NOT_AT_HAND, reasons.NOT_AT_HAND, reasons.REFUSED)
            ),
            sex=sex,
            birth_place=self.demo.random.choice(_BIRTH_PLACES),
            born_on=born_on,
            phone="" if is_child or chance(17) else self.demo.phone(),
            hamlet=place.hamlet,
            rt=place.rt,
            rw=place.rw,
            created_by=self.coordinator,
        )
        checked_on = self.demo.days_ago(3, 420) if chance(80) else None
        person.save()
        if checked_on:
            self.checked[person.pk] = checked_on
        self.people.append(person)
        return person


class Family:
    """The household around one worker."""

    def __init__(self, village: VillageFamilies, worker: Person, *, is_away: bool) -> None:
        self.village, self.worker, self.is_away = village, worker, is_away
        self.demo = village.demo
        self.born = (worker.born_on or self.demo.today).year
        self.place = Neighbourhood(worker.hamlet, worker.rt, worker.rw)

    def write(self, children: int | None = None) -> None:
        age = self.demo.today.year - self.born
        spouse = self._spouse() if children is None and age > 23 and self.demo.chance(78) else None
        parent = self._parent() if age < 24 or self.demo.chance(38) else None
        if children is None:
            children = 0 if age < 23 else self.demo.random.choice((0, 1, 1, 2, 2, 3))
        if not spouse and age < 28:
            children = 0
        kids = [self._child(number) for number in range(children)]
        self._join(spouse, parent, [kid for kid in kids if kid])
        self._care(spouse or parent, [kid for kid in kids if kid])

    def _spouse(self) -> Person:
        sex = "M" if self.worker.sex == "F" else "F"
        older = self.demo.random.randint(0, 6) * (1 if sex == "M" else -1)
        return self._relative(sex, self.born - older)

    def _parent(self) -> Person:
        return self._relative("F" if self.demo.chance(65) else "M", self.born - self._gap(20, 30))

    def _child(self, number: int) -> Person | None:
        """A child that still lives at home, else None."""
        born = self.born + 21 + number * 4 + self.demo.random.randint(0, 5)
        if not self.demo.today.year - 24 < born < self.demo.today.year:
            return None
        return self._relative("F" if self.demo.chance(50) else "M", born)

    def _gap(self, least: int, most: int) -> int:
        return self.demo.random.randint(least, most)

    def _relative(self, sex: str, year: int) -> Person:
        return self.village.new_person(sex, self.demo.day_in(year), self.place)

    def _join(self, spouse: Person | None, parent: Person | None, kids: Iterable[Person]) -> None:
        home = Household(
            village=self.village.village,
            kk_number=self.demo.family_card(),
            hamlet=self.place.hamlet,
            rt=self.place.rt,
            rw=self.place.rw,
            created_by=self.village.coordinator,
        )
        home.save()
        for person, kin in self._kinship(spouse, parent, kids):
            self.village.memberships.append(
                HouseholdMembership(
                    household=home,
                    person=person,
                    relationship=kin,
                    until=person.died_on,
                )
            )

        receiver = spouse or parent
        if receiver and self.is_away and not self.worker.died_on:
            monthly = len(self.village.remittances) % 3
            self.village.remittances.append(
                Remittance(
                    household=home,
                    sender=self.worker,
                    receiver=receiver,
                    frequency="monthly" if monthly else "irregular",
                )
            )

    def _kinship(
        self, spouse: Person | None, parent: Person | None, kids: Iterable[Person]
    ) -> list[tuple[Person, str]]:
        """Everybody with her relationship to the head of the family."""
        worker = self.worker
        rows: list[tuple[Person, str]]
        if not spouse and parent and self.demo.today.year - self.born < 30:
            return [(parent, _Kin.HEAD), (worker, _Kin.CHILD)]
        if spouse and worker.sex == "F":
            rows = [(spouse, _Kin.HEAD), (worker, _Kin.WIFE)]
        elif spouse:
            rows = [(worker, _Kin.HEAD), (spouse, _Kin.WIFE)]
        else:
            rows = [(worker, _Kin.HEAD)]
        if parent:
            rows.append((parent, _Kin.PARENT if rows[0][0] == worker else _Kin.PARENT_IN_LAW))
        return rows + [(kid, _Kin.CHILD) for kid in kids]

    def _care(self, carer: Person | None, kids: Iterable[Person]) -> None:
        """Children under 18 whose mother or father is away are in somebody's care."""
        departed = self.demo.days_ago(60, 900)
        for kid in kids:
            if self.is_away and carer and kid.born_on and kid.born_on.year > departed.year - 17:
                self.village.cares.append(
                    Care(child=kid, carer=carer, since=max(departed, kid.born_on))
                )
