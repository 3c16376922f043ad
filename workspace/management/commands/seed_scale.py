"""Many made-up people, for measuring."""

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from villages.areas import AreasError, load_areas
from villages.models import Village
from workspace.demo.scale import make_crowd
from workspace.demo.seed import REFUSED, RealRows, refuse_real_rows


class Command(BaseCommand):
    help = (
        "Adds made-up people with families and journeys by COPY, for measuring; refuses on a "
        "database that holds real people or accounts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--persons", type=int, required=True, metavar="N")
        parser.add_argument(
            "--villages", type=int, metavar="M", help="only the first M villages (default: all)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["persons"] < 1 or (options["villages"] or 1) < 1:
            raise CommandError("Give numbers from 1 on.")
        try:
            refuse_real_rows(beside_made_up_people=True)
            load_areas(regencies=[settings.REGENCY])
        except RealRows as error:
            raise CommandError(
                f"This database holds {error}. A crowd is only for a database of its own.",
                returncode=REFUSED,
            ) from error
        except AreasError as error:
            raise CommandError(str(error)) from error
        villages = list(Village.objects.current().order_by("code")[: options["villages"]])
        started = perf_counter()
        make_crowd(persons=options["persons"], villages=villages)
        seconds = perf_counter() - started
        self.stdout.write(
            f"{options['persons']} people in {len(villages)} villages in {seconds:.1f} s: "
            f"{options['persons'] / seconds:.0f} people a second."
        )
