"""Forms of the import: the file, what its columns mean, one row."""

import re
from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role, User
from migrants.actions.imports.intake import check_file
from migrants.forms.layout import BOX, plain_helper
from migrants.imports.columns import BY_KEY, COLUMNS, PRIVATE
from migrants.imports.people import private_text
from migrants.models import ImportBatch, ImportRow, Person
from publishing.spreadsheets import Refused
from publishing.spreadsheets.reading import ENDINGS, too_large
from villages.models import Village

_DAY = r"(?<!\d)(?:\d{1,2}[ .\-]\d{1,2}[ .\-]\d{4}|\d{4}-\d{2}-\d{2})(?!\d)"
_LONG_NUMBER = re.compile(rf"(?P<day>{_DAY})|\d[\d .\-]{{6,}}\d")


class UploadForm(forms.Form):
    """A file with people. Whoever serves several villages says for which it is."""

    marks_required = True

    village = forms.ModelChoiceField(
        label=gettext_lazy("For which village?"),
        queryset=Village.objects.none(),
        required=False,
        empty_label=gettext_lazy("several: each row says which"),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput({"accept": ",".join(ENDINGS)}),
        help_text=gettext_lazy("Excel (XLSX), ODS or CSV; at most 10 MB and 10,000 rows."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("There is nothing in this file."),
            "invalid": gettext_lazy("The file did not arrive. Choose it again."),
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user.role == Role.ADMINISTRATOR:
            villages = user.villages().current().order_by("name", "code")
            self.fields["village"].queryset = villages  # type: ignore[attr-defined]
        else:
            del self.fields["village"]

    def clean_file(self) -> bytes:
        """The content."""
        upload = self.cleaned_data["file"]
        try:
            if upload.size > settings.UPLOAD_MAX_BYTES:
                raise too_large()
            content: bytes = upload.read()
            check_file(content, upload.name)
        except Refused as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        self.file_name = upload.name
        return content

    def village_of_file(self) -> Village | None:
        if self.user.role == Role.ADMINISTRATOR:
            return self.cleaned_data.get("village")
        return self.user.village

    @property
    def helper(self) -> FormHelper:
        return plain_helper(*self.fields)


class ColumnsForm(forms.Form):
    """What each column of the file means, and which way round dates are written."""

    marks_required = True

    date_order = forms.ChoiceField(
        label=gettext_lazy("How are dates written in this file?"),
        choices=ImportBatch.DateOrder.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.fields["date_order"].initial = batch.date_order or "dmy"
        choices = [("", _("(not used)")), *((column.key, column.label) for column in COLUMNS)]
        if batch.village_id:
            choices = [choice for choice in choices if choice[0] != "district"]
        self.columns: list[str] = []
        for number, name in enumerate(batch.header_names):
            samples = self._samples(number)
            if not name and not samples:
                continue
            key = f"column_{number}"
            self.columns.append(key)
            self.fields[key] = forms.ChoiceField(
                label=name or _("column %(number)d") % {"number": number + 1},
                required=False,
                choices=choices,
                initial=batch.mapping.get(str(number), ""),
                help_text=_("For example: %(samples)s") % {"samples": samples} if samples else "",
            )

    def _samples(self, number: int) -> str:
        cells = [row[number] for row in self.batch.samples if number < len(row) and row[number]]
        return "; ".join(_without_numbers(cell) for cell in cells)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen: dict[str, str] = {}
        for field in self.columns:
            key = data.get(field)
            if key and key in chosen.values():
                words = _("Two columns cannot both be “%(label)s”.")
                self.add_error(field, words % {"label": BY_KEY[key].label})
            elif key:
                chosen[field.removeprefix("column_")] = key
        if "name" not in chosen.values():
            self.add_error(None, _("Say which column holds the names."))
        if not self.batch.village_id and "village" not in chosen.values():
            self.add_error(None, _("Say which column holds the villages."))
        self.mapping = chosen
        return data

    @property
    def helper(self) -> FormHelper:
        return plain_helper(
            Fieldset(_("Columns"), *self.columns, css_class=BOX),
            Fieldset(_("Dates"), "date_order", css_class=BOX),
        )


def _without_numbers(text: str) -> str:
    """A sample for the screen: of long numbers the last four digits, of days all."""
    return _LONG_NUMBER.sub(lambda found: found["day"] or "•••" + found[0][-4:], text)[:60]


class ImportRowForm(forms.Form):
    """The cells of one row, and the answer to who is meant."""

    marks_required = True

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, row: ImportRow, candidates: list[Person], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.row, self.candidates = row, candidates
        self.cells = row.cells
        self.fields["version"].initial = row.version
        for key in self._shown():
            self.fields[key] = self._field(key)
        if candidates or row.state == ImportRow.State.DOUBTFUL or row.answer:
            self.fields["answer"] = forms.ChoiceField(
                label=_("Is she already registered?"), required=False, choices=self.answers()
            )
            self.fields["answer"].initial = row.answer

    def _shown(self) -> list[str]:
        """Columns of the file and whatever something is said about, in our order."""
        used = {*self.row.batch.mapping.values(), *self.row.messages, "name", "sex"}
        if "nik" in self.row.messages:
            used |= {"nik_override_reason", "no_nik_reason"}
        return [column.key for column in COLUMNS if column.key in used]

    def _field(self, key: str) -> forms.Field:
        column, text = BY_KEY[key], self.cells.get(key, "")
        if key in PRIVATE:
            keep = gettext_lazy("Now {number}. Leave it empty to keep it; - removes it.")
            return forms.CharField(
                label=str(column.label),
                required=False,
                max_length=60,
                widget=forms.TextInput({"autocomplete": "off", "data-private": ""}),
                help_text=format_lazy(keep, number=private_text(key, text)) if text else "",
            )
        widget = forms.Textarea({"rows": 3}) if key == "note" else forms.TextInput()
        widget.attrs["autocomplete"] = "off"
        return forms.CharField(
            label=str(column.label), required=False, max_length=2_000, widget=widget, initial=text
        )

    def answers(self) -> list[tuple[str, str]]:
        """Who may be meant; "somebody else" where her number does not say otherwise."""
        known = [(str(person.pk), person.name) for person in self.candidates]
        other = [] if self._number_decides() else [("new", _("somebody else"))]
        return [*known, *other]

    def _number_decides(self) -> bool:
        return len(self.candidates) == 1 and self.candidates[0].nik_hash == self.row.nik_hash != ""

    @property
    def offers_somebody_else(self) -> bool:
        return not self._number_decides()

    def add_messages(self, messages: Mapping[str, list[str]]) -> None:
        """What was found about the row, beside its cells."""
        self.is_valid()
        for key, sentences in messages.items():
            for sentence in sentences:
                if key == "name" and "answer" in self.fields and not self.row.answer:
                    self.add_error("answer", sentence)
                else:
                    self.add_error(key if key in self.fields else None, sentence)

    def tell_of_change(self, fresh: ImportRow) -> None:
        """Somebody else changed the row meanwhile: what was typed stays, and beside it stands what
        is there now; sending it again means it."""
        self.add_error(None, _("Somebody changed this row meanwhile. Look at it again."))
        for key in self._shown():
            now = fresh.cells.get(key, "")
            if key not in PRIVATE and self.cleaned_data.get(key, "").strip() != now:
                words = _("Saved meanwhile: %(text)s.") % {"text": now or _("(empty)")}
                self.add_error(key, words)
        self.data = {**{name: self.data[name] for name in self.data}, "version": fresh.version}

    def typed_cells(self) -> dict[str, str]:
        """The cells as they are now: identity numbers left empty stay, "-" removes one."""
        cells = dict(self.cells)
        for key in self._shown():
            text = self.cleaned_data.get(key, "").strip()
            if key in PRIVATE and not text:
                continue
            if text and text != "-":
                cells[key] = text
            else:
                cells.pop(key, None)
        return cells

    @classmethod
    def as_it_is(cls, row: ImportRow, candidates: list[Person]) -> "ImportRowForm":
        """The form with what the row holds, and beside it what is wrong."""
        blank = cls(row=row, candidates=candidates)
        data = {
            name: field.initial for name, field in blank.fields.items() if field.initial is not None
        }
        form = cls(data, row=row, candidates=candidates)
        form.add_messages(row.messages)
        return form

    @property
    def helper(self) -> FormHelper:
        shown = [name for name in self.fields if name not in ("version", "answer")]
        return plain_helper("version", Fieldset(_("What the row says"), *shown, css_class=BOX))
