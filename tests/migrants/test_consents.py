"""Consent: the words that were read out, children, and taking it back."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from migrants.consent_texts import CURRENT, TEXTS, text_of
from migrants.models import Consent, Person
from tests import factories as make
from villages.models import Village

pytestmark = pytest.mark.django_db

#: Fingerprints of every text that somebody may have agreed to. A line that no longer fits means
#: that evidence was changed: add a new version instead.
FINGERPRINTS = {
    ("2026-11", "business_page"): "ed8bd27fd5bcdd96",
    ("2026-11", "story"): "aa4f29aaee68d4b7",
    ("2026-11", "photo"): "3482b31616679558",
    ("2026-11", "whatsapp"): "1c6d431823821cb6",
}


def years_ago(years: int, days: int = 0) -> date:
    today = timezone.localdate()
    return today.replace(year=today.year - years, day=min(today.day, 28)) + timedelta(days=days)


def test_texts_that_were_used_never_change() -> None:
    found = {
        (version, purpose): hashlib.sha256(text.encode()).hexdigest()[:16]
        for version, texts in TEXTS.items()
        for purpose, text in texts.items()
    }
    assert found == FINGERPRINTS


def test_every_purpose_has_words_to_read_out() -> None:
    assert all(text_of(purpose) for purpose in Consent.Purpose.values)
    assert text_of("photo", "1999") == ""


class TestPages:
    @pytest.fixture
    def girl(self, village: Village) -> Person:
        made: Person = make.PersonFactory(village=village, born_on=years_ago(16))
        return made

    def typed(self, **changes: Any) -> dict[str, Any]:
        today = timezone.localdate().isoformat()
        return {"purpose": "photo", "how": "signature", "given_on": today} | changes

    def give(self, browser: Client, person: Person, **changes: Any) -> int:
        address = f"/kerja/warga/{person.pk}/persetujuan/"
        return browser.post(address, self.typed(**changes)).status_code

    def test_words_stand_on_the_form_and_stay_readable(
        self, browser: Client, village: Village
    ) -> None:
        person = make.PersonFactory(village=village)
        page = browser.get(f"/kerja/warga/{person.pk}/persetujuan/?untuk=photo").content.decode()
        assert text_of("photo") in page
        self.give(browser, person)
        consent = Consent.unscoped.get()
        assert consent.text_version == CURRENT
        assert (
            text_of("photo")
            in browser.get(f"/kerja/persetujuan/{consent.pk}/teks/").content.decode()
        )

    @pytest.mark.parametrize(
        "changes", [{}, {"guardian": "mother"}, {"given_by": "Ibu Sari"}], ids=str
    )
    def test_child_needs_a_named_guardian(
        self, browser: Client, girl: Person, changes: dict[str, str]
    ) -> None:
        assert self.give(browser, girl, **changes) == 422
        assert not Consent.unscoped.exists()

    def test_guardians_consent_ends_with_the_18th_birthday(
        self, browser: Client, girl: Person
    ) -> None:
        mother = {"guardian": "mother", "given_by": "Ibu Sari"}
        assert self.give(browser, girl, **mother) == 302
        consent = Consent.unscoped.get()
        birthday = girl.of_age_on()
        assert birthday
        assert consent.valid_until == birthday - timedelta(days=1)
        assert Consent.unscoped.valid(consent.valid_until).exists()
        assert not Consent.unscoped.valid(birthday).exists()

    def test_at_18_the_coordinator_is_told_until_she_is_asked_herself(
        self, browser: Client, village: Village
    ) -> None:
        grown = make.PersonFactory(village=village, born_on=years_ago(18, days=-3))
        make.ConsentFactory(
            person=grown,
            purpose="photo",
            guardian="mother",
            given_by="Ibu Sari",
            given_on=years_ago(1),
        )
        lacking = Person.unscoped.lacking(Person.Lacking.GROWN_UP)
        assert list(lacking) == [grown]
        assert "lacking=grown_up" in browser.get("/kerja/").content.decode()
        assert self.give(browser, grown) == 302
        assert not lacking.all().exists()
        assert Consent.unscoped.valid().get().guardian == ""

    def test_one_tap_takes_back_at_once_also_what_ran_out(
        self, browser: Client, village: Village
    ) -> None:
        grown = make.PersonFactory(village=village, born_on=years_ago(18, days=-3))
        consent = make.ConsentFactory(
            person=grown, guardian="father", given_by="Pak Karto", given_on=years_ago(1)
        )
        page = browser.get(grown.get_absolute_url()).content.decode()
        assert f"/kerja/persetujuan/{consent.pk}/cabut/" in page
        browser.post(f"/kerja/persetujuan/{consent.pk}/cabut/")
        assert not Person.unscoped.lacking(Person.Lacking.GROWN_UP).exists()


class TestDatabase:
    def test_child_cannot_consent(self) -> None:
        with pytest.raises(IntegrityError, match="a child cannot consent"):
            make.ConsentFactory(person__born_on=years_ago(17), given_on=timezone.localdate())

    def test_guardian_has_a_name(self) -> None:
        with pytest.raises(IntegrityError, match="migrants_consent_guardian_named"):
            make.ConsentFactory(guardian="mother")

    def test_adult_with_a_guardian_is_not_limited(self) -> None:
        consent = make.ConsentFactory(guardian="guardian", given_by="Pak Karto")
        consent.refresh_from_db()
        assert consent.valid_until is None

    def test_corrected_birth_date_makes_a_childs_consent_void(self) -> None:
        consent = make.ConsentFactory(given_on=timezone.localdate())
        Person.unscoped.filter(pk=consent.person_id).update(born_on=years_ago(15))
        assert not Consent.unscoped.valid().exists()

    def test_corrected_birth_date_moves_the_end_of_a_guardians(self) -> None:
        consent = make.ConsentFactory(
            person__born_on=years_ago(10), guardian="mother", given_by="Ibu Sari"
        )
        Person.unscoped.filter(pk=consent.person_id).update(born_on=years_ago(15))
        consent.refresh_from_db()
        birthday = Person.unscoped.get().of_age_on()
        assert birthday
        assert consent.valid_until == birthday - timedelta(days=1)
