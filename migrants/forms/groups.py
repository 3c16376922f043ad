"""Forms about a group and its members. What they do together has its own: meetings, savings,
coaching."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role
from migrants.actions.groups import (
    change_group,
    change_member,
    found_group,
    join_group,
    let_guest_in,
)
from migrants.forms.layout import name_blank, plain_helper
from migrants.forms.once import OnceForm
from migrants.forms.past_day import PastDayField
from migrants.forms.versioned import VersionedForm
from migrants.models import Group, GroupMembership

GUEST_FIELDS = ("guest_name", "guest_phone", "guest_from")


class GroupForm(VersionedForm):
    """A group. Its leader changes what is told about it; name and publishing are the village's."""

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

    def found(self) -> Group | None:
        """Save a new group."""
        return self.attempt(lambda: found_group(group=self.instance, by=self.user))

    def change(self, *, version: int) -> Group | None:
        return self.attempt(
            lambda: change_group(
                group=self.instance, changes=self.changes(), version=version, by=self.user
            )
        )

    @property
    def helper(self) -> FormHelper:
        return plain_helper(*self.fields)


class JoinGroupForm(OnceForm):
    """Somebody of the village joins: as what, and since when."""

    left_to_action = frozenset({"migrants_groupmembership_one_chair"})
    shown: ClassVar[tuple[str, ...]] = ("part", "since")

    class Meta:
        model = GroupMembership
        fields: ClassVar[list[str]] = ["part", "since"]
        field_classes = {"since": PastDayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blank(self.fields["part"])
        self.fields["since"].label = _("Member since")
        self.fields["part"].help_text = _("A group has one chair: a new one takes her place.")

    def join(self) -> GroupMembership | None:
        return self.attempt(lambda: join_group(membership=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", *self.shown)


class GuestForm(JoinGroupForm):
    """Somebody who lives elsewhere joins, under the name and phone that she gives herself."""

    shown = (*GUEST_FIELDS, *JoinGroupForm.shown)

    class Meta(JoinGroupForm.Meta):
        fields: ClassVar[list[str]] = [*GUEST_FIELDS, "part", "since"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guest_name"].required = True
        self.fields["guest_phone"].help_text = _("Optional. Only the group and its village see it.")
        self.initial["part"] = GroupMembership.Part.MEMBER

    def join(self) -> GroupMembership | None:
        return self.attempt(lambda: let_guest_in(membership=self.instance, by=self.user))


class GroupMemberForm(VersionedForm, JoinGroupForm):
    """What a member is in the group, since when, and how a guest is called."""

    on = PastDayField(
        label=gettext_lazy("If the role changes: from which day?"),
        required=False,
        help_text=gettext_lazy("The role before it is kept with its years."),
    )

    class Meta(JoinGroupForm.Meta):
        fields: ClassVar[list[str]] = [*GUEST_FIELDS, "part", "since"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["on"] = timezone.localdate()
        if self.instance.is_guest:
            self.fields["guest_name"].required = True
        else:
            for name in GUEST_FIELDS:
                del self.fields[name]

    def fill_instance(self) -> None:
        """Saved already: its token stays what it is."""

    def change(self, *, version: int) -> GroupMembership | None:
        return self.attempt(
            lambda: change_member(
                membership=self.instance,
                changes=self.changes(),
                on=self.cleaned_data["on"],
                version=version,
                by=self.user,
            )
        )

    @property
    def helper(self) -> FormHelper:
        guest = GUEST_FIELDS if self.instance.is_guest else ()
        return plain_helper("version", *guest, "part", "on", "since")
