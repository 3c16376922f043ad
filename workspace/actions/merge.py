"""Two records of one person become one, and two again. See docs/decisions/0006-merging.md."""

from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial

import pgtrigger
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.constraints import words_of
from accounts.models import Role, User
from ltsa.locks import Passing, retried
from migrants.models import Consent, DoublePair, HouseholdMembership, Journey, Merge, Person
from workspace.actions.appointments import follow_key, keep_claims
from workspace.actions.ledger import (
    Ledger,
    Step,
    Values,
    differing,
    from_json,
    loaded,
    rows_now,
    to_json,
)
from workspace.actions.private_questions import (
    chosen_of_journeys,
    chosen_private,
    private_state,
    write_of_journeys,
    write_private,
)
from workspace.actions.question import SECOND
from workspace.actions.questions import chosen, journey_clashes, present_places, questions
from workspace.actions.relation import fold_row, tried
from workspace.actions.relations import (
    WRITING_TRIGGERS,
    new_ledger,
    relations_to,
    watched,
)

_FOREIGN_KEY = "23503"


class Gone(Exception):
    """One of the two is no longer there, or no longer in the user's territory."""


class Stale(Exception):
    """One of the two was changed after the user looked at them: she has to look again."""


class Touched(Exception):
    """What a merge did was changed since: `rows` says what, in words."""

    def __init__(self, rows: list[str]) -> None:
        super().__init__(", ".join(rows))
        self.rows = rows


def lock_people(keys: list[int]) -> list[Person]:
    """Lock these people, the smaller key first, and read them as they are now. Whoever merges,
    changes a person or enters a journey takes the same locks."""
    people = Person.unscoped.filter(pk__in=keys).select_related("village").order_by("pk")
    return list(people.select_for_update(of=("self",)))


def merge_people(
    *,
    first: Person,
    second: Person,
    answers: Mapping[str, str],
    seen: tuple[int, int],
    by: User,
    seen_private: str | None = None,
) -> Merge:
    """Let the older of the two stand for both. `answers`: by name of the question "first" or
    "second" (of texts also "both"); `seen`: the versions of both that the user looked at, the older
    first; `seen_private`: the same of health and money, see `private_state`.

    Raises Gone, Stale, or ValidationError when the two cannot be one.
    """
    keys = sorted([first.pk, second.pk])
    return retried(
        lambda: _merge(keys, answers=dict(answers), seen=seen, seen_private=seen_private, by=by)
    )


def _merge(
    keys: list[int],
    *,
    answers: dict[str, str],
    seen: tuple[int, int],
    seen_private: str | None,
    by: User,
) -> Merge:
    people = lock_people(keys)
    if len(people) != 2 or Person.unscoped.mergeable_by(by).filter(pk__in=keys).count() != 2:
        raise Gone
    kept, gone = people
    asked = {question.name for question in questions(kept, gone)}
    if (kept.version, gone.version) != tuple(seen) or asked - answers.keys():
        raise Stale
    if seen_private is not None and seen_private != private_state(kept, gone):
        raise Stale
    answers = {name: answer for name, answer in answers.items() if name in asked}
    before = watched(people)
    pair = DoublePair.unscoped.filter(first=kept, second=gone).first()
    ledger = new_ledger()
    try:
        with transaction.atomic():
            private = chosen_private(kept, gone, answers)
            _settle(ledger, kept, gone, answers)
            for relation in relations_to(Person):
                relation.move(ledger, old=gone, new=kept)
            write_private(ledger, kept, private)
            stands = chosen(kept, gone, answers)
            ledger.remove(gone)
            _write(ledger, kept, stands, by)
            follow_key(ledger, Person.unscoped.get(pk=kept.pk))
            _check_foreign_keys()
    except IntegrityError as error:
        if getattr(error.__cause__, "pgcode", None) == _FOREIGN_KEY:
            raise Passing from error  # somebody was adding to the record that goes, just now
        raise words_of(error) from error
    steps = ledger.steps(before, watched([kept]))
    return Merge.unscoped.create(
        kept=kept,
        gone_pk=keys[1],
        pair_key=pair.pk if pair else None,
        gone_name=gone.name,
        gone_village=gone.village,
        steps=to_json(steps),
        merged_by=by,
    )


def _settle(ledger: Ledger, kept: Person, gone: Person, answers: Mapping[str, str]) -> None:
    """Remove what cannot stand side by side, as it was decided."""
    for clash in journey_clashes(kept, gone):
        sides = (clash.first, clash.second)
        stand, fall = reversed(sides) if answers[clash.name] == SECOND else sides
        private = chosen_of_journeys(*sides, answers)
        for journey in fall:
            _fold_journey(ledger, journey, stand)
        write_of_journeys(ledger, private)
    if places := present_places(kept, gone):
        _leave(ledger, places[0] if answers["family"] == SECOND else places[1])
    _settle_consents(ledger, kept, gone)


def _fold_journey(ledger: Ledger, journey: Journey, stand: list[Journey]) -> None:
    """One journey that was entered twice: what happened on it goes to the one that stands. Only
    between journeys to the same country is anything filled in."""
    same = [one for one in stand if one.country == journey.country]
    into = (same or stand)[0]
    fold_row(ledger, journey, into, fill=bool(same))


def _leave(ledger: Ledger, place: HouseholdMembership) -> None:
    until = max(timezone.localdate(), place.since or timezone.localdate())
    ledger.change(place, until=until)


def _settle_consents(ledger: Ledger, kept: Person, gone: Person) -> None:
    """The stricter holds: the one that ends earlier, and a withdrawal holds against a consent that
    was given before it."""
    by_purpose: dict[str, list[Consent]] = {}
    for consent in Consent.unscoped.filter(person__in=[kept, gone]).order_by("given_on", "pk"):
        by_purpose.setdefault(consent.purpose, []).append(consent)
    for consents in by_purpose.values():
        given = [one for one in consents if one.withdrawn_at is None]
        given.sort(key=lambda one: (one.valid_until is None, one.valid_until, one.pk))
        withdrawn = [one for one in consents if one.withdrawn_at]
        for number, consent in enumerate(given):
            against = any(
                other.person_id != consent.person_id
                and timezone.localdate(other.withdrawn_at) >= consent.given_on
                for other in withdrawn
            )
            if number or against:
                ledger.change(consent, withdrawn_at=timezone.now())


def _write(ledger: Ledger, kept: Person, stands: Mapping[str, object], by: User) -> None:
    """Write what differs from the row as it is by now: triggers may have changed it. That somebody
    is dead by one record only, without a confirmed report, the office alone may decide."""
    stored = Person.unscoped.get(pk=kept.pk)
    for name, value in stands.items():
        setattr(kept, name, value)
    kept.derive_keys()
    columns = [*stands, "name_key", "nik_hash", "passport_hash"]
    changes = {
        name: getattr(kept, name)
        for name in columns
        if getattr(kept, name) != getattr(stored, name)
    }
    quiet = ["migrants.Person:died_needs_confirmation"] if by.role == Role.CASE_OFFICER else []
    if changes:
        with pgtrigger.ignore(*quiet) if quiet else nullcontext():
            ledger.change(stored, **changes)


def _check_foreign_keys() -> None:
    """Foreign keys are checked at the end of a transaction; here and now, to know who fails."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


# --- and back -------------------------------------------------------------------------------------


def undo_merge(*, merge: Merge, by: User) -> None:
    """Give both records back exactly as they were. What was entered since stays with the one that
    was kept; what the merge touched and somebody has changed since is left to people.

    Undoing twice changes nothing. Raises Gone when it is not the user's, Touched when later changes
    are in the way.
    """
    retried(lambda: _undo(merge.pk, by=by))


def _undo(key: int, *, by: User) -> None:
    found = Merge.unscoped.editable_by(by).filter(pk=key).first()
    if found is None:
        raise Gone
    # First the person, as whoever merges does, then the merge itself.
    lock_people([found.kept_id])
    merge = Merge.unscoped.select_for_update(of=("self",)).get(pk=key)
    if merge.undone_at is not None:
        return
    if touched := changed_since(merge):
        raise Touched(touched)
    _restore(list(from_json(merge.steps)))
    Merge.unscoped.filter(pk=key).update(undone_at=timezone.now(), undone_by=by)


def changed_since(merge: Merge) -> list[str]:
    """What the merge touched and somebody has changed since, in words; empty: it can be undone."""
    later = Merge.unscoped.standing().filter(kept=merge.kept_id, pk__gt=merge.pk)
    if later.exists():
        return [_("a later merging, which has to be undone first")]
    steps = list(from_json(merge.steps))
    now = rows_now([step.key for step in steps])
    touched = [step for step in steps if differing(step.key[0], now.get(step.key), step.after)]
    return sorted({_in_words(step, now.get(step.key)) for step in touched})


def _in_words(step: Step, now: Values | None) -> str:
    """ "person: phone" or "journey: removed"."""
    what = str(step.model._meta.verbose_name)
    fields = {field.attname: field for field in step.model._meta.concrete_fields}
    labels = [
        str(fields[name].verbose_name) if name in fields else _("removed")
        for name in differing(step.key[0], now, step.after)
        if not name.endswith(("_hash", "_key"))
    ]
    return f"{what}: {', '.join(sorted(labels))}" if labels else what


def _restore(steps: list[Step]) -> None:
    """Set every row back, the last one first. A row that has to wait for another one, such as a
    second present passport, is tried again after the others."""
    ignored = [name for name in WRITING_TRIGGERS if has_trigger(name)]
    with pgtrigger.ignore(*ignored):
        waiting = list(reversed(steps))
        while waiting:
            left = [step for step in waiting if not tried(partial(_set_back, step))]
            if len(left) == len(waiting):
                raise Touched([_("something that was entered since stands in the way")])
            waiting = left
        if not tried(partial(keep_claims, steps)) or not tried(_check_foreign_keys):
            raise Touched([_("something that was entered since stands in the way")])
    now = rows_now([step.key for step in steps])
    if wrong := [s for s in steps if differing(s.key[0], now.get(s.key), s.before)]:
        raise Touched([str(step.model._meta.verbose_name) for step in wrong])


def has_trigger(uri: str) -> bool:
    return any(
        f"{model._meta.label}:{trigger.name}" == uri for model, trigger in pgtrigger.registered()
    )


def _set_back(step: Step) -> None:
    rows = step.model._base_manager.filter(pk=step.key[1])
    if step.before is None:
        rows._raw_delete(rows.db)
    elif step.after is None:
        _insert(step.model, step.before)
    else:
        names = differing(step.key[0], step.before, step.after)
        values = loaded(step.model, {name: step.before[name] for name in names})
        if values:
            rows.update(**values)


def _insert(model: type[Model], values: Values) -> None:
    """As it was, its key included: nothing is derived or stamped anew."""
    model(**loaded(model, values)).save_base(raw=True, force_insert=True)
