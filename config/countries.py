"""Names of countries in the reader's language. django-countries speaks no Indonesian; the library
of phone numbers carries the names of all countries in Indonesian and English."""

from django.utils.functional import lazy
from django.utils.translation import get_language
from phonenumbers.geodata.locale import LOCALE_DATA

#: As people here say it.
_SAID = {"HK": "Hong Kong", "TW": "Taiwan"}


def country_name(code: str) -> str:
    """ "SA" → "Arab Saudi" on an Indonesian page, "Saudi Arabia" on an English one."""
    names = LOCALE_DATA[code]
    name = _SAID.get(code) or names.get(get_language() or "id") or names["en"]
    return names[name[1:]] if name.startswith("*") else name  # "*aa": the same as in language aa


_lazy_name = lazy(country_name, str)
COUNTRY_NAMES = {code: _lazy_name(code) for code in LOCALE_DATA}
