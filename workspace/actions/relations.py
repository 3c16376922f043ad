"""Everything that hangs from a person, and how it goes over when two records are merged.

**A new foreign key to Person needs one line here.** tests/workspace/test_relations.py fails until
it has it; docs/decisions/0006-merging.md says how to choose.

    Relation("app.Model", "field")                      rows simply go over
    Relation("app.Model", "field", drop)                … one that is there already is dropped
    Relation("app.Model", "field", end(until=today))    … a second present one is ended
    Relation("app.Model", "field", fold)                … and its values are filled into the other

The third argument is asked only when the database refuses the row beside those of the kept person
(unique, exclusion and check constraints). Without it such a merge is refused.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from workspace.actions.ledger import Key, Ledger, Values, dump, key_of
from workspace.actions.relation import (
    Relation,
    drop,
    end,
    end_or_drop_same,
    fold,
    fold_shares,
    fold_what_hangs,
    keep_pair,
)

today, now = timezone.localdate, timezone.now

#: In the order in which they go over. Where the user is asked (journeys of the same time, the
#: present family) and for consents, workspace.actions.merge has settled it before.
RELATIONS: tuple[Relation, ...] = (
    Relation("migrants.Journey", "person"),
    Relation("migrants.HouseholdMembership", "person", fold),
    Relation("migrants.Residence", "person", end(until=today)),
    Relation("migrants.Consent", "person"),
    Relation("migrants.Care", "child", drop),
    Relation("migrants.Care", "carer", drop),
    Relation("migrants.GroupMembership", "person", end(until=today)),
    Relation("migrants.Parentage", "child", drop),
    Relation("migrants.Parentage", "parent", drop),
    Relation("migrants.Schooling", "child", drop),
    Relation("migrants.Remittance", "sender", end_or_drop_same("frequency", until=today)),
    Relation("migrants.Remittance", "receiver", end_or_drop_same("frequency", until=today)),
    Relation("migrants.Case", "person"),
    Relation("migrants.Document", "person", end(ended_on=today)),
    Relation("migrants.HomeChange", "person"),
    Relation("migrants.MoveRequest", "person", end(state="withdrawn", answered_at=now)),
    Relation("migrants.Health", "person", fold),
    Relation("migrants.Finance", "person", fold),
    Relation("migrants.Vulnerability", "person", fold),
    Relation("migrants.Training", "person", drop),
    Relation("migrants.Wish", "person", drop),
    Relation("migrants.RoundCheck", "person", drop),
    Relation("migrants.DeathReport", "person", fold_what_hangs),
    Relation("migrants.DoublePair", "first", keep_pair),
    Relation("migrants.DoublePair", "second", keep_pair),
    Relation("migrants.DoubleRequest", "person"),
    Relation("migrants.Merge", "kept"),
    Relation("migrants.ImportRow", "person"),
    Relation("ltsa.Party", "person"),
    Relation("ltsa.WaitingParty", "person"),
    Relation("businesses.Ownership", "person", fold_shares),
    # What hangs from rows that may be folded into another one.
    Relation("migrants.JourneyEvent", "journey", drop),
    Relation("migrants.JourneyPrivate", "journey", fold),
    Relation("migrants.DeathPhoto", "report"),
)
#: Triggers that write into other rows, or ask for a reason to change. While a merge is undone every
#: row is set to what it was, so they have nothing to add. One that is missing here is noticed: the
#: undo compares at the end, and refuses when it is not exact.
WRITING_TRIGGERS = (
    "migrants.Person:keep_passport",
    "migrants.Person:touch_consents",
    "migrants.Person:note_home_change",
    "migrants.Person:died_needs_confirmation",
    "migrants.Document:show_on_person",
    "migrants.RoundCheck:checked_on",
    "migrants.DeathReport:deceased_once_confirmed",
)


def relations_to(model: type[models.Model]) -> list[Relation]:
    return [relation for relation in RELATIONS if relation.target is model]


def new_ledger() -> Ledger:
    return Ledger(RELATIONS)


def folded_models() -> set[type[models.Model]]:
    """Models whose rows may be folded into another one: what hangs from them needs lines too."""
    folding = (fold, fold_shares, fold_what_hangs)
    folded = {relation.model for relation in RELATIONS if relation.on_clash in folding}
    return folded | {apps.get_model("migrants.Journey")}


def foreign_keys_to(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Every foreign key to `model` that there is, as (label, field). The events of the history are
    left out: they tell what was and stay as they are."""
    for one in apps.get_models():
        if hasattr(one, "pgh_tracked_model"):
            continue
        for field in [*one._meta.concrete_fields, *one._meta.many_to_many]:
            if field.is_relation and field.related_model is model:
                yield one._meta.label, field.name


def watched(people: Any) -> dict[Key, Values]:
    """Every row that hangs from these people, and from what hangs from them and may be folded, as
    it is now: also what triggers do is seen."""
    found = {key_of(person): dump(person) for person in people}
    rows: dict[Any, list[Any]] = {}
    for relation in RELATIONS:
        targets = people if relation.target is type(people[0]) else rows.get(relation.target, [])
        for row in relation.rows(*targets):
            rows.setdefault(type(row), []).append(row)
            found[key_of(row)] = dump(row)
    return found
