"""Identity numbers at rest, and rotating the keys they are kept under."""

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.encryption import decrypt, encrypt, is_newest, keyed_hash, masked
from accounts.rotation import encrypted_fields
from migrants.models import Person
from tests.factories import CaseFactory, PersonFactory, UserFactory, nik

NIK = nik(1)


def raw(table: str, column: str) -> list[str]:
    """What really stands in the database, in order of the keys."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}" ORDER BY 1')  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_text_comes_back_from_its_cipher(text: str) -> None:
    assert decrypt(encrypt(text)) == text


def test_equal_numbers_have_different_ciphers_and_the_same_hash() -> None:
    assert encrypt(NIK) != encrypt(NIK)
    assert keyed_hash(NIK) == keyed_hash(NIK)
    assert keyed_hash(NIK) != keyed_hash(nik(2))


def test_the_hash_depends_on_its_key(settings: Any) -> None:
    before = keyed_hash(NIK)
    settings.LOOKUP_KEY = "another"
    assert keyed_hash(NIK) != before


@pytest.mark.parametrize(("number", "shown"), [(NIK, NIK[-4:]), ("123", "123"), ("", "")])
def test_only_the_last_four_digits_of_a_masked_number_show(number: str, shown: str) -> None:
    assert masked(number).lstrip("•") == shown
    assert len(masked(number)) == len(number)


@pytest.mark.django_db
def test_a_nik_is_cipher_in_the_database_and_a_number_in_python() -> None:
    person = PersonFactory(nik=NIK)
    assert NIK not in raw("migrants_person", "nik")[0]
    assert Person.unscoped.get(pk=person.pk).nik == NIK


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["nik", "nik__contains", "nik__startswith", "nik__in"])
def test_an_encrypted_number_cannot_be_searched_by_mistake(lookup: str) -> None:
    with pytest.raises(TypeError, match="look it up by its hash"):
        Person.unscoped.filter(**{lookup: NIK}).exists()


@pytest.mark.django_db
def test_a_missing_key_is_named_and_not_a_wrong_number(settings: Any) -> None:
    PersonFactory(nik=NIK)
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS"):
        Person.unscoped.get()


def test_a_malformed_key_is_named(settings: Any) -> None:
    settings.FIELD_KEYS = ["short"]
    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        encrypt(NIK)


# --- rotation ---


@pytest.fixture
def new_key(settings: Any) -> str:
    """A newer key in front of the old ones, as an operator puts it."""
    key = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [key, *settings.FIELD_KEYS]
    return key


@pytest.fixture
def register(db: None) -> Person:
    """A person who was changed once, with a case and a user with a second factor."""
    person: Person = PersonFactory(nik=NIK, passport_number="C1234567")
    person.name = "Nama Lain"
    person.save()
    CaseFactory(person=person, summary="Gaji belum dibayar.")
    TOTP.activate(UserFactory(), generate_totp_secret())
    return person


@pytest.fixture
def six_people(db: None) -> None:
    PersonFactory.create_batch(5)
    PersonFactory(without_nik=True)


def events() -> Any:
    """The history of all people."""
    return Person.pgh_event_model.unscoped  # type: ignore[attr-defined]


def rotate_keys() -> str:
    output = StringIO()
    call_command("rotate_keys", stdout=output)
    return output.getvalue()


def test_after_rotating_the_old_key_is_not_needed(
    register: Person, new_key: str, settings: Any
) -> None:
    rotate_keys()
    settings.FIELD_KEYS = [new_key]
    person = Person.unscoped.get()
    assert (person.nik, person.passport_number) == (NIK, "C1234567")
    assert person.cases(manager="unscoped").get().summary == "Gaji belum dibayar."
    assert {event.nik for event in events().all()} == {NIK}
    assert TOTP(Authenticator.objects.get()).instance.wrap()
    for model, field in encrypted_fields():
        table, column = model._meta.db_table, field.column
        assert all(is_newest(token) for token in raw(table, str(column)) if token), table


def test_rotating_is_not_a_change_of_the_record(register: Person, new_key: str) -> None:
    before = events().count()
    assert before == 2
    rotate_keys()
    assert events().count() == before


def test_rotating_again_finds_nothing_to_do(register: Person, new_key: str) -> None:
    assert "migrants.Person.nik: 1 of 1" in rotate_keys()
    assert "migrants.Person.nik: 0 of 1" in rotate_keys()


def test_rotating_in_small_batches_reaches_every_row(
    six_people: None, new_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.rotation.BATCH", 2)
    assert "migrants.Person.nik: 5 of 5" in rotate_keys()


def test_a_value_under_an_unknown_key_stops_the_rotation_with_its_place(
    register: Person, settings: Any
) -> None:
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError, match=r"FIELD_KEYS: add that key"):
        rotate_keys()
