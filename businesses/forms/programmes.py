"""Forms about taking part in a programme."""

from typing import Any

from crispy_forms.layout import Field, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.rupiah import RupiahField
from accounts.saving import ActionForm
from businesses.forms.businesses import layout
from businesses.models import NEXT_STAGES, Business, Enrolment, Programme, Stage

REASON = {"rows": 3, "maxlength": 300}


class EnrolForm(ActionForm):
    """Propose a business for an open programme of its regency."""

    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), empty_label=None, widget=forms.RadioSelect
    )
    baseline_turnover = RupiahField(
        label=_("Sales in a usual month"),
        help_text=_("About how much comes in, in rupiah. Growth is measured against it."),
        required=False,
        max_value=1_000_000_000_000,
    )
    reason = forms.CharField(
        label=_("Why this business?"),
        help_text=_("What would help it grow? The mentor reads this before the visit."),
        max_length=300,
        widget=forms.Textarea(REASON),
    )

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.open_to(business)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        if programmes:
            self.fields["programme"].initial = programmes[0]
        self.helper = layout(
            Fieldset(
                _("Proposal"),
                "programme",
                Field("baseline_turnover", placeholder="2.500.000"),
                "reason",
                css_class="form-section",
            )
        )


class StageMoveForm(forms.Form):
    """Choose the next stage and say why. Remembers which stage the person saw."""

    seen_stage = forms.ChoiceField(choices=Stage, widget=forms.HiddenInput)
    to_stage = forms.ChoiceField(
        label=_("Next stage"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the next stage.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What you saw or what was decided. It stays in the log with your name."),
        max_length=300,
        widget=forms.Textarea(REASON),
    )

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enrolment = enrolment
        self.fields["seen_stage"].initial = enrolment.stage
        self._offer(self.data.get("seen_stage") or enrolment.stage)
        self.helper = layout("seen_stage", "to_stage", "reason")

    def _offer(self, stage: str) -> None:
        following = NEXT_STAGES.get(stage, ())
        self.fields["to_stage"].choices = [(next_, Stage(next_).label) for next_ in following]  # type: ignore[attr-defined]

    def offer_again(self, error: ValidationError) -> None:
        """Somebody else was quicker: say so, keep the reason, offer what is possible now."""
        self.enrolment.refresh_from_db()
        self.add_error(None, error)
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen_stage"] = self.enrolment.stage  # type: ignore[index]
        self._offer(self.enrolment.stage)
