"""Form fields written by Python in one go: the same as "bootstrap5/field.html" (a test compares
them), for the pages of a form that everybody walks through. Through the templates of the fields, of
the form library and of Django a form took more time than all the rest of its page."""

from collections.abc import Iterator
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from crispy_forms.templatetags.crispy_forms_filters import optgroups as optgroups_of
from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

_CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def as_plain_field(field: BoundField) -> SafeString:
    """Label, help, error, input. Kinds of fields that it does not know go the long way."""
    widget = field.field.widget
    if isinstance(widget, _CHOICES):
        body = _several(field)
    elif type(widget) in _INPUTS or isinstance(widget, forms.Select):
        body = _single(field)
    else:
        return as_crispy_field(field)
    return format_html(
        '<div id="div_{}" class="field{}">{}</div>',
        field.auto_id,
        " has-error" if field.errors else "",
        body,
    )


_INPUTS = (forms.TextInput, forms.DateInput)


def _single(field: BoundField) -> SafeString:
    return format_html(
        '<label for="{}" class="form-label">{}{}</label>{}{}',
        field.id_for_label,
        field.label,
        _mark(field),
        _help_and_errors(field),
        _input(field),
    )


def _several(field: BoundField) -> SafeString:
    described = field.aria_describedby
    return format_html(
        '<fieldset{}><legend class="form-label">{}{}</legend>{}'
        '<div class="choices" id="{}">{}</div></fieldset>',
        format_html(' aria-describedby="{}"', described) if described else "",
        field.label,
        _mark(field),
        _help_and_errors(field),
        field.auto_id,
        format_html_join("", "{}", ((one,) for one in _rows(field))),
    )


def _rows(field: BoundField) -> Iterator[SafeString]:
    wrong = " is-invalid" if field.errors else ""
    for _group, options, _index in optgroups_of(field):
        for option in options:
            rest = {name: value for name, value in option["attrs"].items() if name != "class"}
            yield format_html(
                '<label class="choice" for="{}"><input class="form-check-input{}"{}>'
                "<span>{}</span></label>",
                option["attrs"]["id"],
                wrong,
                flatatt(
                    {
                        "type": option["type"],
                        "name": field.html_name,
                        "value": option["value"],
                        **rest,
                    }
                ),
                option["label"],
            )


def _mark(field: BoundField) -> SafeString:
    marks_required = getattr(field.form, "marks_required", False)
    if marks_required and field.field.required:
        return format_html(' <span class="required">{}</span>', _("required"))
    if not marks_required and not field.field.required:
        return format_html(' <span class="optional">({})</span>', _("may stay empty"))
    return mark_safe("")


def _help_and_errors(field: BoundField) -> SafeString:
    said = mark_safe("")
    if field.help_text:
        said += format_html(
            '<div id="{}_helptext" class="form-text">{}</div>',
            field.auto_id,
            mark_safe(field.help_text),  # noqa: S308  (our own words, as in the template)
        )
    if field.errors:
        said += format_html(
            '<div id="{}_error" class="invalid-feedback"><div>{}</div></div>',
            field.auto_id,
            format_html_join("", "<span>{}</span>", ((error,) for error in field.errors)),
        )
    return said


def _input(field: BoundField) -> SafeString:
    widget = field.field.widget
    is_select = isinstance(widget, forms.Select)
    kind = f"{type(widget).__name__.lower()} {'form-select' if is_select else 'form-control'}"
    attrs: dict[str, Any] = {"id": field.auto_id, "class": kind}
    if field.errors:
        attrs["class"] += " is-invalid"
    attrs = {**widget.attrs, **field.build_widget_attrs(attrs, widget)}
    if is_select:
        return _select(field, attrs)
    shown = widget.get_context(field.html_name, field.value(), attrs)["widget"]
    value = {} if shown["value"] is None else {"value": shown["value"]}
    return format_html(
        "<input{}>",
        flatatt({"type": shown["type"], "name": shown["name"], **value, **shown["attrs"]}),
    )


def _select(field: BoundField, attrs: dict[str, Any]) -> SafeString:
    value = field.value()
    chosen = "" if value is None else str(value)
    return format_html(
        "<select{}>{}</select>",
        flatatt({"name": field.html_name, **attrs}),
        mark_safe("".join(_lines(field.field.widget.choices, chosen))),  # noqa: S308  (escaped below)
    )


def _lines(choices: Any, chosen: str) -> Iterator[str]:
    """Options, with a heading for each group of them."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield f'<optgroup label="{conditional_escape(value)}">'
            yield from _lines(label, chosen)
            yield "</optgroup>"
        else:
            is_chosen = " selected" if str(value) == chosen else ""
            yield (
                f'<option value="{conditional_escape(value)}"{is_chosen}>'
                f"{conditional_escape(label)}</option>"
            )
