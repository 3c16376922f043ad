"""Who lives in which village of the demo. Villages that are not listed stay empty, as in life."""

from dataclasses import dataclass

from migrants.models import Person
from villages.models import Village
from workspace.demo.families import VillageFamilies
from workspace.demo.world import Demo


@dataclass(frozen=True)
class Population:
    """Families of one village by what their worker is."""

    village: str
    hamlets: tuple[str, ...]
    returned: int = 0
    abroad: int = 0
    prospective: int = 0
    lost_contact: int = 0
    settled: int = 0
    deceased: int = 0
    gave_up: int = 0


KEDUNGGEBANG = Population(
    "35.10.04.2007",
    ("Krajan", "Sidomulyo", "Sumbermukti", "Tanjungrejo"),
    returned=70,
    abroad=17,
    prospective=7,
    lost_contact=2,
    settled=3,
    deceased=2,
    gave_up=1,
)
KENDALREJO = Population(
    "35.10.04.2002",
    ("Krajan", "Purwosari", "Bayurejo"),
    returned=22,
    abroad=11,
    prospective=5,
    lost_contact=1,
    settled=1,
    deceased=1,
)
GENTENG_KULON = Population(
    "35.10.09.2003",
    ("Krajan", "Jalen", "Sawahan"),
    returned=18,
    abroad=12,
    prospective=4,
    lost_contact=1,
    settled=1,
)
_KRAJAN = ("Krajan", "Sumberagung")
OTHERS = (
    Population("35.10.04.2001", _KRAJAN, returned=3, abroad=2),
    Population("35.10.04.2003", _KRAJAN, returned=12, abroad=7, prospective=2),
    Population("35.10.04.2004", _KRAJAN, returned=6, abroad=3, prospective=1),
    Population("35.10.04.2005", _KRAJAN, returned=14, abroad=8, prospective=3, settled=1),
    Population("35.10.04.2006", _KRAJAN, returned=9, abroad=5, prospective=1),
    Population("35.10.02.2001", _KRAJAN, returned=10, abroad=9, prospective=3),
    Population("35.10.05.2002", _KRAJAN, returned=6, abroad=5, prospective=1),
    Population("35.10.08.2004", _KRAJAN, returned=7, abroad=4, lost_contact=1),
    Population("35.10.01.2001", _KRAJAN, returned=4, abroad=3),
    Population("35.10.22.2001", _KRAJAN, returned=6, abroad=2, prospective=1),
    Population("35.10.18.2001", _KRAJAN, returned=2, abroad=3),
)


def make_people(demo: Demo) -> None:
    """The register of every village; people with a part to play are kept in `demo.people`."""
    for population in (KEDUNGGEBANG, KENDALREJO, GENTENG_KULON, *OTHERS):
        village = Village.objects.current().filter(code=population.village).first()
        if village:
            demo.villages[population.village] = village
            _make_village(demo, village, population)


def _make_village(demo: Demo, village: Village, population: Population) -> None:
    families = VillageFamilies(demo, village, population.hamlets)
    has_coordinator = families.coordinator is not None
    _remember(demo, village, "returned", [families.returned() for _ in range(population.returned)])
    # Two contracts end soon and one has just ended where somebody is there to act on it.
    ends_soon = (17, 41, -12) if has_coordinator else ()
    away = [families.abroad(days_left=days) for days in ends_soon]
    away += [families.abroad() for _ in range(population.abroad - len(away))]
    _remember(demo, village, "abroad", away)
    plans = [
        families.prospective(has_date=not (has_coordinator and number < 2))
        for number in range(population.prospective)
    ]
    _remember(demo, village, "prospective", plans)
    for make, number in (
        (families.lost_contact, population.lost_contact),
        (families.settled, population.settled),
        (families.deceased, population.deceased),
        (families.gave_up, population.gave_up),
    ):
        _remember(demo, village, make.__name__, [make() for _ in range(number)])
    families.write()


def _remember(demo: Demo, village: Village, kind: str, people: list[Person]) -> None:
    """Under "35.10.04.2007 returned 0" and so on, for the groups, businesses and cases."""
    for number, person in enumerate(people):
        demo.people[f"{village.code} {kind} {number}"] = person
