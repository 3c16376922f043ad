"""Moves between villages on the start pages: of both villages, and of the office behind them."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.models import MoveRequest, Residence
from workspace.actions.villages import left_behind
from workspace.links import link
from workspace.parts import Part, Row, Tile

#: How long an answer stands on the start page of whoever asked.
NEWS = timedelta(days=7)


def move_tiles(user: User) -> list[Tile]:
    """What a coordinator has to answer, what was answered her, and who lives here from elsewhere.
    Nothing is mentioned that is not there."""
    since = timezone.now() - NEWS
    answered = MoveRequest.asked_by_side_of(user).filter(answered_at__gte=since)
    answered = answered.exclude(state=MoveRequest.State.WITHDRAWN)
    counted = (
        (MoveRequest.to_answer(user), _("moves to answer"), "dijawab", "wait"),
        (answered, _("moves answered this week"), "selesai", "good"),
    )
    tiles = [
        Tile(number, label, link(user, "move_list", status=status), "truck", kind)
        for rows, label, status, kind in counted
        if (number := rows.count())
    ]
    if newcomers := Residence.newcomers_to(user).count():
        url = link(user, "newcomer_list")
        tiles.append(Tile(newcomers, _("live here from elsewhere"), url, "geo-alt", "info"))
    return tiles


def village_changes_part(user: User) -> Part:
    """For the administrator: villages that ended and still have people."""
    left = left_behind(user)
    url = link(user, "village_changes")
    tiles = (
        [Tile(len(left), _("ended villages with people"), url, "signpost-split", "wait")]
        if left
        else []
    )
    return Part(_("Villages that changed"), tiles=tiles, url=url, action=_("Look"))


def moves_part(user: User) -> Part:
    """For the office: what no village answered in time."""
    late = MoveRequest.to_answer(user).count()
    url = link(user, "move_list")
    tiles = [Tile(late, _("nobody answered for 14 days"), url, "truck", "wait")] if late else []
    return Part(_("Moves between villages"), tiles=tiles, url=url, action=_("To the moves"))


def villages_report_part(user: User) -> Part:
    """For officials: counts of earlier years, in the villages of then."""
    url = link(user, "village_report")
    return Part(
        _("Reports"), rows=[Row(_("People by village on a day"), url=url, icon="signpost-split")]
    )
