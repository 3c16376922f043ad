"""The rule for every date that people type: a year of our time, not the year 1 or 20260."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.operations.base import Operation
from django.utils.translation import gettext_lazy as _

#: Older people and longer contracts than these there are none.
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)


def plausible(day: date) -> None:
    """A validator, for form fields that fill no column of the same name."""
    if not FIRST <= day <= LAST:
        raise ValidationError(
            _("Please look at the year again: it must lie between 1900 and 2100."),
            code="implausible",
        )


def day_check(column: str) -> str:
    """The rule in SQL, for a quoted column."""
    return f"{column} >= '{FIRST}' AND {column} <= '{LAST}'"


class DayField(models.DateField):
    """A date between FIRST and LAST, in the form as in the database."""

    default_validators = [plausible]

    def db_check(self, connection: Any) -> str:
        return day_check(connection.ops.quote_name(self.column))


class HoldDays(Operation):
    """A step of a migration: every plain date of the app becomes a DayField. Django adds a field's
    check only to new columns, and takes a minute over the state of seventy AlterFields."""

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        for _model, fields in self._models(app_label, state):
            for name, field in fields.items():
                if type(field) is models.DateField:
                    _name, _path, args, kwargs = field.deconstruct()
                    fields[name] = DayField(*args, **kwargs)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for table, column, name in self._columns(app_label, schema_editor, from_state):
            check = day_check(column)
            schema_editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({check})")

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for table, _column, name in self._columns(app_label, schema_editor, to_state):
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")

    def describe(self) -> str:
        return "Hold all dates between 1900 and 2100"

    def _models(self, app_label: str, state: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
        for (label, _name), model in state.models.items():
            if label == app_label and model.options.get("managed", True):
                yield model, model.fields

    def _columns(self, app_label: str, editor: Any, before: Any) -> Iterator[tuple[str, str, str]]:
        """Table, column and constraint, quoted, of what is a plain date `before`."""
        quote = editor.quote_name
        for model, fields in self._models(app_label, before):
            table = model.options.get("db_table") or f"{app_label}_{model.name_lower}"
            for name, field in fields.items():
                if type(field) is models.DateField:
                    constraint = editor._create_index_name(table, [name], suffix="_check")
                    yield quote(table), quote(name), quote(constraint)
