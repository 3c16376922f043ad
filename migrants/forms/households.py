"""Forms about families."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.row_keys import row_key
from accounts.saving import ActionForm, RowForm
from migrants.actions.households import (
    NewMember,
    change_head,
    change_household,
    change_place,
    join_household,
    note_remittance,
    replace_card,
)
from migrants.forms.country import CountryNameField
from migrants.forms.identity import NUMBER, PersonCoreForm
from migrants.forms.journeys import JourneyNowForm
from migrants.forms.layout import NOT_CHOSEN, Part, name_blank, plain_helper
from migrants.forms.neighbourhood import NeighbourhoodField
from migrants.forms.once import OnceForm
from migrants.forms.past_day import PastDayField
from migrants.forms.people import clean_kk_number
from migrants.forms.versioned import VersionedForm
from migrants.models import (
    FormerCard,
    Household,
    HouseholdMembership,
    Parentage,
    Person,
    Remittance,
)

#: A choice that no draft on the phone keeps.
PRIVATE_SELECT = forms.Select({"data-private": ""})
ROWS_AT_FIRST = 2
ROWS_AT_MOST = 15


class HouseholdForm(VersionedForm):
    """The family card and where the family lives."""

    masked_fields = frozenset({"kk_number"})
    marks_required = True
    kk_number = forms.CharField(
        label=gettext_lazy("Family card number (KK)"),
        required=False,
        widget=forms.TextInput(NUMBER),
    )
    rt = NeighbourhoodField(label=gettext_lazy("RT"))
    rw = NeighbourhoodField(label=gettext_lazy("RW"))
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Household
        fields: ClassVar[list[str]] = ["kk_number", "hamlet", "rt", "rw", "address"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept_number = self.instance.kk_number
        self.initial.update({"kk_number": "", "submit_key": uuid4()})
        if self.kept_number:
            self.fields["kk_number"].help_text = _("Now %(number)s. Leave it empty to keep it.") % {
                "number": self.instance.masked_kk_number
            }

    def clean_kk_number(self) -> str:
        return clean_kk_number(self.cleaned_data["kk_number"]) or self.kept_number

    def fill_instance(self) -> None:
        household = self.instance
        if not household.pk:
            household.village = self.user.village
            household.submit_key = self.cleaned_data.get("submit_key")
        household.derive_keys()

    def derive_keys(self) -> None:
        self.instance.derive_keys()

    def change(self, *, version: int) -> Household | None:
        return self.attempt(
            lambda: change_household(
                household=self.instance, changes=self.changes(), version=version, by=self.user
            )
        )

    def already_saved(self) -> Household | None:
        """The household that this very form opened before: the answer to a double tap."""
        try:
            key = UUID(self["submit_key"].data)
        except (TypeError, ValueError):
            return None
        return Household.editable_by(self.user).filter(submit_key=key).first()

    @property
    def helper(self) -> FormHelper:
        key = "version" if self.instance.pk else "submit_key"
        pair = Div("rt", "rw", css_class="field-pair")
        return plain_helper(key, "kk_number", "hamlet", pair, "address")


class MemberForm(JourneyNowForm, PersonCoreForm):
    """One member of a new family: somebody new, or somebody who turns out to be registered."""

    marks_required = True
    relationship = forms.ChoiceField(
        label=gettext_lazy("What she is in the family"),
        choices=HouseholdMembership.Relationship.choices,
    )
    receives_remittances = forms.BooleanField(
        label=gettext_lazy("Receives the money from abroad"), required=False
    )
    country = CountryNameField(label=gettext_lazy("Country"), required=False)

    class Meta(PersonCoreForm.Meta):
        fields: ClassVar[list[str]] = [
            "name",
            "sex",
            "nik",
            "no_nik_reason",
            "nik_override_reason",
            "phone",
        ]

    def __init__(self, *args: Any, stays: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blank(self.fields["relationship"])
        if stays:  # most of a family do; the worker herself is asked
            self.fields["where"].initial = Person.Status.STAYED
        del self.fields["submit_key"]
        self.initial.pop("submit_key")

    def member(self) -> NewMember:
        data = self.cleaned_data
        return NewMember(
            person=self.existing or self.instance,
            relationship=data["relationship"],
            receives_remittances=data["receives_remittances"],
            journey=None if self.existing else self.journey_now(),
        )

    @property
    def helper(self) -> FormHelper:
        reason = [Field("nik_override_reason")] if self.needs_override else []
        return plain_helper(
            "name",
            "relationship",
            Field("sex", wrapper_class="choices-row"),
            "born",
            "nik",
            *reason,
            "no_nik_reason",
            Part("migrants/parts/doubles_box.html", while_typing=False),
            "phone",
            Div(*self.journey_layout(), css_class="where-now"),
            "receives_remittances",
        )


class MemberFormSet(forms.BaseFormSet):
    """The members of a new family. Empty rows do not count; one member is the least."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "stays": index != 0}

    def clean(self) -> None:
        if any(self.errors):
            return
        rows = [form for form in self.forms if form.has_changed()]
        if not rows:
            raise ValidationError(_("Enter at least one member of the family."))
        heads = [form for form in rows if form.cleaned_data.get("relationship") == "head"]
        if len(heads) > 1:
            heads[1].add_error("relationship", _("A family has one head only."))
        self._refuse_twice(rows)

    def _refuse_twice(self, rows: list[Any]) -> None:
        seen: set[str] = set()
        for form in rows:
            nik = (form.existing and form.existing.nik) or form.cleaned_data.get("nik")
            if nik and nik in seen:
                form.add_error("nik", _("This NIK stands twice in this family."))
            seen.add(nik or "")

    def members(self) -> list[NewMember]:
        return [form.member() for form in self.forms if form.has_changed()]


class FirstMemberForm(forms.Form):
    """The part in a new family of somebody who is registered already."""

    relationship = MemberForm.base_fields["relationship"]
    receives_remittances = MemberForm.base_fields["receives_remittances"]

    def __init__(self, data: Any = None, *, person: Person, **kwargs: Any) -> None:
        super().__init__(data, prefix="first", **kwargs)
        self.person = person
        name_blank(self.fields["relationship"])

    def member(self) -> NewMember:
        return NewMember(person=self.person, **self.cleaned_data)

    @property
    def helper(self) -> FormHelper:
        return plain_helper("relationship", "receives_remittances")


def member_formset(data: Any, *, user: User) -> Any:
    """The rows of a new family's members, bound when there is data."""
    made = forms.formset_factory(
        MemberForm,
        MemberFormSet,
        extra=ROWS_AT_FIRST,
        max_num=ROWS_AT_MOST,
        absolute_max=ROWS_AT_MOST,  # a false number of rows must not draw a thousand of them
        validate_max=True,
    )
    return made(data, prefix="m", form_kwargs={"user": user})


def with_one_row_more(data: QueryDict, *, user: User) -> Any:
    """The same rows as typed, not looked at yet, and an empty one below where typing goes on."""
    more = data.copy()
    try:
        rows = max(int(more.get("m-TOTAL_FORMS", "")), 0)
    except ValueError:
        rows = ROWS_AT_FIRST
    more["m-TOTAL_FORMS"] = str(min(rows + 1, ROWS_AT_MOST))
    if rows:  # said beforehand, as in the rows that were there at first
        more.setdefault(f"m-{rows}-where", Person.Status.STAYED)
    formset = member_formset(more, user=user)
    formset.forms[-1].fields["name"].widget.attrs["autofocus"] = True
    formset._errors, formset._non_form_errors = [], formset.error_class()
    for form in formset.forms:
        form._errors, form.cleaned_data = forms.utils.ErrorDict(), {}
    return formset


class JoinForm(RowForm):
    """Somebody who is registered joins a family, out of another one where she has one."""

    left_to_action = frozenset({"migrants_householdmembership_one_at_a_time"})

    class Meta:
        model = HouseholdMembership
        fields: ClassVar[list[str]] = ["relationship", "since"]
        field_classes = {"since": PastDayField}

    def __init__(self, *args: Any, leaves: str = "", **kwargs: Any) -> None:
        """`leaves`: name of the family that she would leave."""
        super().__init__(*args, **kwargs)
        name_blank(self.fields["relationship"])
        self.fields["since"].label = _("Since when?")
        if leaves:
            self.fields["since"].required = True
            self.initial["since"] = timezone.localdate()
            self.fields["since"].help_text = _("On this day she leaves: %(family)s.") % {
                "family": leaves
            }

    def join(self) -> HouseholdMembership | None:
        return self.attempt(lambda: join_household(membership=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("relationship", "since")


class PlaceForm(VersionedForm, JoinForm):
    """What somebody is in her family and since when, put right."""

    def change(self, *, version: int) -> HouseholdMembership | None:
        return self.attempt(
            lambda: change_place(
                membership=self.instance, changes=self.changes(), version=version, by=self.user
            )
        )

    @property
    def helper(self) -> FormHelper:
        return plain_helper("version", "relationship", "since")


class LeaveForm(forms.Form):
    """When something ended: a place in a family or a group, care for a child."""

    on = PastDayField(label=gettext_lazy("Until when?"), initial=timezone.localdate)

    def __init__(self, *args: Any, since: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if self.since and day < self.since:
            raise ValidationError(_("The end cannot be before the beginning."))
        return day

    @property
    def helper(self) -> FormHelper:
        return plain_helper("on")


def _seen(members: Sequence[HouseholdMembership]) -> str:
    """Which members there are, and in which version: "12.1 13.4"."""
    return " ".join(f"{one.pk}.{one.version}" for one in members)


class PlacesForm(ActionForm):
    """What each of several members is in the family from a day on. One line a member."""

    on = PastDayField(label=gettext_lazy("From which day?"), initial=timezone.localdate)
    #: The members and their versions as they were looked at.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    #: Whether the members to be given a place are first chosen.
    chooses = False

    def __init__(
        self, data: Any = None, *, members: Sequence[HouseholdMembership], user: User
    ) -> None:
        super().__init__(data, initial={"seen": _seen(members)})
        self.members, self.user = members, user
        self.is_stale = False
        for one in members:
            if self.chooses:
                self.fields[f"moves_{one.pk}"] = forms.BooleanField(
                    label=one.person.name, required=False
                )
            self.fields[f"place_{one.pk}"] = forms.ChoiceField(
                label=_("What %(name)s is then") % {"name": one.person.name},
                choices=[*NOT_CHOSEN, *HouseholdMembership.Relationship.choices],
                initial="" if self.chooses else one.relationship,
                required=not self.chooses,
            )

    def lines(self) -> Iterator[tuple[HouseholdMembership, Any, Any]]:
        for one in self.members:
            moves = self[f"moves_{one.pk}"] if self.chooses else None
            yield one, moves, self[f"place_{one.pk}"]

    def chosen(self) -> list[HouseholdMembership]:
        if not self.chooses:
            return list(self.members)
        return [one for one in self.members if self.cleaned_data.get(f"moves_{one.pk}")]

    def clean(self) -> None:
        if self._refuse_stale():
            return
        chosen = self.chosen()
        heads = []
        for one in chosen:
            place = self.cleaned_data.get(f"place_{one.pk}")
            if not place and not self.has_error(f"place_{one.pk}"):
                self.add_error(f"place_{one.pk}", _("Say what she is in the family."))
            if place == HouseholdMembership.Relationship.HEAD:
                heads.append(one)
        if chosen and not self.errors and len(heads) != 1:
            wrong = f"place_{(heads[1:] or chosen)[0].pk}"
            self.add_error(wrong, _("A family has exactly one head."))

    def _refuse_stale(self) -> bool:
        """Whether somebody else has changed the family since the form was opened. What is saved now
        stands beside what was chosen; to send it again is to have seen it."""
        seen, now = self.cleaned_data["seen"], _seen(self.members)
        self.is_stale = bool(seen) and seen != now
        if not self.is_stale:
            return False
        self.add_error(None, _("Somebody else has changed this family meanwhile. Look again."))
        for one in self.members:
            if f"{one.pk}.{one.version}" not in seen.split():
                words = _("Saved meanwhile: %(place)s.") % {"place": one.get_relationship_display()}
                self.add_error(f"place_{one.pk}", words)
        left = {key.split(".")[0] for key in seen.split()} - {str(one.pk) for one in self.members}
        keys = [key for text in left if (key := row_key(text)) is not None]
        gone = HouseholdMembership.visible_to(self.user).filter(pk__in=keys)
        for one in gone.select_related("person"):
            words = _("%(name)s is no longer in this place: she moved, or became something else.")
            self.add_error(None, words % {"name": one.person.name})
        self.data = {**{name: self.data[name] for name in self.data}, "seen": now}
        return True

    def places(self) -> dict[HouseholdMembership, str]:
        return {one: self.cleaned_data[f"place_{one.pk}"] for one in self.chosen()}


class HeadForm(PlacesForm):
    """A family gets another head."""

    def change(self, household: Household) -> bool:
        def act() -> bool:
            data = self.cleaned_data
            change_head(household=household, places=self.places(), on=data["on"], by=self.user)
            return True

        return self.attempt(act) is not None


class SplitForm(PlacesForm):
    """Who moves out of a family into one of their own."""

    chooses = True

    def clean(self) -> None:
        super().clean()
        if self.is_stale:
            return
        chosen = self.chosen()
        if not chosen:
            raise ValidationError(_("Choose who moves out."))
        if len(chosen) == len(self.members):
            words = _("If all of them move together it stays one family: change its address.")
            raise ValidationError(words)


class CardForm(VersionedForm):
    """The family has a new card."""

    masked_fields = frozenset({"kk_number"})

    kk_number = forms.CharField(
        label=gettext_lazy("Number of the new card (KK)"),
        required=False,
        widget=forms.TextInput(NUMBER),
        help_text=gettext_lazy("Leave it empty if the new card is not there yet."),
    )
    on = PastDayField(
        label=gettext_lazy("Since when does the old card not hold any more?"),
        initial=timezone.localdate,
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Why is there a new card?"),
        choices=[*NOT_CHOSEN, *FormerCard.Why.choices],
    )

    class Meta:
        model = Household
        fields: ClassVar[list[str]] = ["kk_number"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old_number = self.instance.kk_number
        self.initial["kk_number"] = ""

    def clean_kk_number(self) -> str:
        return clean_kk_number(self.cleaned_data["kk_number"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opened = self.instance.at_version(data["version"]) if data.get("version") else None
        if opened:
            self.old_number = opened.kk_number
        if data.get("kk_number") and data["kk_number"] == self.old_number:
            self.add_error("kk_number", _("This is the number of the old card."))
        return data

    def fill_instance(self) -> None:
        self.derive_keys()

    def derive_keys(self) -> None:
        self.instance.derive_keys()

    def change(self, *, version: int) -> Household | None:
        data = self.cleaned_data
        return self.attempt(
            lambda: replace_card(
                household=self.instance,
                kk_number=self.instance.kk_number,
                was=self.old_number,
                until=data["on"],
                why=data["why"],
                version=version,
                by=self.user,
            )
        )

    @property
    def helper(self) -> FormHelper:
        return plain_helper("version", "kk_number", "on", "why")


class NameChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class RemittanceForm(OnceForm):
    """Who sends money to whom and how often. Never kept in a draft on the phone."""

    left_to_action = frozenset({"migrants_remittance_once"})
    sender = NameChoice(
        Person.public(), label=gettext_lazy("Who sends?"), required=False, widget=PRIVATE_SELECT
    )
    receiver = NameChoice(
        Person.public(), label=gettext_lazy("Who receives?"), required=False, widget=PRIVATE_SELECT
    )

    class Meta:
        model = Remittance
        fields: ClassVar[list[str]] = ["sender", "receiver", "frequency", "since"]
        field_classes = {"since": PastDayField}
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "frequency": forms.RadioSelect({"data-private": ""})
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.editable_by(self.user)
        mine = HouseholdMembership.editable_by(self.user).filter(
            household=self.instance.household_id
        )
        members = people.filter(pk__in=mine.current().values("person"))
        parents = Parentage.editable_by(self.user).filter(child__in=members)
        senders = people.filter(
            Q(pk__in=mine.values("person")) | Q(pk__in=parents.values("parent"))
        )
        empty = {"sender": _("not known"), "receiver": _("nobody")}
        for name, choices in (("sender", senders), ("receiver", members)):
            self.fields[name].queryset = choices.order_by("name_key", "pk")  # type: ignore[attr-defined]
            self.fields[name].empty_label = empty[name]  # type: ignore[attr-defined]
        self.fields["frequency"].choices = Remittance.Frequency.choices  # type: ignore[attr-defined]
        self.fields["frequency"].required = False

    def note(self) -> Remittance | None:
        return self.attempt(lambda: note_remittance(remittance=self.instance, by=self.user))

    @property
    def helper(self) -> FormHelper:
        return plain_helper("submit_key", "sender", "receiver", "frequency", "since")
