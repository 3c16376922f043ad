"""Re-encrypting everything under the newest key, so that an old key can be thrown away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pgtrigger
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.functions import Cast

from accounts.encryption import EncryptedField, is_newest, rotate

BATCH = 1000


class UnknownKey(Exception):
    """Something was encrypted with a key that FIELD_KEYS does not hold."""


@dataclass(frozen=True)
class Rotated:
    """One column: how many values there are, and how many were re-encrypted just now."""

    column: str
    values: int
    rotated: int


def encrypted_fields() -> Iterator[tuple[type[models.Model], EncryptedField]]:
    """Every encrypted column of every model, the history included."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedField):
                yield model, field


def rotate_field(model: type[models.Model], field: EncryptedField) -> Rotated:
    """Re-encrypt one column, a batch in a transaction; what is done already is skipped.

    A value that changes meanwhile is left to whoever changed it: that was under the newest key.
    """
    values = rotated = 0
    for rows in _batches(model, field):
        values += len(rows)
        rotated += _rotate_batch(model, field, rows)
    return Rotated(f"{model._meta.label}.{field.name}", values, rotated)


def _batches(model: type[models.Model], field: EncryptedField) -> Iterator[list[tuple[Any, str]]]:
    """(key, ciphertext) of the rows that have a value, in order of their keys."""
    rows = (
        model._base_manager.annotate(token=Cast(field.name, models.TextField()))
        .exclude(token="")
        .exclude(token=None)
        .order_by("pk")
        .values_list("pk", "token")
    )
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1][0])[:BATCH])


def _rotate_batch(
    model: type[models.Model], field: EncryptedField, rows: list[tuple[Any, str]]
) -> int:
    changes: list[Any] = []
    for key, token in rows:
        if not is_newest(token):
            changes += [key, token, _rotate(token, f"{model._meta.label} {key}")]
    if not changes:
        return 0
    places = ", ".join(["(%s, %s, %s)"] * (len(changes) // 3))
    # Not a change of the record: no history is written, and the history itself may be touched.
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{model._meta.db_table}" AS kept SET "{field.column}" = fresh.token'  # noqa: S608
            f" FROM (VALUES {places}) AS fresh (key, old, token)"
            f' WHERE kept."{model._meta.pk.column}" = fresh.key'
            f' AND kept."{field.column}" = fresh.old',
            changes,
        )
        return int(cursor.rowcount)


def rotate_second_factors() -> Rotated:
    """The secrets of second factors, which allauth keeps in a JSON column."""
    rotated = 0
    keys = list(Authenticator.objects.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().get(pk=key)
            fresh = {name: _rotate_secret(name, value, row) for name, value in row.data.items()}
            if fresh != row.data:
                row.data = fresh
                row.save(update_fields=["data"])
                rotated += 1
    return Rotated("second factors", len(keys), rotated)


def _rotate_secret(name: str, value: Any, row: Authenticator) -> Any:
    if name in ("secret", "seed") and not is_newest(value):
        return _rotate(value, f"second factor {row.pk}")
    if name == "migrated_codes":
        return [_rotate_secret("secret", code, row) for code in value]
    return value


def _rotate(token: str, where: str) -> str:
    try:
        return rotate(token)
    except InvalidToken as error:
        raise UnknownKey(where) from error
