import string
from typing import Any

from django.db import migrations


def give_letters(apps: Any, _schema_editor: Any) -> None:
    """Desks that exist get a letter each, in the order in which they were made."""
    Pool = apps.get_model("ltsa", "Pool")
    for office in Pool.objects.order_by().values_list("office", flat=True).distinct():
        desks = Pool.objects.filter(office=office)
        taken = set(desks.values_list("letter", flat=True))
        free = (letter for letter in string.ascii_uppercase if letter not in taken)
        for pool, letter in zip(desks.filter(letter="").order_by("pk"), free, strict=False):
            pool.letter = letter
            pool.save(update_fields=["letter"])


class Migration(migrations.Migration):
    dependencies = [("ltsa", "0012_queue_and_papers")]

    operations = [migrations.RunPython(give_letters, migrations.RunPython.noop)]
