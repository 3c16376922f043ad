"""Writing to a row that somebody else may have changed since the form was opened."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.models.versions import Versioned

R = TypeVar("R", bound=Versioned)


class ChangedMeanwhile(Exception):
    """Somebody else changed the row after the form was opened. `stored` is the row as it is now."""

    def __init__(self, stored: Any) -> None:
        super().__init__(f"{stored._meta.model_name} {stored.pk} is at version {stored.version}")
        self.stored = stored


@transaction.atomic
def change_row(
    *, row: R, changes: dict[str, Any], version: int, by: User, derived: Iterable[str] = ()
) -> R:
    """Write the changed columns if the row still is at `version`; ChangedMeanwhile otherwise.

    Only what changed is written: untouched ciphertext, and with it history, stays as it is.
    ValidationError when the row has left the user's territory since.
    """
    rows = type(row).editable_by(by)  # type: ignore[attr-defined]  # scoped
    stored: R | None = rows.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if stored is None:
        raise ValidationError(_("This no longer belongs to your village. It cannot be saved."))
    if stored.version != version:
        raise ChangedMeanwhile(stored)
    for column, value in changes.items():
        setattr(stored, column, value)
    if changes:
        stored.save(update_fields=[*changes, *derived])
        stored.refresh_from_db(fields=["version"])
    return stored
