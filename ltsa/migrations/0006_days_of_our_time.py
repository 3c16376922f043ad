from django.db import migrations

from villages.days import HoldDays


class Migration(migrations.Migration):
    dependencies = [
        ("ltsa", "0005_slots_end_and_marks_are_undone"),
    ]

    operations = [HoldDays()]
