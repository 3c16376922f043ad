"""Many clients at once against a scratch office, then a recount."""

import sys
import threading
import time
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from ltsa.actions import offer_new_times, offer_places
from ltsa.invariants import broken
from ltsa.management.stress.desk import Office
from ltsa.management.stress.office import ScratchOffice


def positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError("a whole number from 1 on")
    return int(text)


class Command(BaseCommand):
    help = (
        "Book, double-submit, move, give back, wait, cancel, let holds expire, arrive, call, park, "
        "serve, walk in, release, close days and hours at once on a scratch office, then recount. "
        "Exit 1 when anything does not hold."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clients", type=positive, default=16)
        parser.add_argument("--operations", type=positive, default=2000, help="of all clients")
        parser.add_argument("--seed", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        clients, operations = options["clients"], options["operations"]
        room = self.number("SELECT current_setting('max_connections')::int") - 10
        if clients > room:
            raise CommandError(f"This database has room for {room} clients.")
        deadlocks = self.deadlocks()
        scratch = ScratchOffice()
        crowd = Office(scratch, people=max(clients * 4, 40), seed=options["seed"])
        try:
            share, rest = divmod(operations, clients)
            threads = [
                threading.Thread(target=crowd.run, args=(n, share + (n < rest)))
                for n in range(clients)
            ]
            began = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            took = time.perf_counter() - began
            offer_new_times(office=scratch.office)
            offer_places(office=scratch.office)
            wrong = crowd.errors + crowd.wrong_answers() + crowd.wrong_numbers() + broken()
        finally:
            scratch.remove()
        for told, number in sorted(crowd.told.items()):
            self.stdout.write(f"{number:6}  {told}")
        for line in wrong[:50]:
            self.stdout.write(line)
        self.stdout.write(
            f"{operations} operations by {clients} clients in {took:.1f} s "
            f"({operations / took:.0f}/s), {len(crowd.closed)} days closed, "
            f"{self.deadlocks() - deadlocks} deadlocks, {len(wrong)} things wrong"
        )
        if wrong:
            sys.exit(1)

    def deadlocks(self) -> int:
        """Deadlocks that this database has had (they are solved by running again)."""
        return self.number(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        )

    @staticmethod
    def number(sql: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return int(cursor.fetchone()[0])
