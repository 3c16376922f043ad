"""What must hold of the appointment tables, recounted from the rows themselves.

Constraints and triggers already hold most of it; this looks from outside, so that a lifted trigger
or a repair by hand does not stay unnoticed. Used by `check_invariants` and `stress_booking`.
"""

from dataclasses import dataclass

from django.db import connection

_ACTIVE = "('held', 'booked', 'arrived', 'called', 'serving')"


@dataclass(frozen=True)
class Invariant:
    """`sql` selects one text for every row that breaks it."""

    name: str
    sql: str


INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "seats taken are the sum of allocations and within capacity",
        """
        SELECT format('slot %s: counted %s/%s, written %s/%s, capacity %s/%s',
            s.id, a.online, a.total, s.used_online, s.used_total, s.cap_online, s.cap_total)
        FROM ltsa_slot s CROSS JOIN LATERAL (
            SELECT coalesce(sum(seats), 0) AS total,
                coalesce(sum(seats) FILTER (WHERE online), 0) AS online
            FROM ltsa_allocation WHERE slot_id = s.id) a
        WHERE a.total <> s.used_total OR a.online <> s.used_online
            OR a.total > s.cap_total OR a.online > s.cap_online
        """,
    ),
    Invariant(
        "one active booking per person and service",
        f"""
        SELECT format('person %s… service %s: bookings %s',
            left(p.person_key, 8), p.service_id, string_agg(b.id::text, ', '))
        FROM ltsa_party p JOIN ltsa_booking b ON b.id = p.booking_id
        WHERE b.state IN {_ACTIVE}
        GROUP BY p.person_key, p.service_id HAVING count(DISTINCT b.id) > 1
        """,  # noqa: S608  (constants of this file)
    ),
    Invariant(
        "one booking per submit",
        "SELECT submit_key::text FROM ltsa_booking GROUP BY submit_key HAVING count(*) > 1",
    ),
    Invariant(
        "active bookings have seats and a claim per person and service, ended ones have neither",
        f"""
        SELECT format('booking %s (%s): %s seats, %s claims, %s people',
            b.id, b.state, a.number, c.number, p.number)
        FROM ltsa_booking b
        CROSS JOIN LATERAL (
            SELECT count(*) AS number FROM ltsa_allocation WHERE booking_id = b.id) a
        CROSS JOIN LATERAL (
            SELECT count(*) AS number FROM ltsa_party WHERE booking_id = b.id) p
        CROSS JOIN LATERAL (
            SELECT count(*) AS number, count(*) FILTER (WHERE EXISTS (
                SELECT FROM ltsa_party p WHERE p.booking_id = b.id
                AND p.person_key = c.person_key AND p.service_id = c.service_id)) AS fitting
            FROM ltsa_claim c WHERE booking_id = b.id) c
        WHERE CASE WHEN b.state IN {_ACTIVE}
            THEN a.number = 0 OR p.number = 0 OR c.number <> p.number OR c.fitting <> p.number
            ELSE a.number > 0 OR c.number > 0 END
        """,  # noqa: S608  (constants of this file)
    ),
    Invariant(
        "a booking's slots are contiguous at each desk, of its office, on its day and hour",
        """
        WITH seat AS (
            SELECT b.id, b.office_id, b.starts_at AS first, b.ends_at AS last, s.pool_id,
                s.starts_at, s.starts_at + make_interval(mins => s.minutes) AS ends_at,
                lag(s.starts_at + make_interval(mins => s.minutes))
                    OVER (PARTITION BY b.id, s.pool_id ORDER BY s.starts_at) AS previous_end
            FROM ltsa_booking b
            JOIN ltsa_allocation a ON a.booking_id = b.id JOIN ltsa_slot s ON s.id = a.slot_id)
        SELECT format('booking %s', seat.id) FROM seat JOIN ltsa_pool p ON p.id = seat.pool_id
        GROUP BY seat.id, first, last, seat.office_id
        HAVING bool_or(previous_end <> starts_at) OR min(starts_at) <> first
            OR max(ends_at) <> last OR bool_or(p.office_id <> seat.office_id)
            OR count(DISTINCT (starts_at AT TIME ZONE current_setting('TimeZone'))::date) > 1
        """,
    ),
    Invariant(
        "slots of a desk that are not closed do not overlap",
        """
        SELECT format('slot %s', id) FROM (
            SELECT id, starts_at, max(starts_at + make_interval(mins => minutes)) OVER (
                PARTITION BY pool_id ORDER BY starts_at
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
            FROM ltsa_slot WHERE status <> 'closed') s
        WHERE busy_until > starts_at
        """,
    ),
    Invariant(
        "a closed slot holds nobody",
        """
        SELECT format('slot %s', s.id) FROM ltsa_slot s
        WHERE status = 'closed' AND EXISTS (SELECT FROM ltsa_allocation WHERE slot_id = s.id)
        """,
    ),
    Invariant(
        "everybody displaced was told, and offered another time or put on the call list",
        # Messages are not kept for ever: only visits that still lie ahead are recounted.
        """
        SELECT format('booking %s', b.id) FROM ltsa_booking b
        WHERE b.state = 'displaced' AND b.starts_at > now()
            AND NOT EXISTS (SELECT FROM ltsa_calltask WHERE booking_id = b.id)
            AND (NOT EXISTS (SELECT FROM ltsa_booking WHERE replaces_id = b.id)
                OR NOT EXISTS (SELECT FROM notices_message
                    WHERE key = format('booking-%s-v%s', b.id, b.version)))
        """,
    ),
    Invariant(
        "taken places and places given back are within capacity",
        """
        SELECT format('slot %s: taken %s/%s, given back %s/%s', id, used_online, used_total,
            kept_online, kept_total)
        FROM ltsa_slot WHERE kept_until > now()
            AND (used_online + kept_online > cap_online OR used_total + kept_total > cap_total)
        """,
    ),
    Invariant(
        "who is offered a place has one that is kept for her, and one who waits has none",
        """
        SELECT format('entry %s (%s): offer %s', w.id, w.state, coalesce(b.state, 'none'))
        FROM ltsa_waitingentry w LEFT JOIN ltsa_booking b ON b.id = w.offer_id
        WHERE CASE w.state WHEN 'offered' THEN b.state IS DISTINCT FROM 'held'
            WHEN 'waiting' THEN b.id IS NOT NULL ELSE b.state = 'held' END
        """,
    ),
    Invariant(
        "nobody is booked, and nothing is on sale, in a time that is closed",
        """
        SELECT format('slot %s', s.id) FROM ltsa_slot s JOIN ltsa_pool p ON p.id = s.pool_id
        JOIN ltsa_closedtime c ON c.office_id = p.office_id AND c.reopened_at IS NULL
            AND (c.pool_id IS NULL OR c.pool_id = p.id)
        WHERE s.status <> 'closed' AND s.starts_at > now()
            AND (s.starts_at AT TIME ZONE 'Asia/Jakarta')::date = c.day
            AND (c.start IS NULL OR (s.starts_at AT TIME ZONE 'Asia/Jakarta')::time < c."end"
                AND (s.starts_at + make_interval(mins => s.minutes))
                    AT TIME ZONE 'Asia/Jakarta' > c.day + c.start)
        """,
    ),
    Invariant(
        "every accepted booking has its confirmation in the outbox",
        """
        SELECT format('booking %s', b.id) FROM ltsa_booking b
        WHERE b.contact_phone <> '' AND b.channel <> 'walk_in' AND b.starts_at > now()
            AND NOT EXISTS (SELECT FROM notices_message
                WHERE key = format('booking-%s-v1', b.id))
        """,
    ),
    Invariant(
        "every booking began with an event, and its last event is its state",
        """
        SELECT format('booking %s: %s, last event %s', b.id, b.state, e.kind)
        FROM ltsa_booking b LEFT JOIN LATERAL (
            SELECT kind FROM ltsa_visitevent
            WHERE booking_id = b.id AND kind NOT IN ('recalled', 'checked')
            ORDER BY at DESC, id DESC LIMIT 1) e ON true
        WHERE CASE e.kind WHEN 'moved' THEN 'booked' WHEN 'reduced' THEN 'booked'
            WHEN 'returned' THEN 'booked'
            WHEN 'parked' THEN 'arrived' WHEN 'resumed' THEN 'arrived' WHEN 'passed' THEN 'arrived'
            WHEN 'undone' THEN (SELECT b.state WHERE b.state IN ('booked', 'arrived', 'called',
                'serving'))
            ELSE e.kind END IS DISTINCT FROM b.state
        """,
    ),
    Invariant(
        "a counter is held while called or being served, and by nobody else",
        """
        SELECT format('booking %s (%s) at counter %s', b.id, b.state, t.counter)
        FROM ltsa_turn t JOIN ltsa_booking b ON b.id = t.booking_id
        WHERE t.counter <> '' AND b.state NOT IN ('called', 'serving')
        """,
    ),
    Invariant(
        "a paper's state is that of the last step of its way",
        """
        SELECT format('paper %s: %s, last step %s', p.id, p.state, s.state)
        FROM ltsa_appliedpaper p LEFT JOIN LATERAL (
            SELECT state FROM ltsa_paperstep WHERE paper_id = p.id
            ORDER BY at DESC, id DESC LIMIT 1) s ON true
        WHERE s.state IS DISTINCT FROM p.state
        """,
    ),
)


def broken() -> list[str]:
    """Everything that does not hold, one line each: "what must hold: which row"."""
    lines = []
    with connection.cursor() as cursor:
        for invariant in INVARIANTS:
            cursor.execute(invariant.sql)
            lines += [f"{invariant.name}: {row}" for (row,) in cursor.fetchall()]
    return lines
