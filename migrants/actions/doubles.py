"""Pairs of people who may be one: searched for every night, told by somebody, and decided.

The search starts from one regency and never compares everybody with everybody: only people who
share a key (the same birth date, the same phone, the same family card, a word of the name that
begins alike in the same village and birth year …) are compared at all. See bench/doubles.py.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from migrants.models import DoublePair, DoubleRequest, Person
from migrants.models.doubles import LATER
from villages.models import Regency

#: What makes a pair worth somebody's time, of 100.
LEAST_SCORE = 58
#: Pairs kept of one person, and of one regency: more would not be looked at.
PAIRS_EACH, PAIRS_ALL = 5, 5000
#: A key that so many share tells nothing ("0000" as a phone).
SHARED_BY_MOST = 300
#: One number among PostgreSQL's advisory locks: one search at a time in a regency.
_LOCK = 351_004

#: What a decision stands on. A word of it changed: the decision is asked for anew.
_PRINT = """md5(concat_ws('|', {0}.name_key, {0}.born_on, {0}.born_precision, {0}.sex, {0}.phone,
    {0}.phone_abroad, {0}.nik_hash))"""

_PEOPLE = """
CREATE TEMP TABLE double_people ON COMMIT DROP AS
SELECT p.id, p.village_id, p.name_key, p.sex, p.nik_hash, p.phone, p.phone_abroad,
    p.born_on, p.born_precision AS exact, EXTRACT(year FROM p.born_on)::int AS year,
    place.household_id, home.kk_hash, <print> AS print
FROM migrants_person p
JOIN villages_village v ON v.id = p.village_id
JOIN villages_district d ON d.id = v.district_id
LEFT JOIN migrants_householdmembership place ON place.person_id = p.id AND place.until IS NULL
LEFT JOIN migrants_household home ON home.id = place.household_id
WHERE d.regency_id = %(regency)s;
ANALYZE double_people;
CREATE TEMP TABLE double_kin ON COMMIT DROP AS
SELECT one.id, array_agg(kin.sex || kin.name_key) AS names
FROM double_people one JOIN double_people kin
    ON kin.household_id = one.household_id AND kin.id <> one.id
GROUP BY one.id;
ANALYZE double_kin;
""".replace("<print>", _PRINT.format("p"))

#: Whoever shares a key is compared. Where somebody's birth date is unknown, the words of her name
#: are keys of her whole village.
_KEYS = """
CREATE TEMP TABLE double_keys ON COMMIT DROP AS
SELECT DISTINCT id, key FROM (
    SELECT p.id, concat('y', village_id, '|', y, '|', left(word, 1)) AS key
    FROM double_people p
    CROSS JOIN regexp_split_to_table(name_key, ' ') AS word
    CROSS JOIN generate_series(
        year - CASE exact WHEN 'about' THEN 3 ELSE 0 END,
        year + CASE exact WHEN 'about' THEN 3 ELSE 1 END
    ) AS y
    WHERE year IS NOT NULL
    UNION ALL SELECT id, 'd' || born_on FROM double_people WHERE exact = 'day'
    UNION ALL SELECT id, 'n' || name_key FROM double_people
    UNION ALL SELECT id, 'p' || phone FROM double_people WHERE phone <> ''
    UNION ALL SELECT id, 'p' || phone_abroad FROM double_people WHERE phone_abroad <> ''
    UNION ALL SELECT id, 'k' || kk_hash FROM double_people
    UNION ALL SELECT id, 'h' || household_id FROM double_people
) AS every WHERE key IS NOT NULL;
INSERT INTO double_keys
SELECT DISTINCT p.id, concat('w', p.village_id, '|', word)
FROM double_people p CROSS JOIN regexp_split_to_table(p.name_key, ' ') AS word
WHERE EXISTS (
    SELECT FROM double_people o
    WHERE o.village_id = p.village_id AND o.year IS NULL AND o.name_key LIKE '%%' || word || '%%'
);
DELETE FROM double_keys WHERE key IN (
    SELECT key FROM double_keys GROUP BY key
    HAVING count(*) = 1 OR count(*) > %(shared)s
);
ANALYZE double_keys;
"""

#: In steps from cheap to dear: two dates, then one likeness, then words within words.
_PAIRS = """
CREATE TEMP TABLE double_found ON COMMIT DROP AS
WITH near AS MATERIALIZED (
    SELECT DISTINCT a.id AS first, b.id AS second
    FROM double_keys a JOIN double_keys b ON b.key = a.key AND b.id > a.id
), dated AS MATERIALIZED (
    SELECT first, second, a.name_key AS name_a, b.name_key AS name_b,
        a.household_id AS home_a, b.household_id AS home_b,
        a.print || '-' || b.print AS prints,
        CASE
            WHEN a.born_on IS NULL OR b.born_on IS NULL THEN 'unknown'
            WHEN a.exact = 'day' AND b.exact = 'day' THEN CASE
                WHEN a.born_on = b.born_on THEN 'born_same'
                WHEN a.year = b.year
                    AND EXTRACT(day FROM a.born_on) = EXTRACT(month FROM b.born_on)
                    AND EXTRACT(month FROM a.born_on) = EXTRACT(day FROM b.born_on)
                    THEN 'born_swapped'
                WHEN abs(a.born_on - b.born_on) <= 31 THEN 'born_near'
                WHEN a.year = b.year THEN 'unclear'
                WHEN abs(a.year - b.year) <= 10
                    AND to_char(a.born_on, 'MMDD') = to_char(b.born_on, 'MMDD') THEN 'born_near'
                ELSE 'apart' END
            WHEN abs(a.year - b.year) <= CASE WHEN 'about' IN (a.exact, b.exact) THEN 3 ELSE 0 END
                THEN 'born_roughly'
            WHEN abs(a.year - b.year) <= 1 THEN 'unclear'
            ELSE 'apart'
        END AS born,
        COALESCE(
            NULLIF(a.phone, '') IN (NULLIF(b.phone, ''), NULLIF(b.phone_abroad, ''))
            OR NULLIF(a.phone_abroad, '') IN (NULLIF(b.phone, ''), NULLIF(b.phone_abroad, '')),
            false
        ) AS same_phone,
        a.household_id = b.household_id AS same_home,
        a.kk_hash = b.kk_hash AND a.household_id <> b.household_id AS same_card,
        a.sex <> b.sex AS other_sex,
        a.nik_hash <> b.nik_hash AS other_nik
    FROM near JOIN double_people a ON a.id = near.first JOIN double_people b ON b.id = near.second
), alike AS MATERIALIZED (
    SELECT *, similarity(name_a, name_b) AS likeness FROM dated
    WHERE born <> 'apart' AND (born <> 'unclear' OR same_phone OR name_a = name_b)
), named AS MATERIALIZED (
    SELECT *, (likeness + GREATEST(strict_word_similarity(name_a, name_b),
        strict_word_similarity(name_b, name_a))) / 2 AS name
    FROM alike WHERE likeness >= 0.25
), close AS (
    SELECT named.*, home_a <> home_b AND a.names && b.names AS same_kin
    FROM named
    LEFT JOIN double_kin a ON a.id = named.first LEFT JOIN double_kin b ON b.id = named.second
    WHERE name >= 0.45
), scored AS (
    SELECT first, second, prints, LEAST(100, GREATEST(0, round(
        50 * name
        + CASE born WHEN 'born_same' THEN 30 WHEN 'born_swapped' THEN 22
            WHEN 'born_near' THEN 15 WHEN 'born_roughly' THEN 15 ELSE 0 END
        + CASE WHEN same_phone THEN CASE WHEN same_home THEN 6 ELSE 20 END ELSE 0 END
        + CASE WHEN same_card THEN 15 WHEN same_home THEN 8 WHEN same_kin THEN 12 ELSE 0 END
        - CASE WHEN other_sex THEN 30 ELSE 0 END
        - CASE WHEN other_nik THEN 30 ELSE 0 END
    )))::int AS score,
    array_remove(ARRAY[
        CASE WHEN name_a = name_b THEN 'name_same' ELSE 'name_alike' END,
        CASE WHEN born LIKE 'born%%' THEN born END,
        CASE WHEN same_phone THEN 'phone' END,
        CASE WHEN same_card THEN 'family_card' WHEN same_home THEN 'household'
            WHEN same_kin THEN 'relative' END
    ], NULL) AS reasons
    FROM close
), ranked AS (
    SELECT *,
        row_number() OVER (PARTITION BY first ORDER BY score DESC, second) AS of_first,
        row_number() OVER (PARTITION BY second ORDER BY score DESC, first) AS of_second
    FROM scored WHERE score >= %(least)s
)
SELECT first, second, score, reasons, prints FROM ranked
WHERE of_first <= %(each)s AND of_second <= %(each)s
ORDER BY score DESC, first, second LIMIT %(all)s;
"""

#: What is no longer alike goes, unless somebody told it or decided it.
_FORGET = """
DELETE FROM migrants_doublepair pair USING double_people a, double_people b
WHERE a.id = pair.first_id AND b.id = pair.second_id
    AND pair.state <> 'different' AND NOT pair.reasons @> ARRAY['told']::varchar[]
    AND NOT EXISTS (
        SELECT FROM double_found f WHERE f.first = pair.first_id AND f.second = pair.second_id
    );
"""

_KEEP = """
INSERT INTO migrants_doublepair AS pair
    (first_id, second_id, score, reasons, prints, found_at, state)
SELECT first, second, score, reasons, prints, now(), 'open' FROM double_found
ORDER BY first, second
ON CONFLICT (first_id, second_id) DO UPDATE SET
    score = EXCLUDED.score,
    reasons = CASE WHEN pair.reasons @> ARRAY['told']::varchar[]
        THEN EXCLUDED.reasons || ARRAY['told']::varchar[] ELSE EXCLUDED.reasons END,
    prints = EXCLUDED.prints,
    state = CASE WHEN pair.state = 'different' THEN 'open' ELSE pair.state END,
    found_at = CASE WHEN pair.state = 'different' THEN now() ELSE pair.found_at END
WHERE pair.prints <> EXCLUDED.prints
    OR (pair.state <> 'different' AND pair.score <> EXCLUDED.score);
"""


@transaction.atomic
def find_doubles(*, regency: Regency) -> int:
    """Search the regency for people who may be in the register twice; how many pairs are new or
    changed. Running it again changes nothing; two at the same time take turns."""
    values = {
        "regency": regency.pk,
        "shared": SHARED_BY_MOST,
        "least": LEAST_SCORE,
        "each": PAIRS_EACH,
        "all": PAIRS_ALL,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, regency.pk])
        for statement in (_PEOPLE, _KEYS, _PAIRS, _FORGET, _KEEP):
            cursor.execute(statement, values)
        kept = cursor.rowcount
        cursor.execute("DROP TABLE double_people, double_kin, double_keys, double_found")
    return int(kept)


def prints_of(first: Person, second: Person) -> str:
    """What both look like now, in the words of the nightly search."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_PRINT.format('a')} || '-' || {_PRINT.format('b')}"  # noqa: S608
            " FROM migrants_person a, migrants_person b WHERE a.id = %s AND b.id = %s",
            [first.pk, second.pk],
        )
        return str(cursor.fetchone()[0])


# --- what people decide ---------------------------------------------------------------------------


@transaction.atomic
def tell_double(*, person: Person, other: Person, by: User) -> DoublePair:
    """Somebody says that these two are one person. Both must be hers; a pair that is listed already
    is opened again."""
    people = list(
        Person.unscoped.mergeable_by(by).filter(pk__in=[person.pk, other.pk]).order_by("pk")
    )
    if len(people) != 2:
        raise ValidationError(_("Choose two different people of your area."))
    told = DoublePair.Reason.TOLD
    pair, is_new = DoublePair.unscoped.get_or_create(
        first=people[0],
        second=people[1],
        defaults={"reasons": [told], "told_by": by, "prints": prints_of(*people)},
    )
    if not is_new:
        reasons = [*(reason for reason in pair.reasons if reason != told), told]
        _update(pair, state=DoublePair.State.OPEN, reasons=reasons, told_by=by)
    return pair


@transaction.atomic
def call_different(*, pair: DoublePair, by: User) -> None:
    """They are two people: the pair does not come back unless one of the two changes."""
    found = DoublePair.editable_by(by).select_related("first", "second").get(pk=pair.pk)
    _update(
        found,
        state=DoublePair.State.DIFFERENT,
        prints=prints_of(found.first, found.second),
        decided_at=timezone.now(),
        decided_by=by,
    )


@transaction.atomic
def put_off(*, pair: DoublePair, by: User) -> None:
    """Not now: the pair comes back in two weeks."""
    found = DoublePair.editable_by(by).get(pk=pair.pk)
    until = timezone.localdate() + LATER
    _update(found, state=DoublePair.State.LATER, later_until=until)


@transaction.atomic
def open_again(*, pair: DoublePair, by: User) -> None:
    """Take a decision back: it is to be decided again."""
    _update(DoublePair.editable_by(by).get(pk=pair.pk), state=DoublePair.State.OPEN)


def _update(pair: DoublePair, **values: Any) -> None:
    DoublePair.unscoped.filter(pk=pair.pk).update(**values)


# --- asking the office ----------------------------------------------------------------------------


@transaction.atomic
def ask_office(*, request: DoubleRequest, by: User) -> DoubleRequest:
    """A coordinator asks the regency's office about somebody who may be registered elsewhere too.
    Nothing is searched for here: the answer takes as long whether or not there is anybody."""
    request.asked_by = by
    request.save(force_insert=True)
    return request


@transaction.atomic
def answer_request(*, request: DoubleRequest, answer: str, by: User) -> None:
    """Answer once; the first answer stands. ValidationError for whoever comes later with another
    one; the same words again are a double tap."""
    open_one = DoubleRequest.editable_by(by).filter(pk=request.pk, answered_at=None)
    if open_one.update(answered_at=timezone.now(), answered_by=by, answer=answer):
        return
    if DoubleRequest.editable_by(by).filter(pk=request.pk).exclude(answer=answer).exists():
        raise ValidationError(
            _("A colleague answered meanwhile, and that answer stands: look at it above.")
        )
