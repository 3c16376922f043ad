"""How far a round "still true?" has come, and who is next."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from migrants.half_years import HalfYear
from migrants.models import Person, RoundCheck
from migrants.models.people import PersonQuerySet


@dataclass(frozen=True)
class Progress:
    """People of one round: all of them, those confirmed, and those nobody could reach so far."""

    total: int
    confirmed: int
    unreached: int

    @property
    def left(self) -> int:
        return self.total - self.confirmed

    @property
    def percent(self) -> int:
        """Rounded down: 100 only when nobody is left."""
        return self.confirmed * 100 // self.total if self.total else 100


def counts_in(round: HalfYear) -> dict[str, Any]:
    """What to ask of a queryset of people to know how far the round is."""
    return {
        "total": Count("pk"),
        "confirmed": Count("pk", filter=Q(checked_on__gte=round.first)),
        "unreached": Count("pk", filter=Q(is_tried=True)),
    }


def with_tries(people: PersonQuerySet, user: User, round: HalfYear) -> PersonQuerySet:
    """`is_tried`: not confirmed in this round, and somebody tried."""
    tries = RoundCheck.visible_to(user).in_round(round.first).filter(person=OuterRef("pk"))
    open_still = Q(checked_on=None) | Q(checked_on__lt=round.first)
    found: PersonQuerySet = people.annotate(is_tried=Q(open_still) & Exists(tries))
    return found


def progress_of(user: User, round: HalfYear) -> Progress:
    """Of all that the user may see: a coordinator's village."""
    people = with_tries(Person.visible_to(user).in_rounds(), user, round)
    return Progress(**people.aggregate(**counts_in(round)))


def next_in_round(user: User, round: HalfYear) -> Person | None:
    """Whoever is to be asked next, or None when the village is done. Those whom nobody has tried
    to reach come first, hamlet by hamlet; somebody tried today is left in peace until tomorrow."""
    tries = Q(round_checks__round_begins=round.first)
    people = (
        Person.editable_by(user)
        .in_rounds()
        .unchecked(round)
        .select_related("village__district")
        .annotate(tried_on=Max("round_checks__on", filter=tries))
        .filter(Q(tried_on=None) | Q(tried_on__lt=timezone.localdate()))
    )
    order = (F("tried_on").asc(nulls_first=True), "hamlet", "name_key", "pk")
    found: Person | None = people.order_by(*order).first()
    return found


def last_answer(user: User) -> RoundCheck | None:
    """The user's latest answer, as long as she may take it back."""
    since = timezone.localdate() - timedelta(days=1)
    answers = RoundCheck.editable_by(user).filter(by=user, on__gte=since)
    found: RoundCheck | None = answers.select_related("person").order_by("-pk").first()
    return found
