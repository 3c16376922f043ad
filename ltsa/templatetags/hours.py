"""Days and hours to choose from. A page has a hundred of these lines, so Python writes them."""

import datetime as dt
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ltsa.itinerary import Offer

register = template.Library()


@register.simple_tag
def day_choice(one: dt.date, day: dt.date | None) -> SafeString:
    """One day that can be chosen. `day`: the one whose hours are shown."""
    weekday, month = _names(one, get_language())
    return format_html(
        '<a class="slot" href="?hari={}#hours"{}>{} {}<small>{}</small></a>',
        one.isoformat(),
        SafeString(' aria-current="date"') if one == day else "",
        weekday,
        str(one.day),
        month,
    )


@lru_cache(maxsize=512)
def _names(day: dt.date, language: str | None) -> tuple[str, str]:
    """Weekday and month, short, in this language."""
    return date_format(day, "D"), date_format(day, "M")


@register.simple_tag
def hour_choice(offer: Offer, many_desks: bool, is_far: bool) -> SafeString:
    """One hour to choose."""
    start = timezone.localtime(offer.starts_at)
    free = ngettext("%(free)s place", "%(free)s places", offer.free) % {"free": offer.free}
    if is_far and offer.leave_at:
        leave = f"{timezone.localtime(offer.leave_at):%H.%M}"
        free += f" · {_('set out %(time)s') % {'time': leave}}"
    return format_html(
        '<label class="slot{}"><input type="radio" name="starts_at" value="{}" required>{}{}'
        "<small>{}</small></label>",
        " is-wide" if many_desks else "",
        f"{start:%Y-%m-%dT%H:%M}",
        f"{start:%H.%M}",
        format_html("<small>{}</small>", offer.words) if many_desks else "",
        free,
    )
