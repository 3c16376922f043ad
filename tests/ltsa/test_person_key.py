import datetime as dt

import pytest

from ltsa.person_key import key_of, person_key
from tests.factories import PersonFactory

BORN = dt.date(1988, 5, 12)


def test_nik_comes_before_the_name() -> None:
    nik = "3510995205880001"
    assert person_key(nik=nik, name="Siti", born_on=BORN) == person_key(nik=nik)
    assert nik not in person_key(nik=nik)


def test_usual_spellings_of_a_name_are_one_person() -> None:
    one = person_key(name="Hj. Soemiati", born_on=BORN)
    assert one == person_key(name="sumiati", born_on=BORN)
    assert one != person_key(name="sumiati", born_on=dt.date(1988, 5, 13))
    assert one != person_key(name="sulastri", born_on=BORN)


@pytest.mark.parametrize(
    "known", [{}, {"name": "Siti"}, {"born_on": BORN}, {"name": "…", "born_on": BORN}]
)
def test_person_who_cannot_be_told_apart_is_refused(known: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="told apart"):
        person_key(**known)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_registered_person_has_the_key_that_she_gets_at_the_public_form() -> None:
    person = PersonFactory()
    assert key_of(person) == person_key(nik=person.nik)
    without = PersonFactory(without_nik=True)
    assert key_of(without) == person_key(name=without.name, born_on=without.born_on)
    unknown = PersonFactory(without_nik=True, born_on=None)
    assert key_of(unknown) not in (key_of(person), key_of(without))
