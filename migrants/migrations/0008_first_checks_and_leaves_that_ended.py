"""What was confirmed before there were rounds becomes its round's answer; leaves whose planned end
lies behind are taken to have ended as planned, or every old one would be asked for."""

from django.db import migrations

FORWARD = """
    INSERT INTO migrants_roundcheck (person_id, round_begins, outcome, "on")
        SELECT id, make_date(extract(year FROM checked_on)::int,
            CASE WHEN extract(month FROM checked_on) < 7 THEN 1 ELSE 7 END, 1), 'true', checked_on
        FROM migrants_person WHERE checked_on IS NOT NULL
        ON CONFLICT DO NOTHING;
    UPDATE migrants_journeyevent SET back_on = until
        WHERE kind = 'home_leave' AND until < CURRENT_DATE AND back_on IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("migrants", "0007_journeys_wishes_rounds_deaths")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
