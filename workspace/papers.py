"""Papers before and after a visit to the office, for the coordinator's start page."""

from django.utils.translation import gettext as _

from accounts.models import User
from ltsa.models import Party
from workspace.links import link
from workspace.parts import Tile


def paper_tiles(user: User) -> list[Tile]:
    """Visits, as the list behind the tile counts them."""
    parties = Party.visible_to(user)
    tiles = []
    if lacking := parties.lacking_papers().values("booking").distinct().count():
        url = link(user, "visit_list", berkas="kurang")
        label = _("visits with papers missing")
        tiles.append(Tile(lacking, label, url, "file-earmark-text", "bad"))
    if in_vain := parties.in_vain().values("booking").distinct().count():
        url = link(user, "visit_list")
        label = _("went in vain, to be booked again")
        tiles.append(Tile(in_vain, label, url and f"{url}#sia-sia", "calendar-plus", "wait"))
    return tiles
