"""How the register's forms are laid out: the page writes the <form> tag, crispy the fields."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

#: CSS class of a block of questions.
BOX = "form-section"
NOT_CHOSEN = [("", gettext_lazy("choose"))]


class Part:
    """A template among the fields; it sees the form as `form`."""

    def __init__(self, template: str, **context: Any) -> None:
        self.template = template
        self.context = context

    def render(self, form: forms.BaseForm, context: Any, **kwargs: Any) -> str:
        return render_to_string(self.template, {"form": form, **self.context})


class Folded(Fieldset):
    """Questions behind a summary, for what is not asked everybody. Open when something in it is
    wrong; what was typed stays in it either way."""

    template = "migrants/parts/folded.html"

    def render(self, form: forms.BaseForm, context: Any, **kwargs: Any) -> str:
        names = [pointer.name for pointer in self.get_field_names()]
        self.is_open = any(name in form.errors for name in names)
        shown: str = super().render(form, context, **kwargs)
        return shown


def plain_helper(*fields: Any) -> FormHelper:
    """Only the fields, in this order: no <form> tag, no token, no media."""
    helper = FormHelper()
    helper.form_tag = helper.include_media = False
    helper.disable_csrf = True
    helper.layout = Layout(*fields)
    return helper


def name_blank(field: forms.Field) -> None:
    """Say "choose" instead of dashes for the empty choice of a select."""
    choices = [choice for choice in field.choices if choice[0] != ""]  # type: ignore[attr-defined]
    field.choices = [*NOT_CHOSEN, *choices]  # type: ignore[attr-defined]
