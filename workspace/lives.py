"""Start pages about lives: leaves that ran over, wishes not asked, the round, deaths."""

from django.utils.translation import gettext as _

from accounts.models import User
from migrants.models import DeathReport, Person
from workspace.links import link
from workspace.parts import Tile

_Lacking = Person.Lacking
_ICONS = {
    _Lacking.LEAVE_OVER: "house-door",
    _Lacking.LOST_LONG: "telephone",
    _Lacking.WISH: "chat-dots",
}


def life_tiles(user: User) -> list[Tile]:
    """Of a coordinator: whom to ask about what. What is in order is not mentioned."""
    people = Person.visible_to(user)
    tiles = [
        Tile(number, what.label, link(user, "person_list", lacking=what), icon, "wait")
        for what, icon in _ICONS.items()
        if (number := people.lacking(what).count())
    ]
    if left := people.lacking(_Lacking.CHECK).count():
        label = _Lacking.CHECK.label
        tiles.append(Tile(left, label, link(user, "round_next"), "check-circle", "info"))
    return [*tiles, *death_tiles(user)]


def death_tiles(user: User) -> list[Tile]:
    """Deaths that wait to be confirmed by somebody."""
    waiting = DeathReport.visible_to(user).waiting().count()
    if not waiting:
        return []
    label = _("deaths to be confirmed")
    return [Tile(waiting, label, link(user, "death_list"), "person-x", "wait")]
