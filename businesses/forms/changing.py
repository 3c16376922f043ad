"""Saving what was typed over a row that somebody else may have changed meanwhile."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.constraints import succeeds


def saved_by(form: forms.ModelForm, action: Callable[[], Any]) -> Any:
    """What `action` saved. None, with the words among the form's errors, when it is refused.

    ChangedMeanwhile is left to the view.
    """
    saved: list[Any] = []
    try:
        if succeeds(form, lambda: saved.append(action()), form._meta.model):
            return saved[0]
    except ValidationError as error:
        form.add_error(None, error)
    return None
