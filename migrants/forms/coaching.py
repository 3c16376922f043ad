"""Forms about lines of business inside a group."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.saving import ActionForm
from migrants.actions.groups import coach_members, open_line
from migrants.forms.layout import NOT_CHOSEN, plain_helper
from migrants.forms.once import OnceForm
from migrants.forms.past_day import PastDayField
from migrants.models import CoachedMember, CoachingLine, GroupMembership


class MemberChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class MemberChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class LineForm(OnceForm):
    """What is made and taught, and who coaches."""

    member = MemberChoice(GroupMembership.public(), label=gettext_lazy("Who coaches?"))

    class Meta:
        model = CoachingLine
        fields: ClassVar[list[str]] = ["title", "member", "since"]
        field_classes = {"since": PastDayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = GroupMembership.editable_by(self.user).current().by_name()
        field = self.fields["member"]
        field.queryset = members.filter(group=self.instance.group_id).select_related("person")  # type: ignore[attr-defined]
        field.empty_label = NOT_CHOSEN[0][1]  # type: ignore[attr-defined]
        self.fields["title"].help_text = str(gettext_lazy("For example: bread, or dry cookies."))
        self.initial["since"] = timezone.localdate()

    def open(self) -> CoachingLine | None:
        return self.attempt(lambda: open_line(line=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "title", "member", "since")


class CoachForm(ActionForm):
    """Who learns in a line from now on."""

    columns = {"members": ("member",)}
    members = MemberChoices(
        GroupMembership.public(),
        label=gettext_lazy("Who learns?"),
        widget=forms.CheckboxSelectMultiple,
    )
    since = PastDayField(label=gettext_lazy("Since when?"), initial=timezone.localdate)

    def __init__(self, *args: Any, line: CoachingLine, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line, self.user = line, user
        learning = CoachedMember.editable_by(user).current().filter(line=line)
        members = GroupMembership.editable_by(user).current().filter(group=line.group_id)
        members = members.exclude(
            pk__in=[line.member_id, *learning.values_list("member", flat=True)]
        )
        self.fields["members"].queryset = members.by_name().select_related("person")  # type: ignore[attr-defined]

    def coach(self) -> list[CoachedMember] | None:
        data = self.cleaned_data
        return self.attempt(
            lambda: coach_members(
                line=self.line, members=list(data["members"]), since=data["since"], by=self.user
            ),
        )

    @property
    def helper(self) -> FormHelper:
        return plain_helper("members", "since")
