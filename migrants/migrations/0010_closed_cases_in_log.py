from django.db import migrations


class Migration(migrations.Migration):
    """Cases that were closed before the log knew kinds get their last move."""

    dependencies = [
        ("migrants", "0009_case_work"),
    ]

    operations = [
        migrations.RunSQL(
            """
            INSERT INTO migrants_casestep (case_id, kind, at, text)
                SELECT id, 'closed', closed_at, outcome FROM migrants_case
                WHERE closed_at IS NOT NULL
            """,
            migrations.RunSQL.noop,
        ),
    ]
