"""The database's rules in the words of a form.

A constraint carries its message (`violation_error_message`). Its `violation_error_code` may name
the field where a person would look for it; without one the message stands above the form.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction


def broken_constraint(error: IntegrityError) -> str:
    """Name of the constraint that the database saw broken, or "" if it did not say."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def constraint_error(error: IntegrityError, *models: type[models.Model]) -> ValidationError:
    """What to tell the person. For the rare case that the form saw no fault but the database did,
    because somebody else saved in between. Raises the error again if no model knows it.

    A rule that a trigger holds has its field and words in the model's `trigger_rules`.
    """
    name = broken_constraint(error)
    for model in models:
        if name in getattr(model, "trigger_rules", {}):
            field, words = model.trigger_rules[name]  # type: ignore[attr-defined]
            return ValidationError(words, code=field)
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return ValidationError(
                    constraint.violation_error_message or "", code=constraint.violation_error_code
                )
    raise error


def succeeds(
    form: forms.BaseForm, action: Callable[[], object], *models: type[models.Model]
) -> bool:
    """Did `action` succeed? If not, the database's refusal is among the form's errors."""
    try:
        with transaction.atomic():
            action()
    except IntegrityError as error:
        form.add_error(None, constraint_error(error, *models))
        return False
    return True


class ConstraintForm(forms.ModelForm):
    """A model form that also asks constraints about fields it does not show, such as the village,
    and puts each message beside the field it is about."""

    #: Fields that the view sets on the instance before the form is validated.
    set_by_view: tuple[str, ...] = ()

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - set(self.set_by_view)

    def add_error(self, field: str | None, error: Any) -> None:
        problems = error if isinstance(error, ValidationError) else ValidationError(error)
        if field is not None or hasattr(problems, "error_dict"):
            super().add_error(field, problems)
            return
        for problem in problems.error_list:
            super().add_error(problem.code if problem.code in self.fields else None, problem)

    def _update_errors(self, errors: ValidationError) -> None:
        """Called by ModelForm with what the model's own validation found."""
        if hasattr(errors, "error_dict"):
            for problem in errors.error_dict.pop(NON_FIELD_ERRORS, []):
                self.add_error(None, problem)
            if not errors.error_dict:
                return
        super()._update_errors(errors)  # type: ignore[misc]
