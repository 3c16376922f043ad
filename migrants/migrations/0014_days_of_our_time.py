from django.db import migrations

from villages.days import HoldDays


class Migration(migrations.Migration):
    dependencies = [
        ("migrants", "0013_texts_are_empty_by_default"),
    ]

    operations = [HoldDays()]
