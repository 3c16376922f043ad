"""Saving the chosen rows: all of them in one transaction, or none."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pghistory
from django.db import connection, models, transaction
from django.utils import timezone

from accounts.encryption import keyed_hash
from accounts.models import User
from accounts.triggers import ignore_no_trigger
from migrants.actions.imports.checking import Checker, Judged, Twins
from migrants.actions.imports.work import NotNow, Overtaken, begin, locked
from migrants.models import (
    Household,
    HouseholdMembership,
    ImportBatch,
    ImportRow,
    Journey,
    Person,
)

_State, _RowState, _Outcome = ImportBatch.State, ImportRow.State, ImportRow.Outcome
_SIZE = 500
#: Columns that follow from what a row changes.
DERIVED = ["name_key", "nik_hash", "passport_hash", "updated_at"]


def ask_to_apply(*, batch: ImportBatch, by: User | None, in_background: bool = True) -> ImportBatch:
    """Have the chosen rows saved. Whoever asks second (a double click, the other tab) is too late.

    Raises NotNow.
    """
    if not ImportRow.unscoped.filter(batch=batch).to_apply().exists():
        raise NotNow("nothing is chosen")
    return begin(
        batch=batch,
        state=_State.APPLYING,
        of=(_State.READY, _State.UNDONE),
        by=by,
        in_background=in_background,
    )


def apply_rows(batch: ImportBatch) -> None:
    """Save the chosen rows of a batch that is to be saved. They are checked once more: what has
    become doubtful or wrong meanwhile stays behind.

    Raises Overtaken.
    """
    context = pghistory.context(user=batch.asked_by_id, source="import", batch=batch.pk)
    with transaction.atomic(), context:
        stored = locked(batch)
        if stored.run != batch.run or stored.state != _State.APPLYING:
            raise Overtaken
        ignore_no_trigger()
        _Saving(stored).run()
        stored.state = _State.READY
        stored.applied_at = timezone.now()
        stored.save()


class _Saving:
    """One saving of one batch."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.checker = Checker(batch)
        rows = ImportRow.unscoped.filter(batch=batch).to_apply().order_by("number")
        self.rows = list(rows.select_for_update(of=("self",)))

    def run(self) -> None:
        judged = self._judge_again()
        late = [one for one in judged if one.row.state not in (_RowState.NEW, _RowState.UPDATE)]
        fit = [one for one in judged if one.row.state in (_RowState.NEW, _RowState.UPDATE)]
        new = [one for one in fit if one.known is None]
        known = [one for one in fit if one.known is not None]
        made: dict[int, dict[str, Any]] = {one.row.number: {} for one in fit}
        people = self._people(new)
        # Journeys first (their keys are checked at the end): a person who is inserted after hers
        # has the right status at once, and needs no second version in the history.
        self._add_journeys(fit, made)
        Person.unscoped.bulk_create(people, batch_size=_SIZE)
        self._change_people(known, made)
        self._change_journeys(known, made)
        self._add_to_families(fit, made)
        self._note(fit, made, late)
        self.batch.result = {
            "added": len(new),
            "changed": len(known),
            "behind": len(late),
        }

    def _judge_again(self) -> list[Judged]:
        """Every chosen row as it stands now; the people they are about are locked."""
        about = [row.person_id for row in self.rows if row.person_id]
        list(
            Person.unscoped.filter(pk__in=about)
            .select_for_update(of=("self",))
            .order_by("pk")
            .values_list("pk")
        )
        read = [(row, self.checker.read(row)) for row in self.rows]
        return self.checker.judge(read, Twins.around(self.batch, self.rows))

    # --- people -------------------------------------------------------------------------------

    def _people(self, new: Sequence[Judged]) -> list[Person]:
        """New people with their keys, not saved yet."""
        people = []
        for key, one in zip(_next_keys(Person, len(new)), new, strict=True):
            one.row.person_id = key
            person = Person(
                pk=key,
                village_id=one.village,
                created_by_id=self.batch.asked_by_id,
                **one.draft.person,
            )
            person.derive_keys()
            people.append(person)
        return people

    def _change_people(self, known: Sequence[Judged], made: dict[int, dict[str, Any]]) -> None:
        """Grouped by what changes: untouched ciphertext, and with it history, stays as it is."""
        groups: dict[tuple[str, ...], list[Person]] = defaultdict(list)
        for one in known:
            if one.known is None or one.changes is None:
                continue
            person, changed = one.known.person, one.changes.person
            made[one.row.number]["before"] = person.version
            made[one.row.number]["columns"] = sorted(changed)
            if changed:
                for column, (_old, value) in changed.items():
                    setattr(person, column, value)
                person.derive_keys()
                person.updated_at = timezone.now()
                groups[tuple(sorted(changed))].append(person)
        for columns, people in groups.items():
            Person.unscoped.bulk_update(people, [*columns, *DERIVED], batch_size=_SIZE)

    # --- journeys -----------------------------------------------------------------------------

    def _add_journeys(self, fit: Sequence[Judged], made: dict[int, dict[str, Any]]) -> None:
        journeys, numbers = [], []
        for one in fit:
            values = one.draft.journey
            if one.changes is not None and (one.changes.journey or not one.changes.journey_values):
                continue
            if values:
                journeys.append(
                    Journey(person_id=one.about, created_by_id=self.batch.asked_by_id, **values)
                )
                numbers.append(one.row.number)
        Journey.unscoped.bulk_create(journeys, batch_size=_SIZE)
        for number, journey in zip(numbers, journeys, strict=True):
            made[number]["journey"] = journey.pk

    def _change_journeys(self, known: Sequence[Judged], made: dict[int, dict[str, Any]]) -> None:
        for one in known:
            changes = one.changes
            if not changes or changes.journey is None:
                continue
            journey = changes.journey
            for column, (_old, value) in changes.journey_values.items():
                setattr(journey, column, value)
            journey.save(update_fields=list(changes.journey_values))
            made[one.row.number]["changed_journey"] = {
                "pk": journey.pk,
                "old": {k: _plain(old) for k, (old, _new) in changes.journey_values.items()},
                "new": {k: _plain(new) for k, (_old, new) in changes.journey_values.items()},
            }

    # --- families -----------------------------------------------------------------------------

    def _add_to_families(self, fit: Sequence[Judged], made: dict[int, dict[str, Any]]) -> None:
        joining = [
            one for one in fit if one.draft.kk and (one.changes is None or one.changes.joins_family)
        ]
        opened: dict[tuple[int, str], Household] = {}
        for one in joining:
            key = (one.draft.village or 0, one.draft.kk)
            if one.household is None and key not in opened:
                person = one.draft.person
                opened[key] = Household(
                    village_id=one.village,
                    kk_number=one.draft.kk,
                    kk_hash=keyed_hash(one.draft.kk),
                    created_by_id=self.batch.asked_by_id,
                    **{name: person.get(name, "") for name in ("hamlet", "rt", "rw")},
                )
        Household.unscoped.bulk_create(opened.values(), batch_size=_SIZE)
        memberships = []
        for one in joining:
            household = one.household
            if household is None:
                household = opened[(one.draft.village or 0, one.draft.kk)].pk
                made[one.row.number]["household"] = household
            memberships.append(
                HouseholdMembership(
                    household_id=household,
                    person_id=one.about,
                    relationship=one.draft.relationship,
                )
            )
        HouseholdMembership.unscoped.bulk_create(memberships, batch_size=_SIZE)
        for one, membership in zip(joining, memberships, strict=True):
            made[one.row.number]["membership"] = membership.pk

    # --- what was done ------------------------------------------------------------------------

    def _note(
        self, fit: Sequence[Judged], made: dict[int, dict[str, Any]], late: Sequence[Judged]
    ) -> None:
        people = [one.about for one in fit]
        versions = dict(Person.unscoped.filter(pk__in=people).values_list("pk", "version"))
        for one in fit:
            made[one.row.number]["version"] = versions[one.about]
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE migrants_importrow AS kept SET person_id = done.person, state = done.state,"
                " outcome = done.outcome, made = done.made::jsonb, version = kept.version + 1"
                " FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[])"
                " AS done(id, person, state, outcome, made) WHERE kept.id = done.id",
                [
                    [one.row.pk for one in fit],
                    people,
                    [str(one.row.state) for one in fit],
                    [_Outcome.CHANGED if one.known else _Outcome.ADDED for one in fit],
                    [json.dumps(made[one.row.number]) for one in fit],
                ],
            )
        for one in late:
            one.row.is_chosen = False
            one.row.version += 1
            one.row.save()


def _next_keys(model: type[models.Model], count: int) -> list[int]:
    """Keys that nobody else will be given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    """A column's value for JSON."""
    return value.isoformat() if hasattr(value, "isoformat") else (str(value) if value else value)
