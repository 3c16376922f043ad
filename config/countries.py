"""Names of countries in the reader's language. django-countries speaks no Indonesian; the library
of phone numbers carries the names of all countries in Indonesian and English."""

from django.utils.functional import lazy
from django.utils.translation import get_language
from phonenumbers.geodata.locale import LOCALE_DATA

#: As people here say it.
_SAID = {"HK": "Hong Kong", "TW": "Taiwan"}
#: Where the library has the English name or an old spelling on an Indonesian page.
_SAID_IN_INDONESIAN = {
    "AX": "Kepulauan Åland",
    "BL": "Saint Barthélemy",
    "BQ": "Bonaire, Sint Eustatius, dan Saba",
    "BR": "Brasil",
    "BV": "Pulau Bouvet",
    "CN": "Tiongkok",
    "DJ": "Jibuti",
    "DZ": "Aljazair",
    "FR": "Prancis",
    "GF": "Guyana Prancis",
    "IM": "Pulau Man",
    "IO": "Wilayah Inggris di Samudra Hindia",
    "IQ": "Irak",
    "IT": "Italia",
    "KG": "Kirgizstan",
    "KY": "Kepulauan Cayman",
    "LT": "Lituania",
    "MK": "Makedonia Utara",
    "MO": "Makau",
    "MP": "Kepulauan Mariana Utara",
    "MV": "Maladewa",
    "MX": "Meksiko",
    "NL": "Belanda",
    "PF": "Polinesia Prancis",
    "PS": "Palestina",
    "PT": "Portugal",
    "RO": "Rumania",
    "SS": "Sudan Selatan",
    "SX": "Sint Maarten",
    "SY": "Suriah",
    "SZ": "Eswatini",
    "TC": "Kepulauan Turks dan Caicos",
    "TF": "Wilayah Prancis di Selatan",
    "TR": "Turki",
    "UM": "Pulau-pulau terluar Amerika Serikat",
    "VG": "Kepulauan Virgin Inggris",
    "VI": "Kepulauan Virgin Amerika",
}


def country_name(code: str) -> str:
    """ "SA" → "Arab Saudi" on an Indonesian page, "Saudi Arabia" on an English one."""
    names, language = LOCALE_DATA[code], get_language() or "id"
    if language == "id" and code in _SAID_IN_INDONESIAN:
        return _SAID_IN_INDONESIAN[code]
    name = _SAID.get(code) or names.get(language) or names["en"]
    return names[name[1:]] if name.startswith("*") else name  # "*aa": the same as in language aa


_lazy_name = lazy(country_name, str)
COUNTRY_NAMES = {code: _lazy_name(code) for code in LOCALE_DATA}
