"""Indicators of lives after the return: who left again, who no longer needs to, who wishes to, and
how far the villages are in confirming what they know."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from dashboards.areas import Area
from dashboards.indicators import count_by, register_source
from dashboards.tables import Row, Table
from migrants.half_years import HalfYear
from migrants.models import Journey, Person, RoundCheck, Wish
from migrants.models.journeys import JourneyQuerySet
from migrants.models.people import WISH_HOLDS, PersonQuerySet

Status = Person.Status
#: How long after a return one looks, and after which time somebody has stayed.
YEAR, TWO_YEARS = timedelta(days=365), timedelta(days=730)
#: Returns of so many years are shown one by one.
YEARS_SHOWN = 10
_SEXES = (Person.Sex.FEMALE, Person.Sex.MALE)


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded; None where nothing was observed."""
        return round(self.part * 100 / self.whole) if self.whole else None


def _returns(journeys: JourneyQuerySet, today: date) -> JourneyQuerySet:
    """Every return with what came after it, `after`: left within 12 or 24 months, or later; home
    for less than 12, less than 24 months, or longer. Home leave is no return. Who came home dead,
    or died at home, cannot leave again and is not counted."""
    later = (
        journeys.filter(person=OuterRef("person"), departed_on__gte=OuterRef("returned_on"))
        .exclude(pk=OuterRef("pk"))
        .order_by("departed_on")
        .values("departed_on")[:1]
    )
    after = Case(
        When(left_again__lte=F("returned_on") + YEAR, then=Value("left_12")),
        When(left_again__lte=F("returned_on") + TWO_YEARS, then=Value("left_24")),
        When(left_again__isnull=False, then=Value("left_later")),
        When(returned_on__gt=today - YEAR, then=Value("home_0")),
        When(returned_on__gt=today - TWO_YEARS, then=Value("home_12")),
        default=Value("home_24"),
        output_field=CharField(),
    )
    found: JourneyQuerySet = (
        journeys.filter(returned_on__isnull=False)
        .exclude(return_kind=Journey.ReturnKind.REMAINS)
        .annotate(left_again=Subquery(later))
        .exclude(person__status=Status.DECEASED, left_again=None)
        .annotate(after=after)
    )
    return found


def remigration_rate(journeys: JourneyQuerySet, *, within: timedelta, today: date) -> Rate:
    """Of the returns observed for this long, how many were followed by a new departure within it.
    Every return counts once, however often the person left."""
    observed = _returns(journeys, today).filter(returned_on__lte=today - within)
    again = observed.filter(left_again__lte=F("returned_on") + within)
    return Rate(again.count(), observed.count())


_AFTER = ("left_12", "left_24", "left_later", "home_24", "home_12", "home_0")


def remigration(journeys: JourneyQuerySet, today: date | None = None) -> Table:
    """Returns by year, and what came after them."""
    today = today or timezone.localdate()
    returns = _returns(journeys, today).annotate(year=ExtractYear("returned_on"))
    counts = count_by(returns, "year", "after")
    first = today.year - YEARS_SHOWN + 1
    years = range(today.year, first - 1, -1)
    rows = [Row(str(year), tuple(counts[year, after] for after in _AFTER)) for year in years]
    older = tuple(
        sum(number for (year, what), number in counts.items() if year < first and what == after)
        for after in _AFTER
    )
    rows.append(Row(_("earlier"), older))
    return Table(
        key="again",
        title=_("Left again after the return"),
        first=_("Year of the return"),
        columns=(
            _("Left within 12 months"),
            _("Left in months 13 to 24"),
            _("Left later"),
            _("Home for 24 months or more"),
            _("Home for 12 to 24 months"),
            _("Home for less than 12 months"),
        ),
        rows=tuple(row for row in rows if row.is_counted),
        unit=_("returns"),
        definition=_(
            "Every return counts once, by its year, with the next departure of the same person."
            " Home leave is not a return. Returns after a death are left out."
        )
        + " "
        + _rate_in_words(counts, today),
        source=register_source(),
    )


def _rate_in_words(counts: Any, today: date) -> str:
    """The rate within 12 months, of all years that are observed in full."""
    observed = {key: number for key, number in counts.items() if key[0] < today.year - 1}
    again = sum(number for (_year, after), number in observed.items() if after == "left_12")
    percent = Rate(again, sum(observed.values())).percent
    if percent is None:
        return _("No year is observed in full yet.")
    return _("Of the returns up to %(year)s, %(percent)s%% left again within 12 months.") % {
        "year": today.year - 2,
        "percent": percent,
    }


def _with_wish(people: PersonQuerySet, user: Any, today: date) -> PersonQuerySet:
    """`said`: the latest answer, "" when it is older than a year or there is none."""
    latest = (
        Wish.visible_to(user)
        .filter(person=OuterRef("pk"), asked_on__gt=today - WISH_HOLDS)
        .order_by("-asked_on")
        .values("answer")[:1]
    )
    found: PersonQuerySet = people.with_status(Status.RETURNED).annotate(said=Subquery(latest))
    return found


def wishes(people: PersonQuerySet, area: Area, today: date | None = None) -> Table:
    """Do those who came back wish to leave again?"""
    today = today or timezone.localdate()
    counts = count_by(_with_wish(people, area.user, today), "said", "sex")
    labels: list[tuple[str | None, str]] = [
        (answer.value, str(answer.label)) for answer in Wish.Answer
    ]
    labels.append((None, _("Not asked for a year")))
    return Table(
        key="wish",
        title=_("Wish to leave again"),
        first=_("Answer"),
        columns=tuple(str(sex.label) for sex in _SEXES),
        rows=tuple(
            Row(label, tuple(counts[said, sex] for sex in _SEXES)) for said, label in labels
        ),
        unit=_("returned workers"),
        definition=_(
            "Everybody who has come home and plans nothing, by the latest answer of the last 12"
            " months."
        ),
        source=register_source(),
    )


def no_longer_needs_to_leave(
    people: PersonQuerySet, journeys: JourneyQuerySet, area: Area, today: date | None = None
) -> Table:
    """Who has stayed for two years and says that she does not wish to leave."""
    today = today or timezone.localdate()
    recent = journeys.filter(person=OuterRef("pk"), returned_on__gt=today - TWO_YEARS)
    group = Case(
        When(Exists(recent), then=Value("recent")),
        When(said=Wish.Answer.NO, then=Value("stays")),
        When(said__isnull=True, then=Value("unasked")),
        default=Value("wishes"),
        output_field=CharField(),
    )
    home = _with_wish(people, area.user, today).annotate(group=group)
    counts = count_by(home, "group", "sex")
    labels = (
        ("stays", _("No longer needs to leave")),
        ("wishes", _("Home for two years, wishes to leave or is unsure")),
        ("unasked", _("Home for two years, not asked for a year")),
        ("recent", _("Home for less than two years")),
    )
    return Table(
        key="stays",
        title=_("No longer needs to leave"),
        first=_("Group"),
        columns=tuple(str(sex.label) for sex in _SEXES),
        rows=tuple(
            Row(label, tuple(counts[what, sex] for sex in _SEXES)) for what, label in labels
        ),
        unit=_("returned workers"),
        definition=_(
            "Home for two years or more without a new departure or plan, and “no” to the question"
            " whether she wishes to leave, asked in the last 12 months. Who is at home on leave is"
            " abroad."
        ),
        source=register_source(),
    )


def confirmed_by_place(people: PersonQuerySet, area: Area, today: date | None = None) -> Table:
    """How far the round "still true?" is, place by place."""
    half_year = HalfYear.of(today or timezone.localdate())
    tries = RoundCheck.visible_to(area.user).in_round(half_year.first)
    state = Case(
        When(checked_on__gte=half_year.first, then=Value("confirmed")),
        When(Q(Exists(tries.filter(person=OuterRef("pk")))), then=Value("tried")),
        default=Value("open"),
        output_field=CharField(),
    )
    asked = people.in_rounds().annotate(state=state)
    counts = count_by(asked, f"village__{area.part_lookup}", "state")
    rows = []
    for place in area.parts:
        numbers = tuple(counts[place.pk, what] for what in ("confirmed", "tried", "open"))
        if sum(numbers):
            rows.append(Row(place.name, numbers, place.digits))
    return Table(
        key="round",
        title=_("Still true? Confirmed in this half-year"),
        first=_("Place"),
        columns=(_("Confirmed"), _("Not reached"), _("Not asked yet")),
        rows=tuple(rows),
        unit=_("workers"),
        definition=_(
            "Workers before, during and after their time abroad about whom the village confirmed in"
            " this half-year that the register is true. Places without workers are left out."
        ),
        source=register_source(),
        period=str(half_year),
        drill=area.part_parameter,
    )
