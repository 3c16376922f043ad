"""Forms about a business and its owners."""

from datetime import date
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.saving import RowForm
from businesses.actions import change_business
from businesses.forms.pick_person import PickPersonForm
from businesses.models import Business, Ownership
from migrants.forms.versioned import VersionedForm
from migrants.models import Group, Person

PICK_PERSON = HTML('{% include "businesses/parts/pick_person.html" %}')


def layout(*parts: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(*parts)
    return helper


class DayInput(forms.DateInput):
    """The phone's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class BusinessForm(VersionedForm):
    """What a business is. The view sets its village."""

    columns = {"group": ("group_id",)}

    class Meta:
        model = Business
        fields: ClassVar[list[str]] = ["name", "kind", "started_year", "group", "about"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "started_year": forms.TextInput({"inputmode": "numeric", "maxlength": 4}),
            "about": forms.Textarea({"rows": 4}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("As customers know it. Example: Roti Bu Sri."),
            "started_year": _("Example: 2016."),
            "about": _("What is made, how, for whom. Everybody can read it on the public page."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["kind"].choices = [("", _("Choose")), *Business.Kind.choices]  # type: ignore[attr-defined]
        groups = self.fields["group"]
        groups.queryset = Group.visible_to(user).filter(village=self.instance.village_id)  # type: ignore[attr-defined]
        groups.empty_label = _("No group")  # type: ignore[attr-defined]
        self.helper = layout("version", self.about_section())

    def change(self, *, version: int) -> Business | None:
        return self.attempt(
            lambda: change_business(
                business=self.instance, changes=self.changes(), version=version, by=self.user
            ),
        )

    def about_section(self) -> Fieldset:
        return Fieldset(
            _("The business"),
            "name",
            Field("kind", css_class="input-medium"),
            Field("started_year", css_class="input-short"),
            "group",
            "about",
            css_class="form-section",
        )

    def clean_started_year(self) -> int | None:
        year: int | None = self.cleaned_data["started_year"]
        if year and year > timezone.localdate().year:
            raise ValidationError(_("This year is still to come."))
        return year


class BusinessAddForm(BusinessForm, PickPersonForm):
    """A new business, with its owners."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.pick_from(Person.visible_to(user))
        self.helper = layout(
            self.about_section(),
            Fieldset(_("Who owns it?"), PICK_PERSON, css_class="form-section"),
        )


class BusinessCloseForm(VersionedForm):
    class Meta:
        model = Business
        fields: ClassVar[list[str]] = ["closed_on"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"closed_on": DayInput()}
        help_texts: ClassVar[dict[str, Any]] = {
            "closed_on": _("Leave it empty when the business is open again.")
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = layout("version", "closed_on")

    def change(self, *, version: int) -> Business | None:
        return self.attempt(
            lambda: change_business(
                business=self.instance, changes=self.changes(), version=version, by=self.user
            ),
        )

    def clean_closed_on(self) -> date | None:
        return not_in_future(self.cleaned_data["closed_on"])


def not_in_future(day: date | None) -> date | None:
    if day and day > timezone.localdate():
        raise ValidationError(_("This day is still to come."))
    return day


class OwnerAddForm(PickPersonForm, RowForm):
    """One more owner of a business. The view sets the business."""

    class Meta:
        model = Ownership
        fields: ClassVar[list[str]] = ["since", "share_percent"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "since": DayInput(),
            "share_percent": forms.TextInput({"inputmode": "numeric", "maxlength": 3}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "share_percent": _("Only if several people share it and it is agreed. Example: 50.")
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = self.instance.business.ownerships.current().values("person")
        self.pick_from(Person.visible_to(user).exclude(pk__in=owners))
        self.helper = layout(
            Fieldset(
                _("Who becomes an owner?"),
                PICK_PERSON,
                css_class="form-section",
            ),
            Fieldset(
                _("Since when, and how much?"),
                "since",
                Field("share_percent", css_class="input-short"),
                css_class="form-section",
            ),
        )

    def clean_people(self) -> Any:
        people = self.cleaned_data["people"]
        if len(people) > 1:
            raise ValidationError(_("Tick one person only. Add the next one afterwards."))
        self.instance.person = people[0]
        return people

    def clean_since(self) -> date | None:
        return not_in_future(self.cleaned_data["since"])


class OwnerEndForm(RowForm):
    """Until when somebody owned a business."""

    class Meta:
        model = Ownership
        fields: ClassVar[list[str]] = ["until"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"until": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = True
        self.helper = layout("until")

    def clean_until(self) -> date | None:
        return not_in_future(self.cleaned_data["until"])
