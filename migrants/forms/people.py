"""Forms about one person: who she is, how to reach her, where she is now, her family."""

from datetime import date
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.phone import local_phone, parse_phone
from migrants.actions.people import FamilyPlace, change_person, register_person
from migrants.forms.identity import DOUBLES_SHOWN, NUMBER, PersonCoreForm
from migrants.forms.journeys import JourneyNowForm
from migrants.forms.layout import BOX, NOT_CHOSEN, Folded, Part, name_blank, plain_helper
from migrants.forms.neighbourhood import NeighbourhoodField
from migrants.forms.rough_date import parse_roughly
from migrants.forms.versioned import VersionedForm
from migrants.models import Household, HouseholdMembership, Person
from migrants.nik import clean_nik

#: What is only asked about somebody who is not registered yet.
_ONLY_NEW = (
    "same_as",
    "where",
    "kk_number",
    "relationship",
    "receives_remittances",
    "passport_number",
)


class PersonForm(JourneyNowForm, PersonCoreForm, VersionedForm):
    """One page to add or change a person. A new one also says where she is now and, when the
    number of the family card is known, to which family she belongs.

    What a coordinator asks everybody stands open; the rest is folded away until it is wanted.
    """

    masked_fields = frozenset({"nik", "passport_number"})
    marks_required = True
    passport_number = forms.CharField(
        label=gettext_lazy("Passport number"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "data-private": ""}),
    )
    kk_number = forms.CharField(
        label=gettext_lazy("Family card number (KK)"),
        required=False,
        widget=forms.TextInput(NUMBER),
        help_text=gettext_lazy("With it she joins her family, or a new one is opened."),
    )
    relationship = forms.ChoiceField(
        label=gettext_lazy("What she is in the family"),
        required=False,
        choices=[*NOT_CHOSEN, *HouseholdMembership.Relationship.choices],
    )
    receives_remittances = forms.BooleanField(
        label=gettext_lazy("She receives the money from abroad"), required=False
    )
    rt = NeighbourhoodField(label=gettext_lazy("RT"))
    rw = NeighbourhoodField(label=gettext_lazy("RW"))

    class Meta(PersonCoreForm.Meta):
        fields: ClassVar[list[str]] = [
            "name",
            "nickname",
            "passport_name",
            "nik",
            "no_nik_reason",
            "nik_override_reason",
            "passport_number",
            "sex",
            "birth_place",
            "phone",
            "phone_abroad",
            "whatsapp",
            "emergency_name",
            "emergency_relation",
            "emergency_phone",
            "language",
            "hamlet",
            "rt",
            "rw",
            "marital_status",
            "education",
            "skills",
            "present_work",
            "business_interest",
            "source",
            "verification",
            "note",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = PersonCoreForm.Meta.widgets | {
            "note": forms.Textarea({"rows": 3})
        }

    def __init__(self, *args: Any, household: Household | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.instance
        self.household = household
        self.fields["verification"].required = False
        for name in ("language", "marital_status", "education", "source"):
            name_blank(self.fields[name])
        self.initial.update(
            {
                "passport_number": "",
                "phone": local_phone(person.phone),
                "phone_abroad": local_phone(person.phone_abroad),
            }
        )
        if person.pk:
            self._show_what_is_kept()
            for name in _ONLY_NEW:
                del self.fields[name]
            del self.before["passport_number"]
            self.drop_journey()
        elif household:
            del self.fields["kk_number"]
            self.fields["relationship"].required = True
            self.initial.update(
                {
                    "hamlet": household.hamlet,
                    "rt": household.rt,
                    "rw": household.rw,
                }
            )

    def _show_what_is_kept(self) -> None:
        person = self.instance
        keep = gettext_lazy("Now {number}. Leave it empty to keep it.")
        if person.nik:
            self.fields["nik"].help_text = format_lazy(keep, number=person.masked_nik)
            self.fields["no_nik_reason"].help_text = _(
                "A reason removes the number that is stored now."
            )

    def clean_passport_number(self) -> str:
        return "".join(self.cleaned_data["passport_number"].split()).upper()

    def clean_phone_abroad(self) -> str:
        typed = self.cleaned_data["phone_abroad"]
        return parse_phone(typed) if typed else ""

    def clean_kk_number(self) -> str:
        return clean_kk_number(self.cleaned_data["kk_number"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kk_number") and not data.get("relationship"):
            self.add_error("relationship", _("Say what she is in the family."))
        return data

    # --- saving -----------------------------------------------------------------------------

    def register(self) -> Person | None:
        """Save a new person; None when the database refuses, its words are then in `errors`."""
        data = self.cleaned_data
        family = None
        if data.get("relationship") and (self.household or data.get("kk_number")):
            family = FamilyPlace(
                household=self.household,
                kk_number=data.get("kk_number", ""),
                relationship=data["relationship"],
                receives_remittances=data["receives_remittances"],
            )
        return self.attempt(
            lambda: register_person(
                person=self.instance, journey=self.journey_now(), family=family, by=self.user
            )
        )

    def derive_keys(self) -> None:
        self.instance.derive_keys()

    def change(self, *, version: int) -> Person | None:
        """Save changes made on `version`. ChangedMeanwhile when the row has moved on."""
        return self.attempt(
            lambda: change_person(
                person=self.instance, changes=self.changes(), version=version, by=self.user
            )
        )

    # --- layout -----------------------------------------------------------------------------

    @property
    def helper(self) -> FormHelper:
        """Asked for while rendering: by then it is known what the NIK's digits gave rise to."""
        return plain_helper(
            "submit_key" if not self.instance.pk else "version",
            Fieldset(_("Who is she?"), *self._who(), css_class=BOX),
            Fieldset(
                _("How can she be reached?"),
                "phone",
                "phone_abroad",
                "hamlet",
                Div("rt", "rw", css_class="field-pair"),
                css_class=BOX,
            ),
            *self._journey(),
            *self._family(),
            *self._more(),
        )

    def _more(self) -> list[Any]:
        passport = [] if self.instance.pk else ["passport_number"]
        return [
            Folded(
                _("More ways to reach her"),
                "whatsapp",
                "language",
                "emergency_name",
                "emergency_relation",
                "emergency_phone",
            ),
            Folded(
                _("More about her"),
                "passport_name",
                *passport,
                "birth_place",
                "marital_status",
                "education",
            ),
            Folded(_("What she can and does"), "skills", "present_work", "business_interest"),
            Folded(_("Where this is known from"), "source", "verification", "note"),
        ]

    def _who(self) -> list[Any]:
        box = Part("migrants/parts/doubles_box.html", while_typing=True)
        doubles = [] if self.instance.pk else [box]
        reason = [Field("nik_override_reason")] if self.needs_override else []
        return [
            "name",
            "nickname",
            Field("sex", wrapper_class="choices-row"),
            "born",
            "nik",
            *reason,
            "no_nik_reason",
            *doubles,
        ]

    def _journey(self) -> list[Any]:
        if self.instance.pk:
            return []
        return [Fieldset(_("Work abroad"), *self.journey_layout(), css_class=f"{BOX} where-now")]

    def _family(self) -> list[Any]:
        if self.instance.pk:
            return []
        number = [] if self.household else ["kk_number"]
        return [
            Fieldset(
                _("Her family"),
                *number,
                "relationship",
                "receives_remittances",
                css_class=BOX,
            )
        ]


class DoublesForm(forms.Form):
    """What is already typed of a new person, while typing: nothing in it can be wrong yet."""

    name = forms.CharField(required=False, max_length=100)
    passport_name = forms.CharField(required=False, max_length=100)
    born_day = forms.DateField(required=False)
    born_year = forms.CharField(required=False, max_length=30)
    nik = forms.CharField(required=False, max_length=30)
    phone = forms.CharField(required=False, max_length=30)

    def doubles(self, user: User) -> list[Person]:
        """People of the user's own territory who may be meant."""
        self.is_valid()
        data = self.cleaned_data
        born = data.get("born_day") or _roughly(data.get("born_year", ""))
        return list(
            Person.visible_to(user).possible_doubles(
                names=f"{data.get('name', '')} {data.get('passport_name', '')}",
                born_on=born,
                nik=_lenient(clean_nik, data.get("nik", "")),
                phone=_lenient(parse_phone, data.get("phone", "")),
            )[:DOUBLES_SHOWN]
        )


def _roughly(text: str) -> date | None:
    try:
        return parse_roughly(text).day
    except ValueError:
        return None


def _lenient(clean: Any, text: str) -> str:
    try:
        return str(clean(text)) if text else ""
    except ValidationError:
        return ""


def clean_kk_number(typed: str) -> str:
    """Sixteen digits or nothing. The number belongs to the card, not to a person."""
    number = "".join(char for char in typed if char not in " .-")
    if number and not (len(number) == 16 and number.isascii() and number.isdigit()):
        raise ValidationError(_("A family card number has 16 digits."))
    return number
