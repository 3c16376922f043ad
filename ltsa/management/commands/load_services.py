"""Load the services of an LTSA, with papers, sources and opening hours to be confirmed."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ltsa.actions.catalogue import load_services
from villages.models import Office, Regency


class Command(BaseCommand):
    help = "Add missing services with their papers. Rows that the office edited stay as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--office", default="banyuwangi", help="short name of the office")

    def handle(self, *args: Any, **options: Any) -> None:
        office = Office.objects.filter(code=options["office"]).first()
        if office is None:
            office = self.make_office(options["office"])
        added = load_services(office=office)
        self.stdout.write(f"{added} services added for {office}")

    def make_office(self, code: str) -> Office:
        """The one office whose address we know; others are made in the admin."""
        if code != "banyuwangi":
            raise CommandError(f"There is no office “{code}”. Make it in the admin first.")
        regency = Regency.objects.current().filter(code=settings.REGENCY).first()
        if regency is None:
            raise CommandError("There are no places yet. Run `manage.py load_areas` first.")
        return Office.objects.create(
            code=code,
            name="LTSA Banyuwangi",
            regency=regency,
            address="Mal Pelayanan Publik, Taman Sritanjung, Banyuwangi",
        )
