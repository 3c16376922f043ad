"""The start page of a group's leader: the next meeting, the savings, who has not come lately."""

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.rupiah import rupiah
from migrants.models import Attendance, Group, GroupMembership, Meeting, SavingsEntry
from workspace.links import link
from workspace.parts import Part, Row, Tile

SHOWN = 5
#: Who came to none of the last so many meetings is missing.
LATELY = 2


def leader_parts(user: User) -> list[Part]:
    groups = list(Group.visible_to(user).select_related("village")[:SHOWN])
    if not groups:
        words = _("No group names you as its leader yet. Ask the village coordinator.")
        return [Part(_("Your group"), empty=words)]
    return [
        Part(
            _("Your group"),
            rows=[
                Row(
                    group.name,
                    url=link(user, "group_detail", group.pk),
                    meta=group.village.name,
                    icon="person-heart",
                    kind="sea",
                )
                for group in groups
            ],
        ),
        _meetings(user, groups[0]),
        _numbers(user, groups[0]),
        _missing(user),
        _newest(user),
    ]


def _meetings(user: User, group: Group) -> Part:
    """The next meeting, and a past one nobody was ticked at yet."""
    meetings = Meeting.visible_to(user)
    coming = meetings.coming()[:2]
    came = Attendance.visible_to(user).filter(meeting=OuterRef("pk"))
    open_ = meetings.past().filter(~Exists(came))[:2]
    rows = [
        Row(
            date_format(meeting.held_on, "l, j F Y"),
            url=link(user, "meeting_detail", meeting.pk),
            meta=_when_and_where(meeting),
            icon="calendar-event",
            kind="sea",
        )
        for meeting in coming
    ]
    rows += [
        Row(
            date_format(meeting.held_on, "l, j F Y"),
            url=link(user, "meeting_detail", meeting.pk),
            meta=meeting.topic,
            badge=_("not ticked yet"),
            badge_kind="wait",
            icon="list-check",
            kind="wait",
        )
        for meeting in open_
        if meeting not in coming
    ]
    return Part(
        _("Next meeting"),
        rows=rows,
        url=link(user, "meeting_add", group.pk),
        action=_("New meeting"),
        empty=_("No meeting is planned."),
    )


def _when_and_where(meeting: Meeting) -> str:
    begins = f"{meeting.begins_at:%H.%M} WIB" if meeting.begins_at else ""
    return " · ".join(part for part in (begins, meeting.place, meeting.topic) if part)


def _numbers(user: User, group: Group) -> Part:
    book = link(user, "group_savings", group.pk)
    balance = SavingsEntry.visible_to(user).balance()
    members = GroupMembership.visible_to(user).current().count()
    return Part(
        _("Savings and members"),
        tiles=[
            Tile(rupiah(balance), _("saved by all together"), book, kind="good"),
            Tile(members, _("members today"), link(user, "group_detail", group.pk), "people"),
        ],
        url=book,
        action=_("To the savings book"),
    )


def _missing(user: User) -> Part:
    """Members who came to none of the last meetings at which somebody was ticked."""
    meetings = Meeting.visible_to(user).past()
    ticked = Attendance.visible_to(user).filter(meeting=OuterRef("pk"))
    last = list(meetings.filter(Exists(ticked)).values_list("pk", "held_on")[:LATELY])
    if len(last) < LATELY:
        return Part(_("Not seen lately"), main=False)
    came = Attendance.visible_to(user).filter(meeting__in=[pk for pk, _day in last])
    members = GroupMembership.visible_to(user).current().select_related("person")
    members = members.on(last[-1][1]).exclude(pk__in=came.values("member")).by_name()
    return Part(
        _("Not seen lately"),
        main=False,
        rows=[
            Row(
                member.name,
                meta=ngettext(
                    "did not come to the last meeting",
                    "did not come to the last %(n)d meetings",
                    LATELY,
                )
                % {"n": LATELY},
                icon="person-x",
                kind="wait",
            )
            for member in members[:SHOWN]
        ],
        empty=_("Everybody came to one of the last two meetings."),
    )


def _newest(user: User) -> Part:
    members = GroupMembership.visible_to(user).current().filter(since__isnull=False)
    newest = members.select_related("person").order_by("-since", "-pk")
    return Part(
        _("Joined last"),
        main=False,
        rows=[
            Row(member.name, meta=date_format(member.since, "j F Y"), icon="person-plus")
            for member in newest[:3]
        ],
    )
