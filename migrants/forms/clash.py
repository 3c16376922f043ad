"""Two people changed one row at the same time: which value shall stand, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from accounts.encryption import masked
from accounts.rupiah import RupiahField, rupiah
from migrants.forms.rough_date import RoughDate
from migrants.forms.versioned import VersionedForm

MINE, STORED = "mine", "stored"


@dataclass(frozen=True)
class Clash:
    """One field that somebody else changed since the form was opened. `proposal` is what to tick
    beforehand: the stored value where the user changed nothing herself, else nothing."""

    field: str
    label: str
    mine: str
    stored: str
    proposal: str


def find_clashes(form: VersionedForm) -> list[Clash]:
    """What stands between a valid form and saving it. Empty when the form's version is current."""
    row, version = form.instance, form.cleaned_data.get("version")
    if version == form.stored_version or not form.stored_version:
        return []
    base = row.at_version(version) if version else None
    found = []
    for field in form.fields:
        columns = [column for column in form.columns_of(field) if column in form.before]
        mine = [getattr(row, column) for column in columns]
        stored = [form.before[column] for column in columns]
        opened = [form.opened_with(base, column) for column in columns] if base else None
        is_news = opened is None or _differ(opened, stored)
        if opened is None and form.fills_in_unseen and not any(stored[:1]):
            is_news = False  # nothing stood there that could be written over
        if _differ(mine, stored) and is_news:
            found.append(_clash(form, field, mine, stored, untouched=mine == opened))
    return found


def _differ(one: list[Any], other: list[Any]) -> bool:
    """Whether values differ. Nothing is nothing, however a column keeps it."""
    return any((a or b) and a != b for a, b in zip(one, other, strict=True))


def _clash(
    form: VersionedForm, field: str, mine: list[Any], stored: list[Any], *, untouched: bool
) -> Clash:
    texts = [in_words(form, field, values) for values in (mine, stored)]
    if texts[0] == texts[1]:  # once masked, two numbers may look the same
        texts[0] = _("%(value)s (not the same)") % {"value": texts[0]}
    label = str(form[field].label)
    return Clash(field, label, texts[0], texts[1], proposal=STORED if untouched else "")


def settle(form: VersionedForm, clashes: list[Clash], answers: Mapping[str, str]) -> bool:
    """Take the stored value where that was answered. False while an answer is missing, or when the
    answers were given to older values than those stored now."""
    row = form.instance
    if not clashes:
        return True
    if answers.get("seen") != str(row.version):
        return False
    if any(answers.get(f"keep_{clash.field}") not in (MINE, STORED) for clash in clashes):
        return False
    for clash in clashes:
        if answers[f"keep_{clash.field}"] == STORED:
            for column in form.columns_of(clash.field):
                setattr(row, column, form.before[column])
    form.derive_keys()
    return True


def in_words(form: VersionedForm, field: str, values: list[Any]) -> str:
    """A field's value for people; "(empty)" when there is none."""
    value = values[0]
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not value:
        return _("(empty)")
    if field in form.masked_fields:
        return masked(value)
    if isinstance(value, date) and len(values) == 2:  # with how exact it is
        return str(RoughDate(value, values[1]))
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, time):
        return time_format(value, "H.i")
    if isinstance(form.fields[field], RupiahField):
        return rupiah(int(value))
    labels = dict(getattr(form.fields[field], "choices", []))
    return str(labels.get(value, value))
