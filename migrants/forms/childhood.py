"""Forms about a child: her carers, her parents, her school."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _

from accounts.saving import RowForm
from migrants.actions.childhood import entrust_child, name_parent, note_schooling
from migrants.forms.layout import name_blank, plain_helper
from migrants.forms.past_day import PastDayField
from migrants.forms.versioned import VersionedForm
from migrants.models import Care, Parentage, Person, Schooling


class CareForm(RowForm):
    """Since when somebody cares for a child. Who they are is already chosen."""

    class Meta:
        model = Care
        fields: ClassVar[list[str]] = ["since", "lives_together"]
        field_classes = {"since": PastDayField}

    def entrust(self) -> Care | None:
        return self.attempt(lambda: entrust_child(care=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("since", "lives_together")


class ParentForm(RowForm):
    """Whether somebody is a child's mother or father."""

    class Meta:
        model = Parentage
        fields: ClassVar[list[str]] = ["kind"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"kind": forms.RadioSelect()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Parentage.Kind.choices  # type: ignore[attr-defined]
        is_man = self.instance.parent.sex == Person.Sex.MALE
        self.initial["kind"] = Parentage.Kind.FATHER if is_man else Parentage.Kind.MOTHER

    def name(self) -> Parentage | None:
        return self.attempt(lambda: name_parent(parentage=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("kind")


class SchoolingForm(VersionedForm):
    """Which school, which class, or when the child left it early. Nothing more is asked."""

    class Meta:
        model = Schooling
        fields: ClassVar[list[str]] = ["stage", "grade", "left_on"]
        field_classes = {"left_on": PastDayField}
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "grade": forms.NumberInput({"inputmode": "numeric", "class": "input-short"})
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blank(self.fields["stage"])
        self.fields["left_on"].help_text = _("Only if the child left school before finishing it.")

    def change(self, *, version: int) -> Schooling | None:
        return self.attempt(
            lambda: note_schooling(
                schooling=self.instance, changes=self.changes(), version=version, by=self.user
            )
        )

    @property
    def helper(self) -> FormHelper:
        return plain_helper("version", "stage", "grade", "left_on")
