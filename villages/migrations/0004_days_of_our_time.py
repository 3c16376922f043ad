from django.db import migrations

from villages.days import HoldDays


class Migration(migrations.Migration):
    dependencies = [
        ("villages", "0003_messages_beside_fields"),
    ]

    operations = [HoldDays()]
