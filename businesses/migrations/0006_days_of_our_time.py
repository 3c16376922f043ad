from django.db import migrations

from villages.days import HoldDays


class Migration(migrations.Migration):
    dependencies = [
        ("businesses", "0005_sort_names_without_case"),
    ]

    operations = [HoldDays()]
