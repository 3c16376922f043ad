"""Cases on start pages: what needs an officer now, and a coordinator's own. All through
`Case.visible_to`, so that a number says nothing of a case that its reader may not see."""

from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from migrants.models import Case
from migrants.models.cases import OLD_AGE
from notices.models import Message
from workspace.links import link
from workspace.parts import Part, Row, Tile

#: How many rows a part shows before it leads to the whole list.
SHOWN = 6


def case_parts(user: User) -> list[Part]:
    """The case officer's page: what needs her first, then the numbers, then the oldest."""
    opened = Case.visible_to(user).open()
    oldest = opened.select_related("person", "village").order_by("opened_at", "pk")
    return [
        Part(
            _("What needs you"),
            rows=_urgent(user),
            empty=_("Nothing is waiting. Thank you!"),
            url=link(user, "case_list"),
            action=_("All cases"),
        ),
        Part(_("Open cases"), tiles=_tiles(user)),
        Part(
            _("Open longest"),
            rows=[_row(case, user) for case in oldest[:SHOWN]],
            empty=_("No case is open."),
        ),
    ]


def own_cases_part(user: User) -> Part:
    """A coordinator's own cases; nothing at all when she has none, whatever else there is."""
    mine = Case.visible_to(user).open()
    number, due = mine.count(), mine.due().count()
    if not number:
        return Part("")
    tiles = [
        Tile(number, _("your open cases"), link(user, "case_list"), "shield-lock", "sea"),
    ]
    if due:
        url = link(user, "case_list", status="tenggat")
        tiles.append(Tile(due, _("due"), url, "clock", "bad"))
    return Part(_("Cases"), tiles=tiles)


def _tiles(user: User) -> list[Tile]:
    cases = Case.visible_to(user)
    opened = cases.open()
    nobody, due, news = opened.unassigned().count(), cases.due().count(), cases.with_news().count()
    old = opened.old().count()
    to_send = Message.visible_to(user).due().by_hand().count()
    sending = Tile(to_send, _("messages to send"), link(user, "message_list"), "send", "wait")
    return [
        Tile(opened.count(), _("still open"), link(user, "case_list"), "life-preserver", "sea"),
        Tile(
            nobody,
            _("given to nobody"),
            link(user, "case_list", status="baru"),
            "person-x",
            "bad" if nobody else "",
        ),
        Tile(
            opened.filter(assigned_to=user).count(),
            _("given to you"),
            link(user, "case_list", status="saya"),
            "person-check",
        ),
        Tile(
            due,
            _("due"),
            link(user, "case_list", status="tenggat"),
            "clock",
            "bad" if due else "",
        ),
        Tile(
            news,
            _("news from the family"),
            link(user, "case_list", status="kabar"),
            "chat-dots",
            "wait" if news else "",
        ),
        Tile(
            old,
            _("older than 30 days"),
            link(user, "case_list", status="lama"),
            "clock-history",
            "wait" if old else "",
        ),
        *([sending] if to_send else []),
    ]


def _urgent(user: User) -> list[Row]:
    """What is due, then what families wrote, then what nobody has taken; each case once."""
    cases = Case.visible_to(user).select_related("person", "village")
    why = (
        (cases.due(), _("due"), "bad"),
        (cases.with_news(), _("news from the family"), "wait"),
        (cases.open().unassigned(), _("new"), "wait"),
    )
    found: dict[int, Row] = {}
    for rows, words, kind in why:
        for case in rows.order_by("opened_at", "pk")[:SHOWN]:
            found.setdefault(case.pk, _row(case, user, badge=words, badge_kind=kind))
    return list(islice(found.values(), SHOWN))


def _row(case: Case, user: User, badge: str = "", badge_kind: str = "") -> Row:
    days = (timezone.now() - case.opened_at).days
    age = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return Row(
        case.get_category_display(),
        url=link(user, "case_detail", case.pk),
        meta=f"{case.who} · {case.place}" + (f" · {age}" if badge else ""),
        badge=badge or age,
        badge_kind=badge_kind or ("bad" if days > OLD_AGE.days else "wait"),
        icon="life-preserver",
        kind="bad",
    )
