"""Free what was kept and not confirmed in time (timer: every few minutes)."""

from typing import Any

from django.core.management.base import BaseCommand

from ltsa.actions import expire, offer_new_times
from ltsa.models import Booking
from villages.models import Office


class Command(BaseCommand):
    help = (
        "Free expired holds, and offer a new time to people displaced by a closure who have none "
        "yet. Safe to run twice or at the same time; nobody depends on it for a free place."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        expired = Booking.unscoped.expired().select_related("office").order_by("pk")
        freed = sum(expire(booking=booking) for booking in expired)
        offered = sum(
            offer_new_times(office=office) for office in Office.objects.active().order_by("pk")
        )
        self.stdout.write(f"{freed} holds freed, {offered} new times offered")
