"""Recount what must hold; exit 1 when anything does not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from ltsa.invariants import INVARIANTS, broken


class Command(BaseCommand):
    help = "Recount what must hold of appointments, print what does not, exit 1 on any."

    def handle(self, *args: Any, **options: Any) -> None:
        lines = broken()
        for line in lines:
            self.stdout.write(line)
        self.stdout.write(f"{len(INVARIANTS)} rules recounted, {len(lines)} broken")
        if lines:
            sys.exit(1)
