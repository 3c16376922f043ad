"""All tables of this app as they stood after 0003: a new database takes this one step.

The steps it replaces stay for databases that were made before it.
"""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("publishing", "0001_photos"),
        ("publishing", "0002_photos_without_file_column"),
        ("publishing", "0003_private_attachments"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0003_messages_beside_fields"),
        ("villages", "0001_squashed_0004_days_of_our_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
                ("digest", models.CharField(editable=False, max_length=64)),
                (
                    "alt",
                    models.CharField(
                        help_text="For people who cannot see it. Example: cookies in a round tin.",
                        max_length=200,
                        verbose_name="what the photo shows",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="publishing_photo_digest_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("height__gt", 0), ("width__gt", 0)),
                        name="publishing_photo_has_extent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alt", ""), _negated=True),
                        name="publishing_photo_has_alt",
                        violation_error_message="Say in a few words what the photo shows.",
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
            ],
            options={
                "verbose_name": "private picture",
                "verbose_name_plural": "private pictures",
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
