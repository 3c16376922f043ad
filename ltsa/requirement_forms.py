"""The office's own list of papers."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ltsa.actions.requirements import WORDS
from ltsa.models import Requirement
from villages.days import plausible


class RequirementForm(forms.ModelForm):
    """One paper, from a day on. Past days are told already and stay as they are."""

    from_day = forms.DateField(
        label=_("From which day on?"),
        validators=[plausible],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Visits before that day keep the old list."),
    )

    class Meta:
        model = Requirement
        fields: ClassVar[list[str]] = list(WORDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_day"].initial = timezone.localdate()

    def clean_from_day(self) -> Any:
        day = self.cleaned_data["from_day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. The earliest day is today."))
        return day

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WORDS}
