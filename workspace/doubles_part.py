"""What the start page says of people who may be in the register twice."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from migrants.models import DoublePair, DoubleRequest
from workspace.links import link
from workspace.parts import Part, Tile


def double_tiles(user: User) -> list[Tile]:
    """Pairs that this user has to decide; nothing when there are none."""
    number = DoublePair.visible_to(user).to_decide().count()
    if not number:
        return []
    label = ngettext("pair may be one person", "pairs may be one person each", number)
    return [Tile(number, label, link(user, "double_list"), "person-check", "wait")]


def doubles_part(user: User) -> Part:
    """For the office: pairs of the whole regency, and what villages ask."""
    asked = DoubleRequest.visible_to(user).open().count()
    tiles = double_tiles(user)
    if asked:
        url = link(user, "double_request_list")
        tiles.append(Tile(asked, _("questions of villages"), url, "question-circle", "wait"))
    return Part(_("Registered twice?"), tiles=tiles, main=False)
