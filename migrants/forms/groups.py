from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms

from accounts.models import Role
from migrants.actions.groups import found_group, join_group
from migrants.forms.layout import name_blank, plain_helper
from migrants.forms.rough_date import DayField
from migrants.forms.row import RowForm
from migrants.models import Group, GroupMembership


class GroupForm(RowForm):
    """A group. Its leader changes what is told about it; name and publishing are the village's."""

    rule_fields = {
        "migrants_group_founded_year_sensible": "founded_year",
        "migrants_group_name_unique_in_village": "name",
    }

    class Meta:
        model = Group
        fields: ClassVar[list[str]] = ["name", "founded_year", "about", "is_published"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user.role == Role.GROUP_LEADER:
            del self.fields["name"], self.fields["is_published"]

    def fill_instance(self) -> None:
        if not self.instance.pk:
            self.instance.village = self.user.village

    def save_group(self) -> Group | None:
        def save() -> Group:
            if self.instance.pk is None:
                return found_group(group=self.instance, by=self.user)
            self.instance.save(update_fields=list(self.fields))
            return self.instance

        return self.attempt(save)

    @property
    def helper(self) -> FormHelper:
        return plain_helper(*self.fields)


class GroupMemberForm(RowForm):
    """What somebody is in a group, and since when."""

    rule_fields = {
        "migrants_groupmembership_once": "part",
        "migrants_groupmembership_until_after_since": "since",
    }

    class Meta:
        model = GroupMembership
        fields: ClassVar[list[str]] = ["part", "since"]
        field_classes = {"since": DayField}
        widgets: ClassVar[dict[str, forms.Widget]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blank(self.fields["part"])

    def join(self) -> GroupMembership | None:
        return self.attempt(lambda: join_group(membership=self.instance, by=self.user))

    def change(self) -> GroupMembership | None:
        def save() -> GroupMembership:
            self.instance.save(update_fields=["part", "since"])
            return self.instance

        return self.attempt(save)

    @property
    def helper(self) -> FormHelper:
        return plain_helper("part", "since")
