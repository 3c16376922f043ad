"""Forms with which an appointment is changed. Each carries the version that was seen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ltsa.forms import TimeForm


class ChangeForm(forms.Form):
    """Somebody changes what she has seen: another tab, the helper or the desk may be faster."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class MoveForm(ChangeForm, TimeForm):
    papers_missing = forms.BooleanField(
        label=_("I move it because papers are still missing"),
        required=False,
        help_text=_("Such a move does not count."),
    )
