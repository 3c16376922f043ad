"""Health, money and school of two records of one person: what they do not agree about is asked too.
The values are specific personal data: whoever shows them does it on request, and keeps the look."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.rupiah import rupiah
from migrants.models import Finance, Health, Journey, JourneyPrivate, Person, Schooling
from workspace.actions.ledger import Ledger
from workspace.actions.question import BOTH, FIRST, SECOND, Question

#: Texts that may stand below one another; of everything else there is one.
_TEXTS = frozenset({"needs", "illness", "wage_use", "assets", "debt_to"})
_ASKED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Health, ("disability", "needs", "illness")),
    (Finance, ("wage_use", "assets", "debt", "debt_to")),
)
#: A child's school is one answer: which class belongs to which school.
_SCHOOL = ("stage", "grade", "left_on")
#: Columns of JourneyPrivate that stand together; the first says whether anything is there.
_OF_JOURNEY = (("wage", "currency"), ("return_condition",))


def private_questions(first: Person, second: Person) -> Iterator[Question]:
    """What both records say of health and money, and say differently."""
    for model, columns in _ASKED:
        one, other = _row(model, first), _row(model, second)
        for column in columns if one and other else ():
            if _contradict(one, other, (column,)):
                yield _question(model, one, other, column)
    yield from _school_question(first, second)


def _school_question(first: Person, second: Person) -> Iterator[Question]:
    """Both records name a school, and not the same."""
    one, other = _row(Schooling, first), _row(Schooling, second)
    if one and other and _contradict(one, other, _SCHOOL):
        yield Question(
            "schooling",
            _("School"),
            _school_in_words(one),
            _school_in_words(other),
            is_private=True,
        )


def _school_in_words(row: Schooling) -> str:
    parts = [str(row.get_stage_display())]
    if row.grade:
        parts.append(_("class %(grade)d") % {"grade": row.grade})
    if row.left_on:
        parts.append(_("left school early on %(day)s") % {"day": date_format(row.left_on, "j F Y")})
    return ", ".join(parts)


def journey_questions(first: list[Journey], second: list[Journey]) -> Iterator[Question]:
    """The same about journeys to one country that will become one."""
    for one, other in _pairs(first, second):
        for columns in _OF_JOURNEY:
            if _contradict(one, other, columns):
                name = f"private_{columns[0]}_{one.journey_id}_{other.journey_id}"
                field: Any = JourneyPrivate._meta.get_field(columns[0])
                country: Any = one.journey.country
                label = f"{field.verbose_name}, {country.name}"
                texts = (_in_words(one, columns[0]), _in_words(other, columns[0]))
                yield Question(name, label, *texts, is_private=True)


def private_state(first: Person, second: Person) -> str:
    """The versions of everything private of both: what was looked at must be what is merged."""
    rows: list[Any] = []
    for model, _columns in _ASKED:
        rows += model.unscoped.filter(person__in=[first, second]).order_by("pk")
    rows += Schooling.unscoped.filter(child__in=[first, second]).order_by("pk")
    journeys = JourneyPrivate.unscoped.filter(journey__person__in=[first, second])
    rows += journeys.order_by("pk")
    return " ".join(f"{row._meta.model_name}{row.pk}.{row.version}" for row in rows)


Values = Mapping[str, Any]


def chosen_private(
    first: Person, second: Person, answers: Mapping[str, str]
) -> list[tuple[Any, Values]]:
    """Model and the columns of the one row that is left, where something was asked."""
    found: list[tuple[Any, Values]] = []
    for model, columns in _ASKED:
        one, other = _row(model, first), _row(model, second)
        values = {}
        for column in columns:
            if answer := answers.get(f"{model._meta.model_name}_{column}"):
                mine, theirs = getattr(one, column), getattr(other, column)
                both = {FIRST: mine, SECOND: theirs, BOTH: f"{mine}\n{theirs}"}
                values[column] = both[answer]
        if values:
            found.append((model, values))
    if answer := answers.get("schooling"):
        row = _row(Schooling, second if answer == SECOND else first)
        found.append((Schooling, {name: getattr(row, name) for name in (*_SCHOOL, "noted_on")}))
    return found


def chosen_of_journeys(
    first: list[Journey], second: list[Journey], answers: Mapping[str, str]
) -> dict[int, dict[str, Any]]:
    """Columns of JourneyPrivate by journey, for whichever of the two stands."""
    found: dict[int, dict[str, Any]] = {}
    for one, other in _pairs(first, second):
        for columns in _OF_JOURNEY:
            name = f"private_{columns[0]}_{one.journey_id}_{other.journey_id}"
            if answer := answers.get(name):
                row = other if answer == SECOND else one
                for key in (one.journey_id, other.journey_id):
                    taken = {column: getattr(row, column) for column in columns}
                    found.setdefault(key, {}).update(taken)
    return found


def write_private(ledger: Ledger, kept: Person, chosen: list[tuple[Any, Values]]) -> None:
    """After the rows have become one."""
    for model, values in chosen:
        _change(ledger, _row(model, kept), values)


def write_of_journeys(ledger: Ledger, chosen: Mapping[int, Values]) -> None:
    for row in JourneyPrivate.unscoped.filter(journey__in=chosen):
        _change(ledger, row, chosen[row.journey_id])


def _change(ledger: Ledger, row: Model, values: Values) -> None:
    changes = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changes:
        ledger.change(row, **changes)


def _row(model: Any, person: Person) -> Any:
    owner = "child" if model is Schooling else "person"
    return model.unscoped.filter(**{owner: person.pk}).first()


def _pairs(
    first: list[Journey], second: list[Journey]
) -> Iterator[tuple[JourneyPrivate, JourneyPrivate]]:
    keys = [journey.pk for journey in [*first, *second]]
    rows = JourneyPrivate.unscoped.filter(journey__in=keys).select_related("journey")
    kept = {row.journey_id: row for row in rows}
    for one, other in product(first, second):
        if one.country == other.country and one.pk in kept and other.pk in kept:
            yield kept[one.pk], kept[other.pk]


def _contradict(one: Any, other: Any, columns: tuple[str, ...]) -> bool:
    values = [[getattr(row, column) for column in columns] for row in (one, other)]
    return bool(values[0][0] and values[1][0] and values[0] != values[1])


def _question(model: Any, one: Any, other: Any, column: str) -> Question:
    texts = (_in_words(one, column), _in_words(other, column))
    label = str(model._meta.get_field(column).verbose_name)
    name = f"{model._meta.model_name}_{column}"
    is_text = column in _TEXTS
    proposal = BOTH if is_text else ""
    return Question(name, label, *texts, proposal=proposal, is_private=True, may_both=is_text)


def _in_words(row: Any, column: str) -> str:
    value = getattr(row, column)
    if column == "wage":
        return str(row.wage_text)
    if column == "debt":
        return rupiah(int(value))
    labels = dict(row._meta.get_field(column).flatchoices)
    return str(labels.get(value, value))
