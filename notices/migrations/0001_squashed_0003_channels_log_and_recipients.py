"""All tables of this app as they stood after 0003: a new database takes this one step.

The steps it replaces stay for databases that were made before it.
"""

import uuid

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.phone


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_outbox"),
        ("notices", "0002_messages_of_case_officers"),
        ("notices", "0003_channels_log_and_recipients"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0003_messages_beside_fields"),
        ("villages", "0001_squashed_0004_days_of_our_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100, unique=True)),
                (
                    "phone",
                    accounts.phone.PhoneField(blank=True, max_length=20, verbose_name="phone"),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "to be sent"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("failed", "not reached"),
                            ("cancelled", "no longer needed"),
                            ("declined", "wants no messages"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="to be sent from")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="villages.office",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "regency",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose case officers send it; an office's own messages have none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.regency",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("hand", "by hand"),
                            ("whatsapp", "WhatsApp, by itself"),
                            ("email", "e-mail"),
                        ],
                        db_default="hand",
                        default="hand",
                        max_length=10,
                        verbose_name="way",
                    ),
                ),
                (
                    "claimed_by",
                    models.UUIDField(blank=True, help_text="The worker that holds it.", null=True),
                ),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                (
                    "delivery",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "on its way"),
                            ("delivered", "arrived"),
                            ("read", "read"),
                            ("failed", "did not arrive"),
                        ],
                        db_default="",
                        max_length=10,
                        verbose_name="arrival",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, db_default="", max_length=254, verbose_name="e-mail"
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="no use after"),
                ),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        help_text="What stands in for the placeholders of the text, by name.",
                        null=True,
                    ),
                ),
                (
                    "is_called_off",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Called off while it was being sent.",
                    ),
                ),
                (
                    "is_doubtful",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Perhaps it arrived: nobody knows.",
                    ),
                ),
                (
                    "is_essential",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Must be told even to whom wants no messages.",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Which text, e.g. booked.",
                        max_length=30,
                    ),
                ),
                ("provider_id", models.CharField(blank=True, db_default="", max_length=200)),
                ("retry_at", models.DateTimeField(blank=True, null=True)),
                (
                    "template",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Name and language of the text at the provider: janji_dibuat/id.",
                        max_length=100,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(db_default=0, default=0)),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["due_at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["office", "due_at"],
                        name="notices_message_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("regency__isnull", False), ("state", "waiting")),
                        fields=["regency", "due_at"],
                        name="notices_message_of_cases",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", "waiting"), models.Q(("channel", "hand"), _negated=True)
                        ),
                        fields=["due_at"],
                        name="notices_message_for_worker",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")),
                        fields=["claimed_until"],
                        name="notices_message_sending",
                    ),
                    models.Index(fields=["phone"], name="notices_message_phone"),
                    models.Index(
                        fields=["office", "-created_at", "-id"], name="notices_message_log"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                            _connector="OR",
                        ),
                        name="notices_message_sent_has_time",
                        violation_error_message="A sent message needs the time it was sent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("office", None), ("regency__isnull", False)),
                            models.Q(("office__isnull", False), ("regency", None)),
                            _connector="OR",
                        ),
                        name="notices_message_one_sender",
                        violation_error_message="A message is sent by one office or by one regency.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "[0-9]{16}"), _negated=True),
                        name="notices_message_no_identity_number",
                        violation_error_message="A message carries no identity number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sending"), _negated=True),
                            models.Q(("claimed_until__isnull", False), ("tries__gt", 0)),
                            _connector="OR",
                        ),
                        name="notices_message_sending_is_claimed",
                        violation_error_message="What is being sent is in the hands of a worker.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("provider_id", ""), _negated=True),
                        fields=("provider_id",),
                        name="notices_message_provider_id_unique",
                        violation_error_message="Two messages cannot be one at the provider.",
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="OfficeSending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by_hand",
                    models.BooleanField(
                        default=False,
                        help_text="Officers send each message from their own phone.",
                        verbose_name="everything by hand",
                    ),
                ),
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "way of sending",
                "verbose_name_plural": "ways of sending",
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phone",
                    accounts.phone.PhoneField(max_length=20, unique=True, verbose_name="phone"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Indonesian"), ("en", "English")],
                        default="id",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "opted_out_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="wants no messages since"
                    ),
                ),
                (
                    "opted_out_by",
                    models.CharField(
                        blank=True, help_text="link, reply or desk: how it was said.", max_length=10
                    ),
                ),
                (
                    "no_whatsapp_since",
                    models.DateTimeField(
                        blank=True,
                        help_text="WhatsApp said that this number cannot be reached.",
                        null=True,
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "recipient",
                "verbose_name_plural": "recipients",
            },
        ),
        migrations.CreateModel(
            name="MessageEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("begun", "being sent"),
                            ("sent", "sent"),
                            ("passing", "put off, will be tried again"),
                            ("refused", "refused"),
                            ("unsure", "perhaps sent, nobody knows"),
                            ("delivered", "arrived"),
                            ("read", "read"),
                            ("undelivered", "did not arrive"),
                            ("by_hand", "to be sent by hand"),
                            ("called_off", "called off while it was being sent"),
                            ("late", "too late, not sent"),
                            ("declined", "wants no messages"),
                            ("wrong_no", "the number is wrong"),
                            ("again", "to be sent again"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hand", "by hand"),
                            ("whatsapp", "WhatsApp, by itself"),
                            ("email", "e-mail"),
                        ],
                        max_length=10,
                        verbose_name="way",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "run",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="The worker's run."
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="notices.message",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a message",
                "verbose_name_plural": "events of a message",
                "ordering": ["at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["message", "at"], name="notices_messageevent_message")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b1575bd239e9bccde7dc3d08b6640a97fcdb0ba2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3412c",
                            table="notices_messageevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
