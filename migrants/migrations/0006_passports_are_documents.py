"""Every passport number becomes a document, and names get their new search key.

The number stays where it was, so the way back needs to do nothing: `0005` takes the documents away,
and the former code searches with the keys it finds (some spellings less, until a name is saved).
"""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Cast

from accounts.encryption import keyed_hash
from migrants.models import Person

BATCH = 2000


def keep_passports(apps: Any, schema_editor: Any) -> None:
    people = apps.get_model("migrants", "Person")._base_manager
    stored = Cast("passport_number", models.TextField())
    waiting = people.annotate(stored=stored).exclude(stored="").filter(passport_hash=None)
    for person in waiting.only("passport_number").iterator(chunk_size=BATCH):
        # A trigger writes the document.
        people.filter(pk=person.pk).update(passport_hash=keyed_hash(person.passport_number))


def derive_name_keys(apps: Any, schema_editor: Any) -> None:
    people = apps.get_model("migrants", "Person")._base_manager
    rows = people.values_list("pk", "name", "nickname", "passport_name", "name_key")
    changed: list[Any] = []
    for pk, *names, before in rows.iterator(chunk_size=BATCH):
        key = Person.names_key(names)
        if key != before:
            changed.append(people.model(pk=pk, name_key=key))
        if len(changed) == BATCH:
            people.bulk_update(changed, ["name_key"])
            changed.clear()
    people.bulk_update(changed, ["name_key"])


class Migration(migrations.Migration):
    dependencies = [("migrants", "0005_people_in_full")]

    operations = [
        migrations.RunPython(keep_passports, migrations.RunPython.noop),
        migrations.RunPython(derive_name_keys, migrations.RunPython.noop),
    ]
