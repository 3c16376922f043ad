"""Numbers that never stand in a message: identity, family card and passport."""

import re

#: Sixteen digits or more, also in groups ("351004 520588 0001"): NIK, family card. An Indonesian
#: passport: one or two letters and six or seven digits ("C 1234567", "XC123456").
_DIGITS = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15,}(?!\d)")
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{1,2}\d{6,7}|[A-Za-z]\d{7}|[A-Z] \d{7})(?![A-Za-z0-9])"
)
_LINK = re.compile(r"https?://\S+")
HIDDEN = "••••"


def has_personal_number(text: str) -> bool:
    """Whether an identity, family card or passport number, or what looks like one, stands in it."""
    return without_personal_numbers(text) != text


def without_personal_numbers(text: str) -> str:
    """The text with such numbers hidden. A link is only searched for runs of sixteen digits: what
    else looks like a passport there is a code of ours."""
    parts, end = [], 0
    for link in _LINK.finditer(text):
        parts += [_hidden(text[end : link.start()]), _DIGITS.sub(HIDDEN, link[0])]
        end = link.end()
    return "".join([*parts, _hidden(text[end:])])


def _hidden(text: str) -> str:
    return _PASSPORT.sub(HIDDEN, _DIGITS.sub(HIDDEN, text))
