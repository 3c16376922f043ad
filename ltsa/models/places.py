"""How places are taken and given back: run by the trigger on Allocation, inside its transaction."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ltsa.models.timetable import RELEASE_TIMES


class Taken(models.TextChoices):
    """By what right a booking takes a place."""

    PUBLIC = "public", _("on sale")
    FIRST = "first", _("may be one that was given back and is not on sale yet")
    AGAIN = "again", _("its own place again")


#: Take a place. What was given back stays out of the public's reach by the rule that taken and kept
#: places are within capacity; what lies above the hours as they are now goes to nobody else.
TAKE = """
    UPDATE ltsa_slot SET
        used_total = used_total + NEW.seats,
        used_online = used_online + NEW.seats * NEW.online::int,
        kept_total = CASE
            WHEN kept_until IS NULL OR kept_until <= clock_timestamp() THEN 0
            WHEN NEW.taken_as <> 'public' THEN greatest(kept_total - NEW.seats, 0)
            WHEN NOT NEW.online
                THEN greatest(least(kept_total, cap_total - used_total - NEW.seats), 0)
            ELSE kept_total END,
        kept_online = CASE
            WHEN kept_until IS NULL OR kept_until <= clock_timestamp() THEN 0
            WHEN NEW.taken_as <> 'public'
                THEN greatest(kept_online - NEW.seats * NEW.online::int, 0)
            ELSE kept_online END
    WHERE id = NEW.slot_id
    RETURNING used_total > plan_total OR NEW.online AND used_online > plan_online INTO beyond;
    IF beyond AND NEW.taken_as <> 'again' THEN
        RAISE EXCEPTION 'slot % has no place left by its hours', NEW.slot_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ltsa_slot_total_within_capacity';
    END IF;
"""

#: Give a place back. It is kept from the public until the office's next announced moment, counted
#: from when a hold ran out, if it is one: whoever frees it, and however late, it is the same.
GIVE_BACK = f"""
    SELECT CASE WHEN state = 'held' AND hold_until < clock_timestamp() THEN hold_until END
        INTO since FROM ltsa_booking WHERE id = OLD.booking_id;
    since := coalesce(since, clock_timestamp());
    SELECT min(moment) INTO until FROM (
        SELECT (day::date + hour) AT TIME ZONE '{settings.TIME_ZONE}' AS moment
        FROM unnest(coalesce(
            (SELECT r.release_times FROM ltsa_slot s JOIN ltsa_pool p ON p.id = s.pool_id
                JOIN ltsa_officerules r ON r.office_id = p.office_id WHERE s.id = OLD.slot_id),
            '{{{",".join(f"{time:%H:%M}" for time in RELEASE_TIMES)}}}'::time[])) AS hour,
            LATERAL (SELECT (since AT TIME ZONE '{settings.TIME_ZONE}')::date + shift AS day
                FROM generate_series(0, 1) AS shift) AS days
        ) AS moments WHERE moment > since;
    keeps := (until IS NOT NULL AND until > clock_timestamp())::int * OLD.seats;
    UPDATE ltsa_slot SET
        used_total = used_total - OLD.seats,
        used_online = used_online - OLD.seats * OLD.online::int,
        kept_total = keeps + CASE WHEN kept_until > clock_timestamp() THEN kept_total ELSE 0 END,
        kept_online = keeps * OLD.online::int
            + CASE WHEN kept_until > clock_timestamp() THEN kept_online ELSE 0 END,
        kept_until = CASE WHEN keeps > 0 THEN until ELSE kept_until END
    WHERE id = OLD.slot_id;
"""  # noqa: S608  (constants of this product)
