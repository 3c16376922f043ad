"""What a booking writes, as one statement each: the floors that bookings are measured against."""

#: The same six rows as `book()` (booking, claim, person, seat, event, message; the slot is counted
#: by the same trigger), without looking, locking or refusing anything.
ALL_ROWS = """
WITH booking AS (
    INSERT INTO ltsa_booking (uuid, office_id, channel, code, submit_key, state, version, starts_at,
        ends_at, booked_by_role, contact_name, contact_phone, priority, reason, created_at)
    SELECT %(key)s, %(office)s, 'online', %(code)s, %(key)s, 'booked', 1, starts_at,
        starts_at + make_interval(mins => minutes), 'self', 'Bench', %(phone)s, 0, '', now()
    FROM ltsa_slot WHERE id = %(slot)s
    RETURNING id, code, starts_at
), claim AS (
    INSERT INTO ltsa_claim (person_key, service_id, booking_id)
    SELECT %(person)s, %(service)s, id FROM booking
), party AS (
    INSERT INTO ltsa_party (booking_id, service_id, person_key, name, relation_to_booker,
        has_authority, readiness, outcome, missing)
    SELECT id, %(service)s, %(person)s, 'Bench', 'self', false, 'not_asked', '', '' FROM booking
), seat AS (
    INSERT INTO ltsa_allocation (booking_id, slot_id, seats, online)
    SELECT id, %(slot)s, 1, true FROM booking
), event AS (
    INSERT INTO ltsa_visitevent (booking_id, kind, at, counter, note)
    SELECT id, 'booked', clock_timestamp(), '', '' FROM booking
)
INSERT INTO notices_message (key, office_id, phone, text, state, due_at, created_at)
SELECT format('booking-%%s-v1', id), %(office)s, %(phone)s, code || starts_at, 'waiting', now(),
    now()
FROM booking
"""

#: The least that can be called a booking: one row inserted, one place counted, in tables of their
#: own without triggers or rules.
TABLES = """
CREATE TABLE bench_slot (id bigint PRIMARY KEY, used int NOT NULL DEFAULT 0);
CREATE TABLE bench_booking (id bigserial PRIMARY KEY, key uuid NOT NULL UNIQUE,
    slot bigint NOT NULL, phone text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
INSERT INTO bench_slot (id) SELECT id FROM ltsa_slot;
"""
INSERT_AND_UPDATE = """
WITH taken AS (UPDATE bench_slot SET used = used + 1 WHERE id = %(slot)s RETURNING id)
INSERT INTO bench_booking (key, slot, phone) SELECT %(key)s, id, %(phone)s FROM taken
"""
