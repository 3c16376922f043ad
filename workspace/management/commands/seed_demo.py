"""Demonstration data: made-up people in the real villages of Banyuwangi."""

from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from villages.areas import AreasError
from workspace.demo.accounts import ACCOUNTS, PASSWORD
from workspace.demo.seed import RealRows, seed


class Command(BaseCommand):
    help = (
        "Fills an empty database with the Banyuwangi demo; safe to run again; refuses on a "
        "database that holds other people or accounts."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        started = perf_counter()
        try:
            is_new = seed()
        except RealRows as error:
            raise CommandError(
                f"This database holds {error}. The demo is only for a database of its own.",
                returncode=3,  # for `make run`, which goes on without the demo
            ) from error
        except AreasError as error:
            raise CommandError(str(error)) from error
        seconds = perf_counter() - started
        self.stdout.write(
            f"Demo made in {seconds:.1f} s." if is_new else "The demo is there already."
        )
        width = max(len(account.username) for account in ACCOUNTS)
        self.stdout.write(f"Accounts, all with the password {PASSWORD}:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<{width}}  {account.role.value}")
