"""The words of messages about appointments: built-in texts, their placeholders, what may stand in a
text of one's own, and putting the facts in.

Placeholders are words in braces and nothing more: `{waktu}`. They are replaced once, by facts; a
fact that holds braces stays as it is. They are Indonesian in every language, for administrators
read and write them.
"""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ltsa.models import Kind, MessageText
from notices.numbers import has_personal_number

#: Meta takes 1024 characters in the body of a template, with everything filled in.
MOST_CHARACTERS = 1024

#: Every placeholder, and what stands in for it.
PLACEHOLDERS: dict[str, str | Promise] = {
    "waktu": gettext_lazy("day, date and hour of the appointment"),
    "kantor": gettext_lazy("name of the office"),
    "kode": gettext_lazy("booking code"),
    "tautan": gettext_lazy("link to the ticket: look, tick papers, cancel"),
    "batas": gettext_lazy("until when the new time is kept"),
    "kurang": gettext_lazy("the papers that are missing"),
    "dari": gettext_lazy("first day for which she waits"),
    "sampai": gettext_lazy("last day for which she waits"),
}
_ALWAYS = ("waktu", "kantor", "kode", "tautan")
_MORE = {
    Kind.OFFERED: ("batas",),
    Kind.PLACE_FREE: ("batas",),
    Kind.EARLIER_FREE: ("batas",),
    Kind.REMIND_MISSING: ("kurang",),
}
#: Told to somebody who waits: there is no time yet.
_WAITING = ("kantor", "kode", "tautan", "dari", "sampai")
_WHILE_WAITING = (
    Kind.WAITING,
    Kind.NOT_ANSWERED,
    Kind.OFF_LIST,
    Kind.WAITED_IN_VAIN,
    Kind.EARLIER_IN_VAIN,
    Kind.OFFER_GONE,
)
#: Without these a message of this kind is of no use.
_NEEDED = {
    Kind.BOOKED: ("waktu", "kode", "tautan"),
    Kind.MOVED: ("waktu", "kode", "tautan"),
    Kind.CANCELLED: ("waktu", "kode"),
    Kind.DISPLACED: ("waktu", "kode"),
    Kind.OFFERED: ("waktu", "kode", "batas", "tautan"),
    Kind.PLACE_FREE: ("waktu", "kode", "batas", "tautan"),
    Kind.EARLIER_FREE: ("waktu", "kode", "batas", "tautan"),
    Kind.WAITING: ("kantor", "kode", "tautan"),
    Kind.NOT_ANSWERED: ("kantor", "tautan"),
    Kind.OFF_LIST: ("kantor",),
    Kind.WAITED_IN_VAIN: ("kantor",),
    Kind.EARLIER_IN_VAIN: ("kantor",),
    Kind.OFFER_GONE: ("kantor", "tautan"),
    Kind.REDUCED: ("waktu", "kode"),
    Kind.REMIND_READY: ("waktu", "kode"),
    Kind.REMIND_MISSING: ("waktu", "kode", "kurang", "tautan"),
    Kind.REMIND_UNSURE: ("waktu", "kode", "tautan"),
    Kind.PAPER_READY: ("kantor", "kode"),
    Kind.PAPER_WAITS: ("kantor", "kode"),
}
_WORD = re.compile(r"\{([^{}]*)\}")


def allowed_in(kind: str) -> tuple[str, ...]:
    """The placeholders that a text of this kind may have."""
    if kind in _WHILE_WAITING:
        return _WAITING
    return _ALWAYS + _MORE.get(Kind(kind), ())


def needed_in(kind: str) -> tuple[str, ...]:
    return _NEEDED[Kind(kind)]


def built_in(kind: str, language: str) -> str:
    """Our own words, in this language."""
    with translation.override(language):
        return _BUILT_IN[Kind(kind)]()


_BUILT_IN = {
    Kind.BOOKED: lambda: _(
        "Your appointment: {waktu}, {kantor}. Code {kode}. "
        "Please bring the papers on the list. To look at it or to cancel: {tautan}"
    ),
    Kind.MOVED: lambda: _(
        "Your appointment has a new time: {waktu}, {kantor}. Code {kode}. "
        "To look at it or to cancel: {tautan}"
    ),
    Kind.CANCELLED: lambda: _("Your appointment on {waktu}, {kantor}, code {kode}, is cancelled."),
    Kind.DISPLACED: lambda: _(
        "We are sorry: {kantor} cannot receive you on {waktu} (code {kode}). "
        "Please do not travel on that day. We will offer you a new time."
    ),
    Kind.OFFERED: lambda: _(
        "A new time is kept for you: {waktu}, {kantor}. Code {kode}. "
        "Please confirm it before {batas}: {tautan}"
    ),
    Kind.PLACE_FREE: lambda: _(
        "A place is free for you: {waktu}, {kantor}. Code {kode}. Please say yes or no before "
        "{batas}, else the next one gets it: {tautan}"
    ),
    Kind.EARLIER_FREE: lambda: _(
        "An earlier time is free for you: {waktu}, {kantor}. Code {kode}. Say yes before {batas} "
        "and your appointment moves there. Without a yes it stays as it is: {tautan}"
    ),
    Kind.WAITING: lambda: _(
        "You are on the waiting list of {kantor} for {dari} to {sampai}. Code {kode}. "
        "As soon as a place is free we write to you. To look at it or to leave: {tautan}"
    ),
    Kind.NOT_ANSWERED: lambda: _(
        "You did not answer, so the place went to the next one. You stay on the waiting "
        "list of {kantor} and will be asked once more. To leave it: {tautan}"
    ),
    Kind.OFF_LIST: lambda: _(
        "You did not answer twice, so you are no longer on the waiting list of {kantor}. "
        "You can make an appointment or wait again at any time."
    ),
    Kind.WAITED_IN_VAIN: lambda: _(
        "We are sorry: until {sampai} no place came free at {kantor}. "
        "You can make an appointment for a later day, or wait again."
    ),
    Kind.EARLIER_IN_VAIN: lambda: _(
        "We are sorry: no earlier time came free at {kantor}. Your appointment stays as it is."
    ),
    Kind.OFFER_GONE: lambda: _(
        "We are sorry: {kantor} is closed at the time that was kept for you. You stay on the "
        "waiting list, and we write again as soon as a place is free: {tautan}"
    ),
    Kind.REDUCED: lambda: _(
        "One person fewer comes to your appointment: {waktu}, {kantor}. Code {kode}. "
        "To look at it: {tautan}"
    ),
    Kind.REMIND_READY: lambda: _(
        "Your papers are complete. Please come on {waktu} to {kantor}. Code {kode}. "
        "Bring all papers. Ticket: {tautan}"
    ),
    Kind.REMIND_MISSING: lambda: _(
        "Do not travel yet. For your appointment on {waktu}, {kantor}, code {kode}, this is still "
        "missing: {kurang}. Is it there now? Tick it here. Not yet? Ask for another day, it costs "
        "nothing: {tautan}"
    ),
    Kind.REMIND_UNSURE: lambda: _(
        "Your appointment: {waktu}, {kantor}. Code {kode}. Before you travel, please see whether "
        "all papers are there and tick them here: {tautan}"
    ),
    Kind.PAPER_READY: lambda: _(
        "A paper from your visit to {kantor} is ready to be collected. Code {kode}. "
        "Please bring your identity card. To look at it: {tautan}"
    ),
    Kind.PAPER_WAITS: lambda: _(
        "A paper from your visit to {kantor} is still waiting to be collected. Code {kode}. "
        "Please bring your identity card. To look at it: {tautan}"
    ),
}


def own_or_built_in(kind: str, language: str) -> tuple[str, str]:
    """The text that is sent, and the name of the provider's template, or ""."""
    row = MessageText.objects.filter(kind=kind, language=language).first()
    if row is None:
        return built_in(kind, language), ""
    return row.text or built_in(kind, language), row.provider_name


def words_in(text: str) -> list[str]:
    """The placeholders of a text, each once, in order."""
    return list(dict.fromkeys(_WORD.findall(text)))


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Put the facts in. A placeholder without a fact stays as it stands."""
    return _WORD.sub(lambda found: facts.get(found[1], found[0]), text)


def check_text(kind: str, text: str) -> None:
    """Raises ValidationError, with everything that is wrong with a text of one's own."""
    wrong = []
    words = words_in(text)
    unknown = [word for word in words if word not in allowed_in(kind)]
    missing = [word for word in needed_in(kind) if word not in words]
    if unknown:
        wrong.append(
            _("Nothing can stand in for %(words)s here. Allowed are: %(allowed)s.")
            % {"words": _braced(unknown), "allowed": _braced(allowed_in(kind))}
        )
    if missing:
        wrong.append(
            _("Still missing: %(words)s. Without it the message is of no use.")
            % {"words": _braced(missing)}
        )
    if re.search(r"[{}]", _WORD.sub("", text)):
        wrong.append(_("A brace { or } stands alone. Write placeholders like this: {kode}."))
    if has_personal_number(text):
        wrong.append(_("A message carries no identity or passport number."))
    if wrong:
        raise ValidationError(wrong)


def _braced(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"{{{word}}}" for word in words)
