"""Telling people apart without keeping their identity number in the appointment tables."""

import datetime as dt

from accounts.encryption import keyed_hash
from migrants.models import Person
from migrants.names import name_key


def person_key(*, nik: str = "", name: str = "", born_on: dt.date | None = None) -> str:
    """Keyed hash of the clean NIK, else of the name (usual spellings are one) and birth date.

    With a NIK it equals `Person.nik_hash`. Raises ValueError when there is neither: the form must
    ask for one of them.
    """
    if nik:
        return keyed_hash(nik)
    if not born_on or not name_key(name):
        raise ValueError("A person is told apart by her NIK, or by her name and birth date.")
    return keyed_hash(f"name:{name_key(name)}:{born_on.isoformat()}")


def key_of(person: Person) -> str:
    """The key of somebody in the register."""
    if person.nik_hash:
        return person.nik_hash
    if person.born_on and name_key(person.name):
        return person_key(name=person.name, born_on=person.born_on)
    return keyed_hash(f"person:{person.pk}")
