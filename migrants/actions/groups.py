"""Community groups: their members and parts over time, meetings, savings, lines of business."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Role, User
from migrants.actions.versions import change_row
from migrants.models import (
    Attendance,
    CoachedMember,
    CoachingLine,
    FormerPart,
    Group,
    GroupMembership,
    Meeting,
    Person,
    SavingsEntry,
)


@transaction.atomic
def found_group(*, group: Group, by: User) -> Group:
    """Save a new group under an address that no other group of the country has."""
    group.slug = _free_slug(group)
    group.save(force_insert=True)
    return group


def change_group(*, group: Group, changes: dict[str, Any], version: int, by: User) -> Group:
    """What is told about a group; ChangedMeanwhile when somebody else just changed it."""
    return change_row(row=group, changes=changes, version=version, by=by)


def _free_slug(group: Group) -> str:
    base = slugify(group.name)[:80] or "kelompok"
    for slug in (base, f"{base}-{group.village.slug}"[:115]):
        if not Group.unscoped.filter(slug=slug).exists():
            return slug
    return f"{base}-{group.village.digits}"


# --- members --------------------------------------------------------------------------------------


@transaction.atomic
def join_group(*, membership: GroupMembership, by: User) -> GroupMembership:
    """A coordinator lets somebody of her village join. A leader cannot: to choose somebody she
    would have to see the people of the village, and she may not."""
    person = Person.editable_by(by).filter(pk=membership.person_id)
    if by.role != Role.COORDINATOR or not person.exists():
        raise ValidationError(_("This group or person is not in your village."))
    return _let_in(membership, by)


@transaction.atomic
def let_guest_in(*, membership: GroupMembership, by: User) -> GroupMembership:
    """Somebody who is not registered in the village of the group joins under the name she gives.
    No register is asked, so nothing of one can show."""
    if membership.person_id:
        raise ValidationError(_("This group or person is not in your village."))
    return _let_in(membership, by)


def _let_in(membership: GroupMembership, by: User) -> GroupMembership:
    group = Group.editable_by(by).select_for_update(of=("self",)).filter(pk=membership.group_id)
    if not group.exists():
        raise ValidationError(_("This group or person is not in your village."))
    if membership.part == GroupMembership.Part.CHAIR:
        _step_down(membership, membership.since)
    membership.save(force_insert=True)
    return membership


@transaction.atomic
def change_member(
    *,
    membership: GroupMembership,
    changes: dict[str, Any],
    on: date | None,
    version: int,
    by: User,
) -> GroupMembership:
    """Correct a membership; a new part holds from `on`. ChangedMeanwhile when somebody else just
    changed it."""
    typed = {column: value for column, value in changes.items() if column != "part"}
    stored = change_row(row=membership, changes=typed, version=version, by=by)
    if "part" in changes:
        return change_part(membership=stored, part=changes["part"], on=on, by=by)
    return stored


@transaction.atomic
def change_part(
    *, membership: GroupMembership, part: str, on: date | None, by: User
) -> GroupMembership:
    """Give a member another part from `on`; what she was until then is kept. A group has one
    chair: whoever was it becomes a member on that day."""
    rows = GroupMembership.editable_by(by).select_for_update(of=("self",))
    stored: GroupMembership = rows.select_related("group").get(pk=membership.pk)
    if stored.part == part:
        return stored
    Group.editable_by(by).select_for_update(of=("self",)).get(pk=stored.group_id)
    if part == GroupMembership.Part.CHAIR and stored.until is None:
        _step_down(stored, on)
    _become(stored, part, on)
    return stored


def _step_down(successor: GroupMembership, on: date | None) -> None:
    chairs = GroupMembership.unscoped.select_for_update(of=("self",)).current()
    chairs = chairs.filter(group=successor.group_id, part=GroupMembership.Part.CHAIR)
    for former in chairs.exclude(pk=successor.pk):
        _become(former, GroupMembership.Part.MEMBER, on)


def _become(membership: GroupMembership, part: str, on: date | None) -> None:
    day = on or timezone.localdate()
    before = membership.former_parts.order_by("-until", "-pk").first()
    since = before.until if before else membership.since
    if since and day < since:
        words = _("%(name)s has been %(part)s since %(day)s only. Please check the day.")
        told = {"name": membership.name, "part": membership.get_part_display().lower()}
        raise ValidationError(words % (told | {"day": date_format(since, "j F Y")}))
    FormerPart.unscoped.create(membership=membership, part=membership.part, since=since, until=day)
    membership.part = part
    membership.save(update_fields=["part"])


@transaction.atomic
def leave_group(*, membership: GroupMembership, on: date, by: User) -> None:
    """End a membership, and with it what she teaches and learns here. Her savings stay in the book
    until they are paid out. Ending it twice changes nothing."""
    rows = GroupMembership.editable_by(by).select_for_update(of=("self",))
    stored = rows.filter(pk=membership.pk, until=None).first()
    if stored:
        end_membership(stored, on)


def end_membership(stored: GroupMembership, on: date) -> None:
    """For whoever has locked it and may end it."""
    stored.until = on
    stored.save(update_fields=["until"])
    for learned in stored.coached_in.filter(until=None):
        learned.until = max(on, learned.since)
        learned.save(update_fields=["until"])
    for line in stored.lines.filter(until=None):
        _close_line(line, on)


# --- meetings -------------------------------------------------------------------------------------


@transaction.atomic
def save_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Save a new meeting."""
    if not Group.editable_by(by).filter(pk=meeting.group_id).exists():
        raise ValidationError(_("This group is not yours."))
    meeting.created_by = by
    meeting.save(force_insert=True)
    return meeting


def change_meeting(*, meeting: Meeting, changes: dict[str, Any], version: int, by: User) -> Meeting:
    """Correct a meeting; ChangedMeanwhile when somebody else just did."""
    return change_row(row=meeting, changes=changes, version=version, by=by)


@transaction.atomic
def record_meeting(
    *,
    meeting: Meeting,
    came: Collection[GroupMembership],
    saved: Mapping[GroupMembership, int],
    submit_key: UUID | None,
    by: User,
    seen: Collection[int] | None = None,
) -> Meeting:
    """Who came, and what each of them saved at the meeting, in whole rupiah. Money is only added.
    The same `submit_key` again adds nothing twice.

    `seen`: keys of the members who were ticked when the list was opened. Only what differs from
    that is written, so that what somebody else ticked meanwhile stays. None: attendance becomes
    `came`.
    """
    rows = Meeting.editable_by(by).select_for_update(of=("self",))
    stored: Meeting = rows.get(pk=meeting.pk)
    wanted = {member.pk for member in came}
    present = set(stored.attendances.values_list("member", flat=True))
    if seen is not None:
        wanted = (present | (wanted - set(seen))) - (set(seen) - wanted)
    for gone in stored.attendances.exclude(member__in=wanted):
        gone.delete()
    Attendance.unscoped.bulk_create(
        Attendance(meeting=stored, member_id=pk) for pk in sorted(wanted - present)
    )
    for member, amount in sorted(saved.items(), key=lambda pair: pair[0].pk):
        key = uuid5(submit_key, str(member.pk)) if submit_key else None
        if key and SavingsEntry.unscoped.filter(submit_key=key).exists():
            continue
        SavingsEntry.unscoped.create(
            member=member,
            meeting=stored,
            kind=SavingsEntry.Kind.DEPOSIT,
            amount=amount,
            booked_on=stored.held_on,
            recorded_by=by,
            submit_key=key,
        )
    return stored


# --- savings --------------------------------------------------------------------------------------


@transaction.atomic
def book_savings(*, entry: SavingsEntry, by: User) -> SavingsEntry:
    """Put one entry into the book. The database keeps the balance from falling below zero."""
    if not GroupMembership.editable_by(by).filter(pk=entry.member_id).exists():
        raise ValidationError(_("This group is not yours."))
    entry.recorded_by = by
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def correct_savings(
    *, entry: SavingsEntry, amount: int, reason: str, submit_key: UUID | None, by: User
) -> SavingsEntry | None:
    """Take an entry back by a counter-entry, and enter the right amount where it is not zero. The
    right amount comes first, so that the balance never looks lower than it is."""
    rows = SavingsEntry.editable_by(by).filter(corrects=None)
    wrong: SavingsEntry = rows.select_related("member").get(pk=entry.pk)
    right = None
    if amount:
        right = SavingsEntry.unscoped.create(
            member=wrong.member,
            meeting=wrong.meeting,
            kind=wrong.kind,
            amount=amount if wrong.amount > 0 else -amount,
            booked_on=wrong.booked_on,
            note=reason,
            recorded_by=by,
        )
    SavingsEntry.unscoped.create(
        member=wrong.member,
        meeting=wrong.meeting,
        kind=SavingsEntry.Kind.CORRECTION,
        amount=-wrong.amount,
        booked_on=wrong.booked_on,
        note=reason,
        corrects=wrong,
        recorded_by=by,
        submit_key=submit_key,
    )
    return right


# --- lines of business ----------------------------------------------------------------------------


@transaction.atomic
def open_line(*, line: CoachingLine, by: User) -> CoachingLine:
    if not Group.editable_by(by).filter(pk=line.group_id).exists():
        raise ValidationError(_("This group is not yours."))
    line.created_by = by
    line.save(force_insert=True)
    return line


@transaction.atomic
def coach_members(
    *, line: CoachingLine, members: Sequence[GroupMembership], since: date, by: User
) -> list[CoachedMember]:
    """Let members learn in a line, all of them or none. The database allows five at a time."""
    stored = CoachingLine.editable_by(by).select_for_update(of=("self",)).get(pk=line.pk)
    if stored.until:
        raise ValidationError(_("This line has ended."))
    return [
        CoachedMember.unscoped.create(line=stored, member=member, since=since) for member in members
    ]


@transaction.atomic
def end_coaching(*, coached: CoachedMember, on: date, by: User) -> None:
    """She has learned enough, or stopped. Ending it twice changes nothing."""
    rows = CoachedMember.editable_by(by).select_for_update(of=("self",))
    stored = rows.filter(pk=coached.pk, until=None).first()
    if stored:
        stored.until = on
        stored.save(update_fields=["until"])


@transaction.atomic
def close_line(*, line: CoachingLine, on: date, by: User) -> None:
    """The line ends, and with it the coaching of everybody in it."""
    rows = CoachingLine.editable_by(by).select_for_update(of=("self",))
    stored = rows.filter(pk=line.pk, until=None).first()
    if stored:
        _close_line(stored, on)


def _close_line(line: CoachingLine, on: date) -> None:
    line.until = max(on, line.since) if line.since else on
    line.save(update_fields=["until"])
    for coached in line.coached.filter(until=None):
        coached.until = max(on, coached.since)
        coached.save(update_fields=["until"])
