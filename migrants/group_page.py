"""What a group's pages show, as far as the reader may see it. Numbers of questions to the database
do not depend on the number of members, meetings or entries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from accounts.models import Role, User
from migrants.models import (
    CoachedMember,
    CoachingLine,
    FormerPart,
    Group,
    GroupMembership,
    Meeting,
    SavingsEntry,
)
from migrants.models.coaching import MOST_COACHED

#: Who reads names of those who came, and money.
INSIDERS = (Role.COORDINATOR, Role.GROUP_LEADER)
RECENT = 3
MONTHS_SHOWN = 12


def group_page(group: Group, user: User) -> dict[str, Any]:
    """The context of one group's page, members aside."""
    meetings = Meeting.visible_to(user).filter(group=group)
    entries = SavingsEntry.visible_to(user).filter(member__group=group)
    return {
        "editable": Group.editable_by(user).filter(pk=group.pk).exists(),
        "lets_in": user.role == Role.COORDINATOR,
        "is_insider": user.role in INSIDERS,
        "balance": entries.balance() if user.role in INSIDERS else None,
        "next_meeting": meetings.coming().first(),
        "meetings": meetings.past().with_numbers()[:RECENT],
        "lines": lines_of(group, user),
        "most_coached": MOST_COACHED,
    }


def lines_of(group: Group, user: User) -> Any:
    """The lines of business, the present first; `coached.all` with the present learners first."""
    coached = CoachedMember.visible_to(user).select_related("member__person")
    lines = CoachingLine.visible_to(user).filter(group=group).select_related("member__person")
    return lines.prefetch_related(Prefetch("coached", queryset=coached))


def with_former_parts(members: Any, user: User) -> Any:
    """Members of a list with what each was before, in one question."""
    parts = FormerPart.visible_to(user)
    return members.prefetch_related(Prefetch("former_parts", queryset=parts))


@dataclass(frozen=True)
class MonthOfSavings:
    """Whole rupiah of one month: `saved` and `taken` as it is in the book after corrections;
    `balance` of the whole group at the month's end."""

    month: date
    saved: int
    taken: int
    balance: int


def months_of(group: Group, user: User) -> list[MonthOfSavings]:
    """The last twelve months, the present one last; fewer for a young book."""
    entries = SavingsEntry.visible_to(user).filter(member__group=group)
    first = _month_before(timezone.localdate().replace(day=1), MONTHS_SHOWN - 1)
    saves = Q(kind="deposit") | Q(corrects__kind="deposit")
    rows = (
        entries.filter(booked_on__gte=first)
        .annotate(month=TruncMonth("booked_on"))
        .values("month")
        .order_by("month")
        .annotate(
            saved=Coalesce(Sum("amount", filter=saves), 0),
            taken=Coalesce(Sum("amount", filter=~saves), 0),
        )
    )
    moved = {row["month"]: row for row in rows}
    balance = entries.filter(booked_on__lt=first).balance()
    months: list[MonthOfSavings] = []
    for back in range(MONTHS_SHOWN - 1, -1, -1):
        month = _month_before(timezone.localdate().replace(day=1), back)
        row = moved.get(month, {"saved": 0, "taken": 0})
        balance += row["saved"] + row["taken"]
        if months or row["saved"] or row["taken"] or balance:
            months.append(MonthOfSavings(month, row["saved"], -row["taken"], balance))
    return months


def _month_before(month: date, back: int) -> date:
    number = month.year * 12 + month.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


def savers_of(group: Group, user: User) -> Any:
    """All who are or were members, with `saved`: what each has in the book, whole rupiah. Former
    members only while something of theirs is in it."""
    if user.role not in INSIDERS:
        return GroupMembership.public()
    members = GroupMembership.visible_to(user).filter(group=group).select_related("person")
    members = members.annotate(saved=Coalesce(Sum("savings__amount"), 0))
    return members.filter(Q(until=None) | ~Q(saved=0)).by_name()
