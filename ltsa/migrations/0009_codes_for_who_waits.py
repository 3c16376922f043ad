from django.db import migrations

from ltsa.models.bookings import new_code


def give_codes_and_people(apps, schema_editor):
    """Who waits already has no code yet, and stands alone in the entry."""
    entry_model = apps.get_model("ltsa", "WaitingEntry")
    party_model = apps.get_model("ltsa", "WaitingParty")
    for entry in entry_model.unscoped.filter(code=None):
        entry.code, entry.contact_name = new_code(), entry.name
        entry.save(update_fields=["code", "contact_name"])
        party_model.unscoped.create(
            entry=entry, service_id=entry.service_id, person_key=entry.person_key, name=entry.name
        )


class Migration(migrations.Migration):
    dependencies = [
        ("ltsa", "0008_delayed_release_waiting_and_closing"),
    ]

    operations = [migrations.RunPython(give_codes_and_people, migrations.RunPython.noop)]
