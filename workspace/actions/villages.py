"""A village was split or got a new name and code: its rows follow to the village that came after.

The old village stays in the database with its last day; `migrants.HomeChange` remembers who came
from there, so that reports of earlier years still show the old shape. Ties all apps together, so it
stands on top.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.history import HistoryEvent
from accounts.models import User
from ltsa.models import Booking
from migrants.models import HomeChange, Household, MoveRequest, Person
from villages.models import Village

#: Rows that tell what once was; they keep the village of that day.
_STAY = (HomeChange,)
#: Kept by the area data itself.
_PLACES = "villages"


@transaction.atomic
def follow_successor(
    *, old: Village, to: Village, hamlets: Mapping[str, Village] | None = None
) -> dict[str, int]:
    """Let everything that hangs from `old` follow to `to`; of a village that was split, people and
    families of a hamlet to the village named for it in `hamlets`, and with a person what is hers.

    Returns how many rows of each kind moved, by model label. Doing it again moves what was entered
    since. ValidationError when the places do not fit, or two rows would become one.
    """
    targets = {to, *(hamlets or {}).values()}
    _check(old, targets)
    try:
        with transaction.atomic():
            moved = _follow(old, to, hamlets or {})
    except IntegrityError as error:
        raise ValidationError(
            _("The new village already has a family card or group like one of the old village.")
        ) from error
    return {label: number for label, number in moved.items() if number}


def _check(old: Village, targets: set[Village]) -> None:
    if old.valid_to is None:
        raise ValidationError(_("End the old village with its last day first."))
    if targets - set(old.successors.all()):
        raise ValidationError(_("Name the new village as one that came after the old one first."))


def _follow(old: Village, to: Village, hamlets: Mapping[str, Village]) -> dict[str, int]:
    moved: dict[str, int] = {}
    for kind in (Person, Household):
        rows: Any = kind.unscoped
        for hamlet, village in hamlets.items():
            found = rows.filter(village=old, hamlet__iexact=hamlet)
            _count(moved, kind, found.update(village=village))
        _count(moved, kind, rows.filter(village=old).update(village=to))
    for model, field in hanging_fields():
        rows = _rows(model).filter(**{field: old})
        if model is Booking:
            rows = rows.active()  # those that are over were of the old village
        if field == "village" and any(one.name == "person" for one in model._meta.fields):
            for village in set(hamlets.values()) - {to}:
                _count(moved, model, rows.filter(person__village=village).update(village=village))
        _count(moved, model, rows.update(**{field: to}))
    # An open request leads to wherever her hamlet went.
    here = Person.unscoped.filter(pk=models.OuterRef("person")).values("village")[:1]
    requests = MoveRequest.unscoped.open().filter(person__village__in={to, *hamlets.values()})
    requests.update(from_village=models.Subquery(here))
    return moved


def _count(moved: dict[str, int], model: Any, number: int) -> None:
    moved[model._meta.label] = moved.get(model._meta.label, 0) + number


def _rows(model: Any) -> Any:
    return model.unscoped.all() if hasattr(model, "unscoped") else model.objects.all()


def hanging_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every field of every model that points at a village and follows it; people and families go
    first, by themselves. A new model follows without being named here."""
    for model in apps.get_models():
        if (
            model in (*_STAY, Person, Household)
            or model._meta.app_label == _PLACES
            or issubclass(model, HistoryEvent)
            or model._meta.auto_created
        ):
            continue
        for field in model._meta.local_concrete_fields:
            if field.related_model is Village:
                yield model, field.name


def left_behind(user: User) -> list[tuple[Village, int]]:
    """Villages of the user's regency that have ended and still have people: (village, people)."""
    rows = (
        Person.unscoped.filter(village__in=user.villages(), village__valid_to__isnull=False)
        .order_by("village__code")
        .values_list("village")
        .annotate(number=models.Count("pk"))
    )
    numbers = dict(rows)
    villages = Village.objects.filter(pk__in=numbers).select_related("district").order_by("code")
    return [(village, numbers[village.pk]) for village in villages]


def hamlets_of(village: Village) -> list[str]:
    """Hamlets that people of a village live in, as they are written; at most 60."""
    named = Person.unscoped.filter(village=village).exclude(hamlet="")
    return list(named.order_by("hamlet").values_list("hamlet", flat=True).distinct()[:60])
