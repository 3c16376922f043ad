"""What the groups did lately: meetings, who came, what was saved, who coaches whom."""

from datetime import date, time, timedelta
from itertools import cycle

from migrants.actions.groups import book_savings, change_part, correct_savings
from migrants.models import (
    Attendance,
    CoachedMember,
    CoachingLine,
    Group,
    GroupMembership,
    Meeting,
    SavingsEntry,
)
from workspace.demo.world import Demo

_Kind = SavingsEntry.Kind
LEADER = "ketua.sukses"
MONTHS = 14
_TOPICS = (
    "Menabung dan arisan",
    "Belajar membuat roti sobek",
    "Kemasan dan label",
    "Menghitung biaya dan harga jual",
    "Izin PIRT untuk kue kering",
    "Foto produk dengan telepon",
    "Pesanan dari Bali",
    "Mengasuh anak dari jauh",
)
_AMOUNTS = (20_000, 50_000, 10_000, 25_000, 100_000, 15_000, 30_000)
#: Line, number of the coaching member, how many she coaches.
_LINES = (("Roti dan kue basah", 3, 5), ("Kue kering", 5, 4), ("Camilan keripik", 8, 3))


def make_group_life(demo: Demo, groups: dict[str, Group]) -> None:
    for slug, group in groups.items():
        members = list(
            GroupMembership.unscoped.filter(group=group, until=None).select_related("person")
        )
        is_own = slug == "sukses-migran"
        _meet(demo, group, members, months=MONTHS if is_own else 5, saves=is_own)
        if is_own:
            _guest(demo, group)
            _board_before(demo, group, members)
            _withdraw_and_correct(demo, members)
            _coach(group, members)


def _first_sunday(demo: Demo, months_ago: int) -> date:
    number = demo.today.year * 12 + demo.today.month - 1 - months_ago
    first = date(number // 12, number % 12 + 1, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7)


def _meet(
    demo: Demo, group: Group, members: list[GroupMembership], *, months: int, saves: bool
) -> None:
    """The first Sunday of each month, the next one to come as well."""
    topics, amounts = cycle(_TOPICS), cycle(_AMOUNTS)
    for back in range(months, -2, -1):
        day = _first_sunday(demo, back)
        meeting = Meeting.unscoped.create(
            group=group,
            held_on=day,
            begins_at=time(13, 30),
            place=f"Rumah {members[(months - back) % len(members)].name}",
            topic=next(topics),
            created_by=group.leader,
        )
        if day > demo.today:
            return
        came = [
            member
            for number, member in enumerate(members)
            if (number * 7 + back * 3) % 10 > 1 and number != len(members) - 1
        ]
        Attendance.unscoped.bulk_create(Attendance(meeting=meeting, member=one) for one in came)
        if saves:
            SavingsEntry.unscoped.bulk_create(
                SavingsEntry(
                    member=one,
                    meeting=meeting,
                    kind=_Kind.DEPOSIT,
                    amount=next(amounts),
                    booked_on=day,
                    recorded_by=group.leader,
                )
                for one in came
            )


def _guest(demo: Demo, group: Group) -> None:
    GroupMembership.unscoped.create(
        group=group,
        guest_name="Sri Handayani",
        guest_phone=demo.phone(),
        guest_from="Kendalrejo",
        since=demo.day_in(demo.today.year - 1),
    )


def _board_before(demo: Demo, group: Group, members: list[GroupMembership]) -> None:
    """The treasurer of today was a member first; somebody else kept the money until then."""
    day = date(2021, 1, 10)
    treasurer, former = members[2], members[4]
    for one in (treasurer, former):
        one.part = "member" if one is treasurer else "treasurer"
        one.save(update_fields=["part"])
    leader = demo.users[LEADER]
    change_part(membership=treasurer, part="treasurer", on=day, by=leader)
    change_part(membership=former, part="member", on=day, by=leader)


def _withdraw_and_correct(demo: Demo, members: list[GroupMembership]) -> None:
    """Some took money for school; one entry had a zero too many and was put right."""
    leader = demo.users[LEADER]
    for member, amount in ((members[0], 60_000), (members[6], 45_000), (members[9], 100_000)):
        if SavingsEntry.unscoped.filter(member=member).balance() < amount:
            continue
        entry = SavingsEntry(
            member=member,
            kind=_Kind.WITHDRAWAL,
            amount=-amount,
            booked_on=_first_sunday(demo, 4) + timedelta(days=9),
            note="Untuk biaya sekolah",
        )
        book_savings(entry=entry, by=leader)
    wrong = SavingsEntry(
        member=members[1],
        kind=_Kind.DEPOSIT,
        amount=500_000,
        booked_on=_first_sunday(demo, 2),
    )
    book_savings(entry=wrong, by=leader)
    correct_savings(
        entry=wrong, amount=50_000, reason="Kelebihan satu nol", submit_key=None, by=leader
    )


def _coach(group: Group, members: list[GroupMembership]) -> None:
    learners = iter([one for number, one in enumerate(members) if number not in (0, 3, 5, 8)])
    for title, coach, number in _LINES:
        line = CoachingLine.unscoped.create(
            group=group,
            title=title,
            member=members[coach],
            since=date(2019, 2, 1),
            created_by=group.leader,
        )
        for _place in range(number):
            CoachedMember.unscoped.create(line=line, member=next(learners), since=date(2023, 3, 5))
