"""After a village was split or renamed: let its people, families, groups and the rest follow."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from villages.models import Village
from workspace.actions.villages import follow_successor


class Command(BaseCommand):
    help = "Lets everything of an ended village follow to the village that came after it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", metavar="OLD", help="code of the ended village: 35.10.13.2011")
        parser.add_argument(
            "--to", metavar="CODE", help="code of the new village; not needed when there is one"
        )
        parser.add_argument(
            "--hamlet",
            action="append",
            default=[],
            metavar="NAME=CODE",
            help="this hamlet belongs to another of the new villages",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        ended = Village.objects.exclude(valid_to=None).filter(code=options["old"])
        old = ended.order_by("-valid_to").first()
        if old is None:
            raise CommandError(f"No ended village has the code {options['old']}.")
        successors = {village.code: village for village in old.successors.all()}
        code = options["to"] or (next(iter(successors)) if len(successors) == 1 else "")
        hamlets = dict(pair.rpartition("=")[::2] for pair in options["hamlet"])
        unknown = {code, *hamlets.values()} - successors.keys()
        if unknown:
            raise CommandError(
                f"Not among the villages that came after it: {', '.join(sorted(unknown)) or '-'}."
                f" Known: {', '.join(successors) or 'none'}."
            )
        try:
            moved = follow_successor(
                old=old,
                to=successors[code],
                hamlets={name: successors[one] for name, one in hamlets.items()},
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        for label, number in moved.items():
            self.stdout.write(f"{label}: {number}")
