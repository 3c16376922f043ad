"""How the visits of an office went, reckoned by PostgreSQL: one query a question, whatever their
number.

Every question gets a queryset of bookings that is scoped already; it becomes the `visit` of the
query, so nothing outside it can be counted. Days and hours are local; times are in minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone

from ltsa.models import Booking, Pool, State
from ltsa.models.bookings import VisitEvent

#: Whoever is in one of these has come.
CAME = (State.ARRIVED, State.CALLED, State.SERVING, State.DONE, State.INCOMPLETE)
#: Events that say nothing about a day at the desk: those before it, and those that change nothing.
_ASIDE = (
    VisitEvent.Kind.HELD,
    VisitEvent.Kind.BOOKED,
    VisitEvent.Kind.MOVED,
    VisitEvent.Kind.REDUCED,
    *VisitEvent.NO_CHANGE,
)
#: The papers that are missing most often, so many of them.
MOST_PAPERS = 15

_COLUMNS = ("pk", "office_id", "village_id", "starts_at", "channel", "state", "created_at")


@dataclass(frozen=True)
class Spread:
    """Of `number` values the one that half of them do not exceed, and the one that nine of ten do
    not exceed; None where there is no value."""

    number: int = 0
    median: float | None = None
    p90: float | None = None

    @property
    def numbers(self) -> tuple[int, int | None, int | None]:
        return self.number, _rounded(self.median), _rounded(self.p90)


def _rounded(value: float | None) -> int | None:
    """To the whole number; halves upwards."""
    return None if value is None else int(value + 0.5)


@dataclass(frozen=True)
class Attendance:
    """What became of visits. `due`: all that were booked, less those cancelled in time (before
    their hour), those the office cancelled, and those still expected. `missed` and `too_late` are
    part of it. `lead`: whole days from booking to the day of the visit, of those due."""

    came: int = 0
    walked_in: int = 0
    due: int = 0
    missed: int = 0
    too_late: int = 0
    in_time: int = 0
    lead: Spread = field(default_factory=Spread)


@dataclass(frozen=True)
class Attendances:
    """All of them; by the channel they were booked through; by day or week."""

    all: Attendance
    by_channel: dict[str, Attendance]
    by_day: dict[date, Attendance]


@dataclass(frozen=True)
class Times:
    """Waiting, and being served."""

    waiting: Spread = field(default_factory=Spread)
    serving: Spread = field(default_factory=Spread)


@dataclass(frozen=True)
class DeskTimes:
    """Of all stretches at a desk; by desk (its key); by the hour of the day they began at."""

    all: Times
    by_desk: dict[int, Times]
    by_hour: dict[int, Times]


@dataclass(frozen=True)
class Papers:
    """People with a result, and those of them whose papers were incomplete: in all and by service.
    `most`: papers with the number of people who lacked them; `own_words`: people for whom the
    officer wrote something else; `unnamed`: people for whom nobody said what."""

    all: tuple[int, int] = (0, 0)
    by_service: tuple[tuple[str, int, int], ...] = ()
    most: tuple[tuple[str, int], ...] = ()
    own_words: int = 0
    unnamed: int = 0


@dataclass(frozen=True)
class Saved:
    """Trips that nobody had to make. `minutes`: there and back, of those whose way is known;
    `unknown`: trips whose way nobody has told."""

    visits: int = 0
    trips: int = 0
    unknown: int = 0
    minutes: int = 0


def attendance(visits: QuerySet[Booking], *, step: str) -> Attendances:
    """`step`: "day" or "week" (which begins on Monday)."""
    rows = _ask(visits, _ATTENDANCE, [_zone(), step, list(CAME), list(CAME)])
    found = [(row[0], row[1], row[2], _attendance(*row[3:])) for row in rows]
    return Attendances(
        all=next((one for group, _c, _d, one in found if group == _ALL_OF_TWO), Attendance()),
        by_channel={str(c): one for group, c, _d, one in found if group == _BY_FIRST},
        by_day={d: one for group, _c, d, one in found if group == _BY_SECOND},
    )


def _attendance(
    came: int, walked_in: int, due: int, missed: int, too_late: int, in_time: int, *lead: Any
) -> Attendance:
    return Attendance(came, walked_in, due, missed, too_late, in_time, Spread(*lead))


#: What GROUPING() says of two columns: a bit for each that was summed over.
_BY_FIRST, _BY_SECOND, _ALL_OF_TWO = 1, 2, 3

_ATTENDANCE = """
    day_of AS (
        SELECT visit.*,
            (starts_at AT TIME ZONE zone.name)::date AS on_day,
            (coalesce(
                (SELECT min(at) FROM ltsa_visitevent
                    WHERE booking_id = visit.id AND kind = 'booked'),
                created_at
            ) AT TIME ZONE zone.name)::date AS booked_on,
            state = 'cancelled' AND starts_at < (SELECT max(at) FROM ltsa_visitevent
                WHERE booking_id = visit.id AND kind = 'cancelled') AS is_late
        FROM visit, (SELECT %s::text AS name) zone
    ),
    counted AS (
        SELECT channel, date_trunc(%s, on_day)::date AS shown, on_day - booked_on AS lead,
            state = ANY(%s) AS came, channel = 'walk_in' AS walked_in, state, is_late,
            channel <> 'walk_in'
                AND (state = ANY(%s) OR state = 'no_show' OR coalesce(is_late, false)) AS is_due
        FROM day_of
    )
    SELECT grouping(channel, shown), channel, shown,
        count(*) FILTER (WHERE came),
        count(*) FILTER (WHERE came AND walked_in),
        count(*) FILTER (WHERE is_due),
        count(*) FILTER (WHERE is_due AND state = 'no_show'),
        count(*) FILTER (WHERE is_due AND is_late),
        count(*) FILTER (WHERE state = 'cancelled' AND NOT walked_in AND NOT is_due),
        count(lead) FILTER (WHERE is_due),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY lead) FILTER (WHERE is_due),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY lead) FILTER (WHERE is_due)
    FROM counted GROUP BY GROUPING SETS ((channel), (shown), ())
    ORDER BY 1, 2, 3
"""


def desk_times(
    visits: QuerySet[Booking], *, not_marked: str, pool: Pool | None = None
) -> DeskTimes:
    """Waiting and serving, once for each desk of each visit; `pool`: of this desk only.

    Waiting is the time in which she could have been called: from the arrival, or from being sent on
    to this desk, to the call (to the start, where nobody called), without the time she was set
    aside. Serving begins with the call that she answered, and is the sum if it was interrupted.
    Marks that were taken back never were. `not_marked`: the note of visits that nobody ended at the
    desk; how long these were served is not known, nor of those that end on another day.
    """
    values = [list(_ASIDE), _zone(), not_marked, _zone(), _zone(), *[pool.pk if pool else None] * 2]
    rows = _ask(visits, _DESK_TIMES, values)
    found = [(row[0], row[1], row[2], Times(Spread(*row[3:6]), Spread(*row[6:]))) for row in rows]
    return DeskTimes(
        all=next((one for group, _d, _h, one in found if group == _ALL_OF_TWO), Times()),
        by_desk={d: one for group, d, _h, one in found if group == _BY_FIRST and d},
        by_hour={h: one for group, _d, h, one in found if group == _BY_SECOND and h is not None},
    )


# A mark adds one to the depth, taking it back takes one away: a mark is gone when the depth falls
# below its own later on. The desk of an event from before events named desks is the first desk of
# what the visit is for.
_DESK_TIMES = """
    mark AS (
        SELECT event.booking_id, event.id, event.at, event.kind, event.note, event.pool_id,
            sum(CASE event.kind WHEN 'undone' THEN -1 ELSE 1 END) OVER w AS depth
        FROM ltsa_visitevent event JOIN visit ON visit.id = event.booking_id
        WHERE event.kind <> ALL(%s)
        WINDOW w AS (PARTITION BY event.booking_id ORDER BY event.at, event.id)
    ),
    weighed AS (
        SELECT mark.*, min(depth) OVER (
            PARTITION BY booking_id ORDER BY at, id
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS lowest
        FROM mark
    ),
    stretch AS (
        SELECT booking_id, kind, at AS since, pool_id,
            lead(kind) OVER w AS next_kind, lead(at) OVER w AS until, lead(note) OVER w AS next_note
        FROM weighed
        WHERE kind <> 'undone' AND coalesce(lowest >= depth, true)
        WINDOW w AS (PARTITION BY booking_id ORDER BY at, id)
    ),
    placed AS (
        SELECT stretch.*, extract(epoch FROM until - since) / 60 AS minutes,
            extract(hour FROM since AT TIME ZONE %s)::int AS hour,
            coalesce(stretch.pool_id, (
                SELECT step.pool_id FROM ltsa_party party
                    JOIN ltsa_servicestep step ON step.service_id = party.service_id
                    JOIN ltsa_pool pool ON pool.id = step.pool_id
                        AND pool.office_id = visit.office_id
                WHERE party.booking_id = visit.id
                ORDER BY step."order", step.pool_id LIMIT 1
            )) AS desk,
            kind IN ('called', 'serving') AS at_counter,
            until IS NULL OR next_note = %s
                OR (until AT TIME ZONE %s)::date <> (visit.starts_at AT TIME ZONE %s)::date
                AS unknown
        FROM stretch JOIN visit ON visit.id = stretch.booking_id
        WHERE kind IN ('arrived', 'passed', 'resumed', 'called', 'serving')
    ),
    told AS (
        SELECT booking_id, desk, min(hour) AS hour,
            sum(minutes) FILTER (WHERE NOT at_counter AND NOT unknown
                AND next_kind IN ('called', 'serving', 'parked')) AS waiting,
            sum(minutes) FILTER (WHERE at_counter
                AND NOT (kind = 'called' AND next_kind IN
                    ('parked', 'arrived', 'no_show', 'returned', 'cancelled', 'displaced')))
                AS serving,
            bool_or(at_counter) AS was_called,
            bool_or(at_counter AND unknown) AS is_open
        FROM placed
        WHERE %s::bigint IS NULL OR desk = %s
        GROUP BY booking_id, desk
    )
    SELECT grouping(desk, hour), desk, hour,
        count(waiting) FILTER (WHERE was_called),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY waiting) FILTER (WHERE was_called),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY waiting) FILTER (WHERE was_called),
        count(serving) FILTER (WHERE NOT is_open),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY serving) FILTER (WHERE NOT is_open),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY serving) FILTER (WHERE NOT is_open)
    FROM told GROUP BY GROUPING SETS ((desk), (hour), ())
    ORDER BY 1, 2, 3
"""


def papers(visits: QuerySet[Booking]) -> Papers:
    """Results of people who came, and what they lacked."""
    by_service = _ask(visits, _BY_SERVICE, [list(CAME)])
    lacked = _ask(visits, _LACKED, [list(CAME), MOST_PAPERS])
    if not by_service:
        return Papers()
    every = next(row for row in by_service if row[0] is None)
    return Papers(
        all=(every[1], every[2]),
        by_service=tuple((row[0], row[1], row[2]) for row in by_service if row[0] is not None),
        most=tuple((row[1], row[2]) for row in lacked if row[0] == "named"),
        own_words=sum(row[2] for row in lacked if row[0] == "own words"),
        unnamed=sum(row[2] for row in lacked if row[0] == "unnamed"),
    )


_BY_SERVICE = """
    result AS (
        SELECT service.id, service.name, service."order", party.outcome
        FROM visit JOIN ltsa_party party ON party.booking_id = visit.id
            JOIN ltsa_service service ON service.id = party.service_id
        WHERE visit.state = ANY(%s) AND party.outcome <> ''
    )
    SELECT name, count(*), count(*) FILTER (WHERE outcome = 'incomplete')
    FROM result GROUP BY GROUPING SETS ((id, name, "order"), ()) ORDER BY "order", name
"""

_LACKED = """
    lacking AS (
        SELECT party.id FROM visit JOIN ltsa_party party ON party.booking_id = visit.id
        WHERE visit.state = ANY(%s) AND party.outcome = 'incomplete'
    ),
    named AS (
        SELECT paper.text, count(DISTINCT paper.party_id) AS people
        FROM lacking JOIN ltsa_missingpaper paper ON paper.party_id = lacking.id
        WHERE paper.requirement_id IS NOT NULL
        GROUP BY paper.text ORDER BY people DESC, paper.text LIMIT %s
    )
    SELECT 'named', text, people FROM named
    UNION ALL
    SELECT 'own words', '', count(DISTINCT paper.party_id)
    FROM lacking JOIN ltsa_missingpaper paper ON paper.party_id = lacking.id
    WHERE paper.requirement_id IS NULL
    UNION ALL
    SELECT 'unnamed', '', count(*) FROM lacking
    WHERE NOT EXISTS (SELECT FROM ltsa_missingpaper WHERE party_id = lacking.id)
    ORDER BY 3 DESC, 2
"""


def saved(visits: QuerySet[Booking]) -> tuple[Saved, Saved]:
    """By doing several things in one visit: for each person one trip fewer than her services. By
    coming together: for each visit one trip fewer than its people. Of those who came; a trip is
    there and back, by the way that is told for the village, else for its district."""
    rows = _ask(visits, _SAVED, [list(CAME)])
    if not rows:
        return Saved(), Saved()
    row = [int(number or 0) for number in rows[0]]
    return Saved(*row[:4]), Saved(*row[4:])


_SAVED = """
    party AS (
        SELECT visit.id, visit.office_id, visit.village_id,
            count(*) - count(DISTINCT party.person_key) AS things,
            count(DISTINCT party.person_key) - 1 AS companions
        FROM visit JOIN ltsa_party party ON party.booking_id = visit.id
        WHERE visit.state = ANY(%s)
        GROUP BY visit.id, visit.office_id, visit.village_id
        HAVING count(*) > 1
    ),
    told AS (
        SELECT party.*, coalesce(
            (SELECT minutes FROM ltsa_traveltime way
                WHERE way.office_id = party.office_id AND way.village_id = party.village_id),
            (SELECT minutes FROM ltsa_traveltime way
                WHERE way.office_id = party.office_id AND way.village_id IS NULL
                    AND way.district_id = village.district_id)
        ) AS way
        FROM party LEFT JOIN villages_village village ON village.id = party.village_id
    )
    SELECT count(*) FILTER (WHERE things > 0), sum(things),
        sum(things) FILTER (WHERE way IS NULL), sum(things * way * 2),
        count(*) FILTER (WHERE companions > 0), sum(companions),
        sum(companions) FILTER (WHERE way IS NULL), sum(companions * way * 2)
    FROM told
"""


def _zone() -> str:
    return timezone.get_default_timezone_name()


def _ask(visits: QuerySet[Booking], steps: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of the query whose steps follow the `visit` of these bookings."""
    rows = visits.order_by().values_list(*_COLUMNS)
    try:
        inner, parameters = rows.query.sql_with_params()
    except EmptyResultSet:  # somebody who may see nothing
        return []
    names = ", ".join(column.replace("pk", "id") for column in _COLUMNS)
    with connections[rows.db].cursor() as cursor:
        query = f"WITH visit ({names}) AS ({inner}), {steps}"
        cursor.execute(query, [*parameters, *values])
        return list(cursor.fetchall())
