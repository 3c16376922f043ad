"""How a save that is refused comes back to its form: the database's rules are asked before saving,
and what is refused all the same (somebody else was quicker) is said in the rule's own words. All
that was typed stays."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.forms.models import InlineForeignKeyField, construct_instance

from accounts.constraints import gone, words_of
from accounts.models import User

T = TypeVar("T")


class ActionForm(forms.Form):
    """A form whose action can be refused."""

    #: form field → the columns it fills, where the names differ.
    columns: ClassVar[dict[str, tuple[str, ...]]] = {}

    def columns_of(self, field: str) -> tuple[str, ...]:
        return self.columns.get(field, (field,))

    def attempt(self, action: Callable[[], T]) -> T | None:
        """Do it. None, and its words among the form's errors, when it is refused."""
        try:
            with transaction.atomic():
                return action()
        except IntegrityError as error:
            self.refuse(words_of(error))
        except ValidationError as error:
            self.refuse(error)
        except ObjectDoesNotExist:
            self.refuse(gone())
        return None

    def refuse(self, error: ValidationError) -> None:
        """Say it beside the field that fills the column named by its code; else above the form."""
        if hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for problem in error.error_list:
            self.add_error(self._field_that_fills(problem.code), problem)

    def _field_that_fills(self, column: str | None) -> str | None:
        return next((name for name in self.fields if column in self.columns_of(name)), None)


class RowForm(ActionForm, forms.ModelForm):
    """A form for one row."""

    #: rules that an action makes room for before it saves: only the database is asked about them.
    left_to_action: ClassVar[frozenset[str]] = frozenset()
    #: Who is typing. A view passes it; the admin does not.
    user: User

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        if user:
            self.user = user
        super().__init__(*args, **kwargs)

    def _post_clean(self) -> None:
        # As Django's own, but constraints are asked with *all* columns: also with those that the
        # form does not show, such as the person of a journey.
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]  # Django's own
        exclude |= {
            name for name, field in self.fields.items() if isinstance(field, InlineForeignKeyField)
        }
        try:
            self.instance = construct_instance(
                self, self.instance, self._meta.fields, self._meta.exclude
            )
            self.fill_instance()
            self.instance.full_clean(
                exclude=exclude, validate_unique=False, validate_constraints=False
            )
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]
        if self._validate_unique:  # type: ignore[attr-defined]
            self.validate_unique()
        self._ask_rules()

    def fill_instance(self) -> None:
        """Columns that are not a field of the same name."""

    def _ask_rules(self) -> None:
        doubtful = {column for field in self.errors for column in self.columns_of(field)}
        for rule in self._meta.model._meta.constraints:
            if rule.name in self.left_to_action:
                continue
            try:
                rule.validate(self._meta.model, self.instance, exclude=doubtful)
            except ValidationError as error:
                self.refuse(error)

    def attempt(self, action: Callable[[], T]) -> T | None:
        """Do it; see ActionForm. A row that was refused is as new as before."""
        key = self.instance.pk
        done = super().attempt(action)
        if done is None:
            self.instance.pk, self.instance._state.adding = key, key is None
        return done
