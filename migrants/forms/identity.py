"""Who somebody is: the part of a form that every new person passes through."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.phone import parse_phone
from accounts.row_keys import row_key
from accounts.saving import RowForm
from migrants.forms.rough_date import RoughDate, RoughDateField
from migrants.models import Person
from migrants.names import proper
from migrants.nik import clean_nik, nik_warnings

#: How many possible doubles are shown: more would not be read on a phone.
DOUBLES_SHOWN = 5
#: Identity numbers: digits, never offered by the phone's memory, never kept in a draft.
NUMBER = {"inputmode": "numeric", "autocomplete": "off", "data-private": "", "maxlength": "24"}


class PersonCoreForm(RowForm):
    """Who somebody is: names, birth, NIK with its warnings, and whether she is already there."""

    columns = {"born": ("born_on", "born_precision")}

    born = RoughDateField(label=gettext_lazy("Birth date"), required=False)
    nik = forms.CharField(
        label=gettext_lazy("NIK"),
        required=False,
        widget=forms.TextInput(NUMBER),
        help_text=gettext_lazy("The 16 digits on the identity card."),
    )
    #: "new", or the key of the person she turns out to be. Asked when there are possible doubles.
    same_as = forms.CharField(
        label=gettext_lazy("Is she already registered?"), required=False, max_length=20
    )
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "sex": forms.RadioSelect(),
            "nik_override_reason": forms.TextInput({"data-private": ""}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        person = self.instance
        self.doubles: list[Person] = []
        self.existing: Person | None = None
        self.has_nik_warnings = False
        #: Her NIK is registered in another village: the way on is a request, not a second record.
        self.asks_for_move = False
        self.initial["submit_key"] = uuid4()
        self.initial["nik"] = ""  # shown masked, never filled in; empty means "as it is"
        if person.born_on:
            self.initial["born"] = RoughDate(person.born_on, person.born_precision)
        if "sex" in self.fields:
            self.fields["sex"].choices = Person.Sex.choices  # type: ignore[attr-defined]
        if "no_nik_reason" in self.fields:
            self.fields["no_nik_reason"].choices = [  # type: ignore[attr-defined]
                ("", _("(I have the NIK)")),
                *Person.NoNik.choices,
            ]
        self.before = {
            column: getattr(person, column)
            for field in self._meta.fields or []
            for column in self.columns_of(field)
        } | {column: getattr(person, column) for column in ("born_on", "born_precision", "nik")}

    def clean_name(self) -> str:
        """As one writes it: the capital letters of a KTP, and names without any, are put right."""
        return proper(" ".join(self.cleaned_data["name"].split()))

    def clean_nik(self) -> str:
        typed = self.cleaned_data["nik"]
        if not typed:
            return ""
        nik = clean_nik(typed)
        if own := Person.visible_to(self.user).with_nik(nik).exclude(pk=self.instance.pk).first():
            raise ValidationError(_("%(name)s already has this NIK.") % {"name": own.name})
        if Person.nik_taken(nik, but=self.instance.pk):
            # Whose, and in which village, is nobody's business here.
            self.asks_for_move = True
            raise ValidationError(
                _("This NIK is already registered. If she lives here now, ask for her to move.")
            )
        return nik

    def clean_phone(self) -> str:
        return parse_phone(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._ask_about_nik()
        self._ask_about_doubles()
        return data

    def _kept_nik(self) -> str:
        """The number so far, unless a new one was typed or a reason to have none was chosen."""
        if self.cleaned_data.get("no_nik_reason"):
            return ""
        return self.before["nik"] or ""

    def _ask_about_nik(self) -> None:
        data = self.cleaned_data
        nik = data.get("nik") or self._kept_nik()
        if not nik or "nik" in self.errors or "born" in self.errors:
            return
        born: RoughDate | None = data.get("born")
        warnings = nik_warnings(
            nik,
            born_on=born.day if born else None,
            precision=self._born_precision() if born else "day",
            sex=data.get("sex") or "",
        )
        self.has_nik_warnings = bool(warnings)
        if warnings and not data.get("nik_override_reason"):
            for warning in warnings:
                self.add_error("nik", warning)

    def _ask_about_doubles(self) -> None:
        data = self.cleaned_data
        if self.instance.pk or data.get("same_as") == "new":
            return
        born: RoughDate | None = data.get("born")
        people = Person.visible_to(self.user)
        self.doubles = list(
            people.possible_doubles(
                names=" ".join(data.get(name) or "" for name in ("name", "passport_name")),
                born_on=born.day if born else None,
                nik=data.get("nik") or self._typed_nik(),
                phone=data.get("phone") or "",
            )[:DOUBLES_SHOWN]
        )
        if answer := row_key(data.get("same_as")):
            self.existing = Person.editable_by(self.user).filter(pk=answer).first()
        if self.doubles and not self.existing:
            number = len(self.doubles)
            asks = ngettext(
                "Somebody like this is already registered. Is it the same person?",
                "%(number)s people like this are already registered. Is one of them the same "
                "person?",
                number,
            )
            self.add_error("same_as", asks % {"number": number})

    def _typed_nik(self) -> str:
        """The NIK even when it was refused: then it is most likely the double's."""
        try:
            return clean_nik(self.data.get(self.add_prefix("nik"), ""))
        except ValidationError:
            return ""

    def _born_precision(self) -> str:
        """Rough dates from an import keep their precision as long as the day stays the same."""
        born: RoughDate | None = self.cleaned_data.get("born")
        if born and born.day == self.before["born_on"] and born.precision != "day":
            return str(self.before["born_precision"])
        if born and born.day == self.before["born_on"] and self.before["born_precision"] == "month":
            return "month"
        return born.precision if born else "day"

    def fill_instance(self) -> None:
        person, data = self.instance, self.cleaned_data
        if not person.pk:
            person.village = self.user.village
            person.created_by = self.user
            person.submit_key = data.get("submit_key")
        if "born" in data:
            person.born_precision = self._born_precision()
            person.born_on = data["born"].day if data["born"] else None
        if "nik" in data:
            person.nik = data["nik"] or self._kept_nik() or None
            if person.nik:
                person.no_nik_reason = ""
            if not self.has_nik_warnings:
                person.nik_override_reason = ""
        person.derive_keys()

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.existing:  # what was typed about somebody who is already there is not looked at
            for name in self.errors.keys() - {"relationship"}:
                del self.errors[name]

    def already_saved(self) -> Person | None:
        """The person that this very form made before: the answer to a double tap."""
        key = self["submit_key"].data
        try:
            return Person.editable_by(self.user).filter(submit_key=UUID(key)).first()
        except (TypeError, ValueError):
            return None

    @property
    def needs_override(self) -> bool:
        """Whether to ask why an odd NIK is right all the same."""
        return self.has_nik_warnings or bool(
            self.instance.pk and self.before["nik_override_reason"]
        )
