"""Names of countries in the reader's language."""

from django.utils import translation
from django_countries import countries


def test_countries_have_indonesian_names() -> None:
    with translation.override("id"):
        assert str(countries.name("SA")) == "Arab Saudi"
        assert str(countries.name("JP")) == "Jepang"
        assert str(countries.name("HK")) == "Hong Kong"
        assert [country.code for country in countries][:3] == ["HK", "TW", "SG"]


def test_countries_have_english_names() -> None:
    with translation.override("en"):
        assert str(countries.name("SA")) == "Saudi Arabia"
        assert str(countries.name("TW")) == "Taiwan"


def test_every_country_has_a_name() -> None:
    with translation.override("id"):
        assert all(country.name and not country.name.startswith("*") for country in countries)
