"""What goes out to the phone of a family about a case. Phones are shared, and messages are read
over a shoulder: no name, no code, no address of a page, no word about a case or about help."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from migrants.models import Case

_Time = Case.ContactTime
#: Hours in which the family wants to be reached, local time: from, until.
HOURS: dict[str, tuple[time, time]] = {
    _Time.ANY: (time(7), time(21)),
    _Time.MORNING: (time(7), time(11)),
    _Time.NOON: (time(12), time(17)),
    _Time.EVENING: (time(18), time(21)),
}


def news() -> str:
    """There is something to read; only she knows what and where."""
    with translation.override(settings.LANGUAGE_CODE):
        return _(
            "Hello. There is a message for you at %(product)s. Please open it when it suits you."
        ) % {"product": settings.PRODUCT_NAME}


def next_good_time(contact_time: str, now: datetime) -> datetime:
    """The nearest moment within the hours the family named: now, later today, or tomorrow."""
    first, last = HOURS[contact_time]
    local = timezone.localtime(now)
    if first <= local.time() < last:
        return now
    day = local.date() if local.time() < first else local.date() + timedelta(days=1)
    return datetime.combine(day, first, timezone.get_current_timezone())
