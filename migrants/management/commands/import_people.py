"""The staged import without a browser."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from migrants.actions.imports.applying import apply_rows, ask_to_apply
from migrants.actions.imports.intake import take_in
from migrants.actions.imports.reading import read_file
from migrants.models import ImportBatch, ImportRow
from publishing.spreadsheets import Refused
from villages.models import Village, dotted


class Command(BaseCommand):
    help = (
        "Check a list of people (XLSX, ODS, CSV) for one village and, with --apply, save what is "
        "new and what changes. Without --apply nothing is kept. Exit status 1 when a row is faulty."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--village", required=True, help="Kemendagri code, e.g. 35.10.04.2007")
        parser.add_argument("--apply", action="store_true", help="save new and changed rows")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")
        parser.add_argument(
            "--dates",
            choices=ImportBatch.DateOrder.values,
            default="dmy",
            help="day or month first",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        code = dotted(options["village"])
        village = Village.objects.current().filter(code=code).select_related("district").first()
        if village is None:
            raise CommandError(f"No village has the code {options['village']}.")
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        with transaction.atomic():
            counts = self._run(content, village, options)
            if not options["apply"]:
                transaction.set_rollback(True)
        if options["json"]:
            self.stdout.write(json.dumps(counts))
        else:
            for state, label in ImportRow.State.choices:
                self.stdout.write(f"{label}: {counts[state]}")
        if counts[ImportRow.State.WRONG]:
            sys.exit(1)

    def _run(self, content: bytes, village: Village, options: dict[str, Any]) -> dict[str, int]:
        """Counts by state as they were before saving."""
        try:
            batch = take_in(
                content=content,
                name=options["file"].name,
                village=village,
                regency=village.district.regency,
                by=None,
                in_background=False,
                date_order=options["dates"],
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        read_file(batch, may_ask=False)
        batch.refresh_from_db()
        if batch.state == ImportBatch.State.REFUSED:
            raise CommandError(batch.refusal)
        if batch.state == ImportBatch.State.ASKS:
            raise CommandError(_("The column with the names was not found."))
        counts = batch.counts()
        if not options["json"]:
            self._show_messages(batch)
        if options["apply"]:
            self._apply(batch)
        return counts

    def _show_messages(self, batch: ImportBatch) -> None:
        faulty = ImportRow.unscoped.filter(batch=batch, state=ImportRow.State.WRONG)
        for number, messages in faulty.order_by("number").values_list("number", "messages")[:200]:
            told = "; ".join(f"{key}: {' '.join(words)}" for key, words in messages.items())
            self.stderr.write(f"{number}: {told}")

    def _apply(self, batch: ImportBatch) -> None:
        fit = [ImportRow.State.NEW, ImportRow.State.UPDATE]
        rows = ImportRow.unscoped.filter(batch=batch, state__in=fit)
        if rows.update(is_chosen=True):
            apply_rows(ask_to_apply(batch=batch, by=None, in_background=False))
