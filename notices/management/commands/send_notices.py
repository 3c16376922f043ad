"""Send what is due (timer: every minute)."""

from typing import Any

from django.core.management.base import BaseCommand

from notices.actions import send_due


class Command(BaseCommand):
    help = (
        "Send messages that are due by the ways that are set up (WhatsApp, e-mail), try again what "
        "was put off, and give to the officers what could not be sent. Safe to run twice or at the "
        "same time. Without such a way it does nothing: officers send by hand."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        tally = send_due()
        self.stdout.write(str(tally))
        if tally.down:
            self.stderr.write(f"Does not work at the moment: {', '.join(sorted(tally.down))}")
