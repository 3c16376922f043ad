"""Families of Kedunggebang whose story is worth a look: parents in two countries, a grandmother who
cares, a carer who has just left, a divorce, a wedding with a new card, somebody old alone."""

from datetime import date, timedelta

from migrants.actions.childhood import entrust_child, name_parent, note_schooling
from migrants.actions.households import (
    NewMember,
    note_remittance,
    open_household,
    replace_card,
    split_household,
)
from migrants.models import (
    Care,
    Household,
    HouseholdMembership,
    Journey,
    Parentage,
    Person,
    Remittance,
    Schooling,
)
from workspace.demo.families import Neighbourhood, VillageFamilies
from workspace.demo.world import Demo

_Kin = HouseholdMembership.Relationship
_Stage = Schooling.Stage
HOME = "35.10.04.2007"
COORDINATOR = "koordinator.kedunggebang"


def make_family_stories(demo: Demo) -> None:
    """After everything else, so that the rest of the demo does not depend on it."""
    stories = _Stories(demo)
    stories.parents_in_two_countries()
    stories.carer_who_left()
    stories.divorced_parents()
    stories.wedding()
    stories.old_and_alone()


class _Stories:
    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.by = demo.users[COORDINATOR]
        self.families = VillageFamilies(demo, demo.villages[HOME], ("Krajan",))

    def parents_in_two_countries(self) -> None:
        """Mother in Taiwan, father in Malaysia; the grandmother cares for both children."""
        grandmother, mother, father = (
            self._grown("F", 63),
            self._grown("F", 34),
            self._grown("M", 37),
        )
        girl, boy = self._child("F", 10), self._child("M", 3)
        self._away(mother, "TW", Journey.Sector.FACTORY, days=560)
        self._away(father, "MY", Journey.Sector.CONSTRUCTION, days=820)
        home = self._home(
            (father, _Kin.HEAD),
            (mother, _Kin.WIFE),
            (grandmother, _Kin.PARENT),
            (girl, _Kin.CHILD),
            (boy, _Kin.CHILD),
        )
        for child in (girl, boy):
            self._entrust(child, grandmother, days=560)
        self._school(girl, _Stage.PRIMARY, 4)
        self._school(boy, _Stage.NOT_YET)
        self._money(home, mother, grandmother, Remittance.Frequency.MONTHLY, days=530)
        self._money(home, father, grandmother, Remittance.Frequency.IRREGULAR, days=700)

    def carer_who_left(self) -> None:
        """The mother is in Hong Kong, and the aunt who cared left for Singapore three weeks ago."""
        mother, aunt = self._grown("F", 39), self._grown("F", 31)
        boy, girl = self._child("M", 13), self._child("F", 7)
        self._away(mother, "HK", Journey.Sector.DOMESTIC, days=400)
        home = self._home(
            (mother, _Kin.HEAD), (aunt, _Kin.SIBLING), (boy, _Kin.CHILD), (girl, _Kin.CHILD)
        )
        for child in (boy, girl):
            self._entrust(child, aunt, days=400)
        self._school(boy, _Stage.JUNIOR, 7)
        self._school(girl, _Stage.PRIMARY, 1)
        self._money(home, mother, aunt, Remittance.Frequency.MONTHLY, days=380)
        self._away(aunt, "SG", Journey.Sector.DOMESTIC, days=21)

    def divorced_parents(self) -> None:
        """The girl lives with her grandparents; her mother married again, her father is away."""
        grandfather, grandmother = self._grown("M", 66), self._grown("F", 61)
        mother, father, second = self._grown("F", 36), self._grown("M", 40), self._grown("M", 38)
        girl = self._child("F", 12)
        self._away(father, "SA", Journey.Sector.OTHER, days=900)
        self._home((grandfather, _Kin.HEAD), (grandmother, _Kin.WIFE), (girl, _Kin.GRANDCHILD))
        self._home((second, _Kin.HEAD), (mother, _Kin.WIFE))
        for parent, kind in ((mother, Parentage.Kind.MOTHER), (father, Parentage.Kind.FATHER)):
            row = Parentage(child=girl, parent=parent, kind=kind)
            name_parent(parentage=row, by=self.by)
        self._entrust(girl, grandmother, days=1500)
        self._entrust(girl, grandfather, days=1500)
        self._school(girl, _Stage.PRIMARY, 6)

    def wedding(self) -> None:
        """The son married and has a card of his own; his parents got a new one."""
        father, mother = self._grown("M", 55), self._grown("F", 52)
        son, daughter = self._grown("M", 27), self._child("F", 16)
        wife, baby = self._grown("F", 25), self._child("M", 1)
        home = self._home(
            (father, _Kin.HEAD),
            (mother, _Kin.WIFE),
            (son, _Kin.CHILD),
            (daughter, _Kin.CHILD),
            (wife, _Kin.OTHER),
            (baby, _Kin.GRANDCHILD),
        )
        wedding = self._day(640)
        memberships = {one.person_id: one for one in home.memberships.all()}
        into = Household(kk_number=self.demo.family_card(), hamlet="Krajan", rt="004", rw="002")
        split_household(
            household=home,
            into=into,
            places={
                memberships[son.pk]: _Kin.HEAD,
                memberships[wife.pk]: _Kin.WIFE,
                memberships[baby.pk]: _Kin.CHILD,
            },
            on=wedding,
            by=self.by,
        )
        number = self.demo.family_card()
        replace_card(household=home, kk_number=number, until=wedding, why="marriage", by=self.by)
        self._school(daughter, _Stage.SENIOR, 10, left_on=self._day(120))

    def old_and_alone(self) -> None:
        """Her only daughter is in Hong Kong and sends money now and then."""
        old, daughter = self._grown("F", 74), self._grown("F", 46)
        self._away(daughter, "HK", Journey.Sector.DOMESTIC, days=1000)
        home = self._home((old, _Kin.HEAD), (daughter, _Kin.CHILD))
        self._money(home, daughter, old, Remittance.Frequency.IRREGULAR, days=900)

    # --- what a story is made of ------------------------------------------------------------------

    def _day(self, ago: int) -> date:
        return self.demo.today - timedelta(days=ago)

    def _grown(self, sex: str, age: int) -> Person:
        place = Neighbourhood("Krajan", "004", "002")
        return self.families.new_person(sex, self._day(365 * age + 90), place)

    _child = _grown

    def _away(self, person: Person, country: str, sector: str, *, days: int) -> None:
        Journey.unscoped.create(
            person=person,
            country=country,
            sector=sector,
            documentation=Journey.Documentation.PROCEDURAL,
            departed_on=self._day(days),
            created_by=self.by,
        )

    def _home(self, *members: tuple[Person, str]) -> Household:
        home = Household(
            village=self.demo.villages[HOME],
            kk_number=self.demo.family_card(),
            hamlet="Krajan",
            rt="004",
            rw="002",
        )
        rows = [NewMember(person, kin) for person, kin in members]
        return open_household(household=home, members=rows, by=self.by)

    def _entrust(self, child: Person, carer: Person, *, days: int) -> None:
        care = Care(child=child, carer=carer, since=max(self._day(days), child.born_on or date.min))
        entrust_child(care=care, by=self.by)

    def _school(
        self, child: Person, stage: str, grade: int | None = None, left_on: date | None = None
    ) -> None:
        row = Schooling(child=child, stage=stage, grade=grade, left_on=left_on)
        note_schooling(schooling=row, changes={}, version=0, by=self.by)

    def _money(
        self, home: Household, sender: Person, receiver: Person, frequency: str, *, days: int
    ) -> None:
        row = Remittance(
            household=home,
            sender=sender,
            receiver=receiver,
            frequency=frequency,
            since=self._day(days),
        )
        note_remittance(remittance=row, by=self.by)
