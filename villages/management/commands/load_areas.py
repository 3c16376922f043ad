"""Places of a regency, or of the whole country."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from villages.areas import AreasError, load_areas


class Command(BaseCommand):
    help = "Adds provinces, regencies, districts and villages; safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--regency",
            nargs="+",
            metavar="CODE",
            default=[settings.REGENCY],
            help="Kemendagri codes of regencies, such as 35.10 (default: the one in REGENCY)",
        )
        choice.add_argument("--all", action="store_true", help="the whole country")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = load_areas(regencies=() if options["all"] else options["regency"])
        except AreasError as error:
            raise CommandError(str(error)) from error
        for level in result:
            self.stdout.write(
                f"{level.read} {level.name}: {level.new} new, {level.renamed} renamed"
            )
