"""The figures of an office as tables: what officers and officials read and take along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dashboards.period import Period
from dashboards.tables import Row, Table
from dashboards.visits import Attendance, Attendances, DeskTimes, Papers, Saved, Spread
from ltsa.models import Booking, Pool

_Channel = Booking.Channel


def _book() -> str:
    return _("Appointment book of the LTSA")


def _marks() -> str:
    return _("What the desk marked: arrived, called, done")


def _spread_columns() -> tuple[str, str]:
    return _("Half within"), _("9 of 10 within")


def lead_table(found: Attendances, period: Period) -> Table:
    channels = [one for one in _Channel if one != _Channel.WALK_IN]
    leads = {one: found.by_channel.get(one, Attendance()).lead for one in channels}
    return Table(
        key="lead",
        title=_("Days from booking to the visit"),
        first=_("Booked"),
        columns=(_("Visits"), *_spread_columns()),
        rows=tuple(
            Row(str(capfirst(one.label)), leads[one].numbers)
            for one in channels
            if leads[one].number
        ),
        last=Row(_("All together"), found.all.lead.numbers),
        unit=_("visits"),
        definition=_(
            "Whole days from the day of the booking to the day of the visit, of all visits that"
            " were due. 0 is the same day. Whoever came without an appointment is not in it. If"
            " half of them waited at most 5 days, the other half waited longer."
        ),
        source=_book(),
        period=str(period),
        adds_up=False,
        counted=found.all.lead.number,
        undrawn=(0,),
        chart_unit=_("days"),
    )


def _times_table(
    key: str,
    title: str,
    definition: str,
    rows: Sequence[tuple[str, Spread]],
    every: Spread,
    period: Period,
    *,
    first: str = "",
    chart: str = "bar",
) -> Table:
    return Table(
        key=key,
        title=title,
        first=first or _("Desk"),
        columns=(_("Times"), *_spread_columns()),
        rows=tuple(Row(name, spread.numbers) for name, spread in rows if spread.number),
        last=Row(_("All together"), every.numbers),
        unit=_("times at a desk"),
        definition=definition,
        source=_marks(),
        period=str(period),
        chart=chart,
        adds_up=False,
        counted=every.number,
        undrawn=(0,),
        chart_unit=_("minutes"),
    )


def time_tables(found: DeskTimes, desks: Sequence[Pool], period: Period) -> tuple[Table, ...]:
    """Waiting by desk and by hour, serving by desk. `desks`: in the order of the rows."""
    several = len({desk.office_id for desk in desks}) > 1
    named = [
        (f"{desk.office}: {desk}" if several else desk.name, found.by_desk[desk.pk])
        for desk in desks
        if desk.pk in found.by_desk
    ]
    return (
        _times_table(
            "waiting",
            _("Minutes of waiting"),
            _(
                "From the arrival to the call, at each desk once. Whoever is sent on to another"
                " desk waits there from then on. The time in which somebody was set aside, for"
                " example to make a copy, does not count. Who comes before her hour waits from her"
                " arrival."
            ),
            [(name, times.waiting) for name, times in named],
            found.all.waiting,
            period,
        ),
        _times_table(
            "waiting_hour",
            _("Minutes of waiting by hour"),
            _("The same, by the hour of the day at which the waiting began."),
            [(f"{hour:02d}.00", found.by_hour[hour].waiting) for hour in sorted(found.by_hour)],
            found.all.waiting,
            period,
            first=_("From"),
            chart="column",
        ),
        _times_table(
            "serving",
            _("Minutes of service"),
            _(
                "From the call that was answered to the end at this desk, at each desk once; breaks"
                " in which somebody was set aside do not count. Visits that nobody ended at the"
                " desk on the same day are left out."
            ),
            [(name, times.serving) for name, times in named],
            found.all.serving,
            period,
        ),
    )


def percent(part: int, whole: int) -> int | None:
    """Rounded; None of nothing."""
    return (part * 200 + whole) // (2 * whole) if whole else None


def _missed(one: Attendance) -> tuple[int | None, ...]:
    return one.due, one.missed, one.too_late, percent(one.missed, one.due)


def no_show_table(found: Attendances, period: Period) -> Table:
    channels = [one for one in _Channel if one != _Channel.WALK_IN]
    rows = [(one, found.by_channel.get(one, Attendance())) for one in channels]
    return Table(
        key="no_show",
        title=_("Who did not come"),
        first=_("Booked"),
        columns=(
            _("Were due"),
            _("Did not come"),
            _("Cancelled too late"),
            _("Did not come, in percent"),
        ),
        rows=tuple(Row(str(capfirst(c.label)), _missed(one)) for c, one in rows if one.due),
        last=Row(_("All together"), _missed(found.all)),
        unit=_("visits that were due"),
        definition=_(
            "Due is what was booked, less what the family cancelled before its hour (%(number)d)"
            " and less what the office cancelled. The percentage is who did not come, of those due."
            " Whoever is still expected today is not in it, nor who came without an appointment."
        )
        % {"number": found.all.in_time},
        source=_book(),
        period=str(period),
        adds_up=False,
        counted=found.all.due,
        undrawn=(3,),
    )


def papers_tables(found: Papers, period: Period) -> tuple[Table, ...]:
    """Incomplete papers by service, and which were missing."""
    people, incomplete = found.all
    most = [Row(text, (number,)) for text, number in found.most]
    if found.own_words:
        most.append(Row(_("Something else, in the officer's words"), (found.own_words,)))
    if found.unnamed:
        most.append(Row(_("Nobody wrote down what"), (found.unnamed,)))
    return (
        Table(
            key="incomplete",
            title=_("Papers were incomplete"),
            first=_("Service"),
            columns=(_("People"), _("Papers missing"), _("In percent")),
            rows=tuple(
                Row(name, (number, lacking, percent(lacking, number)))
                for name, number, lacking in found.by_service
            ),
            last=Row(_("All together"), (people, incomplete, percent(incomplete, people))),
            unit=_("people with a result"),
            definition=_(
                "Of the people who came, once for each service, those who were sent home because"
                " papers were missing."
            ),
            source=_("Results that the desk wrote down"),
            period=str(period),
            adds_up=False,
            counted=people,
            undrawn=(0, 2),
        ),
        Table(
            key="missing",
            title=_("Which papers were missing"),
            first=_("Paper"),
            columns=(_("People"),),
            rows=tuple(most),
            unit=_("people whose papers were incomplete"),
            definition=_(
                "The papers that are missing most often, with the words of the list on that day."
                " Somebody may lack several, so the numbers are more than the people."
            ),
            source=_("Results that the desk wrote down"),
            period=str(period),
            adds_up=False,
            counted=incomplete,
            most_drawn=8,
        ),
    )


def _day_name(day: date, step: str) -> str:
    if step == "day":
        return date_format(day, "j F")
    return _("week of %(day)s") % {"day": date_format(day, "j F")}


def walk_in_table(found: Attendances, period: Period) -> Table:
    def numbers(one: Attendance) -> tuple[int | None, ...]:
        return one.came - one.walked_in, one.walked_in, percent(one.walked_in, one.came)

    return Table(
        key="walk_in",
        title=_("With and without an appointment"),
        first=_("Day") if period.step == "day" else _("Week"),
        columns=(
            _("With an appointment"),
            _("Without an appointment"),
            _("Without, in percent"),
        ),
        rows=tuple(
            Row(_day_name(day, period.step), numbers(one))
            for day, one in sorted(found.by_day.items())
            if one.came
        ),
        last=Row(_("All together"), numbers(found.all)),
        unit=_("visits of people who came"),
        definition=_(
            "Visits of people who came, also those who had to go home for missing papers."
        ),
        source=_book(),
        period=str(period),
        chart="column",
        adds_up=False,
        counted=found.all.came,
        undrawn=(2,),
    )


def saved_table(things: Saved, together: Saved, period: Period) -> Table:
    def numbers(one: Saved) -> tuple[int, ...]:
        return one.trips, hours(one.minutes), one.unknown

    both = Saved(
        trips=things.trips + together.trips,
        unknown=things.unknown + together.unknown,
        minutes=things.minutes + together.minutes,
    )
    return Table(
        key="saved",
        title=_("Trips saved"),
        first=_("Because"),
        columns=(_("Trips"), _("Hours on the way"), _("Trips whose way is not known")),
        rows=(
            Row(_("several things in one visit"), numbers(things)),
            Row(_("several people came together"), numbers(together)),
        ),
        last=Row(_("All together"), numbers(both)),
        unit=_("trips"),
        definition=_(
            "Reckoned, not measured: for each person who did several things in one visit one trip"
            " fewer than the things, and for each visit of several people one trip fewer than the"
            " people. Hours are there and back, by the ways to the office that the administrator"
            " has entered; trips from a place without one are counted, their hours are not."
        ),
        source=_("Appointment book of the LTSA; ways to the office"),
        period=str(period),
        adds_up=False,
        counted=both.trips,
        undrawn=(2,),
    )


def hours(minutes: int) -> int:
    """To the whole hour; half an hour upwards."""
    return (minutes + 30) // 60


@dataclass(frozen=True)
class Highlight:
    """A number for the top of the page, and the table that it comes from. None: nothing to
    reckon with."""

    value: int | None
    label: str
    icon: str
    kind: str
    table: str
    note: str = ""
