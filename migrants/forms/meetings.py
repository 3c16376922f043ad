"""Forms about meetings: the meeting itself, and who came with what she saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div
from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.row_keys import row_key
from accounts.rupiah import RupiahField
from accounts.saving import ActionForm
from migrants.actions.groups import change_meeting, record_meeting, save_meeting
from migrants.forms.layout import plain_helper
from migrants.forms.once import OnceForm
from migrants.forms.rough_date import DayField
from migrants.forms.versioned import VersionedForm
from migrants.models import GroupMembership, Meeting
from migrants.models.savings import MOST_AT_ONCE


class MeetingForm(VersionedForm, OnceForm):
    class Meta:
        model = Meeting
        fields: ClassVar[list[str]] = ["held_on", "begins_at", "place", "topic", "note"]
        field_classes = {"held_on": DayField}
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "begins_at": forms.TimeInput({"type": "time", "class": "input-short"}, format="%H:%M"),
            "note": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["held_on"] = timezone.localdate()

    def fill_instance(self) -> None:
        if not self.instance.pk:
            super().fill_instance()

    def save_meeting(self) -> Meeting | None:
        return self.attempt(lambda: save_meeting(meeting=self.instance, by=self.user))

    def change(self, *, version: int) -> Meeting | None:
        return self.attempt(
            lambda: change_meeting(
                meeting=self.instance, changes=self.changes(), version=version, by=self.user
            )
        )

    @property
    def helper(self) -> FormHelper:
        when = Div("held_on", "begins_at", css_class="field-pair")
        key = "version" if self.instance.pk else "submit_key"
        return plain_helper(key, when, "place", "topic", "note")


@dataclass(frozen=True)
class RollLine:
    """One member on the list. `saved_before`: what she saved at this meeting already, rupiah."""

    member: GroupMembership
    came: BoundField
    saved: BoundField
    saved_before: int


class RollForm(ActionForm):
    """Who came to a meeting, and what each of them saves there. One line a member."""

    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    #: Keys of the members who were ticked when the list was opened.
    seen = forms.RegexField(r"^[0-9 ]*$", required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        meeting: Meeting,
        members: Sequence[GroupMembership],
        present: set[int],
        saved_before: dict[int, int],
        user: User,
    ) -> None:
        ticked = " ".join(map(str, sorted(present)))
        super().__init__(data, initial={"submit_key": uuid4(), "seen": ticked})
        self.meeting, self.members, self.user = meeting, members, user
        self.saved_before = saved_before
        for member in members:
            self.fields[f"came_{member.pk}"] = forms.BooleanField(
                label=member.name, required=False, initial=member.pk in present
            )
            self.fields[f"saved_{member.pk}"] = RupiahField(
                label=_("%(name)s saves") % {"name": member.name},
                required=False,
                max_value=MOST_AT_ONCE,
                widget=forms.TextInput({"placeholder": "0", "inputmode": "text"}),
            )

    def lines(self) -> Iterator[RollLine]:
        for member in self.members:
            came, saved = self[f"came_{member.pk}"], self[f"saved_{member.pk}"]
            yield RollLine(member, came, saved, self.saved_before.get(member.pk, 0))

    def _seen(self) -> set[int] | None:
        """None for a form that does not say."""
        if "seen" not in self.data:
            return None
        keys = map(row_key, self.cleaned_data["seen"].split())
        return {key for key in keys if key is not None}

    def record(self) -> Meeting | None:
        data = self.cleaned_data
        came = [member for member in self.members if data[f"came_{member.pk}"]]
        saved = {member: data[f"saved_{member.pk}"] for member in self.members}
        key: UUID | None = data["submit_key"]
        return self.attempt(
            lambda: record_meeting(
                meeting=self.meeting,
                came=came,
                saved={member: amount for member, amount in saved.items() if amount},
                submit_key=key,
                seen=self._seen(),
                by=self.user,
            ),
        )
