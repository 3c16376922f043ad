"""Load the help offices that were found in public sources."""

from typing import Any

from django.core.management.base import BaseCommand

from content.actions import load_help_offices


class Command(BaseCommand):
    help = "Add missing help offices. Rows that an administrator edited stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_help_offices()} help offices added")
