from typing import Any, ClassVar
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy
from django_countries import countries

from accounts.models import Role, User
from accounts.phone import PhoneFormField
from accounts.saving import ActionForm, RowForm
from migrants.actions.cases import hand_over, open_case
from migrants.forms.layout import NOT_CHOSEN, name_blank, plain_helper
from migrants.models import Case, Person
from villages.models import Village

_WAY = Case.ContactWay
#: In the words of staff; the family's own form speaks for itself.
CONTACT_WAYS = [
    (_WAY.NONE, gettext_lazy("Not safe, or not known: the family looks itself")),
    (_WAY.CALL, gettext_lazy("Only calling is safe: do not write")),
    (_WAY.WHATSAPP, gettext_lazy("Only writing is safe: do not call")),
    (_WAY.BOTH, gettext_lazy("Calling and writing are safe")),
]
#: Nothing of a case is kept in the draft of a shared phone.
PRIVATE = {"data-private": ""}
PRIVATE_TEXT = {"rows": 5, **PRIVATE}


class CaseForm(RowForm):
    """What went wrong, as it was told, and how the family may be reached."""

    summary = forms.CharField(
        label=gettext_lazy("What happened"),
        max_length=4000,
        widget=forms.Textarea(PRIVATE_TEXT),
        help_text=gettext_lazy("Only you and the case officers of the regency can read this."),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Whom to ask for"), max_length=100, required=False
    )
    contact_phone = PhoneFormField(
        label=gettext_lazy("Phone of the family"),
        required=False,
        help_text=gettext_lazy(
            "With its last four digits and the code the family can look for itself."
        ),
    )
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Case
        fields: ClassVar[list[str]] = [
            "category",
            "summary",
            "country",
            "contact_name",
            "contact_phone",
            "contact_way",
            "contact_time",
        ]

    order: ClassVar[tuple[str, ...]] = (
        "category",
        "summary",
        "country",
        "contact_name",
        "contact_phone",
        "contact_way",
        "contact_time",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blank(self.fields["category"])
        self.fields["country"] = country_field()
        for name in ("contact_name", "contact_phone"):
            self.fields[name].widget.attrs.update(PRIVATE)
        self.fields["contact_way"].choices = CONTACT_WAYS  # type: ignore[attr-defined]
        self.fields["contact_way"].required = self.fields["contact_time"].required = False
        self.initial["submit_key"] = uuid4()

    def clean_contact_way(self) -> str:
        return self.cleaned_data["contact_way"] or Case.ContactWay.NONE

    def clean_contact_time(self) -> str:
        return self.cleaned_data["contact_time"] or Case.ContactTime.ANY

    def fill_instance(self) -> None:
        if self.instance.person:
            self.instance.village = self.instance.person.village
        self.instance.submit_key = self.cleaned_data.get("submit_key")
        for name in ("contact_name", "contact_phone", "country"):
            setattr(self.instance, name, self.cleaned_data.get(name) or None)

    def open(self) -> Case | None:
        return self.attempt(lambda: open_case(case=self.instance, by=self.user))

    def already_saved(self) -> Case | None:
        """The case that this very form opened before: the answer to a double tap."""
        try:
            key = UUID(self["submit_key"].data)
        except (TypeError, ValueError):
            return None
        return Case.editable_by(self.user).filter(submit_key=key).first()

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", *self.order)


def country_field() -> forms.ChoiceField:
    """Where it is: the usual destinations first, and Indonesia."""
    return forms.ChoiceField(
        label=gettext_lazy("In which country"),
        required=False,
        choices=lambda: [("", NOT_CHOSEN[0][1]), ("ID", countries.name("ID")), *countries],
    )


class DeskCaseForm(CaseForm):
    """A case about somebody who stands at a desk. She is named as she names herself: the register
    is neither shown nor searched, and nothing tells whether she is in it."""

    subject_name = forms.CharField(
        label=gettext_lazy("Name of the person who needs help"), max_length=100
    )
    village = forms.ChoiceField(label=gettext_lazy("Home village"), required=False)

    order = (
        "category",
        "subject_name",
        "village",
        "summary",
        "country",
        "contact_name",
        "contact_phone",
        "contact_way",
        "contact_time",
    )

    def __init__(self, *args: Any, regency: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regency = regency
        self.fields["subject_name"].widget.attrs.update(PRIVATE)
        self.fields["village"].choices = village_choices(regency)  # type: ignore[attr-defined]
        self.fields["summary"].help_text = gettext_lazy(
            "Only the case officers of the regency can read this, you no longer once it is sent."
        )

    def fill_instance(self) -> None:
        super().fill_instance()
        self.instance.subject_name = self.cleaned_data.get("subject_name")
        self.instance.regency = self.regency
        self.instance.village_id = self.cleaned_data.get("village") or None


def village_choices(regency: Any) -> list[tuple[Any, Any]]:
    """The regency's villages, grouped by district, for a native select (works on every phone)."""
    groups: dict[str, list[tuple[int, str]]] = {}
    rows = Village.objects.current().filter(district__regency=regency)
    listed = rows.order_by("district__name", "name").values_list("district__name", "pk", "name")
    for district, pk, name in listed:
        groups.setdefault(district, []).append((pk, name))
    return [("", gettext_lazy("Another regency, or not known")), *groups.items()]


class CaseTextForm(ActionForm):
    """One text about a case: a step, why it is opened again, a message to the family."""

    text = forms.CharField(max_length=4000, widget=forms.Textarea(PRIVATE_TEXT))
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].help_text = help_text

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "text")


class CloseForm(CaseTextForm):
    ending = forms.ChoiceField(
        label=gettext_lazy("How did it end?"), choices=[*NOT_CHOSEN, *Case.Ending.choices]
    )

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "ending", "text")


class HandOverForm(forms.Form):
    """To whom, and what she must know. A coordinator gives a case back to the case officers."""

    to: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Who handles it from now on"),
        required=False,
        empty_label=gettext_lazy("nobody yet: back to all case officers"),
        help_text=gettext_lazy("Whoever is chosen reads all of this case."),
    )
    note = forms.CharField(
        label=gettext_lazy("What must she know?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, **PRIVATE}),
    )

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user
        if user.role == Role.CASE_OFFICER:
            field = self.fields["to"]
            field.queryset = colleagues(case, user)  # type: ignore[attr-defined]
            field.label_from_instance = (  # type: ignore[attr-defined]
                lambda colleague: f"{colleague} · {colleague.get_role_display()}"
            )
        else:
            del self.fields["to"]

    def hand_over(self) -> Case | None:
        try:
            return hand_over(
                case=self.case,
                to=self.cleaned_data.get("to"),
                note=self.cleaned_data["note"],
                by=self.user,
            )
        except ValidationError as error:
            self.add_error("to" if "to" in self.fields else None, error)
            return None

    @property
    def helper(self) -> FormHelper:
        return plain_helper(*self.fields)


def colleagues(case: Case, user: User) -> Any:
    """Case officers of the officer's regency, and coordinators of the case's own village."""
    fits = Q(role=Role.CASE_OFFICER, regency=user.regency_id)
    if case.village_id:
        fits |= Q(role=Role.COORDINATOR, village=case.village_id)
    active = User.objects.filter(fits, is_active=True)
    return active.exclude(pk=case.assigned_to_id).order_by("role", "full_name")


class LinkForm(forms.Form):
    """Who of the register the case is about: searched within the officer's own territory."""

    person: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.visible_to(user)  # type: ignore[attr-defined]
