"""Remind families of their visit (timer: every hour)."""

from typing import Any

from django.core.management.base import BaseCommand

from ltsa.actions.paper_way import remind_uncollected
from ltsa.actions.papers import remind_visits


class Command(BaseCommand):
    help = (
        "Three days and one day before a visit, queue the message that the papers are complete and "
        "they may come, or what is still missing and that they should not travel yet. Safe to run "
        "twice or at the same time; each message is queued once for each time of a visit."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{remind_visits()} reminders queued")
        self.stdout.write(f"{remind_uncollected()} reminders of papers to collect queued")
