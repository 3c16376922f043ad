"""The groups of former workers, with their members over the years."""

from dataclasses import dataclass
from datetime import date

from migrants.models import Group, GroupMembership
from workspace.demo.world import Demo

_Part = GroupMembership.Part
_BOARD = (_Part.CHAIR, _Part.SECRETARY, _Part.TREASURER)


@dataclass(frozen=True)
class GroupPlan:
    village: str
    name: str
    slug: str
    founded: date
    members: int  #: on the first day
    later: int  #: joined in the years after
    about: str
    leader: str = ""  #: user name


PLANS = (
    GroupPlan(
        "35.10.04.2007",
        "Sukses Migran",
        "sukses-migran",
        date(2016, 3, 12),
        20,
        6,
        "Purna pekerja migran dan keluarga yang membangun usaha di rumah sendiri. Setiap usaha "
        "membina lima anggota: belajar membuat roti, kue kering, dan camilan, lalu menjual "
        "bersama.",
        leader="ketua.sukses",
    ),
    GroupPlan(
        "35.10.04.2002",
        "Pelangi Migran",
        "pelangi-migran",
        date(2018, 8, 4),
        11,
        3,
        "Kelompok keluarga pekerja migran di Kendalrejo. Bertemu setiap Minggu pertama dan "
        "menabung bersama.",
    ),
    GroupPlan(
        "35.10.04.2006",
        "Barokah Migran",
        "barokah-migran",
        date(2019, 2, 16),
        7,
        1,
        "Membuat kerupuk puli dan keripik tempe.",
    ),
    GroupPlan(
        "35.10.04.2003",
        "Asri Migran",
        "asri-migran",
        date(2019, 6, 22),
        8,
        2,
        "Purna pekerja migran yang berkebun dan membuat jamu.",
    ),
)


def make_groups(demo: Demo) -> dict[str, Group]:
    """All groups by their slug."""
    groups = {}
    for plan in PLANS:
        group = Group.unscoped.create(
            village=demo.villages[plan.village],
            name=plan.name,
            slug=plan.slug,
            founded_year=plan.founded.year,
            about=plan.about,
            leader=demo.users.get(plan.leader),
            is_published=True,
        )
        _add_members(demo, group, plan)
        groups[plan.slug] = group
    return groups


def _add_members(demo: Demo, group: Group, plan: GroupPlan) -> None:
    people = [demo.people[f"{plan.village} returned {n}"] for n in range(plan.members + plan.later)]
    if group.leader:
        # The leader's account and her record are the same woman.
        people[0].name, people[0].sex = group.leader.full_name, "F"
        people[0].nik = demo.nik("F", people[0].born_on) if people[0].born_on else None
        people[0].no_nik_reason = "" if people[0].nik else people[0].no_nik_reason
        people[0].save()
    rows = []
    for number, person in enumerate(people):
        is_first = number < plan.members
        since = plan.founded if is_first else demo.day_in(plan.founded.year + 1 + number % 6)
        row = GroupMembership(group=group, person=person, since=since, part=_Part.MEMBER)
        if number < len(_BOARD):
            row.part = _BOARD[number]
        elif is_first and number % 7 == 6:
            row.until = demo.day_in(demo.today.year - 2)  # moved away or stopped
        rows.append(row)
    GroupMembership.unscoped.bulk_create(rows)
