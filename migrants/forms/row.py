"""What all forms of the register share: the database's rules are asked before saving, and what the
database still refuses (somebody else was quicker) comes back in its own words."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.forms.models import construct_instance
from django.utils.translation import gettext as _

from accounts.constraints import broken_constraint, constraint_error
from accounts.models import User

T = TypeVar("T")
_FOREIGN_KEY = "23503"  # PostgreSQL's code for a row that hangs from none


class RowForm(forms.ModelForm):
    """A form for one row of the register. The view passes `user`: who is typing."""

    #: constraint → the field beside which its message stands; others stand above the form.
    rule_fields: ClassVar[dict[str, str]] = {}
    #: rules that an action makes room for before it saves: only the database is asked about them.
    left_to_action: ClassVar[frozenset[str]] = frozenset()
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
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]  # Django's own
        try:
            self.instance = construct_instance(self, self.instance, self._meta.fields)
            self.fill_instance()
            self.instance.full_clean(
                exclude=exclude, validate_unique=False, validate_constraints=False
            )
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]
        self._check_rules()

    def fill_instance(self) -> None:
        """Columns that are not a field of the same name."""

    def _check_rules(self) -> None:
        doubtful = {column for field in self.errors for column in self.columns_of(field)}
        for constraint in self._meta.model._meta.constraints:
            if constraint.name in self.left_to_action:
                continue
            try:
                constraint.validate(self._meta.model, self.instance, exclude=doubtful)
            except ValidationError as error:
                self.add_error(self._field_of(constraint.name), error)

    def _field_of(self, rule: str) -> str | None:
        field = self.rule_fields.get(rule)
        return field if field in self.fields else None

    def attempt(self, action: Callable[[], T]) -> T | None:
        """Run an action; see `attempt` below. A row that was refused is as new as before."""
        key = self.instance.pk
        done = attempt(self, action)
        if done is None:
            self.instance.pk, self.instance._state.adding = key, key is None
        return done


def attempt(form: forms.BaseForm, action: Callable[[], T]) -> T | None:
    """Run an action. None, and its words among the form's errors, when it is refused."""
    try:
        with transaction.atomic():
            return action()
    except IntegrityError as error:
        words = words_of(error)
        rules = getattr(form, "rule_fields", {})
        field = rules.get(broken_constraint(error))
        form.add_error(field if field in form.fields else None, words)
    except ValidationError as error:
        form.add_error(None, error)
    except ObjectDoesNotExist:
        form.add_error(None, gone())
    return None


def gone() -> ValidationError:
    """What was to be changed, or to be added to, was merged away or removed in this very second."""
    return ValidationError(
        _(
            "This record is no longer there: it was merged with another one, or removed. "
            "Open it again."
        )
    )


def words_of(error: IntegrityError) -> ValidationError:
    """The sentence that belongs to what the database refused. Raises `error` again when there is
    none: then it is a fault of ours and nothing that a person can mend."""
    if getattr(error.__cause__, "pgcode", None) == _FOREIGN_KEY:
        return gone()
    register = list(apps.get_app_config("migrants").get_models())
    for model in register:
        for field in model._meta.fields:
            index = f"{model._meta.db_table}_{field.column}_"
            if field.unique and broken_constraint(error).startswith(index):
                return ValidationError(field.error_messages["unique"])
    return constraint_error(error, *register)
