"""Make the slots of the coming weeks (timer: every night)."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ltsa.actions import make_slots, propose_holidays
from ltsa.models import Holiday, OfficeRules, Pool


class Command(BaseCommand):
    help = (
        "Insert missing slots from opening hours, exceptions and holidays, and propose the "
        "holidays of this year and the next. Safe to run twice or at the same time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, help="days ahead (default: the office's rules)")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        made = proposed = 0
        offices = set()
        for pool in Pool.objects.filter(is_active=True, office__is_active=True).select_related(
            "office"
        ):
            if pool.office_id not in offices:
                offices.add(pool.office_id)
                proposed += propose_holidays(office=pool.office, years=[today.year, today.year + 1])
            days = options["days"] or OfficeRules.of(pool.office).days_ahead
            made += make_slots(pool=pool, first_day=today, last_day=today + dt.timedelta(days=days))
        undecided = Holiday.objects.undecided().filter(day__gte=today, office__in=offices).count()
        self.stdout.write(
            f"{made} slots made, {proposed} holidays proposed, {undecided} holidays to be decided"
        )
