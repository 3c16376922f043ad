"""A person's working life as it is told on her page: where she is now, and what came before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from migrants.forms.rough_date import RoughDate
from migrants.models import DeathReport, Journey, JourneyEvent, Person, Wish

_Status = Person.Status


@dataclass(frozen=True)
class Now:
    """One glance: where she is and since when, with whom there is contact, what comes next."""

    where: str
    contact: str = ""
    next: str = ""
    #: Whether what comes next should have come already.
    is_late: bool = False


@dataclass(frozen=True)
class Entry:
    """One thing in the story. `kind`: journey, home, lost, settled, wish or death."""

    kind: str
    day: date
    journey: Journey | None = None
    wish: Wish | None = None
    report: DeathReport | None = None
    text: str = ""


def how_long(start: date, end: date) -> str:
    """ "4 years 8 months", "3 months", "12 days"; the days are left out beside months."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    years, months = divmod(max(months, 0), 12)
    parts = []
    if years:
        parts.append(ngettext("%(n)s year", "%(n)s years", years) % {"n": years})
    if months:
        parts.append(ngettext("%(n)s month", "%(n)s months", months) % {"n": months})
    if not parts:
        days = max((end - start).days, 0)
        parts.append(ngettext("%(n)s day", "%(n)s days", days) % {"n": days})
    return " ".join(parts)


def where_now(person: Person, journeys: Sequence[Journey], wish: Wish | None) -> Now | None:
    """None for who has never gone and plans nothing. The journeys need their events."""
    if person.status == _Status.STAYED:
        return None
    today = timezone.localdate()
    away = next((one for one in journeys if one.stage == "abroad"), None)
    last = next((one for one in journeys if one.returned_on), None)
    plan = next((one for one in journeys if one.stage == "planned"), None)
    contact = _contact(person, journeys)
    match person.status:
        case _Status.ABROAD if away:
            return _abroad(away, contact, today)
        case _Status.LOST_CONTACT if person.lost_contact_since:
            since = person.lost_contact_since
            facts = {"day": _day(since), "long": how_long(since, today)}
            where = _("No contact since %(day)s, for %(long)s") % facts
            place = _("Last known in %(place)s") % {"place": _place(away)} if away else ""
            return Now(where, place, _("Ask the family and the agency, open a case"), is_late=True)
        case _Status.SETTLED if person.settled_on:
            facts = {"place": _place(away or last), "day": _day(person.settled_on)}
            return Now(_("Settled in %(place)s since %(day)s") % facts, contact)
        case _Status.DECEASED if person.died_on:
            return Now(_("Died on %(day)s") % {"day": _day(person.died_on)})
        case _Status.PROSPECTIVE if plan:
            return _planning(plan, contact, today)
        case _Status.RETURNED if last:
            return _returned(last, wish, contact, today)
    return None


def _abroad(journey: Journey, contact: str, today: date) -> Now:
    leave = journey.leave_now(today)
    if leave and journey.is_on_leave(today):
        where = _("At home on leave from %(place)s since %(day)s") % {
            "place": _place(journey),
            "day": _rough(leave.happened_on, leave.happened_precision),
        }
        back = _("Goes back on %(day)s") % {"day": _day(leave.until)} if leave.until else ""
        return Now(where, contact, back)
    facts = {
        "place": _place(journey),
        "day": _rough(journey.departed_on, journey.departed_precision),
        "long": how_long(journey.departed_on or today, today),
    }
    where = _("In %(place)s since %(day)s, for %(long)s") % facts
    if leave and leave.until:
        late = _("Should have gone back from leave on %(day)s: has she?")
        return Now(where, contact, late % {"day": _day(leave.until)}, is_late=True)
    ends = journey.contract_ends_on
    if not ends:
        return Now(where, contact, _("Ask when the contract ends"))
    if ends < today:
        over = _("The contract ended on %(day)s: extended, or coming home?")
        return Now(where, contact, over % {"day": _day(ends)}, is_late=True)
    left = _("The contract ends on %(day)s, in %(long)s")
    return Now(where, contact, left % {"day": _day(ends), "long": how_long(today, ends)})


def _planning(plan: Journey, contact: str, today: date) -> Now:
    country = plan.country.name  # type: ignore[attr-defined]  # a Country, not its code
    where = _("In the village, wants to go to %(country)s: %(step)s") % {
        "country": country,
        "step": step_label(plan.plan_step),
    }
    if not plan.planned_on:
        return Now(where, contact, _("Ask when she leaves"))
    if plan.planned_on < today:
        late = _("Wanted to leave on %(day)s: has she?") % {"day": _day(plan.planned_on)}
        return Now(where, contact, late, is_late=True)
    soon = {"day": _day(plan.planned_on), "long": how_long(today, plan.planned_on)}
    return Now(where, contact, _("Leaves on %(day)s, in %(long)s") % soon)


def _returned(last: Journey, wish: Wish | None, contact: str, today: date) -> Now:
    back = last.returned_on or today
    where = _("Home since %(day)s, for %(long)s; before that in %(place)s") % {
        "day": _rough(back, last.returned_precision),
        "long": how_long(back, today),
        "place": _place(last),
    }
    if not wish:
        return Now(where, contact, _("Ask whether she wishes to leave again"))
    said = _("Wishes to leave again: %(answer)s (asked %(day)s)")
    facts = {"answer": wish.get_answer_display().lower(), "day": _day(wish.asked_on)}
    return Now(where, contact, said % facts)


def _contact(person: Person, journeys: Iterable[Journey]) -> str:
    """The latest sign of life, and when somebody last confirmed what is known."""
    events = [event for one in journeys for event in one.journey_events.all() if event.is_standing]
    news = max(
        (event for event in events if event.kind == JourneyEvent.Kind.NEWS),
        key=lambda event: event.happened_on,
        default=None,
    )
    said = []
    if news:
        day = _rough(news.happened_on, news.happened_precision)
        text = f"{day}: {news.note}" if news.note else day
        said.append(_("Last news: %(news)s") % {"news": text})
    if person.checked_on:
        said.append(_("confirmed on %(day)s") % {"day": _day(person.checked_on)})
    return " · ".join(said)


def step_label(step: str) -> str:
    """How far a plan has come, in words."""
    labels = {
        "interest": _("she is thinking about it"),
        "registered": _("registered"),
        "in_process": _("papers in process"),
        "ready": _("ready to leave"),
        "failed": _("failed"),
        "cancelled": _("given up"),
    }
    return labels.get(step, "")


def tell_story(
    person: Person,
    journeys: Sequence[Journey],
    wishes: Iterable[Wish],
    reports: Iterable[DeathReport],
) -> list[Entry]:
    """Everything in one line of time, the latest first; plans above all."""
    today = timezone.localdate()
    entries = [
        Entry(
            "journey", _begin(journey, today), journey=journey, text=step_label(journey.plan_step)
        )
        for journey in journeys
    ]
    entries += _times_at_home(journeys)
    if person.lost_contact_since:
        entries.append(Entry("lost", person.lost_contact_since))
    if person.settled_on:
        entries.append(Entry("settled", person.settled_on))
    entries += [Entry("wish", wish.asked_on, wish=wish) for wish in wishes]
    entries += [Entry("death", report.died_on, report=report) for report in reports]
    return sorted(entries, key=lambda entry: (entry.day, entry.kind == "journey"), reverse=True)


def _begin(journey: Journey, today: date) -> date:
    if journey.departed_on:
        return journey.departed_on
    return journey.cancelled_on or max(journey.planned_on or today, today)


def _times_at_home(journeys: Sequence[Journey]) -> list[Entry]:
    """Between one return and the next departure."""
    made = sorted(
        (one for one in journeys if one.departed_on), key=lambda one: one.departed_on or date.min
    )
    return [
        Entry(
            "home",
            before.returned_on,
            text=how_long(before.returned_on, after.departed_on or before.returned_on),
        )
        for before, after in pairwise(made)
        if before.returned_on
    ]


def _place(journey: Journey | None) -> str:
    if journey is None:
        return _("not known")
    country: Any = journey.country
    return f"{journey.city}, {country.name}" if journey.city else str(country.name)


def _rough(day: date | None, precision: str) -> str:
    return str(RoughDate(day, precision)) if day else _("not known")


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else _("not known")
