"""What each row means for the register: new, a change, the same, doubtful or wrong. All questions
to the database are asked once for many rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from accounts.encryption import keyed_hash
from accounts.row_keys import row_key
from migrants.imports.comparing import Changes, Known, compare
from migrants.imports.people import Draft, read_draft
from migrants.imports.places import Places
from migrants.models import (
    FormerCard,
    Household,
    HouseholdMembership,
    ImportBatch,
    ImportRow,
    Journey,
    Person,
)
from villages.models import Village, VillageQuerySet

_State = ImportRow.State
_NEW = "new"
#: How many people who may be meant are kept with a row.
_SHOWN = 5
_YEAR = timedelta(days=366)


@dataclass
class Twins:
    """Rows of one file that speak of the same: hash → numbers of the rows."""

    nik: dict[str, list[int]] = field(default_factory=dict)
    head: dict[str, list[int]] = field(default_factory=dict)
    likeness: dict[str, list[int]] = field(default_factory=dict)
    #: Key of a registered person → number of the row that is about her.
    person: dict[int, int] = field(default_factory=dict)

    def add(self, row: ImportRow) -> None:
        for name, key in _hashes(row):
            if key:
                getattr(self, name).setdefault(key, []).append(row.number)

    @classmethod
    def around(cls, batch: ImportBatch, rows: Sequence[ImportRow]) -> "Twins":
        """Those of a few rows, out of the database; `rows` as they are now, saved or not."""
        twins = cls()
        numbers = [row.number for row in rows]
        others = ImportRow.unscoped.filter(batch=batch, left_out=False).exclude(number__in=numbers)
        for name in ("nik", "head", "likeness"):
            wanted = {key for row in rows for kind, key in _hashes(row) if kind == name and key}
            found = others.filter(**{f"{name}_hash__in": wanted}) if wanted else others.none()
            for number, key in found.values_list("number", f"{name}_hash"):
                getattr(twins, name).setdefault(key, []).append(number)
        for row in rows:
            if not row.left_out:
                twins.add(row)
        about = others.filter(person__isnull=False).exclude(outcome=ImportRow.Outcome.UNDONE)
        twins.person = dict(about.values_list("person", "number"))
        return twins


def _hashes(row: ImportRow) -> tuple[tuple[str, str], ...]:
    return (
        ("nik", row.nik_hash),
        ("head", row.head_hash),
        ("likeness", row.likeness_hash),
    )


@dataclass
class Judged:
    """A row with what it says, whom it is about, and what of her would change."""

    row: ImportRow
    draft: Draft
    known: Known | None = None
    changes: Changes | None = None
    household: int | None = None
    problems: dict[str, list[str]] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def about(self) -> int:
        """Key of the person, once she is known or added."""
        return self.row.person_id or 0

    @property
    def village(self) -> int:
        """Key of the village, for rows without a fault."""
        return self.draft.village or 0

    def refuse(self, key: str, words: str) -> None:
        self.problems.setdefault(key, []).append(words)

    def doubt(self, key: str, words: str) -> None:
        self.doubts.setdefault(key, []).append(words)

    def settle(self) -> None:
        """Write state and messages into the row."""
        row, draft = self.row, self.draft
        if draft.errors or self.problems:
            row.state = _State.WRONG
        elif draft.doubts or self.doubts:
            row.state = _State.DOUBTFUL
        elif self.known is None:
            row.state = _State.NEW
        else:
            row.state = _State.UPDATE if self.changes else _State.SAME
        row.person_id = self.known.person.pk if self.known else None
        told = draft.messages()
        for group in (self.problems, self.doubts):
            for key, sentences in group.items():
                told.setdefault(key, []).extend(sentences)
        row.messages = told


class Checker:
    """Checks the rows of one batch against the register."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        single = Village.objects.filter(pk__in=[batch.village_id])
        regency = Village.objects.filter(district__regency=batch.regency_id)
        self.villages: VillageQuerySet = single if batch.village_id else regency
        self.places = Places(self.villages, single=single.first() if batch.village_id else None)
        self.inside = set(self.villages.values_list("pk", flat=True))

    def read(self, row: ImportRow) -> Draft:
        """What the row says; fills in the row's own keys."""
        draft = read_draft(
            row.cells,
            self.places,
            order=self.batch.date_order or "dmy",
            troubles=row.troubles,
        )
        person = draft.person
        row.nik_hash = keyed_hash(person["nik"]) if "nik" in person else ""
        is_head = draft.relationship == HouseholdMembership.Relationship.HEAD
        row.head_hash = keyed_hash(draft.kk) if draft.kk and is_head else ""
        row.likeness_hash = ""
        if person.get("born_precision") == "day" and "name" in person:
            key = Person.names_key([person["name"]])
            row.likeness_hash = keyed_hash(f"{draft.village} {key} {person['born_on']}")
        return draft

    def judge(self, rows: Sequence[tuple[ImportRow, Draft]], twins: Twins) -> list[Judged]:
        """Settle state and messages of these rows; not saved."""
        judged = [Judged(row, draft) for row, draft in rows]
        self._twins(judged, twins)
        # A row of another village is not looked up at all: its answer would tell something.
        inside = [one for one in judged if one.draft.village in self.inside]
        self._registered(inside)
        self._doubles([one for one in inside if one.known is None])
        self._once_each(inside, twins)
        self._families(inside)
        for one in inside:
            if one.known:
                one.changes = compare(one.known, one.draft, household=one.household)
                for key, words in one.changes.problems.items():
                    one.refuse(key, words)
        for one in judged:
            one.settle()
        return judged

    # --- the same twice in the file -----------------------------------------------------------

    def _twins(self, judged: Iterable[Judged], twins: Twins) -> None:
        for one in judged:
            row = one.row
            if len(numbers := twins.nik.get(row.nik_hash, [])) > 1:
                words = _("This NIK stands more than once in this file (rows %(rows)s).")
                one.refuse("nik", words % {"rows": _rows(numbers)})
            if len(numbers := twins.head.get(row.head_hash, [])) > 1:
                words = _("One family cannot have two heads (rows %(rows)s).")
                one.refuse("relationship", words % {"rows": _rows(numbers)})
            if len(numbers := twins.likeness.get(row.likeness_hash, [])) > 1:
                words = _("Name and birth date stand more than once in this file (rows %(rows)s).")
                if row.answer != _NEW and "nik" not in one.problems:
                    one.doubt("name", words % {"rows": _rows(numbers)})

    # --- already registered -------------------------------------------------------------------

    def _registered(self, judged: Sequence[Judged]) -> None:
        """Whose NIK somebody has already; whose doubt was answered."""
        hashes = {one.row.nik_hash for one in judged if one.row.nik_hash}
        holders = {
            key: (pk, village)
            for key, pk, village in Person.unscoped.filter(nik_hash__in=hashes).values_list(
                "nik_hash", "pk", "village"
            )
        }
        meant: dict[int, list[Judged]] = defaultdict(list)
        for one in judged:
            answer = one.row.answer
            holder = holders.get(one.row.nik_hash)
            if holder and holder[1] not in self.inside:
                # Whose, and in which village, is nobody's business here.
                one.refuse(
                    "nik",
                    _("This NIK is already registered. Ask the office of the regency for help."),
                )
            elif holder:
                meant[holder[0]].append(one)
            elif (chosen := row_key(answer)) in one.row.candidates and chosen is not None:
                meant[chosen].append(one)
        for person in self._known(meant):
            for one in meant[person.person.pk]:
                self._meet(one, person)

    def _known(self, keys: Iterable[int]) -> list[Known]:
        """People of the territory with their journeys and present family."""
        people = Person.unscoped.filter(pk__in=list(keys), village__in=self.inside)
        found = {person.pk: Known(person) for person in people}
        for journey in Journey.unscoped.filter(person__in=found).order_by("pk"):
            found[journey.person_id].journeys.append(journey)
        present = HouseholdMembership.unscoped.filter(person__in=found, until=None)
        for person, household in present.values_list("person", "household"):
            found[person].household = household
        return list(found.values())

    def _meet(self, one: Judged, known: Known) -> None:
        person, row = known.person, one.row
        if person.village_id != one.draft.village:
            one.refuse(
                "village",
                _("She is registered in another village of your area. Change that on her page."),
            )
            return
        one.known = known
        names = set(person.name_key.split()) & set(
            Person.names_key([one.draft.person.get("name", "")]).split()
        )
        if not names and row.answer != str(person.pk):
            row.candidates = [person.pk]
            one.doubt("name", _("This NIK belongs to somebody with another name."))

    # --- perhaps registered -------------------------------------------------------------------

    def _doubles(self, judged: Sequence[Judged]) -> None:
        for one in judged:
            if one.row.answer != _NEW:
                one.row.candidates = []
        asked = [
            one
            for one in judged
            if "name" in one.draft.person and one.row.answer != _NEW and "nik" not in one.problems
        ]
        found = _who_may_be_meant(asked, sorted(self.inside))
        for one in asked:
            if candidates := found.get(one.row.number):
                one.row.candidates = candidates[:_SHOWN]
                one.doubt("name", _("Somebody like this is already registered."))

    def _once_each(self, judged: Sequence[Judged], twins: Twins) -> None:
        """No two rows of the file about one registered person."""
        for one in judged:
            if one.known is None or one.row.left_out:
                continue
            first = twins.person.setdefault(one.known.person.pk, one.row.number)
            if first != one.row.number and "nik" not in one.problems:
                words = _("Rows %(rows)s are about the same registered person.")
                one.refuse("name", words % {"rows": _rows([first, one.row.number])})

    # --- families -----------------------------------------------------------------------------

    def _families(self, judged: Sequence[Judged]) -> None:
        hashes = {one.row.number: keyed_hash(one.draft.kk) for one in judged if one.draft.kk}
        wanted = set(hashes.values())
        present = Household.unscoped.filter(kk_hash__in=wanted, village__in=self.inside)
        households = {
            (village, key): pk
            for village, key, pk in present.values_list("village", "kk_hash", "pk")
        }
        former = FormerCard.unscoped.filter(kk_hash__in=wanted, household__village__in=self.inside)
        former_of = defaultdict(set)
        for key, household in former.values_list("kk_hash", "household"):
            former_of[key].add(household)
        heads = dict(
            HouseholdMembership.unscoped.filter(
                household__in=households.values(), until=None, relationship="head"
            ).values_list("household", "person")
        )
        for one in judged:
            if one.row.number not in hashes:
                continue
            key = hashes[one.row.number]
            one.household = households.get((one.village, key))
            if one.household is None and key in former_of:
                if one.known and one.known.household in former_of[key]:
                    one.household = one.known.household  # the list is older than her card
                else:
                    one.refuse("kk", _("This card was replaced. Write the number of the new one."))
            head = heads.get(one.household) if one.household else None
            if one.row.head_hash and head and (not one.known or one.known.person.pk != head):
                one.refuse("relationship", _("This family already has a head."))


def _rows(numbers: Sequence[int]) -> str:
    """ "7, 19" → "7 and 19"."""
    shown = [str(number) for number in sorted(set(numbers))][:8]
    if len(shown) < 2:
        return shown[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(shown[:-1]), "last": shown[-1]}


#: The rows of a file beside the people of the territory, by four roads that can each use a join:
#: same name, same birth date, same phone, same first word of the name. As `possible_doubles` does
#: for one person, with its thresholds.
_MEANT = """
WITH said AS (
    SELECT * FROM unnest(%(number)s::int[], %(key)s::text[], %(born)s::date[], %(phone)s::text[],
        %(nik)s::text[]) AS said(number, key, born, phone, nik)
), known AS MATERIALIZED (
    SELECT id, name_key, born_on, phone AS known_phone, nik_hash
    FROM migrants_person WHERE village_id = ANY(%(inside)s)
), pairs AS (
    SELECT * FROM said JOIN known ON name_key = key
    UNION
    SELECT * FROM said JOIN known ON born_on = born WHERE word_similarity(key, name_key) >= 0.6
    UNION
    SELECT * FROM said JOIN known ON known_phone = phone AND phone <> ''
        WHERE word_similarity(key, name_key) >= 0.4
    UNION
    SELECT * FROM said JOIN known ON split_part(name_key, ' ', 1) = split_part(key, ' ', 1)
        AND (born IS NULL OR born_on IS NULL OR abs(born_on - born) <= 366)
        WHERE word_similarity(key, name_key) >= 0.75
)
SELECT number, id FROM pairs
WHERE (born IS NULL OR born_on IS NULL OR abs(born_on - born) <= 366
        OR (phone <> '' AND phone = known_phone))
    -- Two people with a number each are two, unless one was mistyped.
    AND (nik = '' OR nik_hash IS NULL OR born_on = born)
ORDER BY number, word_similarity(key, name_key) DESC, id
"""


def _who_may_be_meant(judged: Sequence[Judged], inside: list[int]) -> dict[int, list[int]]:
    """Row number → keys of people like her, best first."""
    if not judged:
        return {}
    people = [one.draft.person for one in judged]
    asked: dict[str, Any] = {
        "number": [one.row.number for one in judged],
        "key": [Person.names_key([one["name"], one.get("passport_name", "")]) for one in people],
        "born": [one.get("born_on") for one in people],
        "phone": [one.get("phone", "") for one in people],
        "nik": [one.row.nik_hash for one in judged],
        "inside": inside,
    }
    found: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_MEANT, asked)
        for number, person in cursor.fetchall():
            found[number].append(person)
    return found
