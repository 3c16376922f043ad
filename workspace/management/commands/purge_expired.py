"""Tidy up appointments and imported files (timer: every few minutes)."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.counting import forget_ended
from ltsa.actions import end_day, end_stale, expire, forget_devices, offer_new_times, offer_places
from ltsa.models import Booking
from migrants.actions.imports.intake import clear_away_old
from publishing.actions import drop_forgotten_attachments
from publishing.files import delete_orphans
from villages.models import Office


class Command(BaseCommand):
    help = (
        "Free expired holds, end visits of past days that the desk left open, offer a new time to "
        "people displaced by a closure who have none yet, offer free places to who waits, end "
        "entries of the waiting list whose days are over, delete private pictures whose case is "
        "gone and files without a picture, clear away imported files, and forget sessions and "
        "counts of tries that have ended. Safe to run twice or at the same time; nobody depends "
        "on it for a free place."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        expired = Booking.unscoped.expired().select_related("office").order_by("pk")
        freed = sum(expire(booking=booking) for booking in expired)
        ended = offered = places = 0
        for office in Office.objects.active().order_by("pk"):
            ended += end_day(office=office, before=timezone.localdate())
            offered += offer_new_times(office=office)
            end_stale(office=office)
            places += offer_places(office=office)
        forget_devices()
        dropped = drop_forgotten_attachments()
        orphans, cleared, forgotten = delete_orphans(), clear_away_old(), forget_ended()
        self.stdout.write(
            f"{freed} holds freed, {ended} visits ended, {offered} new times offered, "
            f"{places} places offered to the waiting list, "
            f"{dropped} forgotten pictures and {orphans} files without a picture deleted, "
            f"{cleared} imported files cleared away, {forgotten} sessions and counts forgotten"
        )
