from django.db import migrations

from villages.days import HoldDays


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_help_offices"),
    ]

    operations = [HoldDays()]
