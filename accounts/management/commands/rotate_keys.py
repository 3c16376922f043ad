"""After a new key was put first into FIELD_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.rotation import UnknownKey, encrypted_fields, rotate_field, rotate_second_factors


class Command(BaseCommand):
    help = (
        "Re-encrypts identity numbers, cases, history and second factors under the newest key of "
        "FIELD_KEYS. Safe to stop and to run again, also while the product is in use."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for model, field in encrypted_fields():
                done = rotate_field(model, field)
                self.stdout.write(f"{done.column}: {done.rotated} of {done.values}")
            done = rotate_second_factors()
            self.stdout.write(f"{done.column}: {done.rotated} of {done.values}")
        except UnknownKey as error:
            raise CommandError(
                f"{error} was encrypted with a key that is not in FIELD_KEYS: add that key at the "
                "end of the list and run this again."
            ) from error
        self.stdout.write(
            "Everything is under the newest key. Older keys are needed for older backups only."
        )
