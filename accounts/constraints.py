"""The database's rules in words: which of them was broken, and what to tell the person.

A constraint carries its message (`violation_error_message`), and in `violation_error_code` the name
of the column where a person would look for the fault. A rule that a trigger holds has both in its
model's `trigger_rules`: name → (column, message).
"""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils.translation import gettext as _

_FOREIGN_KEY = "23503"  # PostgreSQL's code for a row that hangs from none


def broken_constraint(error: IntegrityError) -> str:
    """Name of the constraint that the database saw broken, or "" if it did not say."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def words_of(error: IntegrityError) -> ValidationError:
    """The sentence that belongs to what the database refused; its `code` is the column. For the
    rare case that the form saw no fault, because somebody else saved in between. Raises `error`
    again when there is no sentence: then it is a fault of ours and nothing that a person can mend.
    """
    if getattr(error.__cause__, "pgcode", None) == _FOREIGN_KEY:
        return gone()
    broken = broken_constraint(error)
    for model in apps.get_models():
        if words := _rule_of(model, broken) or _unique_column_of(model, broken):
            return words
    raise error


def gone() -> ValidationError:
    """What was to be changed, or to be added to, was merged away or removed in this very second."""
    return ValidationError(
        _(
            "This record is no longer there: it was merged with another one, or removed. "
            "Open it again."
        )
    )


def _rule_of(model: type[models.Model], broken: str) -> ValidationError | None:
    column, words = getattr(model, "trigger_rules", {}).get(broken, ("", ""))
    if words:
        return ValidationError(words, code=column)
    for rule in model._meta.constraints:
        words = rule.violation_error_message or ""
        if rule.name == broken and words != rule.default_violation_error_message:
            return ValidationError(words, code=rule.violation_error_code)
    return None


def _unique_column_of(model: type[models.Model], broken: str) -> ValidationError | None:
    for field in model._meta.fields:
        if field.unique and broken.startswith(f"{model._meta.db_table}_{field.column}_"):
            words = model().unique_error_message(model, (field.name,))
            return ValidationError(words.messages[0], code=field.name)
    return None
