"""Who of the families needs a closer eye, for the coordinator's start page."""

from accounts.models import User
from migrants.models.watch import Watch, count_watched
from workspace.links import link
from workspace.parts import Tile

_KINDS = {Watch.TODDLER: "wait", Watch.CARER_CHANGED: "wait", Watch.DROPPED_OUT: "wait"}
_ICONS = {Watch.OLD_ALONE: "house-heart", Watch.DROPPED_OUT: "mortarboard"}


def watch_tiles(user: User) -> list[Tile]:
    """A number for every reason that concerns anybody; each leads to those whom it counts."""
    return [
        Tile(
            number,
            why.label,
            link(user, "family_watch", alasan=why),
            _ICONS.get(why, "person-heart"),
            _KINDS.get(why, "bad"),
        )
        for why, number in count_watched(user).items()
        if number
    ]
