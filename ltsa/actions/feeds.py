"""Calendar addresses of desks: made, renewed, withdrawn."""

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ltsa.actions.kiosk import hashed
from ltsa.models import CalendarFeed, Pool
from ltsa.refusals import NotPossible
from villages.models import Office


@transaction.atomic
def renew_feed(*, office: Office, pool: Pool | None, by: User) -> tuple[CalendarFeed, str]:
    """A new address for this desk (None: the whole office), and its token, which is known only
    now. The old address stops answering. Raises NotPossible for another office's desk."""
    if pool is not None and pool.office_id != office.pk:
        raise NotPossible
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)  # one renewal at a time
    old = CalendarFeed.objects.active().filter(office=office, pool=pool)
    old.update(revoked_at=timezone.now(), revoked_by=by)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        office=office, pool=pool, token_hash=hashed(token), made_by=by
    )
    return feed, token


def revoke_feed(*, feed: CalendarFeed, by: User) -> bool:
    """The address stops answering at once. False when it did already."""
    rows = CalendarFeed.objects.active().filter(pk=feed.pk)
    return bool(rows.update(revoked_at=timezone.now(), revoked_by=by))


def feed_of(token: str) -> CalendarFeed | None:
    """The calendar that this token opens, unless it was withdrawn or its desk given up."""
    rows = CalendarFeed.objects.active().filter(token_hash=hashed(token), office__is_active=True)
    return rows.exclude(pool__is_active=False).select_related("office", "pool").first()


def note_reading(feed: CalendarFeed, mark: str) -> CalendarFeed:
    """Write down that it was read today, and since when it tells what `mark` stands for: two small
    writes a day at most, and one for each change."""
    today = timezone.localdate()
    if feed.read_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_on=today)
    if feed.mark != mark:
        feed.mark, feed.changed_at = mark, timezone.now()
        feed.save(update_fields=["mark", "changed_at"])
    return feed
