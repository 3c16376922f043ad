"""What all forms of the register share: the database's rules are asked before saving, and what the
database still refuses (somebody else was quicker) comes back in its own words."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.forms.models import construct_instance

from accounts.models import User

T = TypeVar("T")


class RowForm(forms.ModelForm):
    """A form for one row of the register. The view passes `user`: who is typing."""

    #: constraint → the field beside which its message stands; others stand above the form.
    rule_fields: ClassVar[dict[str, str]] = {}
    #: form field → the columns it fills, where the names differ.
    columns: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def columns_of(self, field: str) -> tuple[str, ...]:
        return self.columns.get(field, (field,))

    def _post_clean(self) -> None:
        # As Django's own, but constraints are asked with *all* columns: also with those that the
        # form does not show, such as the person of a journey.
        exclude = self._get_validation_exclusions()
        try:
            self.instance = construct_instance(self, self.instance, self._meta.fields)
            self.fill_instance()
            self.instance.full_clean(
                exclude=exclude, validate_unique=False, validate_constraints=False
            )
        except ValidationError as error:
            self._update_errors(error)
        self._check_rules()

    def fill_instance(self) -> None:
        """Columns that are not a field of the same name."""

    def _check_rules(self) -> None:
        doubtful = {column for field in self.errors for column in self.columns_of(field)}
        for constraint in self._meta.model._meta.constraints:
            try:
                constraint.validate(self._meta.model, self.instance, exclude=doubtful)
            except ValidationError as error:
                self.add_error(self._field_of(constraint.name), error)

    def _field_of(self, rule: str) -> str | None:
        field = self.rule_fields.get(rule)
        return field if field in self.fields else None

    def attempt(self, action: Callable[[], T]) -> T | None:
        """Run an action. None, and its words among the form's errors, when it is refused."""
        try:
            with transaction.atomic():
                return action()
        except IntegrityError as error:
            rule = broken_rule(error)
            self.add_error(self._field_of(rule), words_of(rule, error))
        except ValidationError as error:
            self.add_error(None, error)
        return None


def broken_rule(error: IntegrityError) -> str:
    """Name of the constraint that refused the row; empty when the driver does not tell."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return (diagnosis and diagnosis.constraint_name) or ""


def words_of(rule: str, error: IntegrityError) -> str:
    """The sentence that belongs to a constraint. Raises `error` again when there is none: that is
    a fault of ours and nothing that a person can mend."""
    for model in apps.get_app_config("migrants").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == rule:
                return str(constraint.get_violation_error_message())
        for words in _words_of_unique_columns(model, rule):
            return words
    raise error


def _words_of_unique_columns(model: type[Model], rule: str) -> Iterable[str]:
    for field in model._meta.fields:
        if field.unique and rule.startswith(f"{model._meta.db_table}_{field.column}"):
            yield str(field.error_messages["unique"])
