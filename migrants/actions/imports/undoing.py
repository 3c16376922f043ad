"""Undoing a file: all of it in one transaction, except what somebody has worked on since."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pghistory
from django.db import models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.history import HistoryEvent
from accounts.models import User
from accounts.triggers import ignore_no_trigger
from migrants.actions.imports.applying import DERIVED
from migrants.actions.imports.work import NotNow, Overtaken, begin, locked
from migrants.models import (
    Document,
    Household,
    HouseholdMembership,
    ImportBatch,
    ImportRow,
    Journey,
    Person,
)

_State, _Outcome = ImportBatch.State, ImportRow.Outcome
_SAVED = (_Outcome.ADDED, _Outcome.CHANGED, _Outcome.LEFT)


def ask_to_undo(*, batch: ImportBatch, by: User) -> ImportBatch:
    """Have everything that this file brought taken back.

    Raises NotNow.
    """
    if not ImportRow.unscoped.filter(batch=batch, outcome__in=_SAVED).exists():
        raise NotNow("nothing was saved")
    return begin(batch=batch, state=_State.UNDOING, of=(_State.READY, _State.UNDONE), by=by)


def undo_rows(batch: ImportBatch) -> None:
    """Take back what a batch brought. New people go, changed ones get their former values; whom
    somebody has worked on since stays, and her row says so.

    Raises Overtaken.
    """
    context = pghistory.context(user=batch.asked_by_id, source="import undone", batch=batch.pk)
    with transaction.atomic(), context:
        stored = locked(batch)
        if stored.run != batch.run or stored.state != _State.UNDOING:
            raise Overtaken
        ignore_no_trigger()
        _Undoing(stored).run()
        stored.state = _State.UNDONE
        stored.moved_at = timezone.now()
        stored.save()


class _Undoing:
    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        rows = ImportRow.unscoped.filter(batch=batch, outcome__in=_SAVED).order_by("number")
        self.rows = list(rows.select_for_update(of=("self",)))
        keys = [row.person_id for row in self.rows if row.person_id]
        people = Person.unscoped.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk")
        self.people: dict[int, Person] = {person.pk: person for person in people}
        self.kept: dict[int, str] = {}  # row number → why

    def run(self) -> None:
        added = [row for row in self.rows if "before" not in row.made]
        changed = [row for row in self.rows if "before" in row.made]
        self._spare_touched(added, changed)
        added = [row for row in added if row.number not in self.kept]
        changed = [row for row in changed if row.number not in self.kept]
        self._take_back(changed)
        self._remove(added)
        self._remove_empty_households()
        self._note()

    # --- who stays ----------------------------------------------------------------------------

    def _spare_touched(self, added: Sequence[ImportRow], changed: Sequence[ImportRow]) -> None:
        for row in self.rows:
            person = self.people.get(row.person_id or 0)
            if person is None:
                self.kept[row.number] = _("She is no longer registered here.")
            elif person.version != row.made["version"]:
                self.kept[row.number] = _("Somebody has changed her since.")
        used = self._used_elsewhere({row.person_id for row in added if row.person_id})
        for row in added:
            if row.person_id in used:
                self.kept.setdefault(row.number, used[row.person_id])
        touched = _touched(Journey, self._keys("journey"))
        touched_members = _touched(HouseholdMembership, self._keys("membership"))
        for row in [*added, *changed]:
            if row.made.get("journey") in touched or self._journey_differs(row):
                self.kept.setdefault(row.number, _("Somebody has changed her journey since."))
            if row.made.get("membership") in touched_members:
                self.kept.setdefault(row.number, _("Somebody has changed her family since."))

    def _keys(self, name: str) -> set[int]:
        return {row.made[name] for row in self.rows if name in row.made}

    def _used_elsewhere(self, people: set[int]) -> dict[int, str]:
        """New people to whom something was added since: whatever refers to a person, also what
        other apps keep, but for the journey and membership that came with the file."""
        own = {Journey: self._keys("journey"), HouseholdMembership: self._keys("membership")}
        found: dict[int, str] = {}
        for relation in Person._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
                continue
            model: Any = relation.related_model
            if model is ImportRow or issubclass(model, HistoryEvent):
                continue
            name = relation.field.name
            rows = model._base_manager.filter(**{f"{name}__in": people})
            if model in own:
                rows = rows.exclude(pk__in=own[model])
            elif model is Document:
                rows = rows.exclude(pk__in=self._papers_of(self.people.values()).values("pk"))
            words = _("Something was added to her since: %(what)s.")
            for person in rows.values_list(name, flat=True):
                found.setdefault(person, words % {"what": model._meta.verbose_name})
        return found

    def _papers_of(self, people: Iterable[Person]) -> Any:
        """The passports that came with the file: a trigger made papers of their numbers, and nobody
        has touched them since."""
        hashes = [person.passport_hash for person in people if person.passport_hash]
        return Document.unscoped.filter(
            person__in=[person.pk for person in people],
            kind=Document.Kind.PASSPORT,
            number_hash__in=hashes,
            version=1,
        )

    def _journey_differs(self, row: ImportRow) -> bool:
        """Whether a journey that the file changed was changed again."""
        if not (changed := row.made.get("changed_journey")):
            return False
        journey = Journey.unscoped.filter(pk=changed["pk"]).first()
        return journey is None or any(
            getattr(journey, column) != _value(Journey, column, new)
            for column, new in changed["new"].items()
        )

    # --- taking back --------------------------------------------------------------------------

    def _take_back(self, rows: Sequence[ImportRow]) -> None:
        """Former values of the changed columns, out of the history."""
        wanted = [(row.person_id, row.made["before"]) for row in rows if row.made["columns"]]
        former = _versions(wanted)
        now = timezone.now()
        groups: dict[tuple[str, ...], list[Person]] = {}
        for row in rows:
            columns = row.made["columns"]
            person = self.people[row.person_id or 0]
            if columns and (before := former.get((person.pk, row.made["before"]))) is None:
                self.kept[row.number] = _("Her former values are no longer known.")
                continue
            if "passport_number" in columns:
                self._papers_of([person]).delete()
            for column in columns:
                setattr(person, column, getattr(before, column))
            if columns:
                person.derive_keys()
                person.updated_at = now
                groups.setdefault(tuple(columns), []).append(person)
            self._take_back_journey(row)
            if "membership" in row.made:
                HouseholdMembership.unscoped.filter(pk=row.made["membership"]).delete()
        for columns, people in groups.items():
            Person.unscoped.bulk_update(people, [*columns, *DERIVED], batch_size=500)

    def _take_back_journey(self, row: ImportRow) -> None:
        if "journey" in row.made:
            Journey.unscoped.filter(pk=row.made["journey"]).delete()
        if changed := row.made.get("changed_journey"):
            old = {
                column: _value(Journey, column, value) for column, value in changed["old"].items()
            }
            Journey.unscoped.filter(pk=changed["pk"]).update(**old)

    def _remove(self, rows: Sequence[ImportRow]) -> None:
        keys = [row.person_id for row in rows if row.person_id]
        Journey.unscoped.filter(person__in=keys).delete()
        HouseholdMembership.unscoped.filter(person__in=keys).delete()
        ImportRow.unscoped.filter(batch=self.batch, person__in=keys).update(person=None)
        Person.unscoped.filter(pk__in=keys).delete()

    def _remove_empty_households(self) -> None:
        """Households that the file opened and that nobody else has joined or changed."""
        opened = self._keys("household")
        touched = _touched(Household, opened)
        Household.unscoped.filter(pk__in=opened - touched, memberships=None).delete()

    def _note(self) -> None:
        undone = 0
        for row in self.rows:
            row.version += 1
            if why := self.kept.get(row.number):
                row.outcome, row.reason = _Outcome.LEFT, why[:200]
            else:
                row.outcome, row.reason, row.made = _Outcome.UNDONE, "", {}
                row.person_id = row.person_id if row.person_id in self.people else None
                undone += 1
            if row.outcome == _Outcome.UNDONE and row.state == ImportRow.State.NEW:
                row.person_id = None
        ImportRow.unscoped.bulk_update(
            self.rows, ["outcome", "reason", "made", "person", "version"], batch_size=1_000
        )
        self.batch.result = {"undone": undone, "left": len(self.kept)}


def _touched(model: type[models.Model], keys: Iterable[int]) -> set[int]:
    """Which of these rows were changed after they were made."""
    events = model.pgh_event_model.unscoped  # type: ignore[attr-defined]
    changed = events.filter(pgh_obj__in=list(keys), pgh_label="update")
    return set(changed.values_list("pgh_obj", flat=True))


def _versions(wanted: Sequence[tuple[int | None, int]]) -> dict[tuple[int, int], Any]:
    """(person, version) → the history row with her values at that version."""
    events = Person.pgh_event_model.unscoped  # type: ignore[attr-defined]
    versions = {version for _pk, version in wanted}
    found = events.filter(pgh_obj__in=[pk for pk, _v in wanted], version__in=versions)
    return {(event.pgh_obj_id, event.version): event for event in found.order_by("pgh_id")}


def _value(model: type[models.Model], column: str, value: Any) -> Any:
    """What JSON kept of a column's value."""
    field = model._meta.get_field(column)
    if isinstance(field, models.DateField) and isinstance(value, str):
        return date.fromisoformat(value)
    return value
