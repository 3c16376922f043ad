"""The steps of a family's report, and what it may do with its code later."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.codes import clean_code
from accounts.phone import PhoneFormField
from migrants.forms.cases import PRIVATE
from migrants.forms.layout import NOT_CHOSEN
from migrants.models import Case
from migrants.models.cases import CODE_LENGTH
from publishing.fields import PhotoField
from villages.models import Village, search_key

_C = Case.Category
#: In the order of what is asked for most, with the picture and the words of somebody who tells it.
TROUBLES: tuple[tuple[str, str, Any], ...] = (
    (_C.UNPAID, "cash-coin", _("The wage is not paid, or too much is taken off")),
    (_C.LOST_CONTACT, "telephone-x", _("We hear nothing from her any more")),
    (_C.WANTS_HOME, "house-heart", _("She wants to come home and cannot")),
    (_C.VIOLENCE, "shield-exclamation", _("She is beaten, harassed or locked in")),
    (_C.CONTRACT, "file-earmark-text", _("The work is not what was promised")),
    (_C.ILL, "bandaid", _("She is ill or had an accident")),
    (_C.TRAFFICKING, "passport", _("She was sold, forced, or her passport was taken away")),
    (_C.FRAUD, "slash-circle", _("We paid, and were deceived")),
    (_C.NOT_DEPARTED, "calendar-x", _("She cannot leave although all was promised")),
    (_C.DEPORTED, "door-open", _("She was arrested or sent home")),
    (_C.PREGNANT, "person-heart", _("She is pregnant or has a child there")),
    (_C.DEBT, "bank", _("There are debts because of the journey")),
    (_C.SOCIAL_SECURITY, "shield-check", _("The insurance does not pay")),
    (_C.DIED, "heartbreak", _("She has died")),
    (_C.OTHER, "question-circle", _("Something else")),
)
NOT_LISTED = "other"


class Step(forms.Form):
    """One page of the report. `answers` are kept in the draft as JSON can hold them."""

    def answers(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class TroubleForm(Step):
    category = forms.ChoiceField(
        label=_("What has happened?"),
        choices=[(key, words) for key, _icon, words in TROUBLES],
        error_messages={"required": _("Choose what fits best. You can explain it later.")},
    )

    def choices(self) -> list[tuple[str, str, Any, bool]]:
        """(value, icon, words, is it chosen) of every picture to press."""
        chosen = self["category"].value()
        return [(str(key), icon, words, key == chosen) for key, icon, words in TROUBLES]


class WhereForm(Step):
    """Who it is about, and where. A village is typed; when several fit, the page asks which."""

    reporter = forms.ChoiceField(
        label=_("Whom is it about?"),
        choices=Case.Reporter.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    subject_name = forms.CharField(
        label=_("Her name"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", **PRIVATE}),
        help_text=_("As you call her. You may leave it empty for now."),
    )
    country = forms.ChoiceField(label=_("In which country is she now?"))
    village_name = forms.CharField(
        label=_("Home village"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", **PRIVATE}),
        help_text=_("For example: Kedunggebang. Empty, if you would rather not say."),
    )
    village = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [("ID", countries.name("ID")), *countries]
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            *NOT_CHOSEN,
            *places,
            (NOT_LISTED, _("I do not know")),
        ]
        #: Villages to choose from, once the name has been looked for.
        self.found: list[Village] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name = search_key(data.get("village_name", ""))
        if not name:
            data["village"] = ""
        elif data.get("village") == NOT_LISTED:
            pass
        else:
            self._find_village(data, name)
        return data

    def _find_village(self, data: dict[str, Any], name: str) -> None:
        here = Village.objects.current().filter(district__regency__code=settings.REGENCY)
        near = list(here.named_like(name).select_related("district")[:8])
        chosen = data.get("village", "")
        exact = [village for village in near if village.search_key == name]
        if any(str(village.pk) == chosen for village in near):
            return
        if len(exact) == 1:
            data["village"] = str(exact[0].pk)
            return
        data["village"] = ""
        self.found = exact or near
        words = (
            _("Which of these villages?") if self.found else _("We do not know this village here.")
        )
        self.add_error("village_name", words)

    def answers(self) -> dict[str, Any]:
        return {**self.cleaned_data, "village_name": self.cleaned_data.get("village_name", "")}


class StoryForm(Step):
    summary = forms.CharField(
        label=_("Tell it in your own words"),
        max_length=4000,
        widget=forms.Textarea({"rows": 8, **PRIVATE}),
        error_messages={"required": _("Write at least one sentence.")},
        help_text=_(
            "What happened, since when, and what you wish for. Spelling does not matter. Whether "
            "the papers are in order does not matter either: everybody is helped."
        ),
    )


class ContactForm(Step):
    """How the officers may come back to her, and the four digits that open the report again."""

    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", **PRIVATE}),
        help_text=_("You may leave it empty, or give any name."),
    )
    contact_way = forms.ChoiceField(
        label=_("May we contact you? Is it safe?"),
        choices=Case.ContactWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is safe for you.")},
    )
    contact_phone = PhoneFormField(
        label=_("Phone or WhatsApp number"),
        required=False,
        widget=forms.TelInput({"inputmode": "tel", "autocomplete": "off", **PRIVATE}),
        help_text=_("Example: 0812 3456 7890."),
    )
    contact_time = forms.ChoiceField(
        label=_("When is it safe?"), choices=Case.ContactTime.choices, required=False
    )
    digits = forms.CharField(
        label=_("Without a number: four digits you will remember"),
        required=False,
        max_length=4,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]{4}", **PRIVATE}
        ),
        help_text=_("With the code and these digits you come back. Not needed with a number."),
    )
    #: Bots fill in every field; people do not see this one.
    nickname = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_digits(self) -> str:
        digits: str = self.cleaned_data["digits"]
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) == 4):
            raise ValidationError(_("Exactly four digits, please."))
        return digits

    def clean_contact_time(self) -> str:
        return self.cleaned_data["contact_time"] or Case.ContactTime.ANY

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        phone, way = data.get("contact_phone"), data.get("contact_way")
        if "contact_phone" in self.errors:
            return data
        if way and way != Case.ContactWay.NONE and not phone:
            self.add_error("contact_phone", _("Without a number nobody can call or write."))
        elif not phone and not data.get("digits") and "digits" not in self.errors:
            self.add_error("digits", _("Give a number above, or choose four digits."))
        if data.get("nickname"):
            raise ValidationError(_("Something filled in a hidden field. Please send it again."))
        return data

    def secret(self) -> str:
        """The four digits that go with the code."""
        return (self.cleaned_data["contact_phone"] or self.cleaned_data["digits"])[-4:]


class DigitsForm(forms.Form):
    """The proof that opens a report: last four digits of the phone, or those she chose."""

    digits = forms.CharField(
        label=_("Last four digits of the phone number, or your own four digits"),
        min_length=4,
        max_length=4,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]{4}", **PRIVATE}
        ),
        error_messages={
            "min_length": _("Exactly four digits, please."),
            "max_length": _("Exactly four digits, please."),
        },
    )


class FindReportForm(DigitsForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=16,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", **PRIVATE}),
        help_text=_("Eight letters and digits."),
    )
    field_order = ("code", "digits")

    def clean_code(self) -> str:
        code = clean_code(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH:
            raise ValidationError(_("The code has eight letters and digits."))
        return code


class MoreForm(forms.Form):
    """Something the family adds later: words, a photo, or both."""

    text = forms.CharField(
        label=_("What else should we know?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4, **PRIVATE}),
    )
    photo = PhotoField(
        required=False,
        help_text=_(
            "Pictures only. Of a letter or a contract take a photo. Where it was taken is removed."
        ),
    )
    submit_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("text") and not data.get("photo") and not self.errors:
            self.add_error("text", _("Write something, or choose a photo."))
        return data
