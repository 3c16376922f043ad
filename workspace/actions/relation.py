"""One foreign key to a person (or to something that hangs from her), and how its rows go over to
the kept record. The list is in workspace.actions.relations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.encryption import EncryptedField
from migrants.models import DoublePair
from workspace.actions.ledger import DERIVED, Ledger

#: Asked when the database refuses a row beside those of the kept person.
Clash = Callable[[Ledger, "Relation", Any, models.Model], None]
#: Never filled in from the other row: keys, and who wrote it when.
_OWN = DERIVED | {"id", "submit_key", "created_at"}
#: Texts that are one value each: two of them cannot be written below one another.
_ATOMS = frozenset({"debt", "number", "wage"})


@dataclass(frozen=True)
class Relation:
    """A foreign key, and what happens to a row that cannot stand beside those of the kept one."""

    label: str
    field: str
    on_clash: Clash | None = None

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @property
    def attribute(self) -> str:
        return str(self.model._meta.get_field(self.field).attname)  # type: ignore[union-attr]

    @property
    def target(self) -> Any:
        return self.model._meta.get_field(self.field).related_model

    def rows(self, *targets: models.Model) -> models.QuerySet[Any]:
        """The rows that hang from these, oldest first."""
        hanging = {f"{self.field}__in": [target.pk for target in targets]}
        return self.model._base_manager.filter(**hanging).order_by("pk")

    def move(self, ledger: Ledger, *, old: models.Model, new: models.Model) -> None:
        """Let all rows of `old` hang from `new`."""
        for row in self.rows(old):
            self.move_row(ledger, row, new)

    def move_row(self, ledger: Ledger, row: models.Model, new: models.Model) -> None:
        """Raises ValidationError when the row cannot go over."""
        if tried(lambda: ledger.change(row, **{self.attribute: new.pk})):
            return
        row.refresh_from_db()
        if self.on_clash is None:
            what = self.model._meta.verbose_name_plural
            raise ValidationError(
                _("These two cannot be merged: their %(what)s exclude one another."),
                params={"what": what},
            )
        self.on_clash(ledger, self, row, new)

    def rival(self, row: models.Model, new: models.Model) -> Any:
        """The row of `new` beside which `row` cannot stand, by the unique constraints; or None."""
        beside = self.model._base_manager.filter(**{self.attribute: new.pk}).exclude(pk=row.pk)
        if self.model._meta.get_field(self.field).unique:  # type: ignore[union-attr]
            return beside.first()
        for rule in self.model._meta.constraints:
            if not isinstance(rule, models.UniqueConstraint) or self.field not in rule.fields:
                continue
            same = {name: getattr(row, name) for name in rule.fields if name != self.field}
            found = beside.filter(**same).filter(rule.condition or models.Q()).first()
            if found:
                return found
        return None


def tried(work: Callable[[], object]) -> bool:
    """Whether the database let it pass."""
    try:
        with transaction.atomic():
            work()
    except IntegrityError:
        return False
    return True


# --- what may happen on a clash -------------------------------------------------------------------


def drop(ledger: Ledger, relation: Relation, row: Any, new: models.Model) -> None:
    """The kept person has it already."""
    ledger.remove(row)


def end(**values: Any) -> Clash:
    """It goes over as something that has ended: `end(until=timezone.localdate)`. What is there word
    for word already is dropped."""

    def ended(ledger: Ledger, relation: Relation, row: Any, new: models.Model) -> None:
        found = {name: one() if callable(one) else one for name, one in values.items()}
        if not tried(lambda: ledger.change(row, **{relation.attribute: new.pk}, **found)):
            row.refresh_from_db()
            ledger.remove(row)

    return ended


def end_or_drop_same(column: str, **values: Any) -> Clash:
    """As `end`; but a row that says the same in `column` as the kept person's is dropped."""
    ending = end(**values)

    def settled(ledger: Ledger, relation: Relation, row: Any, new: models.Model) -> None:
        into = relation.rival(row, new)
        if into is not None and getattr(into, column) == getattr(row, column):
            ledger.remove(row)
        else:
            ending(ledger, relation, row, new)

    return settled


def fold(ledger: Ledger, relation: Relation, row: Any, new: models.Model) -> None:
    """Both are one: what the kept person's row lacks is filled in from this one."""
    into = relation.rival(row, new)
    if into is None:
        raise ValidationError(
            _("These two cannot be merged: their %(what)s exclude one another."),
            params={"what": relation.model._meta.verbose_name_plural},
        )
    fold_row(ledger, row, into, fill=True)


def fold_what_hangs(ledger: Ledger, relation: Relation, row: Any, new: models.Model) -> None:
    """As `drop`; but what hangs from the row goes over to the kept person's."""
    if (into := relation.rival(row, new)) is None:
        ledger.remove(row)
    else:
        fold_row(ledger, row, into, fill=False)


def fold_shares(ledger: Ledger, relation: Relation, row: Any, new: models.Model) -> None:
    """Twice an owner of one business: her shares together, since the earlier day."""
    into = relation.rival(row, new)
    shares = [one.share_percent for one in (into, row) if one.share_percent]
    fold_row(ledger, row, into, fill=True)
    if len(shares) == 2:
        ledger.change(into, share_percent=min(sum(shares), 100))


def keep_pair(ledger: Ledger, relation: Relation, row: Any, new: models.Model) -> None:
    """A possible double of the one is a possible double of the other. A pair names the lower key
    first; a pair of the two merged people themselves is settled."""
    other = row.second_id if relation.field == "first" else row.first_id
    first, second = sorted((other, new.pk))
    listed = DoublePair.unscoped.filter(first=first, second=second)
    if first == second or listed.exists():
        ledger.remove(row)
    else:
        ledger.change(row, first_id=first, second_id=second)


def fold_row(ledger: Ledger, row: Any, into: Any, *, fill: bool) -> None:
    """Let `into` stand for both: what hangs from `row` goes over, with `fill` also what `into`
    lacks; then `row` is removed."""
    for relation in ledger.relations:
        if relation.target is type(row):
            relation.move(ledger, old=row, new=into)
    ledger.remove(row)
    if fill and (values := filled(into, row)):
        ledger.change(into, **values)


def filled(into: Any, row: Any) -> dict[str, Any]:
    """What `into` gains from `row`: values that it lacks, the earlier beginning, both texts."""
    values: dict[str, Any] = {}
    for field in into._meta.concrete_fields:
        name, old, new = field.attname, getattr(into, field.attname), getattr(row, field.attname)
        if field.is_relation or name in _OWN or new in (None, "", False) or old == new:
            continue
        free_text = isinstance(field, models.TextField) and not field.choices
        if old in (None, "", False):
            values[name] = new
        elif name == "since":
            values[name] = min(old, new)
        elif free_text and name not in _ATOMS and (isinstance(field, EncryptedField) or old):
            values[name] = f"{old}\n{new}"
    return values
