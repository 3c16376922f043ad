"""Hours that suit a long way come first. Everybody may still take any hour."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import ngettext

from ltsa.itinerary import Offer
from ltsa.models import TravelTime

#: Whoever must leave home before this is offered later hours first.
LEAVE_HOME = dt.time(6, 30)
#: Time for parking and finding the desk.
MARGIN = dt.timedelta(minutes=10)
#: Ways shorter than this need no other order.
FAR = 45


def for_the_way(found: Sequence[Offer], way: TravelTime | None) -> list[Offer]:
    """The offers with the hour to set out. From far away those that can be reached without leaving
    home before LEAVE_HOME come first, then the earlier ones; each group in time order."""
    if way is None:
        return list(found)
    on_the_way = dt.timedelta(minutes=way.minutes) + MARGIN
    told = [
        replace(offer, leave_at=leave_at, is_early=way.minutes >= FAR and _before_dawn(leave_at))
        for offer in found
        for leave_at in [offer.starts_at - on_the_way]
    ]
    return sorted(told, key=lambda offer: (offer.is_early, offer.starts_at))


def _before_dawn(moment: dt.datetime) -> bool:
    return timezone.localtime(moment).time() < LEAVE_HOME


def way_words(minutes: int) -> str:
    """ "1 hour 40 minutes", rounded up to 5 minutes: nobody knows it better."""
    rounded = -(-minutes // 5) * 5
    hours, rest = divmod(rounded, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if rest:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return " ".join(parts)
