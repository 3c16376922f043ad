"""Forms about what happens on a journey and does not end it."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from migrants.actions.journeys import note_event
from migrants.forms.layout import plain_helper
from migrants.forms.rough_date import DayField, RoughDate, RoughDateField
from migrants.forms.versioned import VersionedForm
from migrants.models import JourneyEvent

_Kind = JourneyEvent.Kind
#: Kind → what else is asked, and what "until" means for it.
_UNTIL: dict[str, Any] = {
    _Kind.EXTENSION: gettext_lazy("The contract now ends on"),
    _Kind.HOME_LEAVE: gettext_lazy("Plans to go back on"),
}


class EventForm(VersionedForm):
    """Something that happened on the way. With `kind` given, only what belongs to it is asked."""

    columns = {"happened": ("happened_on", "happened_precision")}
    marks_required = True
    happened = RoughDateField(label=gettext_lazy("When was it?"))

    class Meta:
        model = JourneyEvent
        fields: ClassVar[list[str]] = ["kind", "until", "back_on", "note"]
        field_classes = {"until": DayField, "back_on": DayField}
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}
        labels: ClassVar[dict[str, Any]] = {"note": gettext_lazy("What happened, in a few words")}

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = self.instance
        kind = kind or event.kind
        self.fields["kind"].choices = _Kind.choices  # type: ignore[attr-defined]
        if event.happened_on:
            self.initial["happened"] = RoughDate(event.happened_on, event.happened_precision)
        if kind in _Kind.values:
            self._ask_about(kind)
        else:
            self.fields["until"].help_text = _(
                "For an extension: when the contract ends now. For home leave: when she goes back."
            )
            del self.fields["back_on"]

    def _ask_about(self, kind: str) -> None:
        self.initial["kind"] = kind
        self.fields["kind"].widget = forms.HiddenInput()
        if kind in _UNTIL:
            self.fields["until"].label = _UNTIL[kind]
            self.fields["until"].required = kind == _Kind.EXTENSION
        else:
            del self.fields["until"]
        if kind == _Kind.HOME_LEAVE:
            self.fields["happened"].label = _("At home since")
            self.fields["back_on"].label = _("Has gone back on")
            self.fields["back_on"].help_text = _(
                "Leave it empty while she is at home. She counts as abroad all the time."
            )
        else:
            del self.fields["back_on"]
        self.fields["note"].required = kind in (_Kind.PROBLEM, _Kind.NEW_EMPLOYER)
        if kind == _Kind.NEW_EMPLOYER:
            self.fields["note"].label = _("Who is the new employer, and where?")

    def clean_happened(self) -> RoughDate:
        rough: RoughDate = self.cleaned_data["happened"]
        departed = self.instance.journey.departed_on
        rough = rough.no_earlier(departed)
        if departed and rough.day < departed:
            raise forms.ValidationError(_("This is before she left."))
        returned = self.instance.journey.returned_on
        if returned and rough.day > returned:
            raise forms.ValidationError(_("This is after she came home."))
        return rough

    def fill_instance(self) -> None:
        if happened := self.cleaned_data.get("happened"):
            self.instance.happened_on = happened.day
            self.instance.happened_precision = happened.precision

    def values_before(self) -> dict[str, Any]:
        columns = self.columns["happened"]
        return super().values_before() | {name: getattr(self.instance, name) for name in columns}

    def save_event(self) -> JourneyEvent | None:
        """Save a new event."""
        return self.attempt(lambda: note_event(event=self.instance, by=self.user))

    def change(self, *, version: int) -> JourneyEvent | None:
        return self.attempt(lambda: note_event(event=self.instance, version=version, by=self.user))

    @property
    def helper(self) -> FormHelper:
        names = ("version", "kind", "happened", "until", "back_on", "note")
        return plain_helper(*(name for name in names if name in self.fields))


class BackForm(EventForm):
    """She has gone back to work after her leave."""

    class Meta(EventForm.Meta):
        fields: ClassVar[list[str]] = ["back_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        VersionedForm.__init__(self, *args, **kwargs)
        del self.fields["happened"]
        self.fields["back_on"].required = True

    @property
    def helper(self) -> FormHelper:
        return plain_helper("version", "back_on")


class TakeBackForm(forms.Form):
    """Why something that was entered did not happen."""

    why = forms.CharField(
        label=gettext_lazy("Why is it not right?"),
        max_length=200,
        help_text=gettext_lazy("Example: entered for the wrong person."),
    )

    @property
    def helper(self) -> FormHelper:
        return plain_helper("why")
