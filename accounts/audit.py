"""The log of looks at personal data (UU 27/2022 art. 31)."""

from django.db import models

from accounts.models import User, ViewLog


def log_view(
    *, user: User, row: models.Model, fields: list[str], action: str = ViewLog.Action.UNMASK
) -> None:
    """Record that `user` saw these fields of `row` unmasked (or printed them)."""
    ViewLog.objects.create(
        user=user, action=action, model=row._meta.label_lower, row=row.pk, fields=", ".join(fields)
    )


def log_export(*, user: User, rows: models.QuerySet, fields: list[str], count: int) -> None:
    """Record that `user` took `count` rows with these fields out of the system."""
    ViewLog.objects.create(
        user=user,
        action=ViewLog.Action.EXPORT,
        model=rows.model._meta.label_lower,
        row=None,
        fields=", ".join(fields),
        rows=count,
    )
