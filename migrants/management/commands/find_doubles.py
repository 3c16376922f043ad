"""Look for people who may be in the register twice (timer: every night)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from migrants.actions.doubles import find_doubles
from migrants.models import DoublePair
from villages.models import Regency


class Command(BaseCommand):
    help = (
        "Find pairs of people who may be one and list them for the coordinators and case officers. "
        "Safe to run twice or at the same time; what was decided stays decided."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--regency", help="code, such as 35.10 (default: all that have people)")

    def handle(self, *args: Any, **options: Any) -> None:
        regencies = Regency.objects.current().order_by("code")
        if options["regency"]:
            regencies = regencies.filter(code=options["regency"])
            if not regencies.exists():
                raise CommandError(f"There is no regency {options['regency']}.")
        changed = sum(find_doubles(regency=regency) for regency in regencies)
        waiting = DoublePair.unscoped.to_decide().count()
        self.stdout.write(f"{changed} pairs new or changed, {waiting} to be decided")
