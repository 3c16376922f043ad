"""The first administrator of a regency; she makes all other accounts in the browser."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Role, User
from accounts.passwords import made_password
from villages.models import Regency


class Command(BaseCommand):
    help = "Makes an administrator's account and prints its password once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="to sign in with, for example admin.banyuwangi")
        parser.add_argument("--name", required=True, help="full name of the person")
        parser.add_argument("--phone", default=None)
        parser.add_argument(
            "--regency",
            default=settings.REGENCY,
            metavar="CODE",
            help="Kemendagri code (default: the one in REGENCY)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        regency = Regency.objects.current().filter(code=options["regency"]).first()
        if regency is None:
            raise CommandError(
                f"There is no regency {options['regency']} yet: run "
                f"`manage.py load_areas --regency {options['regency']}` first."
            )
        password = made_password()
        user = User(
            username=options["username"],
            full_name=options["name"],
            phone=options["phone"],
            role=Role.ADMINISTRATOR,
            regency=regency,
        )
        user.set_password(password)
        try:
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.save()
        self.stdout.write(f"{user.username} signs in with this password: {password}")
