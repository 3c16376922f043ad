from django.db import migrations

from villages.days import HoldDays


class Migration(migrations.Migration):
    dependencies = [
        ("migrants", "0015_families_over_time"),
    ]

    operations = [HoldDays()]
